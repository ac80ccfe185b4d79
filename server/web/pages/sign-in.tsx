import { Alert, Button, Form, Input } from 'antd';
import { Navigate, useLocation } from 'react-router';
import { callApi } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Brand, LanguageSwitch } from '../parts/frame.tsx';
import { usePageTitle } from '../parts/page-head.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

type Ways = { readonly oidc?: { readonly label: string } };
type Fields = { readonly name: string; readonly password: string };

/** Only a path of these pages: a link must not send the person elsewhere after signing in. */
function toReturnPath(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/';
  const { from } = state;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : '/';
}

export function SignInPage() {
  const { t } = useSpeech();
  const session = useSession();
  const location = useLocation();
  const action = useAction();
  const ways = useLoad('ways', (signal) => callApi<Ways>('GET', '/session/ways', { signal }));
  const code = new URLSearchParams(location.search).get('error');
  const refusal =
    code === null
      ? undefined
      : t(
          code === 'FORBIDDEN'
            ? 'signIn.disabled'
            : code === 'PROVIDER_FAILED'
              ? 'signIn.away'
              : 'signIn.refused',
        );
  usePageTitle(t('signIn.title'));
  if (session.state.kind === 'signed-in') return <Navigate to={toReturnPath(location.state)} replace />;

  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-top">
          <Brand />
          <LanguageSwitch />
        </div>
        <h1>{t('signIn.title')}</h1>
        {session.state.kind === 'signed-out' && session.state.expired ? (
          <Alert type="info" showIcon title={t('signIn.expired')} className="notice" />
        ) : null}
        {refusal === undefined ? null : <Alert type="error" showIcon title={refusal} className="notice" />}
        {action.error === undefined ? null : (
          <div className="notice">
            <ErrorState error={action.error} />
          </div>
        )}
        <Form<Fields>
          layout="vertical"
          requiredMark={false}
          onFinish={(fields) => void action.run(() => session.signIn(fields.name, fields.password))}
        >
          <Form.Item
            name="name"
            label={t('signIn.name')}
            rules={[{ required: true, whitespace: true, message: t('signIn.nameMissing') }]}
          >
            <Input autoComplete="username" autoFocus size="large" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.passwordMissing') }]}
          >
            <Input.Password autoComplete="current-password" size="large" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={action.busy}>
            {t('signIn.submit')}
          </Button>
        </Form>
        {ways.state.kind === 'ready' && ways.state.value.oidc !== undefined ? (
          <Button
            block
            size="large"
            className="provider"
            data-test="provider"
            href={`/api/v1/session/oidc?returnTo=${encodeURIComponent(toReturnPath(location.state))}`}
          >
            {t('signIn.provider', { label: ways.state.value.oidc.label })}
          </Button>
        ) : null}
        <p className="quiet hint">{t('signIn.hint')}</p>
      </div>
    </main>
  );
}
