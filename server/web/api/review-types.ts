import type { Severity, Text } from '../../../rules/engine/verdict.ts';
import type { Profile } from './types.ts';

/** What the pages read from the server about reviews, packs and judging anew. */

export const DECISIONS = ['confirmed', 'rejected', 'undecided'] as const;
export type Decision = (typeof DECISIONS)[number];
export const REVIEW_STATES = ['open', 'older-facts', 'decided', 'superseded', 'any'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];
export type DutyState = Exclude<ReviewState, 'superseded' | 'any'>;
export const REVIEW_KINDS = ['facts', 'checklist', 'all'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];
export type ReviewVerdict = 'violation' | 'suspected' | 'needs-human';

export type Review = {
  readonly id: string;
  readonly dutyId: string;
  readonly ruleId: string;
  readonly machineVerdict: ReviewVerdict;
  readonly decision: Decision;
  readonly note: string;
  readonly reviewer: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  readonly fingerprint: string;
};

export type ReviewDuty = {
  readonly dutyId: string;
  readonly verdict: ReviewVerdict;
  readonly severity: Severity;
  readonly fingerprint: string;
  readonly state: DutyState;
  readonly latest?: Review;
};

/** What one rule found in one sample. */
export type ReviewGroup = {
  readonly submissionId: string;
  readonly sha256: string;
  readonly profile: Profile;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly ruleId: string;
  readonly verdict: ReviewVerdict;
  readonly severity: Severity;
  readonly hasFacts: boolean;
  readonly title: Text;
  readonly message: Text;
  readonly duties: readonly ReviewDuty[];
  /** The scan of a newer version of the app. */
  readonly supersededBy?: { readonly submissionId: string; readonly versionName: string };
};

export type ReviewPage = {
  readonly items: readonly ReviewGroup[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

export type SampleReviews = { readonly items: readonly ReviewGroup[]; readonly history: readonly Review[] };

export type Suppression = {
  readonly id: string;
  readonly packageName: string;
  readonly ruleId: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expired: boolean;
};

export type Rejudgement = {
  readonly id: string;
  readonly scope: 'outdated' | 'all';
  readonly begunBy: string;
  readonly createdAt: string;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly failed: number;
  readonly firstFailure?: string;
  readonly isFinished: boolean;
};

export type PackRow = {
  readonly id: string;
  readonly version: string;
  readonly jurisdiction: string;
  readonly title: Text;
  readonly isDefault: boolean;
  readonly isMounted: boolean;
  readonly dutyCount: number;
  readonly judgedDutyCount: number;
  readonly ruleCount: number;
  readonly thresholds: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly source: Text;
  }[];
};
