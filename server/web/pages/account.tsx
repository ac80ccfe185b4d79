import { Alert, Button, Form, Input, Popconfirm, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { PreferencesPanel } from '../accounts/preferences-panel.tsx';
import { callApi } from '../api/client.ts';
import { useAccount } from '../api/session.tsx';
import type { TokenRow } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { PasswordPanel } from './password.tsx';

type NewToken = { readonly id: string; readonly name: string; readonly token: string };

function TokensPanel() {
  const { t, language } = useSpeech();
  const { state, reload } = useLoad('tokens', (signal) =>
    callApi<{ items: readonly TokenRow[] }>('GET', '/tokens', { signal }),
  );
  const [made, setMade] = useState<NewToken>();
  const action = useAction();
  const [form] = Form.useForm<{ name: string }>();
  const make = async (name: string) => {
    const added = await action.run(async () => {
      setMade(await callApi<NewToken>('POST', '/tokens', { body: { name } }));
      reload();
    });
    if (added) form.resetFields();
  };
  const remove = (token: TokenRow) =>
    action.run(async () => {
      await callApi<unknown>('DELETE', `/tokens/${encodeURIComponent(token.id)}`);
      if (made?.id === token.id) setMade(undefined);
      reload();
    });

  const columns: TableColumnsType<TokenRow> = [
    { title: t('tokens.name'), key: 'name', render: (_, row) => <span className="wrap">{row.name}</span> },
    {
      title: t('accounts.created'),
      key: 'created',
      render: (_, row) => <span className="nowrap">{renderTime(row.createdAt, language)}</span>,
    },
    {
      title: '',
      key: 'remove',
      render: (_, row) => (
        <Popconfirm title={t('tokens.removeAsk', { name: row.name })} onConfirm={() => void remove(row)}>
          <Button size="small" danger>
            {t('action.delete')}
          </Button>
        </Popconfirm>
      ),
    },
  ];

  return (
    <section className="panel">
      <h2>{t('tokens.title')}</h2>
      <p className="quiet">{t('tokens.lead')}</p>
      {made === undefined ? null : (
        <Alert
          className="notice"
          type="success"
          title={t('tokens.once')}
          description={<Mono text={made.token} copy />}
          closable={{ onClose: () => setMade(undefined) }}
        />
      )}
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      <Form<{ name: string }>
        form={form}
        layout="inline"
        className="inline-form"
        onFinish={({ name }) => void make(name)}
      >
        <Form.Item
          name="name"
          rules={[{ required: true, whitespace: true, message: t('tokens.nameMissing') }]}
        >
          <Input placeholder={t('tokens.namePlaceholder')} aria-label={t('tokens.name')} maxLength={100} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={action.busy}>
          {t('tokens.new')}
        </Button>
      </Form>
      <LoadedView state={state} onRetry={reload}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('tokens.none')} />
          ) : (
            <Table<TokenRow>
              rowKey="id"
              columns={columns}
              dataSource={[...items]}
              size="middle"
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
          )
        }
      </LoadedView>
    </section>
  );
}

/** One's own password, tokens for programs, and which messages come in which way. */
export function AccountPage() {
  const { t } = useSpeech();
  const account = useAccount();
  return (
    <>
      <PageHead title={t('nav.account')} lead={`${account.name} · ${t(`role.${account.role}`)}`} />
      <div className="two-columns">
        <div className="stack">
          <TokensPanel />
          <PasswordPanel />
        </div>
        <PreferencesPanel />
      </div>
    </>
  );
}
