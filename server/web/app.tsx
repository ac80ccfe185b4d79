import { App as AntApp, Button, ConfigProvider, Spin } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useSession } from './api/session.tsx';
import { useSpeech } from './i18n/language.tsx';
import { CrashBoundary } from './parts/crash-boundary.tsx';
import { Frame } from './parts/frame.tsx';
import { ErrorState } from './parts/states.tsx';
import { PendingPage } from './pages/pending.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { THEME } from './theme.ts';

// React's lazy() wants a default export; the pages keep named ones.
const UploadPage = lazy(async () => ({ default: (await import('./pages/upload.tsx')).UploadPage }));
const ScansPage = lazy(async () => ({ default: (await import('./pages/scans.tsx')).ScansPage }));
const ScanPage = lazy(async () => ({ default: (await import('./pages/scan.tsx')).ScanPage }));
const CataloguePage = lazy(async () => ({ default: (await import('./pages/catalogue.tsx')).CataloguePage }));
const ReviewsPage = lazy(async () => ({ default: (await import('./pages/reviews.tsx')).ReviewsPage }));
const ReviewPage = lazy(async () => ({ default: (await import('./pages/review.tsx')).ReviewPage }));
const CasesPage = lazy(async () => ({ default: (await import('./pages/cases.tsx')).CasesPage }));
const CasePage = lazy(async () => ({ default: (await import('./pages/case.tsx')).CasePage }));
const DayPage = lazy(async () => ({ default: (await import('./pages/day.tsx')).DayPage }));
const MessagesPage = lazy(async () => ({ default: (await import('./pages/messages.tsx')).MessagesPage }));
const AuditPage = lazy(async () => ({ default: (await import('./pages/audit.tsx')).AuditPage }));
const AppsPage = lazy(async () => ({ default: (await import('./pages/apps.tsx')).AppsPage }));
const AppPage = lazy(async () => ({ default: (await import('./pages/app.tsx')).AppPage }));
const ComparePage = lazy(async () => ({ default: (await import('./pages/compare.tsx')).ComparePage }));
const CompaniesPage = lazy(async () => ({ default: (await import('./pages/companies.tsx')).CompaniesPage }));
const CompanyPage = lazy(async () => ({ default: (await import('./pages/companies.tsx')).CompanyPage }));
const VendorsPage = lazy(async () => ({ default: (await import('./pages/vendors.tsx')).VendorsPage }));
const VendorPage = lazy(async () => ({ default: (await import('./pages/vendors.tsx')).VendorPage }));
const FilingsPage = lazy(async () => ({ default: (await import('./pages/filings.tsx')).FilingsPage }));
const BatchesPage = lazy(async () => ({ default: (await import('./pages/batches.tsx')).BatchesPage }));
const BatchPage = lazy(async () => ({ default: (await import('./pages/batch.tsx')).BatchPage }));
const ListingsPage = lazy(async () => ({ default: (await import('./pages/listings.tsx')).ListingsPage }));
const ListingPage = lazy(async () => ({ default: (await import('./pages/listing.tsx')).ListingPage }));
const QueuePage = lazy(async () => ({ default: (await import('./pages/queue.tsx')).QueuePage }));
const AccountsPage = lazy(async () => ({ default: (await import('./pages/accounts.tsx')).AccountsPage }));
const AccountPage = lazy(async () => ({ default: (await import('./pages/account.tsx')).AccountPage }));
const NotFoundPage = lazy(async () => ({ default: (await import('./pages/not-found.tsx')).NotFoundPage }));

function Waiting() {
  const { t } = useSpeech();
  return (
    <div className="waiting" role="status" aria-label={t('state.loading')}>
      <Spin />
    </div>
  );
}

function SignedIn({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const { t } = useSpeech();
  const location = useLocation();
  switch (session.state.kind) {
    case 'loading':
      return <Waiting />;
    case 'unreachable':
      return (
        <main className="alone">
          <ErrorState error={session.state.error} />
          <Button onClick={() => void session.refresh()}>{t('action.retry')}</Button>
        </main>
      );
    case 'signed-out':
      return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />;
    case 'signed-in':
      return <Frame>{session.state.account.role === 'pending' ? <PendingPage /> : children}</Frame>;
  }
}

/** Every page; those behind the sign-in share one frame. */
export function App() {
  const { language } = useSpeech();
  return (
    <ConfigProvider
      theme={THEME}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route
              path="/*"
              element={
                <SignedIn>
                  <CrashBoundary>
                    <Suspense fallback={<Waiting />}>
                      <Routes>
                        <Route index element={<UploadPage />} />
                        <Route path="scans" element={<ScansPage />} />
                        <Route path="scans/:id" element={<ScanPage />} />
                        <Route path="catalogue" element={<CataloguePage />} />
                        <Route path="reviews" element={<ReviewsPage />} />
                        <Route path="cases" element={<CasesPage />} />
                        <Route path="cases/:id" element={<CasePage />} />
                        <Route path="reviews/:submissionId/:ruleId" element={<ReviewPage />} />
                        <Route path="day" element={<DayPage />} />
                        <Route path="messages" element={<MessagesPage />} />
                        <Route path="audit" element={<AuditPage />} />
                        <Route path="apps" element={<AppsPage />} />
                        <Route path="apps/:id" element={<AppPage />} />
                        <Route path="apps/:id/compare" element={<ComparePage />} />
                        <Route path="companies" element={<CompaniesPage />} />
                        <Route path="companies/:id" element={<CompanyPage />} />
                        <Route path="vendors" element={<VendorsPage />} />
                        <Route path="vendors/:id" element={<VendorPage />} />
                        <Route path="filings" element={<FilingsPage />} />
                        <Route path="batches" element={<BatchesPage />} />
                        <Route path="batches/:id" element={<BatchPage />} />
                        <Route path="listings" element={<ListingsPage />} />
                        <Route path="listings/:id" element={<ListingPage />} />
                        <Route path="queue" element={<QueuePage />} />
                        <Route path="accounts" element={<AccountsPage />} />
                        <Route path="account" element={<AccountPage />} />
                        <Route path="*" element={<NotFoundPage />} />
                      </Routes>
                    </Suspense>
                  </CrashBoundary>
                </SignedIn>
              }
            />
          </Routes>
        </Suspense>
      </AntApp>
    </ConfigProvider>
  );
}
