import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { memorySource, openPackage } from '../../../scanner/package/index.ts';
import type { AppPackage } from '../../../scanner/package/index.ts';
import { realApks } from '../../support/real-apks.ts';
import { writeZip } from '../../support/package-zip-writer.ts';

/** An app made of real dex files: how much code it holds, and where it was written. */
export type JoinedApp = { readonly dexMb: number; readonly file: string };

/** Sizes that apps of the shops have, from a small tool to the largest; megabytes of dex. */
const SIZES_MB = [0.4, 3.5, 7.3, 14.5, 22, 33, 45, Number.POSITIVE_INFINITY];
const MANIFEST_OF = 'io.appium.android.apis';

/**
 * Writes apps of growing size into a folder: the dex files of all real apps, as many as fit each size, under one
 * manifest. A class that several of them define counts once, as on a device.
 */
export function writeJoinedApps(folder: string): readonly JoinedApp[] {
  const opened = realApks.map(({ name, packageName, file }) => ({
    packageName,
    pkg: openPackage(memorySource(readFileSync(file)), name, unlimitedBudget()),
  }));
  const host = opened.find(({ packageName }) => packageName === MANIFEST_OF)?.pkg;
  if (!host) throw new Error(`${MANIFEST_OF} is missing`);
  const dexFiles = opened
    .flatMap(({ pkg }) => pkg.base.dexEntries().map((entry) => pkg.base.read(entry)))
    .sort((a, b) => a.length - b.length);
  return SIZES_MB.map((limitMb, i) => {
    const chosen = chooseUpTo(dexFiles, limitMb * 1e6);
    const file = join(folder, `joined-${i}.apk`);
    writeFileSync(file, toApk(host, chosen));
    return { file, dexMb: sum(chosen.map((dex) => dex.length)) / 1e6 };
  });
}

/** The largest files that fit first, then the smaller ones. */
function chooseUpTo(dexFiles: readonly Uint8Array[], limitBytes: number): readonly Uint8Array[] {
  const chosen: Uint8Array[] = [];
  let leftBytes = limitBytes;
  for (const dex of [...dexFiles].reverse()) {
    if (dex.length > leftBytes) continue;
    chosen.push(dex);
    leftBytes -= dex.length;
  }
  return chosen;
}

function toApk(host: AppPackage, dexFiles: readonly Uint8Array[]): Uint8Array {
  const kept = ['AndroidManifest.xml', 'resources.arsc'].map((name) => {
    const entry = host.base.find(name);
    if (!entry) throw new Error(`${name} is missing`);
    return { name, data: host.base.read(entry), method: 0 };
  });
  return writeZip([
    ...kept,
    ...dexFiles.map((data, i) => ({ name: `classes${i === 0 ? '' : i + 1}.dex`, data })),
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
