import type { PolicyItem } from '../../data/index.ts';
import { fold } from './fold.ts';
import { findItemsInProse } from './item-finder.ts';
import type { Lexicon } from './lexicon.ts';
import { findConditionSpans, findPurposeSpans } from './spans.ts';
import type { Span } from './spans.ts';
import { findVerbs } from './verbs.ts';
import type { Verb } from './verbs.ts';
import type { Hit } from './word-index.ts';

/** What the words of one sentence are; each part is found when first asked for. */
export class Analysis {
  readonly text: string;
  readonly folded: string;
  readonly #lexicon: Lexicon;
  #purposes: readonly Span[] | undefined;
  #conditions: readonly Span[] | undefined;
  #items: readonly Hit<PolicyItem>[] | undefined;
  #verbs: readonly Verb[] | undefined;

  constructor(text: string, lexicon: Lexicon) {
    this.text = text;
    this.folded = fold(text);
    this.#lexicon = lexicon;
  }

  get purposes(): readonly Span[] {
    return (this.#purposes ??= findPurposeSpans(this.folded));
  }

  get conditions(): readonly Span[] {
    return (this.#conditions ??= findConditionSpans(this.folded));
  }

  get items(): readonly Hit<PolicyItem>[] {
    return (this.#items ??= findItemsInProse(this.folded, this.#lexicon));
  }

  /** Verbs outside purposes, conditions and the names of items: 记录 in 通话记录 is no verb. */
  get verbs(): readonly Verb[] {
    return (this.#verbs ??= findVerbs(this.folded, this.#lexicon, this.purposes, this.conditions).filter(
      (verb) =>
        !this.items.some(
          (hit) =>
            hit.start <= verb.start && hit.end >= verb.end && hit.end - hit.start > verb.end - verb.start,
        ),
    ));
  }
}

/** Analyses of a document's sentences, each made once for all who read it. */
export class Analyser {
  readonly #lexicon: Lexicon;
  readonly #kept = new Map<string, Analysis>();

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  of(text: string): Analysis {
    let analysis = this.#kept.get(text);
    if (!analysis) this.#kept.set(text, (analysis = new Analysis(text, this.#lexicon)));
    return analysis;
  }
}
