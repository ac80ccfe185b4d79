import { NavLink } from 'react-router';
import { useAccount } from '../api/session.tsx';
import { useSpeech } from '../i18n/language.tsx';

/** The lists above the samples, side by side; a developer has the apps alone. */
export function PlatformTabs() {
  const { t } = useSpeech();
  const { role } = useAccount();
  if (role !== 'admin' && role !== 'inspector') return null;
  const links = [
    { to: '/apps', text: t('apps.title') },
    { to: '/companies', text: t('companies.title') },
    { to: '/vendors', text: t('vendors.title') },
    { to: '/filings', text: t('filings.title') },
  ];
  return (
    <nav className="tabs" aria-label={t('apps.lists')}>
      {links.map(({ to, text }) => (
        <NavLink key={to} to={to}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
