import { findReviewPage } from '../../store/index.ts';
import type { ReviewGroup, ReviewedItem } from '../../store/index.ts';
import { toGroupBody, toGroups } from '../present-review.ts';
import { reviewPage, reviewQuery } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const listReviews = defineRoute({
  method: 'GET',
  path: '/reviews',
  operation: 'listReviews',
  summary: 'What people have to look at, the heaviest first',
  tag: 'Review',
  roles: ['admin', 'inspector'],
  query: reviewQuery,
  answers: [{ status: 200, description: 'One page', schema: reviewPage }],
  handle: async ({ query, services }) => {
    const { store } = services;
    const { items, total } = await findReviewPage(store.db, {
      ...(query.state === 'any' ? {} : { state: query.state }),
      kind: query.kind,
      ...(query.verdict === undefined ? {} : { verdict: query.verdict }),
      minSeverity: query.minSeverity,
      ...(query.q === undefined ? {} : { text: query.q }),
      page: query.page,
      pageSize: query.pageSize,
    });
    const groups = toGroups(await store.reviews.listItemsOf(items));
    return json({
      items: items.flatMap((row) => {
        const found = groups.find((group) => belongs(group[0], row));
        const { submissionId, packageName, label, versionName, supersededBy } = row;
        return found === undefined
          ? []
          : [
              toGroupBody(
                { submissionId, packageName, label, versionName, ...(supersededBy && { supersededBy }) },
                found,
              ),
            ];
      }),
      total,
      page: query.page,
      pageSize: query.pageSize,
    });
  },
});

function belongs(item: ReviewedItem, row: ReviewGroup): boolean {
  return (
    item.sampleSha256 === row.sampleSha256 &&
    item.profile === row.profile &&
    item.ruleId === row.ruleId &&
    (row.dutyId === undefined || item.dutyId === row.dutyId)
  );
}
