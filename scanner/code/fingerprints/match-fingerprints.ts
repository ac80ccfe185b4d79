import type { Budget } from '../../budget.ts';
import { checkBudget } from '../../budget.ts';
import type { SdkFingerprint, SdkFingerprints } from '../../data/index.ts';
import { toClassName } from '../../dex/index.ts';
import type { DexClass } from '../../dex/index.ts';
import type { Attribution } from '../../evidence/index.ts';
import type { ClassHierarchy } from '../class-hierarchy.ts';
import { DexPrinter } from './dex-prints.ts';

/** An SDK or library that was recognised although its names are gone. */
export type FingerprintMatch = {
  readonly fingerprint: SdkFingerprint;
  /** Prints of the table that are in the app. */
  readonly hits: number;
  /** Its classes in the app by dotted name, those with the most hits first. */
  readonly classes: readonly DexClass[];
  /** The version whose prints are nearly all there, where one is. */
  readonly version?: string;
};

export type FingerprintResult = {
  readonly matches: readonly FingerprintMatch[];
  /** Owners of classes by dotted name. */
  readonly owners: ReadonlyMap<string, Attribution>;
};

/** So many prints by chance alone are not to be had: one in some four thousand million methods has a given print. */
const MIN_HITS = 6;
/** A share below this is code that somebody copied, or that several SDKs share. */
const MIN_SHARE = 0.04;
/** Small fingerprints have to be there nearly whole. */
const SMALL = 12;
const SMALL_SHARE = 0.6;
const SMALL_MIN_HITS = 2;
const VERSION_SHARE = 0.9;
/** A package is an SDK's when this share of its classes is, and nobody else has a class there. */
const PACKAGE_SHARE = 0.25;
const CLASSES_BETWEEN_CHECKS = 1000;

/**
 * Looks for fingerprints among the classes whose owner is open. Classes with a hit belong to the SDK with the most hits
 * there; the other classes of their package follow where the SDK has a good share of it and the app has none.
 */
export function matchFingerprints(
  hierarchy: ClassHierarchy,
  table: SdkFingerprints,
  openness: (descriptor: string) => 'wholly' | 'partly' | 'not',
  budget: Budget,
): FingerprintResult {
  const open = openClasses(hierarchy, openness);
  if (open.length === 0) return { matches: [], owners: new Map() };
  const printer = new DexPrinter();
  const byClass = new Map<DexClass, ReadonlyMap<SdkFingerprint, number>>();
  const found = new Map<SdkFingerprint, Set<number>>();
  open.forEach((defined, i) => {
    if (i % CLASSES_BETWEEN_CHECKS === 0) checkBudget(budget);
    const votes = new Map<SdkFingerprint, number>();
    for (const print of printer.printsOf(defined)) {
      const fingerprint = table.find(print);
      if (!fingerprint) continue;
      votes.set(fingerprint, (votes.get(fingerprint) ?? 0) + 1);
      const prints = found.get(fingerprint) ?? new Set<number>();
      found.set(fingerprint, prints.add(print));
    }
    if (votes.size > 0) byClass.set(defined, votes);
  });
  const accepted = new Map([...found].filter(([fingerprint, prints]) => isEnough(fingerprint, prints.size)));
  const classOwners = ownClasses(byClass, accepted);
  const owners = new Map<string, Attribution>();
  const isFree = (defined: DexClass): boolean => openness(defined.descriptor) === 'wholly';
  for (const [defined, fingerprint] of growToPackages(open.filter(isFree), classOwners))
    owners.set(toClassName(defined.descriptor), toAttribution(fingerprint));
  const matches = [...accepted].map(([fingerprint, prints]): FingerprintMatch => {
    const version = findVersion(fingerprint, prints);
    return {
      fingerprint,
      hits: prints.size,
      classes: [...classOwners].filter(([, owner]) => owner === fingerprint).map(([defined]) => defined),
      ...(version === undefined ? {} : { version }),
    };
  });
  return { matches: matches.filter(({ classes }) => classes.length > 0), owners };
}

