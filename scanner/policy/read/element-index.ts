import type { PolicyElementRow } from '../../data/index.ts';
import { fold } from './fold.ts';
import { WordLengths } from './word-lengths.ts';

type Alternative = { readonly key: string; readonly rest: readonly string[] };

/** Tells in one pass which elements a sentence speaks of: those with an alternative whose words all stand in it. */
export class ElementIndex {
  /** Alternatives by their first word; a word that is only a further one has none. */
  readonly #byFirst = new Map<string, Alternative[]>();
  readonly #lengths = new WordLengths();
  readonly #order: readonly string[];

  constructor(rows: readonly PolicyElementRow[]) {
    this.#order = rows.map((row) => row.key);
    for (const { key, alternatives } of rows)
      for (const words of [...alternatives.zh, ...alternatives.en]) {
        const [first = '', ...rest] = words.map(fold);
        for (const word of rest) this.#add(word);
        this.#add(first).push({ key, rest });
      }
  }

  /** Keys of the elements in a folded sentence, in the order of the table. */
  findIn(folded: string): readonly string[] {
    const words = new Map<string, readonly Alternative[]>();
    for (let at = 0; at < folded.length; at++) {
      const lengths = this.#lengths.at(folded, at);
      if (lengths) for (const length of lengths) this.#note(words, folded.slice(at, at + length));
      if (this.#lengths.hasSingle(folded, at)) this.#note(words, folded.charAt(at));
    }
    const found = new Set<string>();
    for (const alternatives of words.values())
      for (const { key, rest } of alternatives)
        if (!found.has(key) && rest.every((other) => words.has(other))) found.add(key);
    return found.size === 0 ? [] : this.#order.filter((key) => found.has(key));
  }

  #note(words: Map<string, readonly Alternative[]>, word: string): void {
    const alternatives = this.#byFirst.get(word);
    if (alternatives) words.set(word, alternatives);
  }

  #add(word: string): Alternative[] {
    const known = this.#byFirst.get(word);
    if (known) return known;
    const alternatives: Alternative[] = [];
    this.#byFirst.set(word, alternatives);
    this.#lengths.add(word);
    return alternatives;
  }
}
