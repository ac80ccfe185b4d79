import { z } from 'zod';

/** What the server tells its scan process. */
export type ScanOrder = {
  readonly samplePath: string;
  readonly fileName: string;
  readonly profile: 'static' | 'full';
  readonly appType?: string;
  readonly packs?: readonly string[];
  /** Where rule packs are mounted. */
  readonly packFolder?: string;
  /** Addresses of policies and lists that the submitter gave. */
  readonly policies?: readonly string[];
  /** Policies given as files: where they lie, and the names they came under. */
  readonly policyFiles?: readonly { readonly path: string; readonly fileName: string }[];
  /** Hosts outside the public internet that addresses may be fetched from. */
  readonly fetchAllow?: readonly string[];
  /** Whether addresses of policies found in the app are asked. */
  readonly followPolicies?: boolean;
  /** The store listing that the sample was taken from: a file of JSON. */
  readonly listingPath?: string;
  readonly workFolder: string;
  /** ISO 8601 UTC: stands in evidence and report. */
  readonly collectedAt: string;
  readonly deadlineMs: number;
};

/** Names of what a scan process leaves in its work folder. */
export const REPORT_FILE = 'report.json';
export const REVIEW_FILE = 'review.json';
export const FACTS_FILE = 'facts.json';
export const EVIDENCE_FILE = 'evidence.json';
export const ATTACHMENTS_FOLDER = 'attachments';

/** What a list shows of a judged scan. */
export const judgedSummary = z.object({
  packageName: z.string(),
  label: z.string(),
  versionName: z.string(),
  versionCode: z.number(),
  mark: z.number(),
  band: z.string(),
  violations: z.object({ 0: z.number(), 1: z.number(), 2: z.number(), 3: z.number() }),
  suspected: z.number(),
  coverageShare: z.number(),
  rulesVersion: z.string().max(100),
});

/** What a scan process reports. */
export const scanDone = z.object({
  summary: judgedSummary,
  attachments: z.array(
    z.object({
      id: z.string().max(500),
      kind: z.string().max(50),
      /** Name in the evidence. */
      file: z.string().max(500),
      /** Name in the attachments folder: a number, never what an app chose. */
      storedAs: z.string().regex(/^[0-9]{1,6}$/),
    }),
  ),
});
export type ScanDone = z.infer<typeof scanDone>;

const text = z.object({ zh: z.string().max(2000), en: z.string().max(2000) });

/** The review file: verdicts that a person should look at. */
export const reviewItems = z
  .array(
    z.object({
      dutyId: z.string().max(100),
      ruleId: z.string().max(200),
      packId: z.string().max(100),
      verdict: z.string().max(50),
      severity: z.number().int().min(0).max(3),
      fingerprint: z.string().max(64),
      hasFacts: z.boolean(),
      title: text,
      message: text,
    }),
  )
  .max(10_000);
