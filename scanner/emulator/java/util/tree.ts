import type { Machine, Steps } from '../../machine/index.ts';
import { compareOf } from './equality.ts';
import type { Ref } from './equality.ts';

export type TreeNode = { readonly key: Ref; value: Ref };

/** Entries in ascending order of their keys: what TreeMap and its kin show, kept as a sorted row. */
export class Tree {
  readonly comparator: Ref;
  nodes: TreeNode[] = [];
  changes = 0;
  /** Iterators do not mind changes, as those of the concurrent kinds. */
  readonly concurrent: boolean;

  constructor(comparator: Ref, concurrent = false) {
    this.comparator = comparator;
    this.concurrent = concurrent;
  }

  /** Where a key is, or where it would go: `found` says which. */
  *locate(vm: Machine, key: Ref): Steps<{ index: number; found: boolean }> {
    // Java compares even the only key with itself, to find what cannot be compared.
    if (this.nodes.length === 0) yield* compareOf(vm, this.comparator, key, key);
    let low = 0;
    let high = this.nodes.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = yield* compareOf(vm, this.comparator, key, this.nodes[middle]?.key ?? null);
      if (order === 0) return { index: middle, found: true };
      if (order < 0) high = middle - 1;
      else low = middle + 1;
    }
    return { index: low, found: false };
  }

  insert(index: number, node: TreeNode): void {
    this.nodes.splice(index, 0, node);
    this.changes++;
  }

  removeAt(index: number): TreeNode | undefined {
    this.changes++;
    return this.nodes.splice(index, 1)[0];
  }

  remove(node: TreeNode): void {
    const index = this.nodes.indexOf(node);
    if (index >= 0) this.removeAt(index);
  }
}

export type Bound = { readonly key: Ref; readonly inclusive: boolean };

/** A stretch of a tree, seen upwards or downwards: the whole of it, a sub-map, a descending map. */
export class TreeView {
  readonly tree: Tree;
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly descending: boolean;

  constructor(tree: Tree, low: Bound | null = null, high: Bound | null = null, descending = false) {
    this.tree = tree;
    this.low = low;
    this.high = high;
    this.descending = descending;
  }

  /** First index and one past the last, in ascending order. */
  *range(vm: Machine): Steps<readonly [from: number, to: number]> {
    let from = 0;
    let to = this.tree.nodes.length;
    if (this.low !== null) {
      const { index, found } = yield* this.tree.locate(vm, this.low.key);
      from = found && !this.low.inclusive ? index + 1 : index;
    }
    if (this.high !== null) {
      const { index, found } = yield* this.tree.locate(vm, this.high.key);
      to = found && this.high.inclusive ? index + 1 : index;
    }
    return [from, Math.max(from, to)];
  }

  /** Nodes in the order of the view. */
  *nodes(vm: Machine): Steps<TreeNode[]> {
    const [from, to] = yield* this.range(vm);
    const nodes = this.tree.nodes.slice(from, to);
    return this.descending ? nodes.reverse() : nodes;
  }

  *find(vm: Machine, key: Ref): Steps<TreeNode | undefined> {
    if (this.tree.nodes.length === 0) {
      if (key === null && this.tree.comparator === null) vm.throwNew('java/lang/NullPointerException');
      return undefined;
    }
    const { index, found } = yield* this.tree.locate(vm, key);
    return found && (yield* this.holds(vm, key)) ? this.tree.nodes[index] : undefined;
  }

  /** Whether a key lies within the bounds. */
  *holds(vm: Machine, key: Ref): Steps<boolean> {
    const { low, high, tree } = this;
    if (low !== null) {
      const order = yield* compareOf(vm, tree.comparator, key, low.key);
      if (order < 0 || (order === 0 && !low.inclusive)) return false;
    }
    if (high !== null) {
      const order = yield* compareOf(vm, tree.comparator, key, high.key);
      if (order > 0 || (order === 0 && !high.inclusive)) return false;
    }
    return true;
  }

  *put(vm: Machine, key: Ref, value: Ref): Steps<TreeNode | { readonly old: Ref }> {
    if (!(yield* this.holds(vm, key))) vm.throwNew('java/lang/IllegalArgumentException', 'key out of range');
    const { index, found } = yield* this.tree.locate(vm, key);
    const node = this.tree.nodes[index];
    if (found && node !== undefined) {
      const old = node.value;
      node.value = value;
      return { old };
    }
    vm.charge(64);
    const made: TreeNode = { key, value };
    this.tree.insert(index, made);
    return made;
  }

  /** The first or last node of the view. */
  *end(vm: Machine, which: 'first' | 'last'): Steps<TreeNode | undefined> {
    const [from, to] = yield* this.range(vm);
    if (from === to) return undefined;
    return this.tree.nodes[(which === 'first') !== this.descending ? from : to - 1];
  }

  /** The nearest node: `lower` and `higher` leave out the key itself. */
  *near(vm: Machine, key: Ref, which: 'lower' | 'floor' | 'ceiling' | 'higher'): Steps<TreeNode | undefined> {
    const [from, to] = yield* this.range(vm);
    const { index, found } = yield* this.tree.locate(vm, key);
    const downwards = (which === 'lower' || which === 'floor') !== this.descending;
    const itself = which === 'floor' || which === 'ceiling';
    let at = downwards ? (found && itself ? index : index - 1) : found && !itself ? index + 1 : index;
    at = downwards ? Math.min(at, to - 1) : Math.max(at, from);
    return at >= from && at < to ? this.tree.nodes[at] : undefined;
  }

  /** A narrower view; bounds are in the order of this view. */
  *sub(vm: Machine, from: Bound | null, to: Bound | null): Steps<TreeView> {
    if (from !== null && to !== null) {
      const order = yield* compareOf(vm, this.tree.comparator, from.key, to.key);
      if (this.descending ? order < 0 : order > 0)
        vm.throwNew('java/lang/IllegalArgumentException', 'fromKey > toKey');
    }
    for (const bound of [from, to])
      if (bound !== null && !(yield* this.mayBound(vm, bound)))
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          `${bound === from ? 'fromKey' : 'toKey'} out of range`,
        );
    const [low, high] = this.descending ? [to, from] : [from, to];
    return new TreeView(this.tree, low ?? this.low, high ?? this.high, this.descending);
  }

  reversed(): TreeView {
    return new TreeView(this.tree, this.low, this.high, !this.descending);
  }

  private *mayBound(vm: Machine, bound: Bound): Steps<boolean> {
    if (yield* this.holds(vm, bound.key)) return true;
    for (const own of [this.low, this.high])
      if (own !== null && (yield* compareOf(vm, this.tree.comparator, own.key, bound.key)) === 0) return true;
    return false;
  }
}
