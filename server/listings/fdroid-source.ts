import { z } from 'zod';
import { sha256Of } from '../blobs/sha256-of.ts';
import { ServerError } from '../errors.ts';
import type { FetchedDocument } from '../fetch/index.ts';
import { checkShrink, checkTimestamp } from './check-shrink.ts';
import type { FoundListing, ListingSource, ReadContext, SourceRead, Validators } from './listing-source.ts';
import { readFeedJson } from './read-json.ts';
import { readSignedEntry } from './signed-jar.ts';

const INDEX_BYTES = 256 * 1024 * 1024;
const ENTRY_BYTES = 4 * 1024 * 1024;
const INDEX_TIMEOUT_MS = 300_000;

const localized = z.record(z.string(), z.string()).optional();
const entryFile = z.object({
  timestamp: z.number(),
  index: z.object({
    name: z.string().max(500),
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    size: z.number().int().min(0),
  }),
});
const indexV2 = z.object({
  packages: z.record(
    z.string(),
    z.object({
      metadata: z.object({
        name: localized,
        authorName: z.string().optional(),
        lastUpdated: z.number().optional(),
      }),
      versions: z.record(
        z.string(),
        z.object({
          added: z.number().optional(),
          file: z.object({
            name: z.string().max(1000),
            sha256: z.string().regex(/^[0-9a-f]{64}$/u),
            size: z.number().optional(),
          }),
          manifest: z.object({
            versionName: z.string(),
            versionCode: z.number(),
            usesPermission: z.array(z.object({ name: z.string() })).optional(),
          }),
        }),
      ),
    }),
  ),
});
const indexV1 = z.object({
  repo: z.object({ timestamp: z.number() }),
  apps: z.array(
    z.object({
      packageName: z.string(),
      name: z.string().optional(),
      localized: z.record(z.string(), z.object({ name: z.string().optional() })).optional(),
      authorName: z.string().optional(),
      lastUpdated: z.number().optional(),
    }),
  ),
  packages: z.record(
    z.string(),
    z.array(
      z.object({
        apkName: z.string().max(1000),
        hash: z.string().regex(/^[0-9a-f]{64}$/u),
        hashType: z.literal('sha256'),
        size: z.number().optional(),
        versionName: z.string(),
        versionCode: z.number(),
        added: z.number().optional(),
        'uses-permission': z.array(z.tuple([z.string()]).rest(z.unknown())).optional(),
      }),
    ),
  ),
});

