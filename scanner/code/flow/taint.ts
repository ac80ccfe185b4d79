import type { MethodPlace, PiAccess } from '../pi-accesses.ts';

/** A read of personal information whose value is followed. */
export type Source = {
  readonly index: number;
  readonly access: PiAccess;
  /** What is loaded only names the data (a URI, a path, a property): it counts once something opens it. */
  readonly needsOpening: boolean;
};

/** Where a fact starts: a source, or what the caller gives at a path below one of the method's parameters. */
export type Origin =
  | { readonly kind: 'source'; readonly key: string; readonly source: Source }
  | {
      readonly kind: 'entry';
      readonly key: string;
      /** Counted with the receiver. */
      readonly parameter: number;
      readonly path: readonly string[];
    };

/** The way of a fact, last step first. `inner` is the way through a called method. */
export type Trace = {
  readonly place: MethodPlace;
  readonly inner?: Trace;
  readonly previous?: Trace;
  readonly length: number;
};

/** A value holds what came from `origin`, changed by `transforms`. */
export type Fact = {
  readonly origin: Origin;
  readonly transforms: readonly string[];
  readonly opened: boolean;
  readonly trace: Trace | undefined;
};

export const NO_FACTS: readonly Fact[] = [];

/** More sources than these in one value tell nothing new. */
const MAX_FACTS = 24;
const MAX_TRANSFORMS = 6;
const MAX_STEPS = 48;

/**
 * Facts of both, one for each origin. `a` itself where `b` adds nothing, so that callers see whether anything changed.
 * Of two ways from one origin the opened one counts, then the one with fewer transforms: it reveals more.
 */
export function unite(a: readonly Fact[], b: readonly Fact[]): readonly Fact[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  let result: Fact[] | undefined;
  for (const fact of b) {
    const all: readonly Fact[] = result ?? a;
    const at = all.findIndex((known) => known.origin.key === fact.origin.key);
    const known = all[at];
    if (known === undefined) {
      if (all.length < MAX_FACTS) (result ??= a.slice()).push(fact);
    } else if (isBetter(fact, known)) (result ??= a.slice())[at] = fact;
  }
  return result ?? a;
}

function isBetter(fact: Fact, known: Fact): boolean {
  if (fact.opened !== known.opened) return fact.opened;
  return fact.transforms.length < known.transforms.length;
}

/** The facts after one more place on their way. */
export function addStep(facts: readonly Fact[], place: MethodPlace): readonly Fact[] {
  return facts.map((fact) => ({ ...fact, trace: toTrace(fact.trace, place) }));
}

/** The facts after a hash, an encoding or the like. */
export function transform(facts: readonly Fact[], name: string, place: MethodPlace): readonly Fact[] {
  return facts.map((fact) => ({
    ...fact,
    transforms: withTransform(fact.transforms, name),
    trace: toTrace(fact.trace, place),
  }));
}

export function withTransform(transforms: readonly string[], name: string): readonly string[] {
  return transforms.includes(name) || transforms.length >= MAX_TRANSFORMS
    ? transforms
    : [...transforms, name];
}

/** The facts after what they name was opened. */
export function open(facts: readonly Fact[], place: MethodPlace): readonly Fact[] {
  return facts.every((fact) => fact.opened)
    ? facts
    : facts.map((fact) =>
        fact.opened ? fact : { ...fact, opened: true, trace: toTrace(fact.trace, place) },
      );
}

/** What a called method does to a fact of the caller: `inner` as its summary tells it. */
export function through(outer: Fact, inner: Fact, place: MethodPlace): Fact {
  let transforms = outer.transforms;
  for (const name of inner.transforms) transforms = withTransform(transforms, name);
  return {
    origin: outer.origin,
    transforms,
    opened: outer.opened || inner.opened,
    trace: toTrace(outer.trace, place, inner.trace),
  };
}

export function toTrace(previous: Trace | undefined, place: MethodPlace, inner?: Trace): Trace {
  const length = (previous?.length ?? 0) + (inner?.length ?? 0) + 1;
  if (previous !== undefined && length > MAX_STEPS) return previous;
  if (previous !== undefined && inner === undefined && isSame(previous.place, place)) return previous;
  return {
    place,
    length,
    ...(inner === undefined ? {} : { inner }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/** The places of a way in their order; a place that follows itself counts once. */
export function toPlaces(trace: Trace | undefined): readonly MethodPlace[] {
  const reversed: MethodPlace[] = [];
  const visit = (last: Trace | undefined): void => {
    for (let at = last; at !== undefined; at = at.previous) {
      visit(at.inner);
      const before = reversed[reversed.length - 1];
      if (before === undefined || !isSame(before, at.place)) reversed.push(at.place);
    }
  };
  visit(trace);
  return reversed.reverse();
}

function isSame(a: MethodPlace, b: MethodPlace): boolean {
  return a.method === b.method && a.pc === b.pc;
}
