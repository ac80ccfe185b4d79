import type { SlotName } from '../../scanner/evidence/index.ts';
import type { Text, VerdictKind } from './verdict.ts';

/** What a comparison is made with. Everything but a literal is looked up when judging. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: Scalar | readonly Scalar[] }
  /** A number from pack.yml, times a factor where the field has another unit. */
  | { readonly kind: 'threshold'; readonly name: string; readonly times?: number }
  /** A list of words from pack.yml. */
  | { readonly kind: 'list'; readonly name: string }
  /** Something told by whoever asked for the judgement; unknown when they did not. */
  | { readonly kind: 'option'; readonly name: OptionName }
  /** The values found at another path of the evidence. */
  | { readonly kind: 'values'; readonly path: string; readonly where?: Where };

export type Scalar = string | number | boolean;

/** What the judge may be told besides the evidence. */
export const OPTION_NAMES = [
  'necessaryPiTypes',
  'allowedPermissions',
  'appTypeName',
  'guessedPermissions',
  'guessedTypeName',
] as const;
export type OptionName = (typeof OPTION_NAMES)[number];

export const TEST_OPS = [
  'equals',
  'in',
  'notIn',
  'contains',
  'startsWith',
  'matches',
  'gt',
  'gte',
  'lt',
  'lte',
  'exists',
  'unseenIn',
] as const;
export type TestOp = (typeof TEST_OPS)[number];

/** One test of one field. Over a list of values it holds when any value passes; `notIn` when none is in. */
export type Test = {
  readonly kind: 'test';
  readonly path: string;
  readonly op: TestOp;
  readonly operand: Operand;
};

/** A test of an item. */
export type Where =
  | Test
  | { readonly kind: 'all' | 'any'; readonly items: readonly Where[] }
  | { readonly kind: 'not'; readonly item: Where }
  /** Holds when one element of the list at `path` passes all of `where`. */
  | { readonly kind: 'some'; readonly path: string; readonly where: Where };

export const COMPARE_OPS = ['gt', 'gte', 'lt', 'lte', 'equals'] as const;
export type CompareOp = (typeof COMPARE_OPS)[number];

/** A test of the evidence. `say` is what the proof tree calls it. */
export type Condition = (
  | { readonly kind: 'all' | 'any'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  /**
   * `some`: at least one item passes. `none`: no item passes, and no gap could hide one.
   * `unseen`: no item passes among those seen; minor gaps are tolerated, so it can carry a suspicion only.
   * `every`: each item passes.
   */
  | {
      readonly kind: 'some' | 'none' | 'unseen' | 'every';
      readonly path: string;
      readonly where: Where;
      readonly as?: string;
    }
  | {
      readonly kind: 'count';
      readonly path: string;
      readonly where: Where;
      readonly as?: string;
      readonly op: CompareOp;
      readonly value: Operand;
      /** Count distinct values of this field instead of items. */
      readonly distinct?: string;
    }
  | { readonly kind: 'field'; readonly test: Test }
  /** Items of one group that come again and again: by number, by evenness of their spacing, by closeness. */
  | {
      readonly kind: 'repeats';
      readonly path: string;
      readonly where: Where;
      readonly as?: string;
      readonly groupBy: readonly string[];
      readonly timeField: string;
      readonly atLeast: Operand;
      readonly maxVariation?: Operand;
      readonly maxMedianGapMs?: Operand;
    }
) & { readonly say?: Text };

/** One rule as read from its file; plain JSON. */
export type Rule = {
  readonly kind: 'rule';
  readonly id: string;
  /** File inside the pack, e.g. `permissions/declares-device-admin.yml`. */
  readonly file: string;
  readonly status: 'draft' | 'stable';
  /**
   * `full`: when every rule that names the duty here is complied with, so is the duty. `part`: the rule sees only some
   * of it, so it can find a fault but never clear the duty.
   */
  readonly duties: { readonly full: readonly string[]; readonly part: readonly string[] };
  readonly needs: readonly SlotName[];
  readonly title: Text;
  readonly message: Text;
  readonly remediation: Text;
  /** What a person should look at; required when the rule may end in needs-human. */
  readonly checklist?: Text;
  /** Why a rule on a duty that machines can decide does no more than suspect. */
  readonly onlySuspectedBecause?: Text;
  readonly falsePositives: readonly Text[];
  /** Unmet: the rule does not concern this app. */
  readonly appliesWhen?: Condition;
  readonly when: Condition;
  readonly outcome: {
    readonly met: Extract<VerdictKind, 'violation' | 'suspected' | 'needs-human'>;
    readonly unmet: Extract<VerdictKind, 'compliant' | 'cannot-tell'>;
  };
  /** What must have been seen before an unmet condition may be called compliant. */
  readonly compliantWhen?: Condition;
};

/** A rule about ourselves: when it is met, the named slots prove nothing by what they lack. */
export type Limitation = {
  readonly kind: 'limitation';
  readonly id: string;
  readonly file: string;
  readonly needs: readonly SlotName[];
  readonly gap: { readonly code: string; readonly message: Text };
  readonly affects: readonly SlotName[];
  readonly when: Condition;
};

/** Numbers and words that rules share, and the weights of the mark; from pack.yml. */
export type PackConstants = {
  readonly thresholds: Readonly<
    Record<string, { readonly value: number; readonly unit: string; readonly source: Text }>
  >;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Names for values of evidence fields, by the field's last name and the value. */
  readonly words: Readonly<Record<string, Readonly<Record<string, Text>>>>;
  /** Codes of gaps so common that `unseen` may look past them. */
  readonly minorGaps: readonly string[];
  readonly score: ScoreConstants;
  readonly limits: {
    /** Items one rule may test. */
    readonly stepsPerRule: number;
    /** Places kept in one verdict, and in one proof node. */
    readonly placesPerVerdict: number;
    readonly placesPerProofNode: number;
  };
};

export type ScoreConstants = {
  /** The highest mark when the worst confirmed finding has this severity. */
  readonly capBySeverity: Readonly<Record<'1' | '2' | '3', number>>;
  /** What a further finding takes away before decay. */
  readonly weightBySeverity: Readonly<Record<'1' | '2' | '3', number>>;
  /** Each further finding counts this share of the one before. */
  readonly decay: number;
  /** Share of a confirmed finding's weight that a suspected one has. */
  readonly suspectedShare: number;
};
