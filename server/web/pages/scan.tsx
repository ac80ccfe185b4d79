import { useParams } from 'react-router';
import type { Report } from '../../../reports/model/report.ts';
import { callApi } from '../api/client.ts';
import type { SubmissionDetail } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { useAccount } from '../api/session.tsx';
import { useSubmission } from '../api/use-submission.ts';
import { OpenCase } from '../cases/open-case.tsx';
import { renderBytes, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ScanProgress } from '../parts/scan-progress.tsx';
import { LoadedView } from '../parts/states.tsx';
import { ReportView } from '../report/report-view.tsx';

function Finished({ id }: { readonly id: string }) {
  const { role } = useAccount();
  const { state, reload } = useLoad(`report/${id}`, (signal) =>
    callApi<Report>('GET', `/submissions/${encodeURIComponent(id)}/report?format=json`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(report) => (
        <>
          {role !== 'admin' && role !== 'inspector' ? null : (
            <p className="report-actions">
              <OpenCase report={report} submissionId={id} />
            </p>
          )}
          <ReportView report={report} submissionId={id} />
        </>
      )}
    </LoadedView>
  );
}

function Unfinished({
  detail,
  onChanged,
}: {
  readonly detail: SubmissionDetail;
  readonly onChanged: () => void;
}) {
  const { t, language } = useSpeech();
  return (
    <>
      <PageHead title={detail.label || detail.packageName || detail.fileName} />
      <section className="panel">
        <ScanProgress detail={detail} onChanged={onChanged} />
      </section>
      <section className="panel">
        <dl className="pairs">
          <div>
            <dt>{t('identity.file')}</dt>
            <dd className="wrap">
              {detail.fileName} ({renderBytes(detail.sizeBytes)})
            </dd>
          </div>
          <div>
            <dt>SHA-256</dt>
            <dd>
              <Mono text={detail.sha256} copy />
            </dd>
          </div>
          <div>
            <dt>{t('scans.submitted')}</dt>
            <dd>
              {renderTime(detail.createdAt, language)} · {detail.submittedBy.name} ·{' '}
              {t(`profile.${detail.profile}`)} · {t(`purpose.${detail.purpose}`)}
            </dd>
          </div>
        </dl>
      </section>
    </>
  );
}

/** One scan: its progress while it runs, its report when it is done. */
export function ScanPage() {
  const { id = '' } = useParams();
  const { state, reload } = useSubmission(id);
  return (
    <LoadedView state={state} onRetry={reload}>
      {(detail) =>
        detail.status === 'done' ? <Finished id={id} /> : <Unfinished detail={detail} onChanged={reload} />
      }
    </LoadedView>
  );
}
