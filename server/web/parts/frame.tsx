import { GlobalOutlined, LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Dropdown } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { ApiError } from '../api/client.ts';
import { useAccount, useSession } from '../api/session.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { Bell } from './bell.tsx';
import { HealthFooter } from './health-footer.tsx';

export function Brand() {
  const { t } = useSpeech();
  return (
    <span className="brand">
      <img src={new URL('../icon.svg', import.meta.url).href} alt="" width={28} height={28} />
      <span>
        <strong>appgov</strong>
        <small>{t('brand.tagline')}</small>
      </span>
    </span>
  );
}

export function LanguageSwitch() {
  const { language, setLanguage } = useSpeech();
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      data-test="language"
      lang={language === 'en' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
    >
      {language === 'en' ? '中文' : 'English'}
    </Button>
  );
}

type NavEntry = { readonly to: string; readonly text: string; readonly isRare?: boolean };

/** Links of the header; the rare ones stand behind one button where the header is a line. */
function useLinks(): readonly NavEntry[] {
  const { t } = useSpeech();
  const { role } = useAccount();
  // Who waits for a role sees one page, which says so.
  if (role === 'pending') return [];
  const isAuthority = role === 'admin' || role === 'inspector';
  return [
    ...(role === 'operator' ? [] : [{ to: '/day', text: t('nav.day') }]),
    { to: '/', text: t('nav.upload') },
    { to: '/scans', text: t('nav.scans') },
    { to: '/apps', text: t('nav.apps') },
    ...(isAuthority ? [{ to: '/batches', text: t('nav.batches') }] : []),
    ...(isAuthority || role === 'operator' ? [{ to: '/listings', text: t('nav.listings') }] : []),
    ...(isAuthority ? [{ to: '/reviews', text: t('nav.reviews') }] : []),
    ...(role === 'operator' ? [] : [{ to: '/cases', text: t('nav.cases') }]),
    { to: '/catalogue', text: t('nav.catalogue'), isRare: isAuthority },
    ...(isAuthority ? [{ to: '/queue', text: t('nav.queue'), isRare: true }] : []),
    ...(role === 'admin'
      ? [
          { to: '/accounts', text: t('nav.accounts'), isRare: true },
          { to: '/audit', text: t('nav.audit'), isRare: true },
        ]
      : []),
  ];
}

function AccountMenu() {
  const { t } = useSpeech();
  const account = useAccount();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { pick } = useSpeech();
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      void message.error(pick(error.text));
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: `${account.name} · ${t(`role.${account.role}`)}` },
          { type: 'divider' },
          { key: 'account', icon: <UserOutlined />, label: t('nav.account') },
          { key: 'leave', icon: <LogoutOutlined />, label: t('nav.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'account') void navigate('/account');
          if (key === 'leave') void leave();
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} data-test="account-menu" aria-label={t('nav.account')}>
        <span className="wide-only">{account.name}</span>
      </Button>
    </Dropdown>
  );
}

/** Header with navigation, the page, footer with the server's health. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  const links = useLinks();
  const isPending = useAccount().role === 'pending';
  const location = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => setMenuOpen(false), [location.pathname]);
  const toNav = (shown: typeof links) =>
    shown.map((link) => (
      <NavLink key={link.to} to={link.to} end={link.to === '/'}>
        {link.text}
      </NavLink>
    ));
  const rare = links.filter(({ isRare }) => isRare === true);

  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header>
        <div className="bar">
          <Button
            className="narrow-only"
            type="text"
            icon={<MenuOutlined />}
            aria-label={t('nav.menu')}
            aria-expanded={menuOpen}
            onClick={() => setMenuOpen(true)}
          />
          <Link to="/" className="brand-link" aria-label="appgov">
            <Brand />
          </Link>
          <nav className="wide-only" aria-label={t('nav.menu')}>
            {toNav(links.filter(({ isRare }) => isRare !== true))}
            {rare.length === 0 ? null : (
              <Dropdown
                trigger={['click']}
                menu={{
                  items: rare.map(({ to, text }) => ({ key: to, label: <Link to={to}>{text}</Link> })),
                }}
              >
                <Button type="text" data-test="nav-more">
                  {t('nav.more')}
                </Button>
              </Dropdown>
            )}
          </nav>
          <span className="grow" />
          <LanguageSwitch />
          {isPending ? null : <Bell />}
          <AccountMenu />
        </div>
      </header>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={260}
        title={<Brand />}
      >
        <nav className="menu" aria-label={t('nav.menu')}>
          {toNav(links)}
        </nav>
      </Drawer>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <HealthFooter />
    </div>
  );
}
