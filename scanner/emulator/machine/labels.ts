/** One thing that is known about where a value came from. */
export type Label =
  | {
      /** Read through a call on the watch list. */
      readonly kind: 'pi';
      readonly piType: string;
      /** Number of the event that recorded the read. */
      readonly eventNumber: number;
      /** What was done to it since, oldest first, such as `md5` or `base64`. */
      readonly transforms: readonly string[];
    }
  | {
      /** Came from something that is not modelled. */
      readonly kind: 'unknown';
      readonly gap: string;
    };

/** Sets beyond this many labels keep the first ones: a hostile app must not make set union expensive. */
const MAX_LABELS = 32;
const MAX_SETS = 65_536;
const MAX_TRANSFORMS = 8;

/**
 * Interned sets of labels. A set is a small number, 0 the empty one, so that a shadow register costs one integer and
 * a union one look-up.
 */
export class LabelTable {
  private readonly labels: Label[] = [];
  private readonly labelIds = new Map<string, number>();
  private readonly sets: (readonly number[])[] = [[]];
  private readonly setIds = new Map<string, number>([['', 0]]);
  private readonly unions = new Map<number, number>();

  /** The set that holds just this label. */
  of(label: Label): number {
    const key = JSON.stringify(label);
    let id = this.labelIds.get(key);
    if (id === undefined) {
      id = this.labels.length;
      this.labels.push(label);
      this.labelIds.set(key, id);
    }
    return this.intern([id]);
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = Math.min(a, b) * MAX_SETS + Math.max(a, b);
    const known = this.unions.get(key);
    if (known !== undefined) return known;
    const members = [...new Set([...(this.sets[a] ?? []), ...(this.sets[b] ?? [])])].sort((x, y) => x - y);
    const set = this.intern(members.slice(0, MAX_LABELS));
    this.unions.set(key, set);
    return set;
  }

  /** The labels of a set. */
  list(set: number): Label[] {
    return (this.sets[set] ?? []).flatMap((id) => this.labels[id] ?? []);
  }

  /** The same labels, with one more transform on each that tells of personal information. */
  transform(set: number, name: string): number {
    return this.list(set).reduce((all, label) => {
      if (label.kind === 'unknown') return this.union(all, this.of(label));
      if (label.transforms.length >= MAX_TRANSFORMS || label.transforms.at(-1) === name)
        return this.union(all, this.of(label));
      return this.union(all, this.of({ ...label, transforms: [...label.transforms, name] }));
    }, 0);
  }

  /** The first gap that the set tells of, if any. */
  findUnknown(set: number): string | undefined {
    if (set === 0) return undefined;
    for (const label of this.list(set)) if (label.kind === 'unknown') return label.gap;
    return undefined;
  }

  private intern(members: readonly number[]): number {
    const key = members.join();
    const known = this.setIds.get(key);
    if (known !== undefined) return known;
    // A full table answers with the set of its first member: still true, only less complete.
    if (this.sets.length >= MAX_SETS) return this.setIds.get(String(members[0])) ?? 0;
    const id = this.sets.length;
    this.sets.push(members);
    this.setIds.set(key, id);
    return id;
  }
}
