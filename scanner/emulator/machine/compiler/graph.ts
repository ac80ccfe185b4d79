import type { Flow } from './flow.ts';

/** A run of instructions with one way in and one way out. Numbers are instruction numbers. */
export type Block = {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly successors: readonly number[];
};

/**
 * The control-flow graph of what an entry reaches, with what structured code needs to know of it: reverse postorder,
 * dominator tree, loop headers, and the blocks where forward paths meet.
 */
export type Graph = {
  readonly blocks: readonly Block[];
  /** Place in reverse postorder by block id. */
  readonly order: readonly number[];
  readonly children: readonly (readonly number[])[];
  readonly isLoop: readonly boolean[];
  readonly isMerge: readonly boolean[];
};

/** Undefined where the graph has loops with more than one way in: such code stays interpreted. */
export function findGraph(flow: Flow, entry: number): Graph | undefined {
  const blocks = findBlocks(flow, entry);
  const order = reversePostorder(blocks);
  const dominators = findDominators(blocks, order);
  const children: number[][] = blocks.map(() => []);
  dominators.forEach((parent, id) => {
    if (id !== 0) children[parent]?.push(id);
  });
  const isLoop = blocks.map(() => false);
  const forward = blocks.map(() => 0);
  for (const { id, successors } of blocks)
    for (const next of successors) {
      if ((order[next] ?? 0) > (order[id] ?? 0)) forward[next] = (forward[next] ?? 0) + 1;
      else if (dominates(dominators, next, id)) isLoop[next] = true;
      else return undefined;
    }
  return { blocks, order, children, isLoop, isMerge: forward.map((count) => count > 1) };
}

function findBlocks(flow: Flow, entry: number): Block[] {
  const leaders = new Set([entry]);
  const reached = new Set<number>();
  const work = [entry];
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const next = flow.compiledSuccessors(index);
    const branches = flow.operations[index]?.branches.length !== 0;
    for (const successor of next) {
      if (branches || successor !== index + 1) leaders.add(successor);
      work.push(successor);
    }
  }
  const starts = [entry, ...[...leaders].filter((index) => index !== entry).sort((a, b) => a - b)];
  const ids = new Map(starts.map((first, id) => [first, id]));
  return starts.map((first, id) => {
    let last = first;
    for (;;) {
      const next = flow.compiledSuccessors(last);
      if (flow.operations[last]?.branches.length !== 0 || next[0] !== last + 1 || ids.has(last + 1)) {
        return { id, first, last, successors: next.map((index) => ids.get(index) ?? 0) };
      }
      last++;
    }
  });
}

function reversePostorder(blocks: readonly Block[]): number[] {
  const order = new Array<number>(blocks.length).fill(0);
  const state = new Uint8Array(blocks.length);
  let place = blocks.length;
  const stack: { id: number; next: number }[] = [{ id: 0, next: 0 }];
  state[0] = 1;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const successor = blocks[top.id]?.successors[top.next++];
    if (successor === undefined) {
      order[top.id] = --place;
      stack.pop();
    } else if (state[successor] === 0) {
      state[successor] = 1;
      stack.push({ id: successor, next: 0 });
    }
  }
  return order;
}

/** Immediate dominators by block id, by repeated intersection in reverse postorder (Cooper, Harvey and Kennedy, 2001). */
function findDominators(blocks: readonly Block[], order: readonly number[]): number[] {
  const predecessors: number[][] = blocks.map(() => []);
  for (const { id, successors } of blocks) for (const next of successors) predecessors[next]?.push(id);
  const sorted = blocks.map((block) => block.id).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const dominators = new Array<number>(blocks.length).fill(-1);
  dominators[0] = 0;
  const intersect = (x: number, y: number): number => {
    let a = x;
    let b = y;
    while (a !== b) {
      while ((order[a] ?? 0) > (order[b] ?? 0)) a = dominators[a] ?? 0;
      while ((order[b] ?? 0) > (order[a] ?? 0)) b = dominators[b] ?? 0;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const id of sorted) {
      if (id === 0) continue;
      let parent = -1;
      for (const predecessor of predecessors[id] ?? []) {
        if (dominators[predecessor] === -1) continue;
        parent = parent === -1 ? predecessor : intersect(parent, predecessor);
      }
      if (dominators[id] === parent) continue;
      dominators[id] = parent;
      changed = true;
    }
  }
  return dominators;
}

function dominates(dominators: readonly number[], a: number, b: number): boolean {
  for (let at = b; ; at = dominators[at] ?? 0) {
    if (at === a) return true;
    if (at === 0) return false;
  }
}
