import type { DexMethod } from '../../dex/index.ts';
import type { MethodPlace } from '../pi-accesses.ts';
import { CAN_CONTINUE, CAN_THROW, isBranch, unitsOf } from './method-body.ts';
import type { MethodBody } from './method-body.ts';
import type { Context, Need } from './context.ts';
import type { World } from './world.ts';

const MAX_PATH = 64;

/** The instructions of interest that can be come by, each with the shortest way there. */
export type Ways = {
  /** Calls from an entry point to the method, the entry point's first; undefined where no way leads there. */
  readonly pathTo: (method: DexMethod, pc: number) => readonly MethodPlace[] | undefined;
};

/**
 * Walks breadth-first from the entry points along ways that need no more than `need`. Instructions that run only for
 * one outcome of a doubtful test are left out, unless `isOpen` takes those, too.
 */
export function findWays(world: World, need: Need, isOpen: boolean): Ways {
  const parents = new Map<Context, { readonly from: Context; readonly pc: number } | undefined>();
  const queue: Context[] = [];
  const found = new Map<DexMethod, Map<number, Context>>();
  for (const [root, needed] of world.roots)
    if (needed <= need && !parents.has(root)) {
      parents.set(root, undefined);
      queue.push(root);
    }
  for (let i = 0; i < queue.length; i++) {
    const context = queue[i];
    if (!context) break;
    const sure = isOpen || !context.doubtful ? undefined : surePcs(world, context);
    for (const pc of context.seen ?? []) {
      if (sure && !sure.has(pc)) continue;
      const byPc = found.get(context.method) ?? new Map<number, Context>();
      found.set(context.method, byPc);
      if (!byPc.has(pc)) byPc.set(pc, context);
    }
    for (const edge of context.edges.values()) {
      if (edge.need > need || parents.has(edge.to) || (sure && !sure.has(edge.pc))) continue;
      parents.set(edge.to, { from: context, pc: edge.pc });
      queue.push(edge.to);
    }
  }
  return {
    pathTo: (method, pc) => {
      const context = found.get(method)?.get(pc);
      if (!context) return undefined;
      const path: MethodPlace[] = [];
      for (let at = parents.get(context); at && path.length < MAX_PATH; at = parents.get(at.from))
        path.push({ method: at.from.method, pc: at.pc });
      return path.reverse();
    },
  };
}

/** The instructions that run whatever the doubtful tests say. */
function surePcs(world: World, context: Context): ReadonlySet<number> {
  const sure = new Set<number>();
  const body = world.bodyOf(context.method);
  if (!body) return sure;
  const branches = world.branchesOf(context);
  const next = (pc: number): readonly number[] => successors(body, branches, pc);
  const queue = [0];
  for (let pc = queue.pop(); pc !== undefined; pc = queue.pop()) {
    if (sure.has(pc)) continue;
    sure.add(pc);
    queue.push(...(context.doubtful?.has(pc) ? meetingPoints(pc, next) : next(pc)));
  }
  return sure;
}

/** Where all outcomes of a test come together again. */
function meetingPoints(test: number, next: (pc: number) => readonly number[]): readonly number[] {
  const outcomes = next(test).map((start) => {
    const seen = new Set<number>([test]);
    const queue = [start];
    for (let pc = queue.pop(); pc !== undefined; pc = queue.pop()) {
      if (seen.has(pc)) continue;
      seen.add(pc);
      queue.push(...next(pc));
    }
    seen.delete(test);
    return { start, seen };
  });
  const isCommon = (pc: number): boolean => outcomes.every(({ seen }) => seen.has(pc));
  const points = new Set<number>();
  for (const { start, seen } of outcomes) {
    if (isCommon(start)) points.add(start);
    for (const pc of seen)
      if (!isCommon(pc)) for (const each of next(pc)) if (isCommon(each)) points.add(each);
  }
  return [...points];
}

function successors(
  body: MethodBody,
  branches: ReadonlyMap<number, readonly number[]>,
  pc: number,
): readonly number[] {
  const opcode = (body.units[body.base + pc] ?? 0) & 0xff;
  const found = [...(branches.get(pc) ?? [])];
  if (found.length === 0 && CAN_CONTINUE[opcode] === 1 && !isBranch(opcode)) found.push(pc + unitsOf(opcode));
  if (body.tries.length > 0 && CAN_THROW[opcode] === 1)
    for (const block of body.tries)
      if (pc >= block.startPc && pc < block.endPc) found.push(...block.handlers.map((handler) => handler.pc));
  return found.filter((each) => each < body.code.unitCount);
}
