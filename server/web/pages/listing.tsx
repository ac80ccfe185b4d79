import { Link, useParams } from 'react-router';
import { API_BASE, callApi } from '../api/client.ts';
import type { ListingFile } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderBytes, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';

const FIELDS = [
  'name',
  'developer',
  'versionName',
  'sizeBytes',
  'updated',
  'filingNumber',
  'policyUrl',
] as const;
type Snapshot = ListingFile['snapshots'][number];

function Fields({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t } = useSpeech();
  const { fields } = snapshot;
  const permissions = Array.isArray(fields['permissions'])
    ? (fields['permissions'] as readonly { readonly name: string; readonly purpose?: string }[])
    : undefined;
  const shown = (name: (typeof FIELDS)[number]): string => {
    const value = fields[name];
    if (typeof value === 'number') return renderBytes(value);
    return typeof value === 'string' && value !== '' ? value : t('listing.notShown');
  };
  return (
    <dl className="pairs">
      {FIELDS.map((name) => (
        <div key={name}>
          <dt>{t(`listing.${name}`)}</dt>
          <dd className={`wrap ${fields[name] === undefined ? 'quiet' : ''}`}>{shown(name)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('listing.permissions')}</dt>
        <dd>
          {permissions === undefined || permissions.length === 0 ? (
            <span className="quiet">{t('listing.notShown')}</span>
          ) : (
            <ul className="plain">
              {permissions.map((one) => (
                <li key={one.name} className="wrap">
                  {one.name}: {one.purpose ?? <span className="quiet">{t('listing.noPurpose')}</span>}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Shown({ listing }: { readonly listing: ListingFile }) {
  const { t, pick, language } = useSpeech();
  return (
    <>
      <PageHead
        title={`${listing.name || listing.packageName} ${listing.versionName}`}
        lead={listing.source.name}
      >
        <Link to="/listings">{t('listing.back')}</Link>
        {listing.submissionId === undefined ? null : (
          <Link to={`/scans/${listing.submissionId}`}>{t('case.openReport')}</Link>
        )}
        {listing.appId === undefined ? null : <Link to={`/apps/${listing.appId}`}>{t('listing.app')}</Link>}
      </PageHead>
      {listing.packageDiffers === undefined ? null : (
        <p className="caution" data-test="package-differs">
          {t('listing.packageDiffers', { package: listing.packageDiffers })}
        </p>
      )}
      {listing.error === undefined ? null : (
        <p className="caution wrap">
          {pick(listing.error.message)} {listing.error.detail}
        </p>
      )}
      {listing.snapshots.map((snapshot) => (
        <section key={snapshot.id} className="panel" data-test="snapshot">
          <h2>{t('listing.snapshot', { time: renderTime(snapshot.at, language) })}</h2>
          <p className="quiet small wrap">
            {snapshot.address} · <Mono text={snapshot.contentSha256} />
          </p>
          <div className="two-columns">
            <Fields snapshot={snapshot} />
            {snapshot.hasScreenshot ? (
              <a href={`${API_BASE}/listings/${listing.id}/snapshots/${snapshot.id}/screenshot`}>
                <img
                  className="listing-shot"
                  src={`${API_BASE}/listings/${listing.id}/snapshots/${snapshot.id}/screenshot`}
                  alt={t('listing.screenshot')}
                  loading="lazy"
                />
              </a>
            ) : (
              <p className="quiet">{t('listing.noScreenshot')}</p>
            )}
          </div>
        </section>
      ))}
    </>
  );
}

/** One listing: what the store said of the app each time it changed. */
export function ListingPage() {
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`listing/${id}`, (signal) =>
    callApi<ListingFile>('GET', `/listings/${encodeURIComponent(id)}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(listing) => <Shown listing={listing} />}
    </LoadedView>
  );
}
