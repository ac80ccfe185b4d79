import { Result } from 'antd';
import { useAccount } from '../api/session.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { usePageTitle } from '../parts/page-head.tsx';

/** For who is signed in by a provider and has no role yet. */
export function PendingPage() {
  const { t } = useSpeech();
  const { name } = useAccount();
  usePageTitle(t('pending.title'));
  return <Result status="info" title={t('pending.title')} subTitle={t('pending.hint', { name })} />;
}
