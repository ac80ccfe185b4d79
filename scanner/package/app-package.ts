import { ScanError } from '../errors.ts';
import type { Budget } from '../budget.ts';
import { checkBudget } from '../budget.ts';
import type { SampleFacts } from '../evidence/index.ts';
import { AnomalyLog } from './anomaly.ts';
import type { Anomaly } from './anomaly.ts';
import { ApkFile } from './apk-file.ts';
import { openModules } from './bundle/open-modules.ts';
import { openSplits } from './bundle/open-splits.ts';
import type { ByteSource } from './byte-source.ts';
import { ResourceTable } from './res/index.ts';
import type { ResourcePackage } from './res/index.ts';
import { ZipArchive } from './zip/index.ts';

export type PackageFormat = SampleFacts['format'];

/** The parsed, read-only sample: one APK, or the base and splits of a bundle. */
export class AppPackage {
  readonly format: PackageFormat;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly source: ByteSource;
  /** The base first. */
  readonly apks: readonly ApkFile[];
  readonly base: ApkFile;
  readonly #log: AnomalyLog;
  readonly #outer: ZipArchive;
  #resources: ResourceTable | undefined;

  constructor(
    format: PackageFormat,
    fileName: string,
    outer: ZipArchive,
    apks: readonly ApkFile[],
    log: AnomalyLog,
  ) {
    const [base] = apks;
    if (base === undefined)
      throw new ScanError('NO_MANIFEST', `${fileName} holds no APK.`, { file: fileName, offsetBytes: 0 });
    this.format = format;
    this.fileName = fileName;
    this.sizeBytes = outer.source.sizeBytes;
    this.source = outer.source;
    this.apks = apks;
    this.base = base;
    this.#log = log;
    this.#outer = outer;
  }

  /** What was odd so far; grows as more of the sample is read. */
  get anomalies(): readonly Anomaly[] {
    if (this.format === 'apk') return [...this.base.anomalies, ...this.#log.list];
    const inner = this.apks.flatMap((apk) =>
      apk.archive === this.#outer
        ? []
        : apk.anomalies.map((each) => ({
            ...each,
            file: each.file === undefined ? apk.name : `${apk.name}!${each.file}`,
          })),
    );
    return [...this.#outer.anomalies.list, ...this.#log.list, ...inner];
  }

  /** The resources of base and splits together; undefined when none has a table. A broken split is an anomaly. */
  resources(): ResourceTable | undefined {
    if (this.apks.length === 1) return this.base.resources();
    if (this.#resources !== undefined) return this.#resources;
    const packages: ResourcePackage[] = [];
    for (const apk of this.apks) {
      try {
        packages.push(...(apk.resources()?.packages ?? []));
      } catch (error) {
        if (!(error instanceof ScanError) || apk === this.base) throw error;
        this.#log.add('BROKEN_RESOURCES', error.message, { file: apk.name });
      }
    }
    if (packages.length > 0) this.#resources = new ResourceTable(packages);
    return this.#resources;
  }
}

/**
 * Opens a sample: an APK, a bundle of splits (.apks, .xapk, .apkm) or an App Bundle (.aab), told apart by content.
 * Reads directories and, for bundles, the manifests of the APKs inside. `fileName` only names the sample in messages
 * and tells apart the bundle formats. Throws ScanError: EMPTY_FILE, NOT_A_ZIP, TRUNCATED, BAD_ZIP, ZIP_BOMB,
 * NO_MANIFEST, BAD_MANIFEST.
 */
export function openPackage(source: ByteSource, fileName: string, budget: Budget): AppPackage {
  checkBudget(budget);
  const outer = new ZipArchive(source, fileName);
  const log = new AnomalyLog();
  if (outer.find('AndroidManifest.xml') !== undefined)
    return new AppPackage('apk', fileName, outer, [new ApkFile(fileName, outer)], log);
  if (outer.find('base/manifest/AndroidManifest.xml') !== undefined)
    return new AppPackage('aab', fileName, outer, openModules(outer), log);
  const apks = openSplits(outer, budget, log);
  if (apks.length === 0)
    throw new ScanError('NO_MANIFEST', `${fileName} has no AndroidManifest.xml and holds no APK.`, {
      file: fileName,
      offsetBytes: 0,
    });
  return new AppPackage(toBundleFormat(outer, fileName), fileName, outer, apks, log);
}

function toBundleFormat(outer: ZipArchive, fileName: string): PackageFormat {
  const extension = /\.(apks|xapk|apkm)$/iu.exec(fileName)?.[1]?.toLowerCase();
  if (extension === 'apks' || extension === 'xapk' || extension === 'apkm') return extension;
  if (outer.find('toc.pb') !== undefined) return 'apks';
  if (outer.find('manifest.json') !== undefined) return 'xapk';
  if (outer.find('info.json') !== undefined) return 'apkm';
  return 'apks';
}
