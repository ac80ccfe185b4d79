import { Button, Progress } from 'antd';
import { useState } from 'react';
import { callApi, type ApiError } from '../api/client.ts';
import type { LogLine, SubmissionDetail } from '../api/types.ts';
import { isUnfinished } from '../api/use-submission.ts';
import { renderClock } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
import { StatusLabel } from './labels.tsx';
import { ErrorState } from './states.tsx';
import { useAction } from './use-action.ts';

/** The stage in the person's language; a stage that the pages do not know yet shows as the server names it. */
export function useStageName(): (stage: string) => string {
  const { t } = useSpeech();
  return (stage) => {
    // The scanner names its stages after the kinds of evidence they collect, and a few of its own.
    const key = findKey('stage.', stage) ?? findKey('slot.', stage);
    return key === undefined ? stage : t(key);
  };
}

function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  const { language } = useSpeech();
  const stageName = useStageName();
  return (
    <ol className="log">
      {lines.map((line, index) => (
        <li key={`${line.atMs}-${index}`}>
          <time>{renderClock(line.atMs, language)}</time>
          <span>
            {stageName(line.stage)}
            {line.message === undefined ? '' : ` · ${line.message}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A running, waiting or failed scan: status, stage, percentage, log lines, and what the person may do about it. */
export function ScanProgress({
  detail,
  onChanged,
}: {
  readonly detail: SubmissionDetail;
  readonly onChanged: () => void;
}) {
  const { t, pick } = useSpeech();
  const stageName = useStageName();
  const [showsLog, setShowsLog] = useState(detail.status === 'failed');
  const action = useAction();
  const percent = Math.round((detail.fraction ?? 0) * 100);
  const post = (verb: 'cancel' | 'retry') =>
    action.run(async () => {
      await callApi<unknown>('POST', `/submissions/${encodeURIComponent(detail.id)}/${verb}`);
      onChanged();
    });
  const error: ApiError | undefined = action.error;

  return (
    <div className="scan-progress">
      <div className="scan-progress-line" aria-live="polite">
        <StatusLabel status={detail.status} />
        {detail.status === 'running' && detail.stage ? <span>{stageName(detail.stage)}</span> : null}
        {detail.status === 'queued' ? <span className="quiet">{t('progress.queuedHint')}</span> : null}
        <span className="grow" />
        {isUnfinished(detail.status) ? (
          <Button size="small" loading={action.busy} onClick={() => post('cancel')}>
            {t('action.cancelScan')}
          </Button>
        ) : null}
        {detail.status === 'failed' ? (
          <Button size="small" loading={action.busy} onClick={() => post('retry')}>
            {t('action.scanAgain')}
          </Button>
        ) : null}
      </div>
      {isUnfinished(detail.status) ? (
        <Progress
          percent={percent}
          status={detail.status === 'running' ? 'active' : 'normal'}
          aria-label={t('progress.scan')}
        />
      ) : null}
      {detail.status === 'failed' && detail.error ? (
        <p className="failure">
          {pick(detail.error.message)}{' '}
          <span className="quiet">
            {t('state.errorCode', { code: detail.error.code })} ·{' '}
            {t('progress.attempts', { n: detail.attempts })}
          </span>
        </p>
      ) : null}
      {error === undefined ? null : <ErrorState error={error} />}
      {detail.log.length === 0 ? null : (
        <div>
          <Button
            type="link"
            size="small"
            className="flush"
            aria-expanded={showsLog}
            onClick={() => setShowsLog((shown) => !shown)}
          >
            {showsLog ? t('progress.hideLog') : t('progress.showLog', { n: detail.log.length })}
          </Button>
          {showsLog ? <LogLines lines={detail.log} /> : null}
        </div>
      )}
    </div>
  );
}
