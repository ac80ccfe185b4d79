import type { Route } from './route.ts';
import { cancelSubmission } from './routes/cancel-submission.ts';
import { changeAccount } from './routes/change-account.ts';
import { changeOwnPassword } from './routes/change-own-password.ts';
import { createAccount } from './routes/create-account.ts';
import { createRejudgement } from './routes/create-rejudgement.ts';
import { createReview } from './routes/create-review.ts';
import { createSampleSubmission } from './routes/create-sample-submission.ts';
import { createSubmission } from './routes/create-submission.ts';
import { createSuppression } from './routes/create-suppression.ts';
import { createToken } from './routes/create-token.ts';
import { followSubmission } from './routes/follow-submission.ts';
import { listCases } from './routes/list-cases.ts';
import { listAccounts } from './routes/list-accounts.ts';
import { listDevelopers } from './routes/list-developers.ts';
import { listDuties } from './routes/list-duties.ts';
import { listPacks } from './routes/list-packs.ts';
import { listRejudgements } from './routes/list-rejudgements.ts';
import { listReviews } from './routes/list-reviews.ts';
import { listRules } from './routes/list-rules.ts';
import { listSubmissions } from './routes/list-submissions.ts';
import { listSuppressions } from './routes/list-suppressions.ts';
import { listTokens } from './routes/list-tokens.ts';
import { moveCaseRoute } from './routes/move-case.ts';
import { openCase } from './routes/open-case.ts';
import { readAttachment } from './routes/read-attachment.ts';
import { readCaseRoute } from './routes/read-case.ts';
import { readEvidence } from './routes/read-evidence.ts';
import { toOpenApiRoute } from './routes/read-openapi.ts';
import { readNotice } from './routes/read-notice.ts';
import { readQueue } from './routes/read-queue.ts';
import { readReport } from './routes/read-report.ts';
import { readSampleReviews } from './routes/read-sample-reviews.ts';
import { readSession } from './routes/read-session.ts';
import { readSubmissionRoute } from './routes/read-submission.ts';
import { removeSuppression } from './routes/remove-suppression.ts';
import { removeToken } from './routes/remove-token.ts';
import { requeueJob } from './routes/requeue-job.ts';
import { resumableUploadRoutes } from './routes/resumable-upload.ts';
import { retrySubmission } from './routes/retry-submission.ts';
import { signIn } from './routes/sign-in.ts';
import { signOut } from './routes/sign-out.ts';

/** The whole HTTP interface under /api/v1. What is not here does not exist; the authorization test walks it. */
export const routes: readonly Route[] = [
  signIn,
  readSession,
  signOut,
  listAccounts,
  createAccount,
  changeAccount,
  changeOwnPassword,
  listTokens,
  createToken,
  removeToken,
  createSubmission,
  createSampleSubmission,
  listSubmissions,
  readSubmissionRoute,
  followSubmission,
  cancelSubmission,
  retrySubmission,
  readReport,
  readEvidence,
  readAttachment,
  ...resumableUploadRoutes,
  readQueue,
  requeueJob,
  listDuties,
  listRules,
  listPacks,
  listReviews,
  createReview,
  readSampleReviews,
  listSuppressions,
  createSuppression,
  removeSuppression,
  listRejudgements,
  createRejudgement,
  openCase,
  listCases,
  readCaseRoute,
  moveCaseRoute,
  readNotice,
  listDevelopers,
  toOpenApiRoute(() => routes),
];
