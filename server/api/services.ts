import type { Logger } from 'pino';
import type { Auth } from '../auth/index.ts';
import type { Blobs } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import type { Catalogue } from '../jobs/catalogue.ts';
import type { EngineVersions, Jobs } from '../jobs/job-map.ts';
import type { ProgressHub } from '../jobs/progress-hub.ts';
import type { ReportFiles } from '../jobs/report-files.ts';
import type { Scans } from '../jobs/scans.ts';
import type { Queue } from '../queue/index.ts';
import type { Store } from '../store/index.ts';
import type { ResumableUploads } from './resumable-uploads.ts';

/** What handlers work with. Made once by main.ts. */
export type Services = {
  readonly config: ServerConfig;
  readonly versions: EngineVersions;
  readonly store: Store;
  readonly queue: Queue<Jobs>;
  readonly blobs: Blobs;
  readonly auth: Auth;
  readonly scans: Scans;
  readonly hub: ProgressHub;
  readonly reportFiles: ReportFiles;
  readonly catalogue: Catalogue;
  readonly uploads: ResumableUploads;
  /** Aborts when the server begins to stop: long answers end then. */
  readonly stopping: AbortSignal;
  readonly nowMs: () => number;
  readonly log: Logger;
};
