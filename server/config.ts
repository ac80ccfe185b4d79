import { resolve } from 'node:path';
import { z } from 'zod';
import { ServerError } from './errors.ts';
import { ROLES } from './store/accounts.ts';
import type { Role } from './store/accounts.ts';

/** Everything about a server that its operator can choose. Made once, at start, from the environment. */
export type ServerConfig = {
  /** Address to listen on. Loopback unless told otherwise: a first start must not open the door to a network. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataFolder: string;
  /** A folder of rule packs that add to or change those of the program; absent for none. */
  readonly packFolder?: string;
  /** A folder of templates of documents in place of those built in; absent for none. */
  readonly templateFolder?: string;
  /** Where people and other programs reach this server, e.g. `https://appgov.example.org`, for links in messages. */
  readonly publicUrl?: string;
  /** Hosts outside the public internet that webhooks may reach. */
  readonly messageAllow: readonly string[];
  /** How long messages, and what was sent on of them, are kept. */
  readonly messagesKeptMs: number;
  readonly mail?: MailConfig;
  readonly oidc?: OidcConfig;
  /** What reads addresses in masses: listings, packages, lists of addresses. */
  readonly fetching: {
    /** Hosts outside the public internet that may be reached. */
    readonly allow: readonly string[];
    /** Between requests to one host. */
    readonly intervalMs: number;
    readonly timeoutMs: number;
    /** Whether scans ask the addresses of policies that an app names. Off unless told: the app's maker sees it. */
    readonly followPolicies: boolean;
  };
  /** Whether stored evidence is judged anew at a start with other rules. */
  readonly autoRejudge: boolean;
  /** The folder that batches may be made from; absent for none. */
  readonly batchFolder?: string;
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

/** How messages leave by e-mail. */
export type MailConfig = {
  /** `smtp://user:password@host:587` or `smtps://host`. */
  readonly url: string;
  readonly from: string;
  /** For connecting, and for each answer of the mail server. */
  readonly timeoutMs: number;
};

/** A provider of OpenID Connect that people may sign in by. */
export type OidcConfig = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** What the button says. */
  readonly label: string;
  readonly scope: string;
  /** A claim that says what an account may do, and which of its values stand for which role. */
  readonly roleClaim?: string;
  readonly roleOfValue: ReadonlyMap<string, Role>;
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
  APPGOV_TEMPLATES: z.string().min(1).optional(),
  APPGOV_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  APPGOV_MESSAGE_ALLOW_HOSTS: z.string().default(''),
  APPGOV_MESSAGE_DAYS: whole(1, 36_500).default(365),
  APPGOV_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  APPGOV_MAIL_FROM: z.string().min(3).optional(),
  APPGOV_MAIL_TIMEOUT_SECONDS: whole(1, 600).default(20),
  APPGOV_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  APPGOV_OIDC_CLIENT_ID: z.string().min(1).optional(),
  APPGOV_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  APPGOV_OIDC_LABEL: z.string().min(1).max(60).default('OpenID Connect'),
  APPGOV_OIDC_SCOPE: z.string().min(1).default('openid profile email'),
  APPGOV_OIDC_ROLE_CLAIM: z.string().min(1).optional(),
  APPGOV_OIDC_ROLES: z.string().default(''),
  APPGOV_FETCH_ALLOW_HOSTS: z.string().default(''),
  APPGOV_FOLLOW_POLICY_LINKS: z
    .enum(['0', '1'])
    .default('0')
    .transform((flag) => flag === '1'),
  APPGOV_FETCH_INTERVAL_MS: whole(0, 3_600_000).default(1000),
  APPGOV_FETCH_TIMEOUT_SECONDS: whole(1, 86_400).default(1800),
  APPGOV_AUTO_REJUDGE: z
    .enum(['0', '1'])
    .default('1')
    .transform((flag) => flag === '1'),
  APPGOV_BATCH_FOLDER: z.string().min(1).optional(),
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
    ...(value.APPGOV_TEMPLATES === undefined ? {} : { templateFolder: resolve(value.APPGOV_TEMPLATES) }),
    ...(value.APPGOV_PUBLIC_URL === undefined
      ? {}
      : { publicUrl: value.APPGOV_PUBLIC_URL.replace(/\/+$/u, '') }),
    messageAllow: toList(value.APPGOV_MESSAGE_ALLOW_HOSTS),
    messagesKeptMs: value.APPGOV_MESSAGE_DAYS * 86_400_000,
    ...readMail(value),
    ...readOidc(value),
    fetching: {
      allow: toList(value.APPGOV_FETCH_ALLOW_HOSTS),
      intervalMs: value.APPGOV_FETCH_INTERVAL_MS,
      timeoutMs: value.APPGOV_FETCH_TIMEOUT_SECONDS * 1000,
      followPolicies: value.APPGOV_FOLLOW_POLICY_LINKS,
    },
    autoRejudge: value.APPGOV_AUTO_REJUDGE,
    ...(value.APPGOV_BATCH_FOLDER === undefined ? {} : { batchFolder: resolve(value.APPGOV_BATCH_FOLDER) }),
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

type Environment = z.output<typeof environment>;

function readMail(value: Environment): Pick<ServerConfig, 'mail'> {
  const { APPGOV_SMTP_URL: url, APPGOV_MAIL_FROM: from } = value;
  if (url === undefined) return {};
  if (from === undefined)
    throw new ServerError('BAD_CONFIG', 'APPGOV_MAIL_FROM: needed with APPGOV_SMTP_URL');
  return { mail: { url, from, timeoutMs: value.APPGOV_MAIL_TIMEOUT_SECONDS * 1000 } };
}

function readOidc(value: Environment): Pick<ServerConfig, 'oidc'> {
  const { APPGOV_OIDC_ISSUER: issuer, APPGOV_OIDC_CLIENT_ID: clientId } = value;
  if (issuer === undefined) return {};
  if (clientId === undefined || value.APPGOV_PUBLIC_URL === undefined)
    throw new ServerError(
      'BAD_CONFIG',
      'APPGOV_OIDC_CLIENT_ID and APPGOV_PUBLIC_URL: needed with APPGOV_OIDC_ISSUER',
    );
  return {
    oidc: {
      issuer,
      clientId,
      ...(value.APPGOV_OIDC_CLIENT_SECRET !== undefined && { clientSecret: value.APPGOV_OIDC_CLIENT_SECRET }),
      label: value.APPGOV_OIDC_LABEL,
      scope: value.APPGOV_OIDC_SCOPE,
      ...(value.APPGOV_OIDC_ROLE_CLAIM !== undefined && { roleClaim: value.APPGOV_OIDC_ROLE_CLAIM }),
      roleOfValue: new Map(toList(value.APPGOV_OIDC_ROLES).map(toRoleEntry)),
    },
  };
}

/** `regulators=inspector`: the claim's value, then the role. */
function toRoleEntry(entry: string): readonly [string, Role] {
  const cut = entry.lastIndexOf('=');
  const role = ROLES.find((known) => known === entry.slice(cut + 1).trim());
  if (cut < 1 || role === undefined)
    throw new ServerError('BAD_CONFIG', `APPGOV_OIDC_ROLES: ${entry} is not VALUE=${ROLES.join('|')}`);
  return [entry.slice(0, cut).trim(), role];
}

function toList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
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
