import type { Budget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import { toDescriptor } from '../../dex/index.ts';
import type { DexMethod } from '../../dex/index.ts';
import type { ManifestFacts } from '../../evidence/index.ts';
import type { AppCode } from '../app-code.ts';
import { findEntryClasses } from '../entry-points.ts';
import type { EntryClass } from '../entry-points.ts';
import type { NamedClasses } from '../named-classes.ts';
import type { MethodPlace } from '../pi-accesses.ts';
import { findInflatableViews } from '../reachability.ts';
import { NONE } from './abstract-value.ts';
import type { AbstractValue } from './abstract-value.ts';
import { Clicks } from './clicks.ts';
import type { Gate } from './clicks.ts';
import type { ConsentSigns } from './consent-signs.ts';
import { NEED } from './context.ts';
import { PlatformCalls } from './platform-calls.ts';
import { findWays } from './sure-ways.ts';
import type { Ways } from './sure-ways.ts';
import { World } from './world.ts';

/** Something stored that changes when the person agrees, and that code tests. */
export type ConsentFlag = {
  readonly kind: 'preference' | 'file';
  /** Key of the preference, or name of the file. */
  readonly name: string;
  readonly writtenAt: readonly MethodPlace[];
  readonly testedAt: readonly MethodPlace[];
};

/** When a place can run, with the calls that lead there. */
export type PlaceReach = {
  readonly reach: 'before-consent' | 'after-consent' | 'cannot-tell';
  readonly path?: readonly MethodPlace[];
};

/** What the code says of consent. */
export type ConsentReach = {
  readonly gates: readonly Gate[];
  readonly flags: readonly ConsentFlag[];
  /** For a place that was asked for at the start. */
  readonly reachOf: (place: MethodPlace) => PlaceReach;
};

export type ConsentInput = {
  readonly app: AppCode;
  readonly manifest: ManifestFacts;
  readonly callbacks: PlatformCallbacks;
  readonly isLibrary: (descriptor: string) => boolean;
  /** Classes that belong to somebody else: their views count only where code makes them. */
  readonly isForeign: (descriptor: string) => boolean;
  readonly signs: ConsentSigns;
  readonly places: readonly MethodPlace[];
  readonly named?: NamedClasses;
  readonly budget: Budget;
};

/**
 * Follows the app twice: from a fresh install with every tap on agree withheld, then with it allowed. What the first
 * world comes by can run before consent; what only the second comes by, after it. Where a way hangs on a test or a
 * tap that is not understood, it cannot be told.
 */
export function findConsentReach(input: ConsentInput): ConsentReach {
  const { app, manifest, callbacks, signs, budget } = input;
  const world = new World({
    app,
    callbacks,
    isLibrary: remembered(input.isLibrary),
    isForeign: remembered(input.isForeign),
    watched: toWatched(input.places),
    named: input.named ?? new Map(),
    budget,
  });
  const entries = sortEntries(manifest);
  const clicks = new Clicks(app, world, signs);
  const application = manifest.application.name;
  const calls = new PlatformCalls(
    world,
    signs,
    clicks,
    application === undefined ? undefined : toDescriptor(application),
    new Set(entries.open.map(({ descriptor }) => descriptor)),
  );
  world.model = calls;

  for (const { descriptor } of entries.open) world.objects.enter(descriptor, undefined);
  for (const descriptor of findInflatableViews(app, input.isForeign))
    world.objects.enter(descriptor, undefined, NEED.unclear);
  follow(world, clicks);
  const before = findWays(world, clicks.openings.length > 0 ? NEED.gate : NEED.nothing, false);
  const maybe = findWays(world, NEED.unclear, true);
  const stored = new Map([...calls.tests.values()].map(({ key }) => [key, world.heap.cell(key, NONE).value]));
  const gates = clicks.openings.map(({ gate }) => gate);

  clicks.release();
  for (const { descriptor } of entries.others) world.objects.enter(descriptor, undefined);
  follow(world, clicks);
  const after = findWays(world, NEED.unclear, true);
  return {
    gates,
    flags: findFlags(calls, stored, world),
    reachOf: (place) =>
      world.isCutShort ? { reach: 'cannot-tell' } : toReach(place, before, maybe, after, gates.length > 0),
  };
}

function follow(world: World, clicks: Clicks): void {
  do {
    if (!world.run()) return;
  } while (clicks.settle() || clicks.settleUnsure());
}

function toReach(place: MethodPlace, before: Ways, maybe: Ways, after: Ways, hasGate: boolean): PlaceReach {
  const { method, pc } = place;
  const sure = before.pathTo(method, pc);
  if (sure) return { reach: 'before-consent', path: sure };
  const open = maybe.pathTo(method, pc);
  if (open) return { reach: 'cannot-tell', path: open };
  const later = after.pathTo(method, pc);
  if (later && hasGate) return { reach: 'after-consent', path: later };
  return { reach: 'cannot-tell', ...(later ? { path: later } : {}) };
}

/** Classes that run by themselves or when another app asks, and those that only the app's own code starts. */
function sortEntries(manifest: ManifestFacts): {
  readonly open: readonly EntryClass[];
  readonly others: readonly EntryClass[];
} {
  const isOpen = new Set<string>();
  for (const component of manifest.components) {
    const name = component.kind === 'activity-alias' ? component.targetActivity : component.name;
    if (name === undefined || !component.enabled) continue;
    // A job runs when the app has asked for it, though its service is exported for Android to bind to.
    const isJob = component.permission === 'android.permission.BIND_JOB_SERVICE';
    if (component.kind === 'provider' || (component.exported && !isJob)) isOpen.add(toDescriptor(name));
  }
  const open: EntryClass[] = [];
  const others: EntryClass[] = [];
  for (const entry of findEntryClasses(manifest)) {
    if (entry.kind !== 'component' || isOpen.has(entry.descriptor)) open.push(entry);
    else others.push(entry);
  }
  return { open, others };
}

function findFlags(
  calls: PlatformCalls,
  stored: ReadonlyMap<string, AbstractValue>,
  world: World,
): readonly ConsentFlag[] {
  const flags: ConsentFlag[] = [];
  for (const [key, value] of stored) {
    if (world.heap.cell(key, NONE).value === value) continue;
    const [kind = '', ...name] = key.split(':');
    const placesOf = (uses: PlatformCalls['tests']): MethodPlace[] =>
      [...uses.values()]
        .filter((use) => use.key === key)
        .map(({ at }) => ({ method: at.context.method, pc: at.pc }));
    flags.push({
      kind: kind === 'file' ? 'file' : 'preference',
      name: name.join(':'),
      writtenAt: placesOf(calls.writes),
      testedAt: placesOf(calls.tests),
    });
  }
  return flags;
}

function toWatched(places: readonly MethodPlace[]): ReadonlyMap<DexMethod, ReadonlySet<number>> {
  const watched = new Map<DexMethod, Set<number>>();
  for (const { method, pc } of places) {
    const pcs = watched.get(method) ?? new Set<number>();
    watched.set(method, pcs.add(pc));
  }
  return watched;
}

function remembered(test: (descriptor: string) => boolean): (descriptor: string) => boolean {
  const known = new Map<string, boolean>();
  return (descriptor) => {
    let answer = known.get(descriptor);
    if (answer === undefined) {
      answer = test(descriptor);
      known.set(descriptor, answer);
    }
    return answer;
  };
}
