import type { Budget } from '../budget.ts';
import {
  Attributor,
  findEntryClasses,
  findReachable,
  matchFingerprints,
  openAppCode,
  readCode,
  toNamedClasses,
} from '../code/index.ts';
import type { AppCode, CodeFindings, FingerprintMatch, Reachability } from '../code/index.ts';
import type { ScannerData } from '../data/index.ts';
import { ScanError } from '../errors.ts';
import type { Gap, ManifestFacts, SlotName, SlotValues } from '../evidence/index.ts';
import { readManifest } from '../package/index.ts';
import type { AppPackage } from '../package/index.ts';
import type { GivenPolicy } from '../policy/index.ts';

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
  /** Knows owners by name, and those that fingerprints told. */
  readonly attributor: Attributor;
  /** SDKs and libraries that were recognised although they are renamed. */
  readonly fingerprints: readonly FingerprintMatch[];
  /** What can run; undefined where the manifest cannot be read, so that no entry point is known. */
  readonly reachability: () => Reachability | undefined;
};

/** What collectors work from. The readings are made when first asked for and kept, failures too. */
export type ScanInput = {
  readonly pkg: AppPackage;
  readonly data: ScannerData;
  readonly budget: Budget;
  /** The app's type as the submitter gave it: an id of rules/duties/app-types.yml. */
  readonly appType?: string;
  /** Documents that the submitter gave, read already. */
  readonly policies: readonly GivenPolicy[];
  readonly manifest: () => ManifestFacts;
  /** Throws NO_DEX where the sample has no code at all. */
  readonly code: () => CodeReading;
  /** What another collector gives, e.g. the calls that tell what an SDK reads. */
  readonly collected: <Name extends SlotName>(collector: Collector<Name>) => Collected<Name>;
};

/** Collectors in place of others, by slot. */
export type CollectorOverrides = { readonly [Name in SlotName]?: Collector<Name> };

/** Readings over an opened sample. `overrides` take the place of the collectors that others ask for. */
export function toScanInput(
  pkg: AppPackage,
  data: ScannerData,
  budget: Budget,
  overrides: CollectorOverrides = {},
  appType?: string,
  policies: readonly GivenPolicy[] = [],
): ScanInput {
  const kept = new Map<SlotName, () => unknown>();
  const input: ScanInput = {
    pkg,
    data,
    budget,
    ...(appType === undefined ? {} : { appType }),
    policies,
    manifest: once(() => readManifest(pkg, data.permissions)),
    code: once(() => openCode(pkg, data, budget, input)),
    collected: <Name extends SlotName>(collector: Collector<Name>): Collected<Name> => {
      const chosen: Collector<Name> =
        (overrides as { [Key in Name]?: Collector<Key> })[collector.slot] ?? collector;
      const get = kept.get(collector.slot) ?? once(() => runCollector(chosen, input));
      kept.set(collector.slot, get);
      return get() as Collected<Name>;
    },
  };
  return input;
}

/** A fault of ours is told as such, without its message, which could differ from run to run. */
function runCollector<Name extends SlotName>(collector: Collector<Name>, input: ScanInput): Collected<Name> {
  try {
    return collector.collect(input);
  } catch (error) {
    if (error instanceof ScanError) throw error;
    throw new ScanError('INTERNAL', 'The collector failed for a reason of its own.', { cause: error });
  }
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
  const attributor = new Attributor(data, manifest?.packageName ?? '', components);
  const fingerprints = matchFingerprints(
    app.hierarchy,
    data.sdkFingerprints,
    (descriptor) => attributor.openness(descriptor),
    budget,
  );
  attributor.recognise(fingerprints.owners);
  const isForeign = (descriptor: string): boolean => {
    const { kind } = attributor.attributeType(descriptor);
    return kind === 'sdk' || kind === 'library';
  };
  const findings = readCode(app, data, budget);
  return {
    app,
    findings,
    attributor,
    fingerprints: fingerprints.matches,
    reachability: once(() => {
      const named = toNamedClasses(findings.reflection);
      return (
        manifest && findReachable(app, findEntryClasses(manifest), data.callbacks, isForeign, budget, named)
      );
    }),
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
