import { fold, isCjk, isWordChar } from './fold.ts';
import { WordLengths } from './word-lengths.ts';

export type Hit<Value> = { readonly value: Value; readonly start: number; readonly end: number };

const SPACE = 0x20;
const LETTER_S = 0x73;
const JOINT = /(?<=[\u3400-\u9fff\uf900-\ufaff]) | (?=[\u3400-\u9fff\uf900-\ufaff])/gu;

/**
 * Finds the longest of many words at each place of a text, in one pass. Latin words match as whole words, in the
 * plural too; a space between Latin letters and Chinese characters may be there or not.
 *
 * Words are kept whole, beside the lengths that words of the same first two characters have: an index of thousands of
 * words is then made in a few milliseconds, which a short process feels more than the look-ups.
 */
export class WordIndex<Value> {
  readonly #words = new Map<string, Value>();
  readonly #lengths = new WordLengths();

  /** The first value given for a word stays. */
  add(word: string, value: Value): void {
    const key = withoutJoints(fold(word.trim()));
    if (key === '' || this.#words.has(key)) return;
    this.#words.set(key, value);
    this.#lengths.add(key);
  }

  /** Hits from left to right, none inside another. `folded` is a text that went through `fold`. */
  findAll(folded: string): Hit<Value>[] {
    const hits: Hit<Value>[] = [];
    const text = withoutJoints(folded);
    let shift: Shift | undefined;
    for (let at = 0; at < text.length; at++) {
      const first = text.charCodeAt(at);
      if (isWordChar(first) && at > 0 && isWordChar(text.charCodeAt(at - 1))) continue;
      const hit = this.#longestAt(text, at);
      if (!hit) continue;
      if (text.length === folded.length) hits.push(hit);
      else {
        shift ??= new Shift(folded);
        hits.push({ value: hit.value, start: shift.of(hit.start), end: shift.of(hit.end - 1) + 1 });
      }
      at = hit.end - 1;
    }
    return hits;
  }

  #longestAt(text: string, start: number): Hit<Value> | undefined {
    const lengths = this.#lengths.at(text, start);
    if (lengths)
      for (const length of lengths) {
        const hit = this.#ofLength(text, start, length);
        if (hit) return hit;
      }
    return this.#lengths.hasSingle(text, start) ? this.#ofLength(text, start, 1) : undefined;
  }

  #ofLength(text: string, start: number, length: number): Hit<Value> | undefined {
    if (start + length > text.length) return undefined;
    const end = toWordEnd(text, start + length);
    if (end === undefined) return undefined;
    const value = this.#words.get(text.slice(start, start + length));
    return value === undefined ? undefined : { value, start, end };
  }
}

/** Without the spaces between Latin and Chinese writing. */
function withoutJoints(folded: string): string {
  return folded.includes(' ') ? folded.replace(JOINT, '') : folded;
}

/** Where the characters of a text without joints stand in the text with them. */
class Shift {
  readonly #places: number[] = [];

  constructor(folded: string) {
    for (let at = 0; at < folded.length; at++)
      if (
        folded.charCodeAt(at) !== SPACE ||
        !(isCjk(folded.charCodeAt(at - 1)) || isCjk(folded.charCodeAt(at + 1)))
      )
        this.#places.push(at);
  }

  of(at: number): number {
    return this.#places[at] ?? at;
  }
}

/** Where a word that reached `end` ends, with its plural; undefined where it goes on. */
function toWordEnd(folded: string, end: number): number | undefined {
  if (!isWordChar(folded.charCodeAt(end - 1))) return end;
  const after = folded.charCodeAt(end);
  if (end >= folded.length || !isWordChar(after)) return end;
  if (after === LETTER_S && (end + 1 >= folded.length || !isWordChar(folded.charCodeAt(end + 1))))
    return end + 1;
  return undefined;
}
