import { createHash } from 'node:crypto';
import type JSZip from 'jszip';
import type { JSZipObject } from 'jszip';
import { MANIFEST_NAME, PACKAGE_SCHEMA_VERSION } from './manifest.ts';
import type { PackageFile, PackageManifest } from './manifest.ts';
import { SIGNATURE_NAME } from './manifest-signature.ts';
import { isSafePath } from './write-package.ts';

/** One thing wrong with a package. */
export type PackageProblem = {
  readonly kind:
    'unreadable' | 'bad-manifest' | 'missing' | 'extra' | 'mismatch' | 'unsafe-name' | 'duplicate';
  /** Its path in the package; empty for the package as a whole. */
  readonly file: string;
  readonly message: string;
};

/** `intact` only when there is no problem at all. */
export type PackageVerdict = {
  readonly intact: boolean;
  readonly problems: readonly PackageProblem[];
  /** Files that the manifest lists. */
  readonly fileCount: number;
  readonly manifest?: PackageManifest;
  /** Bytes of evidence.json when its hash is right, so that a caller can check the seal inside. */
  readonly evidenceJson?: Uint8Array;
  /** The signature and the bytes it has to be over; absent for a package that nobody signed. */
  readonly signed?: { readonly jws: string; readonly manifestBytes: Uint8Array };
};

const LARGEST_MANIFEST_BYTES = 16_000_000;

/**
 * Compares every file of an evidence package with its manifest. Says everything that is wrong rather than stopping
 * at the first; never throws for bad bytes. A file is read no further than the size the manifest gives it.
 */
export async function verifyPackage(bytes: Uint8Array): Promise<PackageVerdict> {
  let zip: JSZip;
  try {
    zip = await (await import('jszip')).default.loadAsync(bytes);
  } catch {
    return toVerdict([problem('unreadable', '', 'This is not a readable zip file.')]);
  }
  const entries = Object.values(zip.files).filter((entry) => !entry.dir);
  const problems = findEntryProblems(bytes, zip, entries);
  const manifest = await findManifest(zip);
  if (manifest === undefined)
    return toVerdict([
      ...problems,
      problem('bad-manifest', MANIFEST_NAME, 'The manifest is missing or malformed.'),
    ]);
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const entry of entries)
    if (entry.name !== MANIFEST_NAME && entry.name !== SIGNATURE_NAME && !listed.has(entry.name))
      problems.push(problem('extra', entry.name, 'The manifest does not list this file.'));
  let evidenceJson: Uint8Array | undefined;
  for (const file of manifest.files) {
    const found = await checkFile(zip.file(file.path), file);
    if (found instanceof Uint8Array) {
      if (file.path === 'evidence.json') evidenceJson = found;
    } else {
      problems.push(found);
    }
  }
  return {
    ...toVerdict(problems),
    fileCount: manifest.files.length,
    manifest,
    ...(evidenceJson === undefined ? {} : { evidenceJson }),
    ...(await findSigned(zip)),
  };
}

async function findSigned(zip: JSZip): Promise<Pick<PackageVerdict, 'signed'>> {
  const [jws, manifestBytes] = await Promise.all(
    [SIGNATURE_NAME, MANIFEST_NAME].map((name) => {
      const entry = zip.file(name);
      return entry === null ? undefined : findBytes(entry, 2 * LARGEST_MANIFEST_BYTES);
    }),
  );
  if (jws === undefined || manifestBytes === undefined) return {};
  return { signed: { jws: new TextDecoder().decode(jws), manifestBytes } };
}

function toVerdict(problems: readonly PackageProblem[]): PackageVerdict {
  return { intact: problems.length === 0, problems, fileCount: 0 };
}

function problem(kind: PackageProblem['kind'], file: string, message: string): PackageProblem {
  return { kind, file, message };
}

/** Names that another unzip program would read differently than this one. */
function findEntryProblems(bytes: Uint8Array, zip: JSZip, entries: readonly JSZipObject[]): PackageProblem[] {
  const problems: PackageProblem[] = [];
  for (const entry of entries) {
    const name = entry.unsafeOriginalName ?? entry.name;
    if (name !== MANIFEST_NAME && name !== SIGNATURE_NAME && !isSafePath(name))
      problems.push(problem('unsafe-name', name, 'This name could leave the folder it is unpacked into.'));
  }
  const declared = findEntryCount(bytes);
  if (declared !== undefined && declared !== Object.keys(zip.files).length)
    problems.push(problem('duplicate', '', 'The zip holds several entries of one name.'));
  return problems;
}

/** Number of entries by the end record (APPNOTE 4.3.16); undefined for zip64, which these packages never are. */
function findEntryCount(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) {
      const count = view.getUint16(at + 10, true);
      return count === 0xffff ? undefined : count;
    }
  return undefined;
}

async function findManifest(zip: JSZip): Promise<PackageManifest | undefined> {
  const entry = zip.file(MANIFEST_NAME);
  const bytes = entry === null ? undefined : await findBytes(entry, LARGEST_MANIFEST_BYTES);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller reports the manifest as malformed
  }
}

function isManifest(value: unknown): value is PackageManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { schemaVersion, files, evidenceSeal } = value as Partial<Record<keyof PackageManifest, unknown>>;
  return (
    schemaVersion === PACKAGE_SCHEMA_VERSION &&
    typeof evidenceSeal === 'string' &&
    Array.isArray(files) &&
    files.every(isPackageFile) &&
    new Set(files.map((file: PackageFile) => file.path)).size === files.length
  );
}

function isPackageFile(value: unknown): value is PackageFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, sha256, sizeBytes } = value as Partial<Record<keyof PackageFile, unknown>>;
  return (
    typeof path === 'string' &&
    typeof sha256 === 'string' &&
    typeof sizeBytes === 'number' &&
    Number.isSafeInteger(sizeBytes) &&
    sizeBytes >= 0
  );
}

async function checkFile(entry: JSZipObject | null, file: PackageFile): Promise<Uint8Array | PackageProblem> {
  if (entry === null)
    return problem('missing', file.path, 'The manifest lists this file, but it is not there.');
  const bytes = await findBytes(entry, file.sizeBytes);
  if (bytes === undefined || bytes.length !== file.sizeBytes)
    return problem('mismatch', file.path, 'The file is damaged or its size is not the one in the manifest.');
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    return problem('mismatch', file.path, 'The SHA-256 is not the one in the manifest.');
  return bytes;
}

/** The bytes of an entry, or undefined when it is damaged or larger than `limitBytes` (so a bomb stays small). */
function findBytes(entry: JSZipObject, limitBytes: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    // Its streams are of an old kind that cannot be iterated.
    const stream = entry.nodeStream();
    stream.on('data', (chunk: Uint8Array) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) {
        chunks.push(chunk);
      } else {
        stream.pause();
        resolve(undefined);
      }
    });
    stream.on('error', () => resolve(undefined)); // bad compression or checksum
    stream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
}
