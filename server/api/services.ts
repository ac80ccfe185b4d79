import type { Logger } from 'pino';
import type { Auth } from '../auth/index.ts';
import type { Blobs } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import type { Catalogue } from '../jobs/catalogue.ts';
import type { EngineVersions, Jobs } from '../jobs/job-map.ts';
import type { ProgressHub } from '../jobs/progress-hub.ts';
import type { Messenger } from '../messages/index.ts';
import type { OidcSignIn } from '../auth/oidc.ts';
import type { SigningKey } from '../signing/index.ts';
import type { ReportFiles } from '../jobs/report-files.ts';
import type { Scans } from '../jobs/scans.ts';
import type { Queue } from '../queue/index.ts';
import type { Store } from '../store/index.ts';
import type { BatchRunner } from '../jobs/batch-runner.ts';
import type { ListingWatcher } from '../listings/watcher.ts';
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
  readonly messenger: Messenger;
  readonly signingKey: SigningKey;
  /** Absent where no provider is configured. */
  readonly oidc?: OidcSignIn;
  readonly catalogue: Catalogue;
  readonly uploads: ResumableUploads;
  /** Takes in the apps of batches. Runs in the server process alone. */
  readonly batchRunner: BatchRunner;
  /** Reads store listings. Runs in the server process alone. */
  readonly watcher: ListingWatcher;
  /** Aborts when the server begins to stop: long answers end then. */
  readonly stopping: AbortSignal;
  readonly nowMs: () => number;
  readonly log: Logger;
};
