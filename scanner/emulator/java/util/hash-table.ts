import type { Ref } from './equality.ts';

/** One entry: a node of its bucket's chain and, in linked maps, of the list of all. */
export class HashNode {
  readonly hash: number;
  readonly key: Ref;
  value: Ref;
  next: HashNode | null = null;
  before: HashNode | null = null;
  after: HashNode | null = null;

  constructor(hash: number, key: Ref, value: Ref) {
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}

/**
 * Which of Java's tables it is, because iteration order shows it. `hash`: HashMap (appends to chains, splits keep
 * order). `concurrent`: ConcurrentHashMap (splits turn part of a chain round). `legacy`: Hashtable (prime-like sizes,
 * prepends, iterates downwards). `weak`: WeakHashMap (prepends, iterates downwards).
 */
export type TableStyle = 'hash' | 'concurrent' | 'legacy' | 'weak';

const MAX_CAPACITY = 1 << 30;

/** The power of two that holds a capacity. */
function powerFor(capacity: number): number {
  let power = 1;
  while (power < capacity && power < MAX_CAPACITY) power *= 2;
  return power;
}

/** Buckets of entries in the order that Java's maps show. Chains stay lists: Java's trees keep the list order but for a root. */
export class HashTable {
  readonly style: TableStyle;
  readonly loadFactor: number;
  /** Entries are listed as they came, as LinkedHashMap does. */
  readonly linked: boolean;
  /** Listed as they were last used. */
  readonly accessOrder: boolean;
  size = 0;
  changes = 0;
  head: HashNode | null = null;
  tail: HashNode | null = null;
  private buckets: (HashNode | null)[] = [];
  private capacity: number;
  /** The capacity was asked for, not the default. */
  private readonly asked: boolean;

  constructor(
    options: {
      style?: TableStyle;
      capacity?: number;
      loadFactor?: number;
      linked?: boolean;
      accessOrder?: boolean;
    } = {},
  ) {
    this.style = options.style ?? 'hash';
    this.loadFactor = this.style === 'concurrent' ? 0.75 : (options.loadFactor ?? 0.75);
    this.linked = options.linked ?? false;
    this.accessOrder = options.accessOrder ?? false;
    this.asked = options.capacity !== undefined;
    const asked = options.capacity ?? (this.style === 'legacy' ? 11 : 16);
    if (this.style === 'legacy') this.capacity = Math.max(asked, 1);
    else this.capacity = powerFor(asked);
  }

  /** The hash that the table goes by, from hashCode. */
  spread(hashCode: number): number {
    switch (this.style) {
      case 'legacy':
        return hashCode;
      case 'weak': {
        const mixed = hashCode ^ (hashCode >>> 20) ^ (hashCode >>> 12);
        return mixed ^ (mixed >>> 7) ^ (mixed >>> 4);
      }
      case 'concurrent':
        return (hashCode ^ (hashCode >>> 16)) & 0x7fffffff;
      case 'hash':
        return hashCode ^ (hashCode >>> 16);
    }
  }

  /** Head of the chain where a spread hash belongs. */
  first(hash: number): HashNode | null {
    return this.buckets.length === 0 ? null : (this.buckets[this.indexOf(hash)] ?? null);
  }

  /** Puts a new entry in; the key must not be there. */
  insert(hash: number, key: Ref, value: Ref): HashNode {
    if (this.buckets.length === 0) this.buckets = new Array<HashNode | null>(this.capacity).fill(null);
    // A Hashtable grows before the entry goes in, the others after.
    if (this.style === 'legacy' && this.size >= Math.floor(this.capacity * this.loadFactor)) this.grow();
    const node = new HashNode(hash, key, value);
    const at = this.indexOf(hash);
    let last = this.buckets[at] ?? null;
    if (last === null || this.prepends) {
      node.next = last;
      this.buckets[at] = node;
    } else {
      while (last.next !== null) last = last.next;
      last.next = node;
    }
    if (this.linked) this.link(node);
    this.size++;
    this.changes++;
    if (this.isFull) this.grow();
    return node;
  }

  /**
   * Puts a new entry in as HashMap's compute and merge do: at the head of its chain, growing before and not after. The
   * other tables know no difference.
   */
  insertComputed(hash: number, key: Ref, value: Ref): HashNode {
    if (this.style !== 'hash') return this.insert(hash, key, value);
    if (this.buckets.length === 0) this.buckets = new Array<HashNode | null>(this.capacity).fill(null);
    if (this.isFull) this.grow();
    const node = new HashNode(hash, key, value);
    this.prepend(node);
    if (this.linked) this.link(node);
    this.size++;
    this.changes++;
    return node;
  }

  /** Makes room as HashMap.putAll does before it puts `count` entries in. */
  reserve(count: number): void {
    if (count === 0 || this.style === 'legacy' || this.style === 'weak') return;
    if (this.style === 'concurrent') {
      if (this.buckets.length === 0)
        this.capacity = Math.max(this.capacity, powerFor(count + (count >>> 1) + 1));
    } else if (this.buckets.length === 0) {
      const needed = Math.floor(count / this.loadFactor + 1);
      // An unasked capacity gives way, to a smaller one too.
      if (!this.asked || needed > this.capacity) this.capacity = powerFor(needed);
    } else while (count > this.capacity * this.loadFactor && this.capacity < MAX_CAPACITY) this.grow();
  }

