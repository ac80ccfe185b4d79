import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { callApi } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

/** The shortest password the server takes. */
export const PASSWORD_MIN_CHARS = 10;

type Fields = { readonly current: string; readonly next: string; readonly again: string };

/** Changes one's own password. */
export function PasswordPanel() {
  const { t } = useSpeech();
  const { refresh } = useSession();
  const action = useAction();
  const [done, setDone] = useState(false);
  const [form] = Form.useForm<Fields>();
  const change = async ({ current, next }: Fields) => {
    setDone(false);
    const changed = await action.run(async () => {
      await callApi<unknown>('POST', '/accounts/me/password', { body: { current, next } });
    });
    if (!changed) return;
    form.resetFields();
    setDone(true);
    await refresh();
  };
  return (
    <section className="panel">
      <h2>{t('account.changePassword')}</h2>
      {done ? <Alert className="notice" type="success" showIcon title={t('password.changed')} /> : null}
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => void change(fields)}
      >
        <Form.Item
          name="current"
          label={t('password.current')}
          rules={[{ required: true, message: t('signIn.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.next')}
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
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('password.differ'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={action.busy}>
          {t('account.changePassword')}
        </Button>
      </Form>
    </section>
  );
}
