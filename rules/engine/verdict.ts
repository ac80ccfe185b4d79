import type { Gap, Place, SlotName } from '../../scanner/evidence/index.ts';

/** The six things that can be said of a duty. */
export type VerdictKind =
  'violation' | 'suspected' | 'compliant' | 'needs-human' | 'cannot-tell' | 'not-applicable';

/** 3 red line, 2 notice item, 1 advice, 0 not in force. */
export type Severity = 0 | 1 | 2 | 3;

export type Text = { readonly zh: string; readonly en: string };

/** Which conditions of a rule held, and where. Three-valued: evidence that is missing makes `unknown`. */
export type ProofNode = {
  readonly label: string;
  /** The label in both languages. */
  readonly text?: Text;
  readonly outcome: 'met' | 'unmet' | 'unknown';
  readonly places: readonly Place[];
  readonly children: readonly ProofNode[];
};

/** The judgement on one duty by one rule. */
export type Verdict = {
  readonly dutyId: string;
  /** `none` for a duty that no rule judges yet. */
  readonly ruleId: string;
  readonly verdict: VerdictKind;
  readonly severity: Severity;
  /** The rule's or duty's name. */
  readonly title: Text;
  /** The facts in a sentence, names filled in; or why nothing can be said. */
  readonly message: Text;
  readonly remediation?: Text;
  /** What a person should look at, for needs-human. */
  readonly checklist?: Text;
  readonly places: readonly Place[];
  readonly proof?: ProofNode;
  readonly gaps: readonly Gap[];
  readonly needs: readonly SlotName[];
};

/** Share of the duties in force that could be judged by this run. */
export type Coverage = {
  readonly dutiesInForce: number;
  readonly judged: number;
  readonly needsHuman: number;
  readonly cannotTell: number;
  readonly notApplicable: number;
  /** judged / (dutiesInForce - notApplicable), 0..1. */
  readonly share: number;
  readonly heavyDutiesJudged: boolean;
};

/** 0 (worst) .. 100; the worst confirmed severity caps it. */
export type Score = {
  readonly mark: number;
  readonly band: 'grave' | 'serious' | 'minor' | 'no-violation-seen' | 'compliant';
  readonly violations: Readonly<Record<'0' | '1' | '2' | '3', number>>;
  readonly suspected: number;
  /** Findings that the mark supposes because a collector failed; absent in judgements made before this was counted. */
  readonly supposed?: number;
};

/** What one of the packs that judged came to. */
export type PackJudgement = {
  readonly id: string;
  readonly version: string;
  readonly jurisdiction: string;
  readonly title: Text;
  readonly coverage: Coverage;
  readonly score: Score;
};

export type Judgement = {
  /** Ids of the packs that judged, joined by commas. */
  readonly packId: string;
  readonly rulesVersion: string;
  /** Each pack that judged; absent in judgements made before there were several. */
  readonly packs?: readonly PackJudgement[];
  readonly verdicts: readonly Verdict[];
  readonly coverage: Coverage;
  readonly score: Score;
};
