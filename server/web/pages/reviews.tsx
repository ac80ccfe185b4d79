import { Input, Select } from 'antd';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import {
  REVIEW_KINDS,
  REVIEW_STATES,
  type ReviewGroup,
  type ReviewKind,
  type ReviewPage,
  type ReviewState,
} from '../api/review-types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedRows } from '../parts/paged-rows.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';
import { renderReviewPath, StateLabel } from '../review/parts.tsx';

const PAGE_SIZE = 20;

function Row({ group }: { readonly group: ReviewGroup }) {
  const { t, pick } = useSpeech();
  const state = group.duties.find((duty) => duty.state !== 'decided')?.state ?? 'decided';
  return (
    <li>
      <Link to={renderReviewPath(group)} className="review-row" data-test="review-row">
        <span className="row-head">
          <VerdictLabel verdict={group.verdict} />
          <SeverityLabel severity={group.severity} />
          <StateLabel state={state} decision={group.duties[0]?.latest?.decision} />
          {group.supersededBy === undefined ? null : (
            <span className="label neutral">
              {t('review.supersededBy', { version: group.supersededBy.versionName })}
            </span>
          )}
        </span>
        <strong className="wrap">{pick(group.title)}</strong>
        <span className="quiet clamp">{pick(group.message)}</span>
        <span className="quiet small wrap">
          {group.label || group.packageName} {group.versionName} · {t(`profile.${group.profile}`)} ·{' '}
          {group.duties.map((duty) => duty.dutyId).join(', ')}
        </span>
      </Link>
    </li>
  );
}

/** What people have to look at, the heaviest first. The address holds the filters, so that it can be passed on. */
export function ReviewsPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const state = (params.get('state') ?? 'open') as ReviewState;
  const kind = (params.get('kind') ?? 'facts') as ReviewKind;
  const verdict = params.get('verdict') ?? '';
  const minSeverity = Number(params.get('minSeverity') ?? 0);
  const words = params.get('q') ?? '';
  const page = Number(params.get('page') ?? 1);
  const query = new URLSearchParams({
    state,
    kind,
    verdict,
    minSeverity: String(minSeverity),
    q: words,
    page: String(page),
    pageSize: String(PAGE_SIZE),
  }).toString();
  const { state: loaded, reload } = useLoad(query, (signal) =>
    callApi<ReviewPage>('GET', `/reviews?${query}`, { signal }),
  );

  return (
    <>
      <PageHead title={t('review.title')} lead={t('review.lead')} />
      <section className="panel">
        <div className="filters">
          <Input.Search
            allowClear
            defaultValue={words}
            placeholder={t('review.search')}
            aria-label={t('review.search')}
            onSearch={(value) => set('q', value.trim())}
          />
          <Select<ReviewState>
            value={state}
            aria-label={t('review.state')}
            onChange={(value) => set('state', value)}
            options={REVIEW_STATES.map((value) => ({ value, label: t(`review.state.${value}`) }))}
          />
          <Select<ReviewKind>
            value={kind}
            aria-label={t('review.kind')}
            popupMatchSelectWidth={false}
            onChange={(value) => set('kind', value)}
            options={REVIEW_KINDS.map((value) => ({ value, label: t(`review.kind.${value}`) }))}
          />
          <Select
            value={verdict}
            aria-label={t('finding.verdict')}
            onChange={(value) => set('verdict', value)}
            options={[
              { value: '', label: t('review.anyVerdict') },
              ...(['violation', 'suspected', 'needs-human'] as const).map((value) => ({
                value: value as string,
                label: t(`verdict.${value}`),
              })),
            ]}
          />
          <Select
            value={minSeverity}
            aria-label={t('finding.severity')}
            onChange={(value) => set('minSeverity', value === 0 ? '' : String(value))}
            options={[
              { value: 0, label: t('finding.anySeverity') },
              ...([1, 2, 3] as const).map((value) => ({
                value: value as number,
                label: t('review.atLeast', { severity: t(`severity.${value}`) }),
              })),
            ]}
          />
        </div>
        <LoadedView state={loaded} onRetry={reload}>
          {(found) => (
            <PagedRows
              items={found.items}
              total={found.total}
              page={page}
              pageSize={PAGE_SIZE}
              emptyText={t('review.none')}
              renderRow={(group) => <Row key={renderReviewPath(group)} group={group} />}
              onPage={(value) => set('page', String(value))}
            />
          )}
        </LoadedView>
      </section>
    </>
  );
}
