import type { Score, Severity, Text } from '../../../rules/engine/verdict.ts';
import type { CodedMessage, Profile, Purpose, SubmissionStatus } from './types.ts';

/** What the pages read from the server about apps, companies, SDK vendors, batches, listings and filings. */

export type PageOf<Item> = {
  readonly items: readonly Item[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

export const FILING_STATES = ['filed', 'not-filed', 'key-differs', 'name-differs', 'unknown'] as const;
export type FilingState = (typeof FILING_STATES)[number];

type Mark = Pick<Score, 'mark' | 'band'>;

export type AppRow = {
  readonly id: string;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly company?: { readonly id: string; readonly name: string };
  readonly appType?: string;
  readonly score: Mark;
  readonly violations: number;
  readonly suspected: number;
  readonly scans: number;
  readonly filing: FilingState;
  readonly numberShown: 'shown' | 'other-number' | 'not-shown' | 'unknown';
  readonly latestSubmissionId: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

export type Problem = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly title: Text;
  readonly noticeLabel?: string;
};
export type CommonProblem = Problem & { readonly dutyIds: readonly string[]; readonly apps: number };

export type AppScan = {
  readonly submissionId: string;
  readonly sha256: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly profile: Profile;
  readonly score: Mark;
  readonly violations: number;
  readonly suspected: number;
  readonly coverageShare: number;
  readonly finishedAt: string;
};

export type Filing = {
  readonly packageName: string;
  readonly appName: string;
  readonly company: string;
  readonly number: string;
  readonly publicKey: string;
  readonly signatureMd5: string;
};

export type AppFile = AppRow & {
  readonly keyLine: string;
  readonly offences: number;
  readonly filingRecord?: Filing;
  readonly versions: readonly {
    readonly sha256: string;
    readonly versionName: string;
    readonly versionCode: number;
    readonly firstSeenAt: string;
    readonly stores: readonly { readonly id: string; readonly name: string; readonly firstSeenAt: string }[];
  }[];
  readonly history: readonly AppScan[];
  readonly problems: readonly (Problem & {
    readonly verdict: 'violation' | 'suspected';
    readonly since?: string;
    readonly sinceVersion?: string;
  })[];
  readonly sdks: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameZh?: string;
    readonly vendor: { readonly id: string; readonly name: string };
    readonly version?: string;
    readonly problems: number;
  }[];
};

export type CompanyRow = {
  readonly id: string;
  readonly name: string;
  readonly nameSource: 'filing' | 'listing' | 'certificate';
  readonly apps: number;
  readonly violations: number;
  readonly firstSeenAt: string;
};
export type CompanyFile = CompanyRow & {
  readonly offences: number;
  readonly keys: readonly { readonly certificateSha256: string; readonly subject: string }[];
  readonly names: readonly { readonly name: string; readonly source: CompanyRow['nameSource'] }[];
  readonly problems: readonly CommonProblem[];
  readonly trend: readonly { readonly at: string; readonly mark: number; readonly violations: number }[];
};

export type VendorRow = {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
  readonly apps: number;
};
export type VendorFile = VendorRow & {
  readonly offences: number;
  /** The newest day first. */
  readonly trend: readonly { readonly at: string; readonly scans: number; readonly troubled: number }[];
  readonly appsWithProblems: number;
  readonly adoption: readonly { readonly at: string; readonly apps: number }[];
  readonly problems: readonly CommonProblem[];
  readonly sdks: readonly {
    readonly id: string;
    readonly name: string;
    readonly nameZh?: string;
    readonly category: string;
    readonly apps: number;
    readonly versions: readonly { readonly version: string; readonly apps: number }[];
  }[];
};

export type BatchState = 'open' | 'paused' | 'cancelled';
export type BatchRow = {
  readonly id: string;
  readonly name: string;
  readonly state: BatchState;
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly counts: Readonly<
    Record<
      'total' | 'waiting' | 'failed' | 'cancelled' | 'queued' | 'running' | 'done' | 'failedScans',
      number
    >
  >;
};
export type GroupCount = {
  readonly name: string;
  readonly apps: number;
  readonly appsWithViolations: number;
  readonly violations: number;
};
export type BatchFile = BatchRow & {
  readonly charts: {
    readonly problems: readonly (Problem & { readonly violations: number; readonly suspected: number })[];
    readonly types: readonly GroupCount[];
    readonly stores: readonly GroupCount[];
    readonly companies: readonly GroupCount[];
  };
};
export type BatchItem = {
  readonly number: number;
  readonly source: string;
  readonly fileName: string;
  readonly state: 'waiting' | 'held' | 'submitted' | 'failed' | 'cancelled';
  readonly status?: SubmissionStatus;
  readonly submissionId?: string;
  readonly appId?: string;
  readonly packageName?: string;
  readonly label?: string;
  readonly versionName?: string;
  readonly company?: string;
  readonly store?: string;
  readonly score?: Mark;
  readonly violations?: number;
  readonly suspected?: number;
  readonly error?: CodedMessage;
};

export type SourceKind = 'fdroid' | 'feed' | 'page';
export type SourceRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly address: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly jitterSeconds: number;
  readonly profile: Profile;
  readonly enabled: boolean;
  readonly nextRunAt?: string;
  readonly lastRunAt?: string;
  readonly lastResult?: 'running' | 'unchanged' | 'done' | 'failed';
  readonly lastError?: CodedMessage & { readonly detail: string };
  readonly lastCounts?: Readonly<Record<'seen' | 'added' | 'changed' | 'gone' | 'taken' | 'failed', number>>;
};
export type ListingRow = {
  readonly id: string;
  readonly source: { readonly id: string; readonly name: string };
  readonly packageName: string;
  readonly name: string;
  readonly developer: string;
  readonly versionName: string;
  readonly taken: 'none' | 'submitted' | 'failed';
  readonly submissionId?: string;
  readonly error?: CodedMessage & { readonly detail: string };
  readonly firstSeenAt: string;
  readonly changedAt: string;
  readonly goneAt?: string;
};
export type ListingFile = ListingRow & {
  readonly appId?: string;
  readonly packageDiffers?: string;
  readonly snapshots: readonly {
    readonly id: string;
    readonly at: string;
    readonly address: string;
    readonly contentSha256: string;
    readonly hasScreenshot: boolean;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
};
