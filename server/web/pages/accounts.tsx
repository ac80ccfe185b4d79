import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Modal, Select, Switch, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { OrganisationsPanel, type OrganisationList } from '../accounts/organisations-panel.tsx';
import { callApi } from '../api/client.ts';
import { useAccount } from '../api/session.tsx';
import { ROLES, type AccountRow, type Role } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { PASSWORD_MIN_CHARS } from './password.tsx';

type AccountChange = {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly organisationId?: string | null;
  readonly storeId?: string | null;
};

type NewAccount = { readonly name: string; readonly role: Role; readonly password: string };

function NewAccountDialog({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: () => void;
}) {
  const { t } = useSpeech();
  const action = useAction();
  const [form] = Form.useForm<NewAccount>();
  const add = async (fields: NewAccount) => {
    const added = await action.run(async () => {
      await callApi<AccountRow>('POST', '/accounts', { body: fields });
    });
    if (added) onAdded();
  };
  return (
    <Modal
      open
      title={t('accounts.new')}
      okText={t('action.create')}
      confirmLoading={action.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <Form<NewAccount>
        form={form}
        layout="vertical"
        initialValues={{ role: 'developer' }}
        onFinish={(fields) => void add(fields)}
      >
        <Form.Item
          name="name"
          label={t('signIn.name')}
          rules={[{ required: true, whitespace: true, message: t('signIn.nameMissing') }]}
        >
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="role" label={t('accounts.role')}>
          <Select<Role> options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('accounts.firstPassword')}
          extra={t('password.rule', { n: PASSWORD_MIN_CHARS })}
          rules={[
            {
              required: true,
              min: PASSWORD_MIN_CHARS,
              message: t('password.rule', { n: PASSWORD_MIN_CHARS }),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function ResetDialog({ account, onClose }: { readonly account: AccountRow; readonly onClose: () => void }) {
  const { t } = useSpeech();
  const action = useAction();
  const [form] = Form.useForm<{ password: string }>();
  const reset = async (password: string) => {
    const done = await action.run(async () => {
      await callApi<unknown>('PATCH', `/accounts/${encodeURIComponent(account.id)}`, { body: { password } });
    });
    if (done) onClose();
  };
  return (
    <Modal
      open
      title={t('accounts.resetOf', { name: account.name })}
      okText={t('action.save')}
      confirmLoading={action.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <Form<{ password: string }>
        form={form}
        layout="vertical"
        onFinish={({ password }) => void reset(password)}
      >
        <Form.Item
          name="password"
          label={t('password.next')}
          rules={[
            {
              required: true,
              min: PASSWORD_MIN_CHARS,
              message: t('password.rule', { n: PASSWORD_MIN_CHARS }),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Who may sign in, in which role. Only the admin comes here; the server decides, the page merely follows. */
export function AccountsPage() {
  const { t, language } = useSpeech();
  const me = useAccount();
  const { state, reload } = useLoad('accounts', (signal) =>
    callApi<{ items: readonly AccountRow[] }>('GET', '/accounts', { signal }),
  );
  const [adding, setAdding] = useState(false);
  const [resetting, setResetting] = useState<AccountRow>();
  const { state: organisations, reload: reloadOrganisations } = useLoad('organisations', (signal) =>
    callApi<OrganisationList>('GET', '/organisations', { signal }),
  );
  const action = useAction();
  const patch = (account: AccountRow, body: AccountChange) =>
    action.run(async () => {
      await callApi<unknown>('PATCH', `/accounts/${encodeURIComponent(account.id)}`, { body });
      reload();
      reloadOrganisations();
    });

  const columns: TableColumnsType<AccountRow> = [
    {
      title: t('signIn.name'),
      key: 'name',
      render: (_, row) => (
        <span className="wrap">
          {row.name} {row.id === me.id ? <span className="quiet">({t('accounts.you')})</span> : null}
          {row.oidcIssuer === undefined ? null : <div className="quiet small wrap">{row.oidcIssuer}</div>}
        </span>
      ),
    },
    {
      title: t('accounts.role'),
      key: 'role',
      render: (_, row) => (
        <Select<Role>
          value={row.role}
          disabled={row.id === me.id}
          aria-label={t('accounts.roleOf', { name: row.name })}
          className="role"
          onChange={(role) => void patch(row, { role })}
          options={(row.role === 'pending' ? [...ROLES, row.role] : ROLES).map((role) => ({
            value: role,
            label: t(`role.${role}`),
          }))}
        />
      ),
    },
    {
      title: t('accounts.scope'),
      key: 'scope',
      render: (_, row) =>
        row.role === 'operator' ? (
          <Input
            key={row.storeId ?? ''}
            defaultValue={row.storeId ?? ''}
            maxLength={200}
            placeholder={t('accounts.store')}
            aria-label={t('accounts.storeOf', { name: row.name })}
            onBlur={({ target }) => {
              const storeId = target.value.trim();
              if (storeId !== (row.storeId ?? ''))
                void patch(row, { storeId: storeId === '' ? null : storeId });
            }}
          />
        ) : (
          <Select
            value={row.organisationId ?? ''}
            aria-label={t('accounts.organisationOf', { name: row.name })}
            className="role"
            onChange={(id) => void patch(row, { organisationId: id === '' ? null : id })}
            options={[
              { value: '', label: t('accounts.noOrganisation') },
              ...(organisations.kind === 'ready' ? organisations.value.items : []).map(({ id, name }) => ({
                value: id,
                label: name,
              })),
            ]}
          />
        ),
    },
    {
      title: t('accounts.enabled'),
      key: 'enabled',
      render: (_, row) => (
        <Switch
          checked={!row.disabled}
          disabled={row.id === me.id}
          aria-label={t('accounts.enabledOf', { name: row.name })}
          onChange={(enabled) => void patch(row, { disabled: !enabled })}
        />
      ),
    },
    {
      title: t('accounts.created'),
      key: 'created',
      render: (_, row) => <span className="nowrap">{renderTime(row.createdAt, language)}</span>,
    },
    {
      title: '',
      key: 'reset',
      render: (_, row) => (
        <Button size="small" disabled={row.oidcIssuer !== undefined} onClick={() => setResetting(row)}>
          {t('accounts.reset')}
        </Button>
      ),
    },
  ];

  return (
    <>
      <PageHead title={t('accounts.title')} lead={t('accounts.lead')}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('accounts.new')}
        </Button>
      </PageHead>
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      <section className="panel flat">
        <LoadedView state={state} onRetry={reload}>
          {({ items }) => (
            <Table<AccountRow>
              rowKey="id"
              columns={columns}
              dataSource={[...items]}
              size="middle"
              scroll={{ x: 'max-content' }}
              pagination={items.length > 50 ? { pageSize: 50 } : false}
            />
          )}
        </LoadedView>
      </section>
      <OrganisationsPanel state={organisations} onChanged={reloadOrganisations} />
      <Alert type="info" title={t('accounts.rolesTitle')} description={t('accounts.rolesHint')} />
      {adding ? (
        <NewAccountDialog
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            reload();
          }}
        />
      ) : null}
      {resetting === undefined ? null : (
        <ResetDialog account={resetting} onClose={() => setResetting(undefined)} />
      )}
    </>
  );
}
