import type { Score, Severity, Text } from '../../../rules/engine/verdict.ts';
import type { ReportDuty } from '../../../reports/model/report.ts';

/** What the pages read from the server. The server's schemas are the truth; `/docs` shows them. */

/** `pending`: signed in by a provider, and no administrator has given a role yet. */
export type Role = 'admin' | 'inspector' | 'developer' | 'operator' | 'pending';

export const ROLES = ['admin', 'inspector', 'developer', 'operator'] as const satisfies readonly Role[];

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Of a store operator. */
  readonly storeId?: string;
};

export type Session = { readonly account: Account; readonly csrfToken?: string };

export type AccountRow = Account & {
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly organisationId?: string;
  readonly oidcIssuer?: string;
};

export type TokenRow = { readonly id: string; readonly name: string; readonly createdAt: string };

export type Profile = 'static' | 'full';

export type Purpose = 'self-check' | 'inspection' | 're-scan';

export const PURPOSES = ['self-check', 'inspection', 're-scan'] as const satisfies readonly Purpose[];

export type SubmissionStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export const STATUSES = [
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
] as const satisfies readonly SubmissionStatus[];

export type CodedMessage = { readonly code: string; readonly message: Text };

/** One line of the list of scans. */
export type SubmissionRow = {
  readonly id: string;
  readonly status: SubmissionStatus;
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly packageName?: string;
  readonly label?: string;
  readonly versionName?: string;
  readonly versionCode?: number;
  readonly score?: Pick<Score, 'mark' | 'band'>;
  readonly violations?: Readonly<Record<'0' | '1' | '2' | '3', number>>;
  readonly suspected?: number;
  readonly coverageShare?: number;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly stage?: string;
  readonly fraction?: number;
  readonly submittedBy: { readonly id: string; readonly name: string };
  readonly error?: CodedMessage;
};

export type LogLine = {
  readonly atMs: number;
  readonly stage: string;
  readonly fraction?: number;
  readonly message?: string;
};

export type SubmissionDetail = SubmissionRow & {
  readonly log: readonly LogLine[];
  readonly attempts: number;
};

export type SubmissionPage = {
  readonly items: readonly SubmissionRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

export type ProgressEvent = {
  readonly status: SubmissionStatus;
  readonly stage?: string;
  readonly fraction?: number;
  readonly message?: string;
};

export type DutyRow = ReportDuty & {
  /** A decided by machine, P partly, H by a person. */
  readonly decidability?: 'A' | 'P' | 'H';
  readonly scenarios?: readonly string[];
  readonly ruleIds?: readonly string[];
  readonly packId?: string;
};

export type RuleRow = {
  readonly id: string;
  readonly status: 'draft' | 'stable';
  readonly title: Text;
  readonly severity?: Severity;
  readonly duties: readonly string[];
  /** Those that the rule decides in full. */
  readonly fullDuties?: readonly string[];
  readonly packId?: string;
  readonly needs: readonly string[];
  readonly message?: Text;
  readonly remediation?: Text;
  readonly falsePositives?: readonly (string | Text)[];
};

export type QueueItem = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Of a scan. */
  readonly sha256?: string;
  readonly fileName?: string;
  readonly profile?: Profile;
  /** Of judging anew: how many results. */
  readonly results?: number;
  /** Runs that ended in a failure, and runs whose process was lost. */
  readonly failures: number;
  readonly lapses: number;
  readonly addedAt: string;
  readonly lastFailure?: CodedMessage & { readonly detail: string };
};

export type QueueState = {
  readonly queued: number;
  readonly running: number;
  readonly dead: number;
  readonly items: readonly QueueItem[];
};

export type Health = { readonly status: string; readonly version?: string };
