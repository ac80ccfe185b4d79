import type { Method } from '../java-class.ts';
import type { Machine } from '../machine.ts';
import { STRIDE } from '../method-code.ts';
import type { LoopUnit, MethodCode, Unit } from '../method-code.ts';
import type { Frame } from '../thread.ts';
import { CannotCompile, Emitter } from './emit.ts';
import { Flow } from './flow.ts';
import { findGraph } from './graph.ts';
import { readOperations } from './operation.ts';
import { runtime } from './runtime.ts';

/** Larger methods stay interpreted: generated code of that size does not pay. */
const MAX_INSTRUCTIONS = 2000;
const MAX_BLOCKS = 300;
/** A unit that keeps handing over to the interpreter is thrown away, and made anew this many times. */
const MAX_ATTEMPTS = 6;
const RETRY_AFTER = 20;
const HOT_AGAIN = 2;
/** Instructions that a stay in compiled code should last, and how often it may be shorter. */
const POOR_STRETCH = 100;
const MAX_POOR = 200;

/** Number in the interpreter's switch that stands where a compiled loop begins. */
export const OP_ENTER_UNIT = 0x120;

/** Counts a call; compiles the method when it is hot. */
export function entryUnit(vm: Machine, method: Method, code: MethodCode): void {
  code.calls++;
  if (vm.heat === null || code.calls % vm.heat.calls !== 0 || code.entry !== null) return;
  if (code.attempts >= MAX_ATTEMPTS || vm.tracking) return;
  code.attempts++;
  code.entry = compile(method, code, 0) ?? null;
}

/** A time slice ended at `position`: compiles the loop there when it is hot. */
export function sampleLoop(vm: Machine, method: Method, code: MethodCode, position: number): void {
  code.slices++;
  if (vm.heat === null || code.slices < vm.heat.slices || code.attempts >= MAX_ATTEMPTS || vm.tracking)
    return;
  code.slices = 0;
  const header = findLoop(code, position);
  if (header === undefined || code.units?.has(header) === true) return;
  code.attempts++;
  const unit = compile(method, code, header / STRIDE);
  if (unit === undefined) return;
  code.units ??= new Map();
  code.units.set(header, { original: code.ins[header] ?? 0, unit, leaves: 0, poor: 0 });
  code.ins[header] = OP_ENTER_UNIT;
}

/** Takes a compiled loop out again. */
export function dropUnit(code: MethodCode, position: number): void {
  const known = code.units?.get(position);
  if (known === undefined) return;
  code.ins[position] = known.original;
  code.units?.delete(position);
}

/**
 * A compiled loop handed over to the interpreter after `spent` instructions. The first times it may be because what
 * follows had not run when it was compiled, so it is made anew; one that never gets far is given up.
 */
export function settleLoop(
  code: MethodCode,
  position: number,
  loop: LoopUnit,
  frame: Frame,
  spent: number,
): void {
  if (!frame.redo) return;
  loop.leaves++;
  if (spent < POOR_STRETCH) loop.poor++;
  // Handing over where it begins, it would be entered again at once.
  if (frame.pc === position + STRIDE) dropUnit(code, position);
  else if (loop.poor > MAX_POOR) {
    code.attempts = MAX_ATTEMPTS;
    dropUnit(code, position);
  } else if (loop.leaves === RETRY_AFTER && code.attempts < MAX_ATTEMPTS) {
    code.slices += HOT_AGAIN;
    dropUnit(code, position);
  }
}

/** A compiled method did not return by itself. When that is the rule, it is made anew, or given up. */
export function settleEntry(code: MethodCode): void {
  code.failures++;
  if (code.failures < RETRY_AFTER) return;
  if (code.failures * 4 > code.entries) code.entry = null;
  code.failures = 0;
  code.entries = 0;
}

/** Start of the innermost loop around a position: the nearest target before it of a branch from at or behind it. */
function findLoop(code: MethodCode, position: number): number | undefined {
  let found: number | undefined;
  for (let at = position; at < code.ins.length; at += STRIDE) {
    const number = code.ins[at] ?? 0;
    if (number !== 0x28 && !(number >= 0x32 && number <= 0x3d)) continue;
    const target = code.ins[at + 3] ?? 0;
    if (target <= position && target <= at && (found === undefined || target > found)) found = target;
  }
  return found;
}

/** Compiles what a method does from an instruction on. Undefined where it cannot be, or should not. */
function compile(method: Method, code: MethodCode, entry: number): Unit | undefined {
  if (code.ins.length / STRIDE > MAX_INSTRUCTIONS) return undefined;
  const flow = new Flow(method, code, readOperations(method, code));
  const graph = findGraph(flow, entry);
  if (graph === undefined || graph.blocks.length > MAX_BLOCKS) return undefined;
  const emitter = new Emitter(method, flow, graph, entry, code.registerCount);
  try {
    const source = emitter.write();
    // All names in the source are the emitter's own; what the app provides is passed in the array K.
    const make = new Function('T', 'K', source) as (t: typeof runtime, k: readonly unknown[]) => Unit;
    return make(runtime, emitter.constants);
  } catch (error) {
    if (error instanceof CannotCompile) return undefined;
    throw error;
  }
}
