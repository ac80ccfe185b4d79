import { randomUUID } from 'node:crypto';
import { ServerError } from '../../errors.ts';
import { readSubmission } from '../own-submission.ts';
import { toSuppressionBody } from '../present-review.ts';
import { newSuppressionBody, suppressionSchema } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

const LONGEST_MS = 366 * 24 * 3_600_000;

export const createSuppression = defineRoute({
  method: 'POST',
  path: '/suppressions',
  operation: 'createSuppression',
  summary: 'Bear a finding in an own app for a while; inspectors see it all the same',
  tag: 'Review',
  roles: ['developer'],
  body: newSuppressionBody,
  answers: [
    { status: 201, description: 'Kept', schema: suppressionSchema },
    { status: 404, description: 'No such scan of the own ones', schema: errorBody },
    { status: 409, description: 'The scan is not done', schema: errorBody },
  ],
  handle: async ({ account, body, services: { store, nowMs } }) => {
    const { summary } = await readSubmission(store, account, body.submissionId);
    if (summary === undefined) throw new ServerError('NOT_FINISHED');
    const expiresAtMs = Date.parse(body.expiresAt);
    const createdAtMs = nowMs();
    if (expiresAtMs <= createdAtMs || expiresAtMs > createdAtMs + LONGEST_MS)
      throw new ServerError('INVALID_INPUT', 'body.expiresAt: in the future, at most a year ahead');
    const suppression = {
      id: randomUUID(),
      accountId: account.id,
      packageName: summary.packageName,
      ruleId: body.ruleId,
      reason: body.reason,
      createdAtMs,
      expiresAtMs,
    };
    await store.suppressions.add(suppression);
    return json(toSuppressionBody(suppression, createdAtMs), 201);
  },
});
