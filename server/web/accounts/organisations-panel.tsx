import { Button, Form, Input } from 'antd';
import { callApi } from '../api/client.ts';
import type { OrganisationRow } from '../api/office-types.ts';
import type { Loaded } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState, ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

export type OrganisationList = { readonly items: readonly OrganisationRow[] };

/** Organisations by name: made and renamed here, given to accounts in the table above. */
export function OrganisationsPanel({
  state,
  onChanged,
}: {
  readonly state: Loaded<OrganisationList>;
  readonly onChanged: () => void;
}) {
  const { t } = useSpeech();
  const action = useAction();
  const [form] = Form.useForm<{ name: string }>();
  const add = async (name: string) => {
    const added = await action.run(async () => {
      await callApi<unknown>('POST', '/organisations', { body: { name } });
      onChanged();
    });
    if (added) form.resetFields();
  };
  const rename = (row: OrganisationRow, name: string) => {
    if (name.trim() === '' || name.trim() === row.name) return;
    void action.run(async () => {
      await callApi<unknown>('PATCH', `/organisations/${encodeURIComponent(row.id)}`, { body: { name } });
      onChanged();
    });
  };
  return (
    <section className="panel" data-test="organisations">
      <h2>{t('organisations.title')}</h2>
      <p className="quiet">{t('organisations.lead')}</p>
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      <Form<{ name: string }>
        form={form}
        layout="inline"
        className="inline-form"
        onFinish={({ name }) => void add(name)}
      >
        <Form.Item
          name="name"
          rules={[{ required: true, whitespace: true, message: t('organisations.nameMissing') }]}
        >
          <Input
            placeholder={t('organisations.name')}
            aria-label={t('organisations.name')}
            maxLength={100}
            data-test="organisation-name"
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={action.busy} data-test="organisation-add">
          {t('organisations.new')}
        </Button>
      </Form>
      <LoadedView state={state} onRetry={onChanged}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('organisations.none')} />
          ) : (
            <ul className="plain rows">
              {items.map((row) => (
                <li key={row.id} className="row-head" data-test="organisation">
                  <Input
                    key={row.name}
                    defaultValue={row.name}
                    maxLength={100}
                    className="organisation-name"
                    aria-label={t('organisations.nameOf', { name: row.name })}
                    onBlur={(event) => rename(row, event.target.value)}
                    onPressEnter={(event) => event.currentTarget.blur()}
                  />
                  <span className="quiet">{t('organisations.accounts', { n: row.accounts })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
    </section>
  );
}
