import type { Route } from './route.ts';
import { beginOidc } from './routes/begin-oidc.ts';
import { changeMessagePreferences } from './routes/change-message-preferences.ts';
import { countUnread } from './routes/count-unread.ts';
import { createOrganisation } from './routes/create-organisation.ts';
import { finishOidc } from './routes/finish-oidc.ts';
import { listAudit } from './routes/list-audit.ts';
import { listDeliveries } from './routes/list-deliveries.ts';
import { listMessages } from './routes/list-messages.ts';
import { listOrganisations } from './routes/list-organisations.ts';
import { readCaseDocument } from './routes/read-case-document.ts';
import { readDay } from './routes/read-day.ts';
import { readMessagePreferences } from './routes/read-message-preferences.ts';
import { readMessages } from './routes/read-messages.ts';
import { readPublicNotice } from './routes/read-public-notice.ts';
import { readSignInWays } from './routes/read-sign-in-ways.ts';
import { readSigningKey } from './routes/read-signing-key.ts';
import { renameOrganisation } from './routes/rename-organisation.ts';
import { addToBatch } from './routes/add-to-batch.ts';
import { changeBatch } from './routes/change-batch.ts';
import { compareAppScans } from './routes/compare-app-scans.ts';
import { createBatch } from './routes/create-batch.ts';
import { exportBatch } from './routes/export-batch.ts';
import { importFilings } from './routes/import-filings.ts';
import { listApps } from './routes/list-apps.ts';
import { listBatches } from './routes/list-batches.ts';
import { listBatchItems } from './routes/list-batch-items.ts';
import { listCompanies } from './routes/list-companies.ts';
import { listFilings } from './routes/list-filings.ts';
import { listProblems } from './routes/list-problems.ts';
import { listVendors } from './routes/list-vendors.ts';
import { readApp } from './routes/read-app.ts';
import {
  changeSource,
  createSource,
  listSources,
  removeSource,
  runSource,
} from './routes/listing-sources.ts';
import { listListings, readListing, readListingScreenshot } from './routes/listings.ts';
import { readBatchRoute } from './routes/read-batch.ts';
import { readCompany } from './routes/read-company.ts';
import { readVendor } from './routes/read-vendor.ts';
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
  readSignInWays,
  beginOidc,
  finishOidc,
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
  readCaseDocument,
  readPublicNotice,
  readDay,
  listOrganisations,
  createOrganisation,
  renameOrganisation,
  listAudit,
  readSigningKey,
  listMessages,
  countUnread,
  readMessages,
  listDeliveries,
  readMessagePreferences,
  changeMessagePreferences,
  listApps,
  readApp,
  compareAppScans,
  listProblems,
  listCompanies,
  readCompany,
  listVendors,
  readVendor,
  listBatches,
  createBatch,
  readBatchRoute,
  changeBatch,
  listBatchItems,
  addToBatch,
  exportBatch,
  listSources,
  createSource,
  changeSource,
  removeSource,
  runSource,
  listListings,
  readListing,
  readListingScreenshot,
  listFilings,
  importFilings,
  toOpenApiRoute(() => routes),
];
