import { randomUUID } from 'node:crypto';
import { ServerError } from '../../errors.ts';
import type { Review } from '../../store/index.ts';
import { readSubmission } from '../own-submission.ts';
import { toReviewBody } from '../present-review.ts';
import { newReviewBody, sampleReviews } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const createReview = defineRoute({
  method: 'POST',
  path: '/reviews',
  operation: 'createReview',
  summary: 'Decide what a rule found in an app, under one or more duties',
  tag: 'Review',
  roles: ['admin', 'inspector'],
  body: newReviewBody,
  answers: [
    { status: 201, description: 'Kept, beside what the machine says', schema: sampleReviews },
    { status: 404, description: 'No such scan, or it has no such finding', schema: errorBody },
    { status: 409, description: 'The facts have changed since the person looked', schema: errorBody },
  ],
  handle: async ({ account, body, services }) => {
    const { store, nowMs } = services;
    const submission = await readSubmission(store, account, body.submissionId);
    const items = await store.reviews.listItems(submission.sha256, submission.profile);
    const reviews = body.duties.map(({ dutyId, fingerprint }): Review => {
      const item = items.find((one) => one.dutyId === dutyId && one.ruleId === body.ruleId);
      if (item === undefined) throw new ServerError('NOT_FOUND');
      // Whoever decides must have seen what they decide on.
      if (item.fingerprint !== fingerprint) throw new ServerError('FACTS_CHANGED');
      return {
        id: randomUUID(),
        sampleSha256: submission.sha256,
        dutyId,
        ruleId: body.ruleId,
        fingerprint,
        machineVerdict: item.verdict,
        decision: body.decision,
        note: body.note,
        accountId: account.id,
        accountName: account.name,
        createdAtMs: nowMs(),
      };
    });
    await store.reviews.add(reviews);
    return json({ items: [], history: reviews.map(toReviewBody) }, 201);
  },
});
