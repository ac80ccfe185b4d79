import { z } from 'zod';

/** What the server tells its scan process. */
export type ScanOrder = {
  readonly samplePath: string;
  readonly fileName: string;
  readonly profile: 'static' | 'full';
  readonly appType?: string;
  readonly workFolder: string;
  /** ISO 8601 UTC: stands in evidence and report. */
  readonly collectedAt: string;
  readonly deadlineMs: number;
};

/** Names of what a scan process leaves in its work folder. */
export const REPORT_FILE = 'report.json';
export const EVIDENCE_FILE = 'evidence.json';
export const ATTACHMENTS_FOLDER = 'attachments';

/** What a scan process reports. */
export const scanDone = z.object({
  summary: z.object({
    packageName: z.string(),
    label: z.string(),
    versionName: z.string(),
    versionCode: z.number(),
    mark: z.number(),
    band: z.string(),
    violations: z.object({ 0: z.number(), 1: z.number(), 2: z.number(), 3: z.number() }),
    suspected: z.number(),
    coverageShare: z.number(),
  }),
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
