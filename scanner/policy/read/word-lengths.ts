const SLOTS = 1 << 16;

/**
 * Which lengths words have that begin with the same two characters: what a look-up at a place of a text has to try. Two
 * beginnings may share a slot, which costs a try in vain and no word. Lengths are longest first.
 */
export class WordLengths {
  readonly #lengths = new Map<number, number[]>();
  /** Slots in use: most places of a text are told apart here. */
  readonly #used = new Uint8Array(SLOTS);

  /** A word of one character has a slot of its own kind. */
  add(word: string): void {
    const slot =
      word.length === 1 ? toSlot(word.charCodeAt(0), 0) : toSlot(word.charCodeAt(0), word.charCodeAt(1));
    this.#used[slot] = 1;
    const known = this.#lengths.get(slot);
    if (!known) this.#lengths.set(slot, [word.length]);
    else if (!known.includes(word.length))
      known.splice(known.findIndex((length) => length < word.length) >>> 0, 0, word.length);
  }

  /** Lengths of the words of two characters and more that may begin at a place. */
  at(text: string, at: number): readonly number[] | undefined {
    if (at + 1 >= text.length) return undefined;
    const slot = toSlot(text.charCodeAt(at), text.charCodeAt(at + 1));
    return this.#used[slot] === 1 ? this.#lengths.get(slot) : undefined;
  }

  /** Whether a word may be the one character of a place. */
  hasSingle(text: string, at: number): boolean {
    return this.#used[toSlot(text.charCodeAt(at), 0)] === 1;
  }
}

function toSlot(first: number, second: number): number {
  return (Math.imul(first, 0x9e37) ^ Math.imul(second, 0x85eb)) & (SLOTS - 1);
}