export const fdroidConfig = z.object({
  fingerprint: z
    .string()
    .transform((hex) => hex.replace(/[\s:]/gu, '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/u, 'SHA-256 of the certificate that signs the repository')),
});

/** An F-Droid repository, index version 2 where it has one and else 1. Its signature is always verified. */
export class FdroidSource implements ListingSource {
  readonly covers = ['name', 'version', 'size', 'developer', 'updated', 'package', 'permissions'];
  readonly #address: string;
  readonly #fingerprint: string;

  /** `address` of the repository, e.g. `https://f-droid.example/repo`. */
  constructor(address: string, { fingerprint }: z.output<typeof fdroidConfig>) {
    this.#address = address.replace(/\/+$/u, '');
    this.#fingerprint = fingerprint;
  }

  async read(known: Validators | undefined, context: ReadContext): Promise<SourceRead> {
    const entry = await this.#fetchJar('entry.jar', known, context, ENTRY_BYTES);
    if (entry === 'unchanged') return { kind: 'unchanged' };
    return entry === undefined ? this.#readV1(known, context) : this.#readV2(entry, known, context);
  }

  async #readV2(
    jar: FetchedDocument,
    known: Validators | undefined,
    context: ReadContext,
  ): Promise<SourceRead> {
    const entry = readFeedJson(
      readSignedEntry(jar.bytes, 'entry.json', this.#fingerprint),
      entryFile,
      'entry.json',
    );
    checkTimestamp(known, entry.timestamp);
    if (known?.['indexSha256'] === entry.index.sha256) return { kind: 'unchanged' };
    const index = await context.fetch(this.#at(entry.index.name), undefined, {
      sizeBytes: INDEX_BYTES,
      timeoutMs: INDEX_TIMEOUT_MS,
    });
    if (index === 'unchanged') return { kind: 'unchanged' };
    // The signature covers the entry, and the entry's hash covers the index.
    if (sha256Of(index.bytes) !== entry.index.sha256 || index.bytes.byteLength !== entry.index.size)
      throw new ServerError(
        'FEED_UNTRUSTED',
        'The index does not have the hash and size that the signed entry names.',
      );
    const { packages } = readFeedJson(index.bytes, indexV2, 'index-v2.json');
    const listings = Object.entries(packages).flatMap(([packageName, { metadata, versions }]) => {
      const newest = Object.values(versions).sort(
        (a, b) => b.manifest.versionCode - a.manifest.versionCode,
      )[0];
      if (newest === undefined) return [];
      return this.#toListing(packageName, {
        name: pickName(metadata.name),
        developer: metadata.authorName,
        updatedMs: newest.added ?? metadata.lastUpdated,
        versionName: newest.manifest.versionName,
        versionCode: newest.manifest.versionCode,
        permissions: (newest.manifest.usesPermission ?? []).map(({ name }) => name),
        file: newest.file.name,
        sha256: newest.file.sha256,
        sizeBytes: newest.file.size,
      });
    });
    checkShrink(known, listings.length);
    return {
      kind: 'read',
      listings,
      unchanged: [],
      validators: {
        ...marksOf(jar),
        timestamp: entry.timestamp,
        indexSha256: entry.index.sha256,
        count: listings.length,
      },
    };
  }

  async #readV1(known: Validators | undefined, context: ReadContext): Promise<SourceRead> {
    const jar = await this.#fetchJar('index-v1.jar', known, context, INDEX_BYTES);
    if (jar === 'unchanged') return { kind: 'unchanged' };
    if (jar === undefined)
      throw new ServerError('FEED_INVALID', 'The repository has no entry.jar and no index-v1.jar.');
    const sha256 = sha256Of(jar.bytes);
    const index = readFeedJson(
      readSignedEntry(jar.bytes, 'index-v1.json', this.#fingerprint),
      indexV1,
      'index-v1.json',
    );
    checkTimestamp(known, index.repo.timestamp);
    if (known?.['indexSha256'] === sha256) return { kind: 'unchanged' };
    const apps = new Map(index.apps.map((app) => [app.packageName, app]));
    const listings = Object.entries(index.packages).flatMap(([packageName, packages]) => {
      const newest = [...packages].sort((a, b) => b.versionCode - a.versionCode)[0];
      const app = apps.get(packageName);
      if (newest === undefined) return [];
      const names = Object.fromEntries(
        Object.entries(app?.localized ?? {}).flatMap(([lang, { name }]) =>
          name === undefined ? [] : [[lang, name]],
        ),
      );
      return this.#toListing(packageName, {
        name: pickName(names) ?? app?.name,
        developer: app?.authorName,
        updatedMs: newest.added ?? app?.lastUpdated,
        versionName: newest.versionName,
        versionCode: newest.versionCode,
        permissions: (newest['uses-permission'] ?? []).map(([name]) => name),
        file: newest.apkName,
        sha256: newest.hash,
        sizeBytes: newest.size,
      });
    });
    checkShrink(known, listings.length);
    return {
      kind: 'read',
      listings,
      unchanged: [],
      validators: {
        ...marksOf(jar),
        timestamp: index.repo.timestamp,
        indexSha256: sha256,
        count: listings.length,
      },
    };
  }

  /** Undefined where the repository has no such file. */
  async #fetchJar(
    name: string,
    known: Validators | undefined,
    context: ReadContext,
    sizeBytes: number,
  ): Promise<FetchedDocument | 'unchanged' | undefined> {
    const address = `${this.#address}/${name}`;
    // Marks of one file say nothing of another.
    const marks = known?.['file'] === name ? toMarks(known) : undefined;
    try {
      return await context.fetch(address, marks, { sizeBytes, timeoutMs: INDEX_TIMEOUT_MS });
    } catch (error) {
      if (
        error instanceof ServerError &&
        error.code === 'ADDRESS_FAILED' &&
        /status 40[34]\b/u.test(error.message)
      )
        return undefined;
      throw error;
    }
  }

  #at(name: string): string {
    const url = `${this.#address}/${name.replace(/^\/+/u, '')}`;
    // A name may not lead out of the repository.
    if (!new URL(url).href.startsWith(`${new URL(this.#address).href}/`))
      throw new ServerError(
        'FEED_INVALID',
        `The index names a file outside the repository: ${name.slice(0, 200)}`,
      );
    return url;
  }

  #toListing(
    packageName: string,
    given: {
      readonly name: string | undefined;
      readonly developer: string | undefined;
      readonly updatedMs: number | undefined;
      readonly versionName: string;
      readonly versionCode: number;
      readonly permissions: readonly string[];
      readonly file: string;
      readonly sha256: string;
      readonly sizeBytes: number | undefined;
    },
  ): FoundListing {
    return {
      packageName,
      address: this.#address,
      ...(given.name === undefined ? {} : { name: given.name }),
      ...(given.developer === undefined ? {} : { developer: given.developer }),
      versionName: given.versionName,
      versionCode: given.versionCode,
      ...(given.sizeBytes === undefined ? {} : { sizeBytes: given.sizeBytes }),
      ...(given.updatedMs === undefined ? {} : { updated: toDay(given.updatedMs) }),
      permissions: given.permissions.map((name) => ({ name })),
      download: {
        address: this.#at(given.file),
        sha256: given.sha256,
        ...(given.sizeBytes === undefined ? {} : { sizeBytes: given.sizeBytes }),
      },
    };
  }
}

function marksOf({ url, etag, lastModified }: FetchedDocument): Validators {
  return {
    file: url.slice(url.lastIndexOf('/') + 1),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

export function toMarks(known: Validators): { etag?: string; lastModified?: string } {
  const { etag, lastModified } = known;
  return {
    ...(typeof etag === 'string' ? { etag } : {}),
    ...(typeof lastModified === 'string' ? { lastModified } : {}),
  };
}

function pickName(names: Readonly<Record<string, string>> | undefined): string | undefined {
  return names?.['zh-CN'] ?? names?.['en-US'] ?? Object.values(names ?? {})[0];
}

function toDay(atMs: number): string | undefined {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? String(atMs) : date.toISOString().slice(0, 10);
}
