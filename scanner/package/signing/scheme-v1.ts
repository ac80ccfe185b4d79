import { createHash } from 'node:crypto';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';
import type { ZipArchive, ZipEntry } from '../zip/index.ts';
import { toProblem } from './block-schemes.ts';
import type { Certificate } from './certificate.ts';
import { readJarManifest } from './jar-manifest.ts';
import type { JarSection } from './jar-manifest.ts';
import { verifyPkcs7 } from './pkcs7.ts';
import type { SchemeName, SchemeResult } from './scheme-result.ts';

const MANIFEST_NAME = 'META-INF/MANIFEST.MF';
const STEP_BYTES = 1024 * 1024;
const MAX_PROBLEMS = 20;
/** Android refuses more signature files than this. */
const MAX_SIGNATURE_FILES = 10;

/** Digest names of manifests, strongest first, and what the crypto library calls them. */
const DIGESTS: readonly (readonly [attribute: string, hash: string])[] = [
  ['sha-512', 'sha512'],
  ['sha-384', 'sha384'],
  ['sha-256', 'sha256'],
  ['sha1', 'sha1'],
  ['sha-1', 'sha1'],
  ['sha', 'sha1'],
  ['md5', 'md5'],
];

/** Ids that .SF files use for the schemes that signed the APK as well. */
const SCHEME_BY_ID: ReadonlyMap<string, SchemeName> = new Map([
  ['2', 'v2'],
  ['3', 'v3'],
]);

/**
 * Verifies the JAR signature (scheme v1) as Android does: every entry outside META-INF/ must be in the manifest with a
 * fitting digest and be signed by all the signers. Undefined when there is no signature file.
 * `schemesFound` are the newer schemes that are present, for the stripping protection.
 */
export function verifySchemeV1(
  archive: ZipArchive,
  schemesFound: ReadonlySet<SchemeName>,
  budget: Budget,
): SchemeResult | undefined {
  const signatureEntries = archive.entries.filter(
    ({ name, shadowed }) => !shadowed && /^META-INF\/[^/]+\.(?:RSA|DSA|EC)$/u.test(name),
  );
  const manifestEntry = archive.find(MANIFEST_NAME);
  if (signatureEntries.length === 0 || manifestEntry === undefined)
    return signatureEntries.length === 0
      ? undefined
      : { scheme: 'v1', problems: [`NO_MANIFEST: there is no ${MANIFEST_NAME}`], certificates: [] };
  try {
    return new JarVerifier(archive, manifestEntry, budget).verify(signatureEntries, schemesFound);
  } catch (error) {
    if (error instanceof ScanError && ENTRY_ERRORS.has(error.code))
      return { scheme: 'v1', problems: [`UNREADABLE: ${error.message}`], certificates: [] };
    return { scheme: 'v1', problems: [toProblem(error)], certificates: [] };
  }
}

const ENTRY_ERRORS: ReadonlySet<string> = new Set(['BAD_ZIP', 'TRUNCATED', 'ZIP_BOMB']);

type JarSigner = { readonly certificate: Certificate; readonly entryNames: ReadonlySet<string> };

class JarVerifier {
  readonly #archive: ZipArchive;
  readonly #budget: Budget;
  readonly #manifestBytes: Uint8Array;
  readonly #main: JarSection | undefined;
  readonly #sections = new Map<string, JarSection>();
  readonly #problems: string[] = [];

