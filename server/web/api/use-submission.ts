import { useCallback, useEffect, useState } from 'react';
import { API_BASE, ApiError, callApi, parseAnswer } from './client.ts';
import type { Loaded } from './use-load.ts';
import type { LogLine, ProgressEvent, SubmissionDetail, SubmissionRow, SubmissionStatus } from './types.ts';

/** Log lines kept on the page; the server keeps its own. */
const LOG_LINES_KEPT = 200;

export function isUnfinished(status: SubmissionStatus): boolean {
  return status === 'queued' || status === 'running';
}

function addProgress(detail: SubmissionDetail, event: ProgressEvent): SubmissionDetail {
  const { status, stage, fraction, message } = event;
  const last = detail.log.at(-1);
  const isNew =
    message !== undefined ? last?.message !== message : stage !== undefined && last?.stage !== stage;
  const line: LogLine = {
    atMs: Date.now(),
    stage: stage ?? detail.stage ?? '',
    ...(fraction === undefined ? {} : { fraction }),
    ...(message === undefined ? {} : { message }),
  };
  return {
    ...detail,
    status,
    ...(stage === undefined ? {} : { stage }),
    ...(fraction === undefined ? {} : { fraction }),
    log: isNew ? [...detail.log, line].slice(-LOG_LINES_KEPT) : detail.log,
  };
}

/** A submission, followed through server-sent events for as long as it is queued or running. */
export function useSubmission(id: string): {
  readonly state: Loaded<SubmissionDetail>;
  readonly reload: () => void;
} {
  const [state, setState] = useState<Loaded<SubmissionDetail>>({ kind: 'loading' });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    let events: EventSource | undefined;

    const read = async (): Promise<SubmissionDetail | undefined> => {
      try {
        const path = `/submissions/${encodeURIComponent(id)}`;
        const value = await callApi<SubmissionDetail>('GET', path, { signal: abort.signal });
        setState({ kind: 'ready', value: { ...value, log: value.log ?? [] } });
        return value;
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        if (!(error instanceof ApiError)) throw error;
        setState({ kind: 'failed', error });
        return undefined;
      }
    };

    const follow = () => {
      events = new EventSource(`${API_BASE}/submissions/${encodeURIComponent(id)}/events`);
      events.addEventListener('progress', (message: MessageEvent<string>) => {
        const event = parseAnswer<ProgressEvent>(message.data);
        setState((old) =>
          old.kind === 'ready' ? { kind: 'ready', value: addProgress(old.value, event) } : old,
        );
      });
      events.addEventListener('done', (message: MessageEvent<string>) => {
        const row = parseAnswer<SubmissionRow>(message.data);
        events?.close();
        setState((old) => (old.kind === 'ready' ? { kind: 'ready', value: { ...old.value, ...row } } : old));
      });
      // The browser reconnects by itself; meanwhile the scan may have ended, so the row is read again.
      events.addEventListener('error', () => {
        void read().then((value) => {
          if (value !== undefined && !isUnfinished(value.status)) events?.close();
        });
      });
    };

    void read().then((value) => {
      if (value !== undefined && isUnfinished(value.status) && !abort.signal.aborted) follow();
    });
    return () => {
      abort.abort();
      events?.close();
    };
  }, [id, round]);

  return { state, reload: useCallback(() => setRound((value) => value + 1), []) };
}
