import { ROLES } from '../../store/index.ts';
import { EventStream } from '../event-stream.ts';
import { readSubmission } from '../own-submission.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute } from '../route.ts';
import { idParams } from '../schemas.ts';

/** For scans that another process runs: their progress is only in the database. */
const POLL_MS = 2000;

export const followSubmission = defineRoute({
  method: 'GET',
  path: '/submissions/:id/events',
  operation: 'followSubmission',
  summary:
    'Progress as it happens: events `progress` {status, stage, fraction, message}, then one `done` with the row',
  tag: 'Submissions',
  roles: [...ROLES],
  params: idParams,
  answers: [{ status: 200, description: 'Server-sent events', mediaTypes: ['text/event-stream'] }],
  handle: async ({ account, params, services, response }) => {
    const first = await readSubmission(services.store, account, params.id);
    const stream = new EventStream(response, services.stopping);
    let shown = '';
    let heardAtMs = 0;
    const look = async (): Promise<void> => {
      const submission = await services.store.submissions.find(params.id);
      if (submission === undefined || stream.isClosed) return;
      if (submission.status !== 'queued' && submission.status !== 'running') {
        stream.send('done', toSubmissionRow(submission));
        stream.close();
        return;
      }
      const { status, stage, fraction } = submission;
      const progress = { status, stage, fraction };
      // What was heard directly is newer than what has been written down of it.
      if (services.nowMs() - heardAtMs < POLL_MS || JSON.stringify(progress) === shown) return;
      shown = JSON.stringify(progress);
      stream.send('progress', progress);
    };
    const lookSafely = (): void => {
      look().catch((error: unknown) => services.log.warn({ err: error }, 'progress could not be read'));
    };
    const stopListening = services.hub.listen(first.scanKey, (event) => {
      if (event.kind === 'changed') lookSafely();
      else {
        const { status, stage, fraction, message } = event.progress;
        heardAtMs = services.nowMs();
        stream.send('progress', { status, stage, fraction, message });
      }
    });
    const timer = setInterval(lookSafely, POLL_MS);
    lookSafely();
    await stream.closed;
    clearInterval(timer);
    stopListening();
    return { kind: 'raw' };
  },
});
