import type { Method } from '../java-class.ts';
import type { Machine } from '../machine.ts';
import type { MethodCode, Unit } from '../method-code.ts';
import type { Op } from '../op.ts';
import { CannotCompile } from './cannot-compile.ts';
import { Emitter } from './emit.ts';
import { Flow } from './flow.ts';
import { findGraph } from './graph.ts';
import { readOperations } from './operation.ts';
import { runtime } from './runtime.ts';
import { MAX_ATTEMPTS } from './settle.ts';

/** Larger methods stay interpreted: generated code of that size does not pay. */
const MAX_INSTRUCTIONS = 2000;
const MAX_BLOCKS = 300;
/** Number in the interpreter's switch that stands where a compiled loop begins. */
export const OP_ENTER_UNIT = 0x120;

/** Counts a call; compiles the method when it is hot. */
export function entryUnit(vm: Machine, method: Method, code: MethodCode): void {
  code.calls++;
  if (vm.heat === null || code.calls % vm.heat.calls !== 0 || code.entry !== null) return;
  if (code.attempts >= MAX_ATTEMPTS) return;
  code.attempts++;
  code.entry = compile(method, code, 0, vm.tracking) ?? null;
  code.isEntryGuarded = vm.tracking;
}

/**
 * Throws away code that was compiled before labels existed, and so does not look out for them. It may be compiled anew
 * as often as if it never had been.
 */
export function dropUnguarded(code: MethodCode): void {
  code.entry = null;
  code.attempts = 0;
}

/** A time slice ended at `position`: compiles the loop there when it is hot. */
export function sampleLoop(vm: Machine, method: Method, code: MethodCode, position: number): void {
  code.slices++;
  if (vm.heat === null || code.slices < vm.heat.slices || code.attempts >= MAX_ATTEMPTS) return;
  code.slices = 0;
  const header = findLoop(code, position);
  if (header === undefined || code.units?.has(header) === true) return;
  const first = code.ops[header];
  if (first === undefined) return;
  code.attempts++;
  const unit = compile(method, code, header, vm.tracking);
  if (unit === undefined) return;
  code.units ??= new Map();
  code.units.set(header, {
    original: first.opcode,
    unit,
    guarded: vm.tracking,
    leaves: 0,
    poor: 0,
  });
  first.opcode = OP_ENTER_UNIT;
}

/** Start of the innermost loop around a position: the nearest target before it of a branch from at or behind it. */
function findLoop(code: MethodCode, position: number): number | undefined {
  let found: number | undefined;
  for (let at = position; at < code.ops.length; at++) {
    const op = code.ops[at] as Op;
    if (op.opcode !== 0x28 && !(op.opcode >= 0x32 && op.opcode <= 0x3d)) continue;
    const target = op.target.at;
    if (target <= position && target <= at && (found === undefined || target > found)) found = target;
  }
  return found;
}

/** Compiles what a method does from an instruction on. Undefined where it cannot be, or should not. */
function compile(method: Method, code: MethodCode, entry: number, guarded: boolean): Unit | undefined {
  if (code.ops.length > MAX_INSTRUCTIONS) return undefined;
  const flow = new Flow(method, code, readOperations(method, code));
  const graph = findGraph(flow, entry);
  if (graph === undefined || graph.blocks.length > MAX_BLOCKS) return undefined;
  const emitter = new Emitter(method, flow, graph, entry, code.registerCount, guarded);
  try {
    const source = emitter.write();
    // All names in the source are the emitter's own; what the app provides is passed in the array K.
    // eslint-disable-next-line no-new-func -- the compiler's one purpose
    const make = new Function('T', 'K', source) as (t: typeof runtime, k: readonly unknown[]) => Unit;
    return make(runtime, emitter.constants);
  } catch (error) {
    if (error instanceof CannotCompile) return undefined;
    throw error;
  }
}
