import { Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import type { CaseFile } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { groupFindings } from '../cases/group-findings.ts';
import { CaseStateLabel } from '../cases/case-state-label.tsx';
import { MoveForm } from '../cases/move-form.tsx';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';

function Findings({ file }: { readonly file: CaseFile }) {
  const { t, pick } = useSpeech();
  return (
    <ul className="plain rows">
      {groupFindings(file.findings).map(({ first: finding, dutyIds }) => (
        <li key={`${finding.dutyId} ${finding.ruleId}`} data-test="case-finding">
          <span className="row-head">
            <SeverityLabel severity={finding.severity} />
            <span className={`label finding-${finding.status}`}>{t(`case.finding.${finding.status}`)}</span>
            <strong className="wrap">{pick(finding.title)}</strong>
          </span>
          <p className="quiet small wrap">{dutyIds.join(', ')}</p>
          <p className="quiet wrap">{pick(finding.message)}</p>
          {finding.answer === undefined ? null : (
            <blockquote className="wrap">
              {t('case.answered')} {finding.answer}
            </blockquote>
          )}
        </li>
      ))}
    </ul>
  );
}

function History({ file }: { readonly file: CaseFile }) {
  const { t, language } = useSpeech();
  return (
    <Timeline
      items={file.steps.map((step) => ({
        key: step.at + step.move,
        content: (
          <>
            <strong>{t(`case.move.${step.move}`)}</strong>
            <p className="wrap prewrap">{step.reason}</p>
            <p className="quiet small">
              {step.by} · {renderTime(step.at, language)}
            </p>
          </>
        ),
      }))}
    />
  );
}

/** Everything that can be printed, signed and sent. */
function Documents({ file }: { readonly file: CaseFile }) {
  const { t, language } = useSpeech();
  const base = `/api/v1/cases/${file.id}`;
  const all = [
    ...(file.hasNotice ? [{ key: 'notice', name: t('case.document.notice'), path: `${base}/notice` }] : []),
    ...file.documents.map(({ id, kind, day }) => ({
      key: id,
      name: `${t(`case.document.${kind}`)} · ${day}`,
      path: `${base}/documents/${id}`,
    })),
  ];
  if (all.length === 0) return null;
  return (
    <section className="panel" data-test="case-documents">
      <h2>{t('case.documents')}</h2>
      <ul className="plain rows">
        {all.map(({ key, name, path }) => (
          <li key={key} className="row-head">
            <span className="grow wrap">{name}</span>
            {(['pdf', 'docx'] as const).map((format) => (
              <a key={format} href={`${path}?format=${format}&lang=${language}`}>
                {format.toUpperCase()}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Shown({ file, onMoved }: { readonly file: CaseFile; readonly onMoved: () => void }) {
  const { t } = useSpeech();
  return (
    <>
      <PageHead title={`${file.label || file.packageName} ${file.versionName}`} lead={file.packageName}>
        <Link to="/cases">{t('case.back')}</Link>
        <Link to={`/scans/${file.submissionId}`}>{t('case.openReport')}</Link>
        {file.claimedSubmissionId === undefined ? null : (
          <Link to={`/scans/${file.claimedSubmissionId}`}>{t('case.openClaimed')}</Link>
        )}
        {file.reTestSubmissionId === undefined ? null : (
          <Link to={`/scans/${file.reTestSubmissionId}`}>{t('case.openReTest')}</Link>
        )}
      </PageHead>
      <section className="panel" data-test="case-head">
        <p className="row-head">
          <CaseStateLabel state={file.state} overdue={file.overdue} escalated={file.escalated} />
          {file.dueOn === undefined ? null : <span>{t('case.due', { day: file.dueOn })}</span>}
          {file.lookBackOn === undefined ? null : <span>{t('case.lookBack', { day: file.lookBackOn })}</span>}
          {file.addressee === undefined ? null : (
            <span>{t('case.addressedTo', { name: file.addressee.name })}</span>
          )}
          {file.company === undefined ? null : <span>{t('case.company', { name: file.company })}</span>}
          {file.source === undefined ? null : <span>{t('case.source', { name: file.source })}</span>}
          {file.earlierOffences > 0 ? <span>{t('case.offences', { n: file.earlierOffences })}</span> : null}
        </p>
      </section>
      <div className="case-columns">
        <section className="panel">
          <h2>{t('case.findings', { n: groupFindings(file.findings).length })}</h2>
          <Findings file={file} />
        </section>
        <div className="stack">
          <section className="panel">
            <h2>{t('case.next')}</h2>
            <MoveForm key={file.version} file={file} onMoved={onMoved} />
          </section>
          <Documents file={file} />
          <section className="panel">
            <h2>{t('case.history')}</h2>
            <History file={file} />
          </section>
        </div>
      </div>
    </>
  );
}

/** One case: what it names, what happens next, and what has happened. */
export function CasePage() {
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`case/${id}`, (signal) =>
    callApi<CaseFile>('GET', `/cases/${encodeURIComponent(id)}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(file) => <Shown file={file} onMoved={reload} />}
    </LoadedView>
  );
}
