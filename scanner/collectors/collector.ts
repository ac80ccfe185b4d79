import type { Budget } from '../budget.ts';
import { Attributor, openAppCode, readCode } from '../code/index.ts';
import type { AppCode, CodeFindings } from '../code/index.ts';
import type { ScannerData } from '../data/index.ts';
import { ScanError } from '../errors.ts';
import type { Gap, ManifestFacts, SlotName, SlotValues } from '../evidence/index.ts';
import { readManifest } from '../package/index.ts';
import type { AppPackage } from '../package/index.ts';

/** What a collector gives: the slot's value and what it could not see. */
export type Collected<Name extends SlotName> = {
  readonly value: SlotValues[Name];
  readonly gaps: readonly Gap[];
};

/** Gathers one kind of evidence. Facts only; throws a coded error when it can give none. */
export type Collector<Name extends SlotName> = {
  readonly slot: Name;
  readonly collect: (input: ScanInput) => Collected<Name>;
};

/** The app's code as read once for all collectors. */
export type CodeReading = {
  readonly app: AppCode;
  readonly findings: CodeFindings;
  readonly attributor: Attributor;
};

/** What collectors work from. The readings are made when first asked for and kept, failures too. */
export type ScanInput = {
  readonly pkg: AppPackage;
  readonly data: ScannerData;
  readonly budget: Budget;
  readonly manifest: () => ManifestFacts;
  /** Throws NO_DEX where the sample has no code at all. */
  readonly code: () => CodeReading;
  /** What another collector gives, e.g. the calls that tell what an SDK reads. */
  readonly collected: <Name extends SlotName>(collector: Collector<Name>) => Collected<Name>;
};

/** Readings over an opened sample. */
export function toScanInput(pkg: AppPackage, data: ScannerData, budget: Budget): ScanInput {
  const kept = new Map<SlotName, () => unknown>();
  const input: ScanInput = {
    pkg,
    data,
    budget,
    manifest: once(() => readManifest(pkg, data.permissions)),
    code: once(() => openCode(pkg, data, budget, input)),
    collected: <Name extends SlotName>(collector: Collector<Name>): Collected<Name> => {
      const get = kept.get(collector.slot) ?? once(() => collector.collect(input));
      kept.set(collector.slot, get);
      return get() as Collected<Name>;
    },
  };
  return input;
}

/** What a reading gives, or undefined where it fails for a reason that belongs to the sample. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code !== 'CANCELLED' && error.code !== 'DEADLINE_EXCEEDED')
      return undefined;
    throw error;
  }
}

function openCode(pkg: AppPackage, data: ScannerData, budget: Budget, input: ScanInput): CodeReading {
  const sources = pkg.apks.flatMap((apk) =>
    apk.dexEntries().map((entry) => ({
      name: apk === pkg.base ? entry.name : `${apk.name}!${entry.name}`,
      read: () => apk.read(entry),
    })),
  );
  if (sources.length === 0)
    throw new ScanError('NO_DEX', 'The sample holds no dex file.', { file: pkg.fileName });
  const app = openAppCode(sources);
  const manifest = attempt(input.manifest);
  const components = manifest?.components.map((component) => component.name) ?? [];
  if (manifest?.application.name !== undefined) components.push(manifest.application.name);
  return {
    app,
    findings: readCode(app, data, budget),
    attributor: new Attributor(data, manifest?.packageName ?? '', components),
  };
}

function once<T>(make: () => T): () => T {
  let result: { readonly value: T } | { readonly error: unknown } | undefined;
  return () => {
    if (!result) {
      try {
        result = { value: make() };
      } catch (error) {
        result = { error };
      }
    }
    if ('error' in result) throw result.error;
    return result.value;
  };
}
