import { basename } from 'node:path';
import { unlimitedBudget } from '../../budget.ts';
import { loadScannerData } from '../../data/index.ts';
import type { ManifestFacts } from '../../evidence/index.ts';
import { ScanError } from '../../errors.ts';
import { AnomalyLog } from '../../package/anomaly.ts';
import { ApkFile, AppPackage, openFileSource, openPackage, readManifest } from '../../package/index.ts';
import { ZipArchive } from '../../package/zip/index.ts';

export type OpenSample = { readonly pkg: AppPackage; readonly manifest: ManifestFacts };

/** Opens the files of one app: a bundle, or its APK and its splits. The files stay open as long as the process lives. */
export function openSample(apkFiles: readonly string[]): OpenSample {
  const [baseFile, ...splitFiles] = apkFiles;
  if (baseFile === undefined) throw new ScanError('DEVICE_FAILED', 'No APK file was given.');
  const base = openPackage(openFileSource(baseFile), basename(baseFile), unlimitedBudget());
  const splits = splitFiles.map((file) => {
    const name = basename(file);
    return new ApkFile(name, new ZipArchive(openFileSource(file), name));
  });
  const pkg =
    splits.length === 0
      ? base
      : new AppPackage('apks', base.fileName, base.base.archive, [...base.apks, ...splits], new AnomalyLog());
  return { pkg, manifest: readManifest(pkg, loadScannerData().permissions) };
}
