import type { TableColumnsType } from 'antd';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { PolicyMatchFacts } from '../../../scanner/evidence/policy-facts.ts';
import type { ReportPolicy } from '../../../reports/model/report.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useNames, useReport } from './context.ts';
import { FactTable } from './facts.tsx';
import { Places } from './places.tsx';

type Stated = PolicyMatchFacts['stated'];

/** Disagreements first; what was only stated last. */
const ORDER: readonly Stated[] = ['denied', 'absent', 'broad', 'elsewhere', 'unknown', 'named'];
const SEEN_ORDER: readonly PolicyMatchFacts['observed'][] = ['run', 'code', 'present', 'none'];
const STYLES: Readonly<Record<Stated, string>> = {
  denied: 'violation',
  absent: 'violation',
  broad: 'suspected',
  elsewhere: 'suspected',
  unknown: 'cannot-tell',
  named: 'compliant',
};

function toStyle({ observed, stated, readByOcr }: PolicyMatchFacts): string {
  if (observed === 'none') return 'neutral';
  return `verdict-${readByOcr === true && stated === 'denied' ? 'suspected' : STYLES[stated]}`;
}

function Documents({ policies }: { readonly policies: readonly ReportPolicy[] }) {
  const { t, pick } = useSpeech();
  return (
    <ul className="plain stack policy-documents">
      {policies.map((policy) => {
        const [nearest] = policy.reached ?? [];
        return (
          <li key={policy.id}>
            <strong className="policy-title">{policy.title || policy.origin.address}</strong>
            <p className="quiet">
              {t(`policyKind.${policy.kind}`)} · {t(`policyOrigin.${policy.origin.kind}`)}{' '}
              <Mono text={policy.origin.address} />
              {policy.complete ? '' : ` · ${t('policy.partly')}`}
            </p>
            {nearest === undefined ? null : (
              <p className="quiet">
                {t('policy.reach')}:{' '}
                {nearest.path.map((step, at) => (
                  <Fragment key={at}>
                    {at === 0 ? '' : ' → '}
                    {pick(step)}
                  </Fragment>
                ))}{' '}
                <Link to={`?tab=run&scenario=${encodeURIComponent(nearest.scenarioId)}`}>
                  {nearest.scenarioId}
                </Link>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What a row rests on: the sentences at one side, what was seen at the other. */
function Beside({ row }: { readonly row: PolicyMatchFacts }) {
  const { t } = useSpeech();
  const sentences = row.places.filter(({ kind }) => kind === 'policy');
  const seen = row.places.filter(({ kind }) => kind !== 'policy');
  return (
    <div className="beside">
      <section>
        <h4>{t('policy.stated')}</h4>
        {sentences.length > 0 ? (
          <Places places={sentences} />
        ) : (
          <p className="quiet">{t(row.stated === 'unknown' ? 'policy.notRead' : 'policy.noSentence')}</p>
        )}
      </section>
      <section>
        <h4>{t('policy.seen')}</h4>
        {seen.length > 0 ? <Places places={seen} /> : <p className="quiet">{t('policy.notSeen')}</p>}
      </section>
    </div>
  );
}

/** Policies beside behaviour: what was stated, what was seen, and a row's sentence and event below it. */
export function PoliciesTab() {
  const { t } = useSpeech();
  const { callerName, piName } = useNames();
  const { report } = useReport();
  const { policies = [], policyMatches = [] } = report;
  const rows = policyMatches.toSorted(
    (a, b) =>
      Number(a.observed === 'none') - Number(b.observed === 'none') ||
      ORDER.indexOf(a.stated) - ORDER.indexOf(b.stated) ||
      SEEN_ORDER.indexOf(a.observed) - SEEN_ORDER.indexOf(b.observed),
  );
  // A party of a list that is not in the app has only the name that the list gives it.
  const toSdkName = ({ sdkId, sdkName }: PolicyMatchFacts): string | undefined => {
    const known = sdkId === undefined ? undefined : callerName(sdkId);
    return known === undefined || known === sdkId ? (sdkName ?? sdkId) : known;
  };
  const toSubject = (row: PolicyMatchFacts): string =>
    [
      row.about === 'list' ? t('policy.list') : undefined,
      row.about === 'contradiction' ? t('policy.contradiction') : undefined,
      row.party === 'sdk' ? toSdkName(row) : undefined,
      row.piType === undefined ? undefined : piName(row.piType),
      row.permission?.replace(/^android\.permission\./u, ''),
      row.host,
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
  const columns: TableColumnsType<PolicyMatchFacts> = [
    {
      title: t('policy.subject'),
      key: 'subject',
      render: (_, row) => (
        <span className="wrap">
          {toSubject(row)
            .split(/(?<=[_.])/u)
            .map((part, at) => (
              <Fragment key={at}>
                {at === 0 ? null : <wbr />}
                {part}
              </Fragment>
            ))}
        </span>
      ),
    },
    {
      title: t('policy.stated'),
      key: 'stated',
      width: '27%',
      render: (_, row) => (
        <>
          <span className={`label ${toStyle(row)}`}>{t(`policyStated.${row.stated}`)}</span>
          {row.purpose === undefined || row.purpose === 'stated' ? null : (
            <p className="quiet">{t(`policyPurpose.${row.purpose}`)}</p>
          )}
          {row.readByOcr === true ? <p className="quiet">{t('policy.byOcr')}</p> : null}
        </>
      ),
    },
    {
      title: t('policy.seen'),
      key: 'seen',
      width: '25%',
      render: (_, row) =>
        t(`policySeen.${row.about === 'permission' ? 'declared' : row.observed}`, { n: row.events }),
    },
  ];
  if (policies.length === 0) return <EmptyState text={t('policy.none')} />;
  return (
    <section className="panel flat">
      <Documents policies={policies} />
      <FactTable
        rows={rows}
        columns={columns}
        empty={t('policy.nothing')}
        toText={toSubject}
        unfold={(row) => <Beside row={row} />}
        fits
      />
    </section>
  );
}
