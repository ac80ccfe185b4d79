import { resolve } from 'node:path';
import { z } from 'zod';
import { ServerError } from './errors.ts';

/** Everything about a server that its operator can choose. Made once, at start, from the environment. */
export type ServerConfig = {
  /** Address to listen on. Loopback unless told otherwise: a first start must not open the door to a network. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataFolder: string;
  /** A folder of rule packs that add to or change those of the program; absent for none. */
  readonly packFolder?: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Whether X-Forwarded-* headers of the nearest proxy are believed. */
  readonly trustProxy: boolean;
  readonly admin: { readonly password?: string; readonly token?: string };
  readonly limits: {
    readonly uploadBytes: number;
    /** Upper bound of all stored bytes; absent for as much as the disk holds. */
    readonly quotaBytes?: number;
    /** An unfinished resumable upload is dropped this long after it began. */
    readonly uploadExpiryMs: number;
  };
  readonly work: WorkConfig;
  /** The part of the environment that finding and starting a browser for PDF needs. */
  readonly browserEnv: Readonly<Record<string, string>>;
  /** How long running scans may go on after a stop was asked for. */
  readonly drainMs: number;
  /** How long a statement waits for another process' write lock. */
  readonly databaseBusyMs: number;
};

export type WorkConfig = {
  /** Scans at the same time; 0 for a server that leaves scanning to `appgov worker`. */
  readonly workerCount: number;
  readonly scanTimeoutMs: number;
  /** Cap of the scan process' JavaScript heap. */
  readonly scanHeapMb: number;
  /** Cap of the scan process' resident memory. */
  readonly scanResidentMb: number;
  /** How many times a scan may fail by crash, hang or kill before it is given up. */
  readonly maxFailures: number;
  readonly leaseMs: number;
};

const GIB = 1024 ** 3;

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  APPGOV_DATA: z.string().min(1).default('./data'),
  APPGOV_PACKS: z.string().min(1).optional(),
  APPGOV_ADMIN_PASSWORD: z.string().min(10).max(200).optional(),
  APPGOV_ADMIN_TOKEN: z.string().min(16).max(200).optional(),
  APPGOV_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  APPGOV_TRUST_PROXY: z
    .enum(['0', '1'])
    .default('0')
    .transform((flag) => flag === '1'),
  APPGOV_MAX_UPLOAD_BYTES: whole(1).default(2 * GIB),
  APPGOV_QUOTA_BYTES: whole(1).optional(),
  APPGOV_UPLOAD_EXPIRY_HOURS: whole(1, 24 * 365).default(24),
  APPGOV_WORKERS: whole(0, 64).default(1),
  APPGOV_SCAN_TIMEOUT_SECONDS: whole(1, 86_400).default(900),
  APPGOV_SCAN_HEAP_MB: whole(16, 65_536).default(1024),
  APPGOV_SCAN_MEMORY_MB: whole(32, 131_072).default(2048),
  APPGOV_SCAN_ATTEMPTS: whole(1, 20).default(3),
  APPGOV_LEASE_SECONDS: whole(1, 3600).default(30),
  APPGOV_DRAIN_SECONDS: whole(0, 3600).default(10),
  APPGOV_DATABASE_BUSY_MS: whole(0, 600_000).default(5000),
});

/** Names of the variables read, for the manual and for the check that it lists them. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(environment.shape);

/** Reads the server's configuration. Throws BAD_CONFIG naming the variable that is wrong; an empty one counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ServerConfig {
  const given = Object.fromEntries(
    ENVIRONMENT_NAMES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ServerError('BAD_CONFIG', problems.join('; '));
  }
  const value = parsed.data;
  return {
    host: value.HOST,
    port: value.PORT,
    dataFolder: resolve(value.APPGOV_DATA),
    ...(value.APPGOV_PACKS === undefined ? {} : { packFolder: resolve(value.APPGOV_PACKS) }),
    logLevel: value.APPGOV_LOG_LEVEL,
    trustProxy: value.APPGOV_TRUST_PROXY,
    admin: { password: value.APPGOV_ADMIN_PASSWORD, token: value.APPGOV_ADMIN_TOKEN },
    limits: {
      uploadBytes: value.APPGOV_MAX_UPLOAD_BYTES,
      quotaBytes: value.APPGOV_QUOTA_BYTES,
      uploadExpiryMs: value.APPGOV_UPLOAD_EXPIRY_HOURS * 3_600_000,
    },
    work: {
      workerCount: value.APPGOV_WORKERS,
      scanTimeoutMs: value.APPGOV_SCAN_TIMEOUT_SECONDS * 1000,
      scanHeapMb: value.APPGOV_SCAN_HEAP_MB,
      scanResidentMb: value.APPGOV_SCAN_MEMORY_MB,
      maxFailures: value.APPGOV_SCAN_ATTEMPTS,
      leaseMs: value.APPGOV_LEASE_SECONDS * 1000,
    },
    browserEnv: pick(env, ['PATH', 'HOME', 'TMPDIR', 'CHROME_PATH', 'FONTCONFIG_PATH']),
    drainMs: value.APPGOV_DRAIN_SECONDS * 1000,
    databaseBusyMs: value.APPGOV_DATABASE_BUSY_MS,
  };
}

function whole(min: number, max = Number.MAX_SAFE_INTEGER): z.ZodCoercedNumber {
  return z.coerce.number().int().min(min).max(max);
}

function pick(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
