import { fold, isCjk, isWordChar } from './fold.ts';

type Node<Value> = { readonly next: Map<number, Node<Value>>; value?: Value };

export type Hit<Value> = { readonly value: Value; readonly start: number; readonly end: number };

const SPACE = 0x20;
const LETTER_S = 0x73;

/**
 * Finds the longest of many words at each place of a text, in one pass. Latin words match as whole words, in the
 * plural too; a space between Latin letters and Chinese characters may be there or not.
 */
export class WordIndex<Value> {
  readonly #root: Node<Value> = { next: new Map() };

  /** The first value given for a word stays. */
  add(word: string, value: Value): void {
    let node = this.#root;
    for (const char of fold(word.trim())) {
      for (let i = 0; i < char.length; i++) {
        const code = char.charCodeAt(i);
        let next = node.next.get(code);
        if (!next) node.next.set(code, (next = { next: new Map() }));
        node = next;
      }
    }
    node.value ??= value;
  }

  /** Hits from left to right, none inside another. `folded` is a text that went through `fold`. */
  findAll(folded: string): Hit<Value>[] {
    const hits: Hit<Value>[] = [];
    for (let at = 0; at < folded.length; at++) {
      const first = folded.charCodeAt(at);
      if (!this.#root.next.has(first)) continue;
      if (isWordChar(first) && at > 0 && isWordChar(folded.charCodeAt(at - 1))) continue;
      const hit = this.#longestAt(folded, at);
      if (!hit) continue;
      hits.push(hit);
      at = hit.end - 1;
    }
    return hits;
  }

  #longestAt(folded: string, start: number): Hit<Value> | undefined {
    let node = this.#root;
    let best: Hit<Value> | undefined;
    for (let at = start; at < folded.length; at++) {
      const code = folded.charCodeAt(at);
      if (code === SPACE && at > start && isJoint(folded, at)) continue;
      const next = node.next.get(code);
      if (!next) break;
      node = next;
      if (node.value === undefined) continue;
      const end = toWordEnd(folded, at + 1);
      if (end !== undefined) best = { value: node.value, start, end };
    }
    return best;
  }
}

/** Whether a space stands between Latin and Chinese writing. */
function isJoint(folded: string, at: number): boolean {
  return isCjk(folded.charCodeAt(at - 1)) || isCjk(folded.charCodeAt(at + 1));
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
