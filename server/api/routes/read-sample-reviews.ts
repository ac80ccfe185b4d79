import { DEFAULT_PACK_ID } from '../../../rules/index.ts';
import { findSuperseding } from '../../store/index.ts';
import { readSubmission } from '../own-submission.ts';
import { toGroupApp, toGroupBody, toGroups, toReviewBody } from '../present-review.ts';
import { sampleReviews } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';
import { idParams } from '../schemas.ts';

export const readSampleReviews = defineRoute({
  method: 'GET',
  path: '/submissions/:id/reviews',
  operation: 'readSampleReviews',
  summary: 'What people have to look at in one app, and everything they decided on it',
  tag: 'Review',
  roles: ['admin', 'inspector'],
  params: idParams,
  answers: [{ status: 200, description: 'Items and history', schema: sampleReviews }],
  handle: async ({ account, params, services }) => {
    const { store } = services;
    const submission = await readSubmission(store, account, params.id);
    const [items, history, superseding] = await Promise.all([
      store.reviews.listItems(submission.sha256, submission.profile),
      store.reviews.listHistory(submission.sha256),
      findSuperseding(store.db, submission.sha256, submission.profile),
    ]);
    const app = toGroupApp(submission, superseding);
    const packIds = submission.packs ?? [DEFAULT_PACK_ID];
    return json({
      items: toGroups(items.filter((item) => packIds.includes(item.packId))).map((group) =>
        toGroupBody(app, group),
      ),
      history: history.map(toReviewBody),
    });
  },
});
