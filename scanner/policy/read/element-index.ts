import type { PolicyElementRow } from '../../data/index.ts';
import { fold } from './fold.ts';

type Node = { readonly next: Map<number, Node>; word?: string };

/** Tells in one pass which elements a sentence speaks of: those with an alternative whose words all stand in it. */
export class ElementIndex {
  readonly #root: Node = { next: new Map() };
  /** Alternatives by their first word. */
  readonly #byFirst = new Map<string, { readonly key: string; readonly rest: readonly string[] }[]>();
  readonly #order: readonly string[];

  constructor(rows: readonly PolicyElementRow[]) {
    this.#order = rows.map((row) => row.key);
    for (const { key, alternatives } of rows)
      for (const words of [...alternatives.zh, ...alternatives.en]) {
        const [first = '', ...rest] = words.map(fold);
        for (const word of [first, ...rest]) this.#add(word);
        const known = this.#byFirst.get(first);
        if (known) known.push({ key, rest });
        else this.#byFirst.set(first, [{ key, rest }]);
      }
  }

  /** Keys of the elements in a folded sentence, in the order of the table. */
  findIn(folded: string): readonly string[] {
    const words = new Set<string>();
    for (let from = 0; from < folded.length; from++) {
      let node: Node | undefined = this.#root;
      for (let at = from; node; at++) {
        if (node.word !== undefined) words.add(node.word);
        node = at < folded.length ? node.next.get(folded.charCodeAt(at)) : undefined;
      }
    }
    const found = new Set<string>();
    for (const word of words)
      for (const { key, rest } of this.#byFirst.get(word) ?? [])
        if (!found.has(key) && rest.every((other) => words.has(other))) found.add(key);
    return found.size === 0 ? [] : this.#order.filter((key) => found.has(key));
  }

  #add(word: string): void {
    let node = this.#root;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      let next = node.next.get(code);
      if (!next) node.next.set(code, (next = { next: new Map() }));
      node = next;
    }
    node.word = word;
  }
}
