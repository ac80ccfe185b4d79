/** Bits by number, in words that grow as needed. */
export class BitWords {
  words = new Uint32Array(2);

  static of(bits: Iterable<number>): BitWords {
    const made = new BitWords();
    for (const bit of bits) made.set(bit, true);
    return made;
  }

  copy(): BitWords {
    const made = new BitWords();
    made.words = this.words.slice();
    return made;
  }

  has(bit: number): boolean {
    return (((this.words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }

  set(bit: number, on: boolean): void {
    const word = bit >>> 5;
    if (on) this.grow(word + 1);
    else if (word >= this.words.length) return;
    const mask = 1 << (bit & 31);
    this.words[word] = on ? (this.words[word] ?? 0) | mask : (this.words[word] ?? 0) & ~mask;
  }

  /** Sets or clears the bits from `from` up to, not with, `to`. */
  setRange(from: number, to: number, on: boolean): void {
    const end = on ? to : Math.min(to, this.words.length * 32);
    let at = from;
    while (at < end && (at & 31) !== 0) this.set(at++, on);
    const whole = end - (end & 31);
    if (whole > at) {
      if (on) this.grow(whole >>> 5);
      this.words.fill(on ? 0xffffffff : 0, at >>> 5, whole >>> 5);
      at = whole;
    }
    while (at < end) this.set(at++, on);
  }

  get count(): number {
    let count = 0;
    for (let word of this.words) for (; word !== 0; word &= word - 1) count++;
    return count;
  }

  /** One past the highest bit that is set. */
  get length(): number {
    for (let i = this.words.length - 1; i >= 0; i--) {
      const word = this.words[i] ?? 0;
      if (word !== 0) return i * 32 + 32 - Math.clz32(word);
    }
    return 0;
  }

  /** The first bit at or after `from` that is set; -1 if there is none. */
  next(from: number): number {
    for (let i = from >>> 5; i < this.words.length; i++) {
      const word = (this.words[i] ?? 0) & (i === from >>> 5 ? -1 << (from & 31) : -1);
      if (word !== 0) return i * 32 + 31 - Math.clz32(word & -word);
    }
    return -1;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let bit = this.next(0); bit >= 0; bit = this.next(bit + 1)) yield bit;
  }

  /** Combines word by word with another set; missing words are 0. */
  combine(other: BitWords, join: (mine: number, theirs: number) => number): void {
    this.grow(other.words.length);
    for (let i = 0; i < this.words.length; i++) this.words[i] = join(this.words[i] ?? 0, other.words[i] ?? 0);
  }

  equals(other: BitWords): boolean {
    const words = Math.max(this.words.length, other.words.length);
    for (let i = 0; i < words; i++) if ((this.words[i] ?? 0) !== (other.words[i] ?? 0)) return false;
    return true;
  }

  private grow(words: number): void {
    if (words <= this.words.length) return;
    const grown = new Uint32Array(Math.max(words, this.words.length * 2));
    grown.set(this.words);
    this.words = grown;
  }
}
