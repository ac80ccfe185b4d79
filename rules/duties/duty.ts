import type { Severity, Text } from '../engine/verdict.ts';

/** A law, regulation, notice or standard that duties come from. */
export type Instrument = {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly number?: string;
  /** ISO date or month of publication, as far as known. */
  readonly published?: string;
  readonly issuer: string;
  readonly inForceFrom?: string;
  readonly inForceUntil?: string;
  readonly status: InstrumentStatus;
  readonly source: SourceMark;
  /** Where the official text is, when known. */
  readonly address?: string;
};

export const INSTRUMENT_STATUSES = [
  'in-force',
  'campaign-over',
  'group-standard',
  'recommended-standard',
  'industry-standard',
  'store-policy',
  'draft',
] as const;
export type InstrumentStatus = (typeof INSTRUMENT_STATUSES)[number];

/** How sure we are of the text: read in a source, read in part, or still to be checked against the official text. */
export const SOURCE_MARKS = ['read', 'partly-read', 'to-be-checked'] as const;
export type SourceMark = (typeof SOURCE_MARKS)[number];

/** A: a tool alone decides. P: a tool finds, a person confirms. H: a person only. */
export const DECIDABILITIES = ['A', 'P', 'H'] as const;
export type Decidability = (typeof DECIDABILITIES)[number];

/** One obligation of one instrument. */
export type Duty = {
  readonly id: string;
  readonly instrumentId: string;
  /** Article, task or clause. */
  readonly article: Text;
  /** The official or customary Chinese name. */
  readonly term: string;
  /** Our plain wording; not a quotation. */
  readonly text: Text;
  /** E1..E17. */
  readonly evidence: readonly string[];
  /** S0..S19. */
  readonly scenarios: readonly string[];
  /** Id in the register of thresholds. */
  readonly threshold?: string;
  readonly severity: Severity;
  readonly decidability: Decidability;
  readonly source: SourceMark;
  /** Id in the register of public-notice labels. */
  readonly label?: string;
  /** Topics that gather like duties over the instruments. */
  readonly topics: readonly string[];
  /** Duties that share a topic. */
  readonly related: readonly string[];
  /** What a person should look at. */
  readonly check?: Text;
};

export type NoticeLabel = { readonly id: string; readonly zh: string; readonly en: string };
export type DutyThreshold = {
  readonly id: string;
  readonly text: Text;
  readonly source: SourceMark | 'our-proposal';
};
export type Topic = { readonly id: string; readonly title: Text; readonly duties: readonly string[] };
export type CodeWord = { readonly id: string; readonly text: Text };

/** One of the 39 types of common apps and what it may require of a person. */
export type AppType = {
  readonly id: string;
  readonly number: number;
  readonly name: Text;
  readonly basicFunction: Text;
  /** The necessary personal information in words; empty when the basic function must work with none. */
  readonly necessary: readonly Text[];
  /** Taxonomy keys that the necessary information can need on a device. */
  readonly piTypes: readonly string[];
  /** Dangerous permissions that the necessary information can need. */
  readonly permissions: readonly string[];
  readonly source: SourceMark;
};

export type DutyCatalogue = {
  readonly instruments: readonly Instrument[];
  readonly duties: readonly Duty[];
  readonly topics: readonly Topic[];
  readonly thresholds: readonly DutyThreshold[];
  readonly labels: readonly NoticeLabel[];
  readonly appTypes: readonly AppType[];
  readonly scenarios: readonly CodeWord[];
  readonly evidenceKinds: readonly CodeWord[];
};