  constructor(archive: ZipArchive, manifestEntry: ZipEntry, budget: Budget) {
    this.#archive = archive;
    this.#budget = budget;
    this.#manifestBytes = archive.read(manifestEntry);
    const [main, ...sections] = readJarManifest(this.#manifestBytes, MANIFEST_NAME);
    this.#main = main;
    for (const section of sections) {
      if (section.name === '') this.#note('UNNAMED_SECTION: a section of the manifest has no name');
      else if (this.#sections.has(section.name)) this.#note(`DUPLICATE_SECTION: ${section.name}`);
      else this.#sections.set(section.name, section);
    }
  }

  verify(signatureEntries: readonly ZipEntry[], schemesFound: ReadonlySet<SchemeName>): SchemeResult {
    if (signatureEntries.length > MAX_SIGNATURE_FILES)
      this.#note(`TOO_MANY_SIGNERS: ${signatureEntries.length}`);
    const signers = signatureEntries
      .slice(0, MAX_SIGNATURE_FILES)
      .flatMap((entry) => this.#verifySignatureFile(entry, schemesFound) ?? []);
    const complete = signers.length === signatureEntries.length;
    if (complete && this.#problems.length === 0) this.#verifyEntries(signers);
    return {
      scheme: 'v1',
      problems: this.#problems,
      certificates: signers.map(({ certificate }) => certificate),
    };
  }

  #verifySignatureFile(entry: ZipEntry, schemesFound: ReadonlySet<SchemeName>): JarSigner | undefined {
    const sfName = entry.name.replace(/\.[^.]+$/u, '.SF');
    const sfEntry = this.#archive.find(sfName);
    if (sfEntry === undefined) {
      this.#note(`NO_SIGNATURE_FILE: ${entry.name} has no ${sfName}`);
      return undefined;
    }
    const sfBytes = this.#archive.read(sfEntry);
    const { certificates, problems } = verifyPkcs7(this.#archive.read(entry), sfBytes);
    for (const problem of problems) this.#note(`${problem} (${entry.name})`);
    const [certificate] = certificates;
    if (certificate === undefined) return undefined;
    const [main, ...sections] = readJarManifest(sfBytes, sfName);
    if (main === undefined) return undefined;
    for (const id of (main.attributes.get('x-android-apk-signed') ?? '').split(',')) {
      const scheme = SCHEME_BY_ID.get(id.trim());
      if (scheme !== undefined && !schemesFound.has(scheme))
        this.#note(`STRIPPED: ${sfName} expects a ${scheme} signature that is not there`);
    }
    this.#checkManifestDigest(main, sections, sfName);
    return { certificate, entryNames: new Set(sections.map(({ name }) => name)) };
  }

  /** Either the digest of the whole manifest fits, or that of each section named. */
  #checkManifestDigest(main: JarSection, sections: readonly JarSection[], sfName: string): void {
    const whole = findDigest(main, '-digest-manifest');
    for (const { name } of sections)
      if (!this.#sections.has(name)) this.#note(`NO_SECTION: ${sfName} names ${name}, the manifest does not`);
    if (whole !== undefined && whole.value === digestOf(whole.hash, this.#manifestBytes)) return;
    const mainDigest = findDigest(main, '-digest-manifest-main-attributes');
    if (
      mainDigest !== undefined &&
      mainDigest.value !== digestOf(mainDigest.hash, this.#main?.bytes ?? new Uint8Array())
    )
      this.#note(`DIGEST_MISMATCH: the manifest's main section does not fit ${sfName}`);
    for (const section of sections) {
      const target = this.#sections.get(section.name);
      const digest = findDigest(section, '-digest');
      if (target === undefined) continue;
      if (digest === undefined || digest.value !== digestOf(digest.hash, target.bytes))
        this.#note(`DIGEST_MISMATCH: the manifest's section for ${section.name} does not fit ${sfName}`);
    }
  }

  #verifyEntries(signers: readonly JarSigner[]): void {
    const present = new Set<string>();
    for (const entry of this.#archive.entries) {
      checkBudget(this.#budget);
      if (this.#problems.length >= MAX_PROBLEMS) return;
      present.add(entry.name);
      if (entry.shadowed) this.#note(`DUPLICATE_ENTRY: ${entry.name}`);
      if (entry.name.startsWith('META-INF/') || entry.name.endsWith('/')) continue;
      const section = this.#sections.get(entry.name);
      const digest = section === undefined ? undefined : findDigest(section, '-digest');
      if (digest === undefined) this.#note(`NOT_IN_MANIFEST: ${entry.name}`);
      else if (!signers.every(({ entryNames }) => entryNames.has(entry.name)))
        this.#note(`NOT_SIGNED: ${entry.name} is not signed by every signer`);
      else if (this.#digestEntry(entry, digest.hash) !== digest.value)
        this.#note(`DIGEST_MISMATCH: ${entry.name}`);
    }
    for (const name of this.#sections.keys())
      if (!present.has(name))
        this.#note(`MISSING_ENTRY: the manifest names ${name}, the APK does not hold it`);
  }

  /** Stored entries are digested in steps; deflated ones are inflated whole, within the archive's limits. */
  #digestEntry(entry: ZipEntry, hash: string): string {
    const source = this.#archive.findStoredSource(entry);
    if (source === undefined) return digestOf(hash, this.#archive.read(entry));
    const running = createHash(hash);
    for (let at = 0; at < source.sizeBytes; at += STEP_BYTES) {
      checkBudget(this.#budget);
      running.update(source.read(at, Math.min(STEP_BYTES, source.sizeBytes - at)));
    }
    return running.digest('base64');
  }

  #note(problem: string): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
  }
}

/** The strongest digest a section gives under this suffix. */
function findDigest(section: JarSection, suffix: string): { hash: string; value: string } | undefined {
  for (const [attribute, hash] of DIGESTS) {
    const value = section.attributes.get(attribute + suffix);
    // Compared in canonical base64: signers may pad or wrap differently.
    if (value !== undefined) return { hash, value: Buffer.from(value, 'base64').toString('base64') };
  }
  return undefined;
}

function digestOf(hash: string, bytes: Uint8Array): string {
  return createHash(hash).update(asBuffer(bytes)).digest('base64');
}
