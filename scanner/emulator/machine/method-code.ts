import type { Code } from '../../dex/index.ts';
import type { Machine } from './machine.ts';
import type { Op } from './op.ts';
import type { Frame, JavaThread } from './thread.ts';

/** The end of a method was run into: verified code never does. */
export const OP_FALL_OFF = 0x13f;

export type Handler = { readonly type?: string; readonly target: number };
export type TryRange = {
  readonly start: number;
  readonly end: number;
  readonly handlers: readonly Handler[];
};

/** A method's instructions in the form the interpreter runs. Positions in it are numbers of instructions. */
export type MethodCode = {
  readonly ops: readonly Op[];
  /** Dex program counter by instruction number. */
  readonly pcs: Int32Array;
  readonly registerCount: number;
  /** First register of the incoming arguments. */
  readonly firstIn: number;
  readonly tries: readonly TryRange[];
  readonly source: Code;
  /** The compiled method, once it is hot. */
  entry: Unit | null;
  /** The entry unit was compiled to look out for labels. */
  isEntryGuarded: boolean;
  /** Compiled loops by the position where they begin. */
  units: Map<number, LoopUnit> | null;
  /** Calls, ends of time slices, and compilations so far. */
  calls: number;
  slices: number;
  attempts: number;
  /** Calls of the compiled method, and how many of them it could not finish. */
  entries: number;
  failures: number;
};

/** Compiled code: true when the method has returned, false when the interpreter must go on with the top frame. */
export type Unit = (vm: Machine, thread: JavaThread, frame: Frame, base: number) => boolean;

/** A compiled loop, and the instruction that stood where it is entered. */
export type LoopUnit = {
  readonly original: number;
  readonly unit: Unit;
  /** It was compiled to look out for labels. */
  readonly guarded: boolean;
  leaves: number;
  poor: number;
};
