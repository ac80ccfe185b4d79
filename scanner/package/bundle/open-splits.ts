import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import type { AnomalyLog } from '../anomaly.ts';
import { ApkFile } from '../apk-file.ts';
import { findPlainAttribute } from '../axml/index.ts';
import { memorySource } from '../byte-source.ts';
import { METHOD_DEFLATED, ZipArchive } from '../zip/index.ts';
import type { ZipEntry } from '../zip/index.ts';

const MAX_APKS = 500;
/** Deflated APKs are held in memory; stored ones, which are the rule, are read in place. */
const MAX_DEFLATED_BYTES = 768 * 1024 * 1024;

type Candidate = { readonly apk: ApkFile; readonly split: string; readonly packageName: string };

/**
 * The APKs of a bundle that belong together, the base first; empty when there are none. Our own reader serves here and
 * not jszip: stored APKs, which nearly all bundles hold, are then read in place, so that memory does not follow the
 * size of a bundle. A broken split is left out with an anomaly; a broken base throws.
 */
export function openSplits(bundle: ZipArchive, budget: Budget, log: AnomalyLog): ApkFile[] {
  const entries = chooseEntries(bundle.entries);
  if (entries.length > MAX_APKS)
    throw new ScanError(
      'LIMIT_EXCEEDED',
      `${bundle.file} holds ${entries.length} APKs; the limit is ${MAX_APKS}.`,
      {
        file: bundle.file,
        offsetBytes: 0,
      },
    );
  const deflatedBytes = entries.reduce(
    (sum, entry) => sum + (entry.method === METHOD_DEFLATED ? entry.sizeBytes : 0),
    0,
  );
  if (deflatedBytes > MAX_DEFLATED_BYTES)
    throw new ScanError('LIMIT_EXCEEDED', `${bundle.file} holds ${deflatedBytes} bytes of compressed APKs.`, {
      file: bundle.file,
      offsetBytes: 0,
    });
  const candidates: Candidate[] = [];
  let firstError: ScanError | undefined;
  for (const entry of entries) {
    checkBudget(budget);
    try {
      candidates.push(openCandidate(bundle, entry));
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      firstError ??= error;
      log.add('BROKEN_APK', error.message, { file: entry.name, offsetBytes: entry.localHeaderOffset });
    }
  }
  const base = candidates.find(({ split }) => split === '');
  if (base === undefined) {
    if (firstError !== undefined) throw firstError;
    if (entries.length === 0) return [];
    throw new ScanError('NO_MANIFEST', `${bundle.file} holds splits but no base APK.`, {
      file: bundle.file,
      offsetBytes: 0,
    });
  }
  const chosen = new Map<string, Candidate>([['', base]]);
  for (const candidate of candidates) {
    if (candidate === base) continue;
    const isOther = candidate.packageName !== base.packageName;
    if (!isOther && !chosen.has(candidate.split)) chosen.set(candidate.split, candidate);
    else
      log.add(
        'SPLIT_DIFFERS',
        isOther
          ? `Belongs to ${candidate.packageName}, not to ${base.packageName}; left out.`
          : 'A variant of a split that was read already; left out.',
        { file: candidate.apk.name },
      );
  }
  return [...chosen.values()].map(({ apk }) => apk);
}

/** bundletool puts alternatives in folders: of those, splits/ is what current devices get. */
function chooseEntries(all: readonly ZipEntry[]): ZipEntry[] {
  const apks = all.filter((entry) => !entry.shadowed && /\.apk$/iu.test(entry.name));
  const splits = apks.filter((entry) => entry.name.startsWith('splits/'));
  const chosen = splits.length > 0 ? splits : apks;
  // A base is found by its manifest; of several variants the plainest name comes first.
  const rank = (entry: ZipEntry): number => (/(^|\/)base(-master)?\.apk$/u.test(entry.name) ? 0 : 1);
  return chosen.toSorted(
    (a, b) => rank(a) - rank(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
  );
}

function openCandidate(bundle: ZipArchive, entry: ZipEntry): Candidate {
  const source = bundle.findStoredSource(entry) ?? memorySource(bundle.read(entry));
  const apk = new ApkFile(entry.name, new ZipArchive(source, entry.name));
  const manifest = apk.manifest();
  return {
    apk,
    split: findPlainAttribute(manifest, 'split')?.rawText ?? textOf(manifest, 'split'),
    packageName: textOf(manifest, 'package'),
  };
}

function textOf(element: Parameters<typeof findPlainAttribute>[0], name: string): string {
  const value = findPlainAttribute(element, name)?.value;
  return value?.kind === 'string' ? value.text : '';
}
