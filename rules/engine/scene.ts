import type { Gap, SlotName, Slots } from '../../scanner/evidence/index.ts';
import { RulesError } from '../errors.ts';
import type { OptionName, PackConstants } from './rule.ts';

/** How much the known gaps weaken what a slot lacks. */
export type GapLevel = 'none' | 'minor' | 'major';

/** What the judge is told besides the evidence. Each may be left out; rules that need it then say cannot-tell. */
export type JudgeOptions = {
  /** Taxonomy keys that an app of the stated type may require. */
  readonly necessaryPiTypes?: readonly string[];
  /** Permissions that fit the stated type. */
  readonly allowedPermissions?: readonly string[];
  /** The type's name, for messages. */
  readonly appTypeName?: string;
  /** Permissions that fit the type that was guessed, where nobody stated one. */
  readonly guessedPermissions?: readonly string[];
  /** The guessed type's name. */
  readonly guessedTypeName?: string;
};

/** The evidence as one rule sees it: its declared slots, what weakens them, and a count of work done. */
export type Scene = {
  /** The slot's value; undefined when it was not collected or not declared. */
  readonly valueOf: (slot: SlotName) => unknown;
  readonly gapLevelOf: (slot: SlotName) => GapLevel;
  readonly constants: PackConstants;
  readonly optionOf: (name: OptionName) => string | readonly string[] | undefined;
  /** Counts one test; throws RULE_BUDGET_SPENT when the rule has spent its share. */
  readonly step: () => void;
};

/** Opens the evidence to one rule: only the slots in `needs`, nothing else reachable. */
export function openScene(
  slots: Slots,
  gaps: readonly Gap[],
  needs: readonly SlotName[],
  constants: PackConstants,
  options: JudgeOptions,
): Scene {
  const values = new Map<SlotName, unknown>();
  const levels = new Map<SlotName, GapLevel>();
  for (const name of needs) {
    const slot = slots[name];
    if (slot.kind === 'present') values.set(name, slot.value);
    const touching = gaps.filter((gap) => gap.affects.includes(name));
    levels.set(
      name,
      touching.length === 0
        ? 'none'
        : touching.every((gap) => constants.minorGaps.includes(gap.code))
          ? 'minor'
          : 'major',
    );
  }
  let steps = 0;
  return Object.freeze({
    valueOf: (slot: SlotName) => values.get(slot),
    gapLevelOf: (slot: SlotName) => levels.get(slot) ?? 'major',
    constants,
    optionOf: (name: OptionName) => options[name],
    step: () => {
      steps += 1;
      if (steps > constants.limits.stepsPerRule)
        throw new RulesError('RULE_BUDGET_SPENT', `The rule tested more than ${steps - 1} items.`);
    },
  });
}

/** All values at a dotted path, lists flattened; absent fields give nothing. */
export function valuesAt(root: unknown, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) collect(item, path, depth, found);
    return;
  }
  const name = path[depth];
  if (name === undefined) {
    found.push(value);
    return;
  }
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return;
  const member = (value as Record<string, unknown>)[name];
  if (member !== undefined) collect(member, path, depth + 1, found);
}

export function toPath(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}
