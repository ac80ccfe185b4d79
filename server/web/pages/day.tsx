import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import type { Day, SomeCases } from '../api/office-types.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { CaseLine } from '../cases/case-line.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { StatusLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';

function Panel({
  title,
  total,
  emptyText,
  more,
  testName,
  children,
}: {
  readonly title: string;
  readonly total: number;
  readonly emptyText: string;
  /** Where all of them are. */
  readonly more: string;
  readonly testName: string;
  readonly children: ReactNode;
}) {
  const { t } = useSpeech();
  return (
    <section className="panel" data-test={testName}>
      <h2 className="day-head">
        {title} <span className={total > 0 ? 'day-count' : 'day-count none'}>{total}</span>
      </h2>
      {total === 0 ? <p className="quiet">{emptyText}</p> : <ul className="plain rows">{children}</ul>}
      {total === 0 ? null : (
        <p className="small">
          <Link to={more}>{t('day.all')}</Link>
        </p>
      )}
    </section>
  );
}

function Cases({
  title,
  found,
  more,
  testName,
}: {
  readonly title: string;
  readonly found: SomeCases;
  readonly more: string;
  readonly testName: string;
}) {
  const { t } = useSpeech();
  return (
    <Panel title={title} total={found.total} emptyText={t('day.none')} more={more} testName={testName}>
      {found.items.map((one) => (
        <CaseLine key={one.id} one={one} />
      ))}
    </Panel>
  );
}

function Scans({ scans }: Pick<Day, 'scans'>) {
  const { t } = useSpeech();
  return (
    <Panel
      title={t('day.scans')}
      total={scans.running + scans.queued}
      emptyText={t('day.noScans')}
      more="/scans?status=running"
      testName="day-scans"
    >
      {scans.items.map((scan) => (
        <li key={scan.id}>
          <Link to={`/scans/${scan.id}`} className="review-row">
            <span className="row-head">
              <StatusLabel status={scan.status} />
            </span>
            <strong className="wrap">{scan.label ?? scan.fileName}</strong>
          </Link>
        </li>
      ))}
    </Panel>
  );
}

function Shown({ day }: { readonly day: Day }) {
  const { t } = useSpeech();
  const isDeveloper = useAccount().role === 'developer';
  return (
    <div className="day-columns">
      <div className="stack">
        <Cases
          title={t('day.overdue')}
          found={day.overdue}
          more="/cases?state=notified&due=overdue"
          testName="day-overdue"
        />
        <Cases
          title={t('day.dueSoon')}
          found={day.dueSoon}
          more="/cases?state=notified"
          testName="day-soon"
        />
        <Cases
          title={t(isDeveloper ? 'day.waitsForMe' : 'day.waiting')}
          found={day.waiting}
          more="/cases?state=notified"
          testName="day-waiting"
        />
        <Cases
          title={t(isDeveloper ? 'day.answeredByMe' : 'day.answered')}
          found={day.answered}
          more="/cases?state=rectification-claimed"
          testName="day-answered"
        />
      </div>
      <div className="stack">
        {day.openReviews === undefined ? null : (
          <section className="panel" data-test="day-reviews">
            <h2 className="day-head">
              {t('day.reviews')}{' '}
              <span className={day.openReviews > 0 ? 'day-count' : 'day-count none'}>{day.openReviews}</span>
            </h2>
            <p className="small">
              <Link to="/reviews">{t('day.toReviews')}</Link>
            </p>
          </section>
        )}
        {isDeveloper ? null : (
          <Cases title={t('day.toDecide')} found={day.toDecide} more="/cases" testName="day-decide" />
        )}
        <Cases title={t('day.lookBacks')} found={day.lookBacks} more="/cases" testName="day-look-backs" />
        <Scans scans={day.scans} />
      </div>
    </div>
  );
}

/** What is due, what waits for whom, and what runs: the page an inspector begins the day with. */
export function DayPage() {
  const { t } = useSpeech();
  const { state, reload } = useLoad('day', (signal) => callApi<Day>('GET', '/day', { signal }));
  return (
    <>
      <PageHead
        title={t('day.title')}
        lead={state.kind === 'ready' ? t('day.lead', { day: state.value.today }) : ''}
      />
      <LoadedView state={state} onRetry={reload}>
        {(day) => <Shown day={day} />}
      </LoadedView>
    </>
  );
}