  remove(node: HashNode): void {
    const at = this.indexOf(node.hash);
    let before: HashNode | null = null;
    let here = this.buckets[at] ?? null;
    while (here !== null && here !== node) {
      before = here;
      here = here.next;
    }
    if (here === null) return;
    if (before === null) this.buckets[at] = node.next;
    else before.next = node.next;
    if (this.linked) this.unlink(node);
    this.size--;
    this.changes++;
  }

  clear(): void {
    this.buckets.fill(null);
    this.head = null;
    this.tail = null;
    this.size = 0;
    this.changes++;
  }

  /** An entry was used: it moves to the end where that is the order. */
  touch(node: HashNode): void {
    if (!this.accessOrder || this.tail === node) return;
    this.unlink(node);
    this.link(node);
    this.changes++;
  }

  /** First entry in iteration order. */
  firstNode(): HashNode | null {
    if (this.linked) return this.head;
    return this.downwards ? this.scan(this.buckets.length - 1) : this.scan(0);
  }

  /** The entry after this one in iteration order. */
  nodeAfter(node: HashNode): HashNode | null {
    if (this.linked) return node.after;
    if (node.next !== null) return node.next;
    const at = this.indexOf(node.hash);
    return this.scan(this.downwards ? at - 1 : at + 1);
  }

  *nodes(): Generator<HashNode> {
    let node = this.firstNode();
    while (node !== null) {
      yield node;
      node = this.nodeAfter(node);
    }
  }

  /** Nodes from the first bucket to the last, as Hashtable.forEach goes. */
  *upwards(): Generator<HashNode> {
    for (const chain of this.buckets) for (let node = chain; node !== null; node = node.next) yield node;
  }

  copy(): HashTable {
    const { style, loadFactor, linked, accessOrder } = this;
    const made = new HashTable({ style, loadFactor, linked, accessOrder });
    made.capacity = this.capacity;
    for (const node of this.nodes()) made.insert(node.hash, node.key, node.value);
    made.changes = 0;
    return made;
  }

  private get prepends(): boolean {
    return this.style === 'legacy' || this.style === 'weak';
  }

  private get downwards(): boolean {
    return this.style === 'legacy' || this.style === 'weak';
  }

  private get isFull(): boolean {
    if (this.capacity >= MAX_CAPACITY) return false;
    switch (this.style) {
      case 'legacy':
        return false;
      case 'hash':
        return this.size > Math.fround(this.capacity * this.loadFactor);
      default:
        return this.size >= Math.floor(this.capacity * this.loadFactor);
    }
  }

  private indexOf(hash: number): number {
    return this.style === 'legacy' ? (hash & 0x7fffffff) % this.capacity : hash & (this.capacity - 1);
  }

  private scan(from: number): HashNode | null {
    const step = this.downwards ? -1 : 1;
    for (let at = from; at >= 0 && at < this.buckets.length; at += step) {
      const node = this.buckets[at] ?? null;
      if (node !== null) return node;
    }
    return null;
  }

  private grow(): void {
    const old = this.buckets;
    const wasLegacy = this.style === 'legacy';
    this.capacity = wasLegacy ? this.capacity * 2 + 1 : this.capacity * 2;
    this.buckets = new Array<HashNode | null>(this.capacity).fill(null);
    if (wasLegacy) old.reverse();
    for (const chain of old) this.moveChain(chain);
  }

  private moveChain(chain: HashNode | null): void {
    if (this.style === 'concurrent') {
      const run = this.lastRun(chain);
      if (run !== null) this.buckets[this.indexOf(run.hash)] = run;
      for (let node = chain; node !== run && node !== null;) {
        const { next }: HashNode = node;
        this.prepend(node);
        node = next;
      }
      return;
    }
    const tails = new Map<number, HashNode>();
    for (let node = chain; node !== null;) {
      const { next }: HashNode = node;
      if (this.prepends) this.prepend(node);
      else {
        const at = this.indexOf(node.hash);
        const tail = tails.get(at);
        node.next = null;
        if (tail === undefined) this.buckets[at] = node;
        else tail.next = node;
        tails.set(at, node);
      }
      node = next;
    }
  }

  private prepend(node: HashNode): void {
    const at = this.indexOf(node.hash);
    node.next = this.buckets[at] ?? null;
    this.buckets[at] = node;
  }

  /** The last stretch of a chain whose nodes all go to one bucket: ConcurrentHashMap moves it as it is. */
  private lastRun(chain: HashNode | null): HashNode | null {
    let run = chain;
    for (let node = chain; node !== null; node = node.next)
      if (run !== null && this.indexOf(node.hash) !== this.indexOf(run.hash)) run = node;
    return run;
  }

  private link(node: HashNode): void {
    node.before = this.tail;
    node.after = null;
    if (this.tail === null) this.head = node;
    else this.tail.after = node;
    this.tail = node;
  }

  private unlink(node: HashNode): void {
    if (node.before === null) this.head = node.after;
    else node.before.after = node.after;
    if (node.after === null) this.tail = node.before;
    else node.after.before = node.before;
    node.before = null;
    node.after = null;
  }
}
