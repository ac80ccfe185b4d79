import { Result } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../i18n/language.tsx';
import { usePageTitle } from '../parts/page-head.tsx';

export function NotFoundPage() {
  const { t } = useSpeech();
  usePageTitle(t('notFound.title'));
  return (
    <Result
      status="404"
      title={t('notFound.title')}
      subTitle={t('notFound.hint')}
      extra={<Link to="/scans">{t('nav.scans')}</Link>}
    />
  );
}