function openClasses(
  hierarchy: ClassHierarchy,
  openness: (descriptor: string) => 'wholly' | 'partly' | 'not',
): DexClass[] {
  const open: DexClass[] = [];
  for (const defined of hierarchy.classes()) if (openness(defined.descriptor) !== 'not') open.push(defined);
  return open;
}

function isEnough({ size }: SdkFingerprint, hits: number): boolean {
  if (size < SMALL) return hits >= SMALL_MIN_HITS && hits >= size * SMALL_SHARE;
  return hits >= MIN_HITS && hits >= size * MIN_SHARE;
}

function ownClasses(
  byClass: ReadonlyMap<DexClass, ReadonlyMap<SdkFingerprint, number>>,
  accepted: ReadonlyMap<SdkFingerprint, unknown>,
): Map<DexClass, SdkFingerprint> {
  const owned: { defined: DexClass; owner: SdkFingerprint; votes: number }[] = [];
  for (const [defined, votes] of byClass) {
    let best: SdkFingerprint | undefined;
    for (const [fingerprint, count] of votes)
      if (accepted.has(fingerprint) && count > (best ? (votes.get(best) ?? 0) : 0)) best = fingerprint;
    if (best) owned.push({ defined, owner: best, votes: votes.get(best) ?? 0 });
  }
  owned.sort((a, b) => b.votes - a.votes);
  return new Map(owned.map(({ defined, owner }) => [defined, owner]));
}

/** Adds the open classes of packages that one owner has a good share of. */
function growToPackages(
  open: readonly DexClass[],
  owned: ReadonlyMap<DexClass, SdkFingerprint>,
): Map<DexClass, SdkFingerprint> {
  const packages = new Map<string, { all: DexClass[]; owners: Map<SdkFingerprint, number> }>();
  for (const defined of open) {
    const name = packageOf(defined);
    const entry = packages.get(name) ?? { all: [], owners: new Map<SdkFingerprint, number>() };
    packages.set(name, entry);
    entry.all.push(defined);
    const owner = owned.get(defined);
    if (owner) entry.owners.set(owner, (entry.owners.get(owner) ?? 0) + 1);
  }
  const grown = new Map(owned);
  for (const [name, { all, owners }] of packages) {
    const [only] = owners;
    if (name === '' || owners.size !== 1 || !only || only[1] < all.length * PACKAGE_SHARE) continue;
    for (const defined of all) grown.set(defined, only[0]);
  }
  return grown;
}

function packageOf(defined: DexClass): string {
  const { descriptor } = defined;
  return descriptor.slice(1, Math.max(1, descriptor.lastIndexOf('/')));
}

function toAttribution({ owner }: SdkFingerprint): Attribution {
  return owner.kind === 'sdk' ? { kind: 'sdk', sdkId: owner.id } : { kind: 'library', prefix: owner.id };
}

/** The version that has nearly all of its prints in the app, and more of them than any other. */
function findVersion(fingerprint: SdkFingerprint, prints: ReadonlySet<number>): string | undefined {
  const counted = fingerprint.versions
    .map((version, i) => ({ version, ...countOf(fingerprint, i, prints) }))
    .sort((a, b) => b.hits - a.hits);
  const [best, second] = counted;
  if (!best || best.version === '' || best.hits < best.size * VERSION_SHARE) return undefined;
  return second && second.hits === best.hits ? undefined : best.version;
}

function countOf(
  fingerprint: SdkFingerprint,
  version: number,
  prints: ReadonlySet<number>,
): { readonly hits: number; readonly size: number } {
  let hits = 0;
  let size = 0;
  for (let i = 0; i < fingerprint.prints.length; i++) {
    if (((fingerprint.masks[i] ?? 0) & (1 << version)) === 0) continue;
    size += 1;
    if (prints.has(fingerprint.prints[i] ?? 0)) hits += 1;
  }
  return { hits, size };
}
