import type { Place, SlotName } from '../../scanner/evidence/index.ts';
import { compileTest, compileWhere, readOperand } from './compile-where.ts';
import { EVIDENCE_FIELDS } from './evidence-fields.ts';
import { findField, splitSlotPath } from './fields.ts';
import type { Shape } from './fields.ts';
import { sayCondition } from './say.ts';
import { distinctPlaces, placesOf } from './places.ts';
import { findRepeats } from './repeats.ts';
import type { CompareOp, Condition } from './rule.ts';
import { toPath, valuesAt } from './scene.ts';
import type { Scene } from './scene.ts';
import { allOf, anyOf, MET, notOf, toOutcome, toTruth, UNKNOWN, UNMET } from './truth.ts';
import type { Truth } from './truth.ts';
import type { ProofNode } from './verdict.ts';

/** What evaluating a condition gave: its truth, its proof, and the items bound to names for the message. */
export type Evaluated = { readonly truth: Truth; readonly proof: ProofNode };
export type Bindings = Map<string, readonly unknown[]>;
export type CompiledCondition = (scene: Scene, bindings: Bindings) => Evaluated;

/** Compiles a condition once; the closure may be called for any evidence. */
export function compileCondition(condition: Condition): CompiledCondition {
  const words = condition.say ?? sayCondition(condition);
  const node = (truth: Truth, places: readonly Place[], children: readonly ProofNode[]): Evaluated => ({
    truth,
    proof: { label: words.en, text: words, outcome: toOutcome(truth), places, children },
  });
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.items.map(compileCondition);
      const join = condition.kind === 'all' ? allOf : anyOf;
      return (scene, bindings) => {
        const results = parts.map((part) => part(scene, bindings));
        return node(
          join(results.map((result) => result.truth)),
          [],
          results.map((result) => result.proof),
        );
      };
    }
    case 'not': {
      const inner = compileCondition(condition.item);
      return (scene, bindings) => {
        const result = inner(scene, bindings);
        return node(notOf(result.truth), [], [result.proof]);
      };
    }
    case 'field': {
      const { slot, rest } = toSlotPath(condition.test.path);
      const test = compileTest({ ...condition.test, path: rest }, EVIDENCE_FIELDS[slot] as Shape);
      const path = toPath(rest);
      const overList = findField(EVIDENCE_FIELDS[slot], rest)?.many ?? false;
      return (scene) => {
        const root = scene.valueOf(slot);
        if (root === undefined) return node(UNKNOWN, [], []);
        let truth = test(scene)(root);
        // A list that does not hold something proves it only when nothing hides part of the list.
        if (overList && scene.gapLevelOf(slot) !== 'none') truth = weakenAbsence(condition.test.op, truth);
        const seen = valuesAt(root, path);
        const places = placesOf(slot, rest, seen[0]);
        return node(truth, distinctPlaces(places, scene.constants.limits.placesPerProofNode), []);
      };
    }
    case 'some':
    case 'none':
    case 'unseen':
    case 'every':
    case 'count':
    case 'repeats':
      return compileList(condition, node);
  }
}

type ListCondition = Extract<Condition, { path: string }>;

function compileList(
  condition: ListCondition,
  node: (truth: Truth, places: readonly Place[], children: readonly ProofNode[]) => Evaluated,
): CompiledCondition {
  const { slot, rest } = toSlotPath(condition.path);
  const path = toPath(rest);
  const prepare = compileWhere(
    condition.where,
    findField(EVIDENCE_FIELDS[slot], rest)?.shape ?? (EVIDENCE_FIELDS[slot] as Shape),
  );
  return (scene, bindings) => {
    const root = scene.valueOf(slot);
    if (root === undefined) return node(UNKNOWN, [], []);
    const test = prepare(scene);
    const passed: unknown[] = [];
    const failed: unknown[] = [];
    let unknowns = 0;
    for (const item of valuesAt(root, path)) {
      const truth = test(item);
      if (truth === MET) passed.push(item);
      else if (truth === UNKNOWN) unknowns += 1;
      else failed.push(item);
    }
    const level = scene.gapLevelOf(slot);
    const hidden = unknowns > 0 || level !== 'none';
    let shown = passed;
    let truth: Truth;
    switch (condition.kind) {
      case 'some':
        truth = passed.length > 0 ? MET : hidden ? UNKNOWN : UNMET;
        break;
      case 'none':
        truth = passed.length > 0 ? UNMET : hidden ? UNKNOWN : MET;
        break;
      case 'unseen':
        truth = passed.length > 0 ? UNMET : unknowns > 0 || level === 'major' ? UNKNOWN : MET;
        break;
      case 'every':
        truth = failed.length > 0 ? UNMET : hidden ? UNKNOWN : MET;
        if (failed.length > 0) shown = failed;
        break;
      case 'count': {
        const distinct = condition.distinct;
        const least =
          distinct === undefined
            ? passed.length
            : new Set(passed.flatMap((item) => valuesAt(item, toPath(distinct)))).size;
        const most = level !== 'none' ? Number.POSITIVE_INFINITY : least + unknowns;
        truth = compareRange(condition.op, least, most, toNumber(condition.value, scene));
        break;
      }
      case 'repeats': {
        const groups = findRepeats(passed, {
          groupBy: condition.groupBy,
          timeField: condition.timeField,
          atLeast: toNumber(condition.atLeast, scene),
          maxVariation:
            condition.maxVariation === undefined ? undefined : toNumber(condition.maxVariation, scene),
          maxMedianGapMs:
            condition.maxMedianGapMs === undefined ? undefined : toNumber(condition.maxMedianGapMs, scene),
        });
        shown = groups.flat();
        truth = shown.length > 0 ? MET : hidden ? UNKNOWN : UNMET;
        break;
      }
    }
    if (condition.as !== undefined) bindings.set(condition.as, shown);
    const places = distinctPlaces(
      shown.flatMap((item) => placesOf(slot, rest, item)),
      scene.constants.limits.placesPerProofNode,
    );
    return node(truth, places, []);
  };
}

function toSlotPath(path: string): { slot: SlotName; rest: string } {
  const split = splitSlotPath(path);
  // Paths were checked when the rule was read; this narrows the type.
  if (split === undefined) throw new TypeError(`not a slot path: ${path}`);
  return split;
}

function toNumber(operand: Parameters<typeof readOperand>[0], scene: Scene): number | undefined {
  const first = readOperand(operand, scene)?.values[0];
  return typeof first === 'number' ? first : undefined;
}

function weakenAbsence(op: string, truth: Truth): Truth {
  if (op === 'notIn' || op === 'exists') return truth === MET ? UNKNOWN : truth;
  return truth === UNMET ? UNKNOWN : truth;
}

/** Compares every number from `least` to `most`: met when all hold, unmet when none does. */
function compareRange(op: CompareOp, least: number, most: number, wanted: number | undefined): Truth {
  if (wanted === undefined) return UNKNOWN;
  switch (op) {
    case 'gt':
      return least > wanted ? MET : most > wanted ? UNKNOWN : UNMET;
    case 'gte':
      return least >= wanted ? MET : most >= wanted ? UNKNOWN : UNMET;
    case 'lt':
      return most < wanted ? MET : least < wanted ? UNKNOWN : UNMET;
    case 'lte':
      return most <= wanted ? MET : least <= wanted ? UNKNOWN : UNMET;
    case 'equals':
      if (least === most) return toTruth(least === wanted);
      return least <= wanted && wanted <= most ? UNKNOWN : UNMET;
  }
}
