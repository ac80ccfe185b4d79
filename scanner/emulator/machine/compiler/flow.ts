import type { MethodCode } from '../method-code.ts';
import type { Method } from '../java-class.ts';
import type { Operation } from './operation.ts';
import { TYPE, isWide, merge, typeOfKind } from './types.ts';
import type { RegisterType } from './types.ts';

/** Types and liveness of every register before every instruction, over the whole method, handlers included. */
export class Flow {
  readonly operations: readonly Operation[];
  private readonly registerCount: number;
  private readonly types: Uint8Array;
  private readonly live: Uint8Array;
  /** Instruction numbers of the handlers that cover each instruction. */
  private readonly handlers: readonly (readonly number[])[];

  constructor(method: Method, code: MethodCode, operations: readonly Operation[]) {
    this.operations = operations;
    this.registerCount = code.registerCount;
    this.types = new Uint8Array(operations.length * code.registerCount);
    this.live = new Uint8Array(operations.length * code.registerCount);
    this.handlers = handlersOf(code, operations.length);
    this.inferTypes(method, code);
    this.inferLiveness();
  }

  typeBefore(index: number, register: number): RegisterType {
    return this.types[index * this.registerCount + register] ?? TYPE.none;
  }

  /** Registers whose values are needed at or after an instruction. */
  liveBefore(index: number): number[] {
    const found: number[] = [];
    for (let v = 0; v < this.registerCount; v++)
      if (this.live[index * this.registerCount + v] === 1) found.push(v);
    return found;
  }

  /** Type of what an operation writes. */
  typeWritten(index: number): RegisterType {
    const operation = this.operations[index];
    if (operation === undefined) return TYPE.none;
    return operation.isCopy ? this.typeBefore(index, operation.b) : operation.type;
  }

  /** Where compiled code goes on from an instruction. */
  compiledSuccessors(index: number): number[] {
    return this.operations[index]?.leaves === true ? [] : this.successors(index);
  }

  private successors(index: number): number[] {
    const operation = this.operations[index];
    if (operation === undefined) return [];
    const next = operation.branches.map((position) => position);
    if (operation.falls && !next.includes(index + 1)) next.push(index + 1);
    return next;
  }

  private inferTypes(method: Method, code: MethodCode): void {
    let register = code.firstIn;
    for (const kind of method.kinds) {
      const type = typeOfKind(kind);
      this.types[register] = type;
      if (isWide(type)) this.types[register + 1] = TYPE.high;
      register += isWide(type) ? 2 : 1;
    }
    const seen = new Uint8Array(this.operations.length);
    const work = [0];
    seen[0] = 1;
    const state = new Uint8Array(this.registerCount);
    for (let index = work.pop(); index !== undefined; index = work.pop()) {
      const at = index * this.registerCount;
      state.set(this.types.subarray(at, at + this.registerCount));
      // A handler starts from what held before the instruction that threw.
      for (const handler of this.handlers[index] ?? []) this.flowInto(handler, state, seen, work);
      const operation = this.operations[index];
      if (operation === undefined) continue;
      if (operation.target >= 0) write(state, operation.target, this.typeWritten(index));
      for (const next of this.successors(index)) this.flowInto(next, state, seen, work);
    }
  }

  private flowInto(index: number, state: Uint8Array, seen: Uint8Array, work: number[]): void {
    const at = index * this.registerCount;
    let changed = seen[index] === 0;
    for (let v = 0; v < this.registerCount; v++) {
      const old = this.types[at + v] ?? 0;
      const merged = seen[index] === 0 ? (state[v] ?? 0) : mergeStrictly(old, state[v] ?? 0);
      if (merged === old) continue;
      this.types[at + v] = merged;
      changed = true;
    }
    seen[index] = 1;
    if (changed) work.push(index);
  }

  private inferLiveness(): void {
    const count = this.operations.length;
    const now = new Uint8Array(this.registerCount);
    for (let changed = true; changed;) {
      changed = false;
      for (let index = count - 1; index >= 0; index--) {
        now.fill(0);
        const operation = this.operations[index];
        if (operation === undefined) continue;
        for (const next of this.successors(index)) this.addLive(now, next);
        if (operation.target >= 0) now[operation.target] = 0;
        for (const { register } of operation.uses) now[register] = 1;
        for (const handler of this.handlers[index] ?? []) this.addLive(now, handler);
        const at = index * this.registerCount;
        for (let v = 0; v < this.registerCount; v++)
          if (now[v] !== this.live[at + v]) {
            this.live[at + v] = now[v] ?? 0;
            changed = true;
          }
      }
    }
  }

  private addLive(into: Uint8Array, index: number): void {
    const at = index * this.registerCount;
    for (let v = 0; v < this.registerCount; v++) if (this.live[at + v] === 1) into[v] = 1;
  }
}

/** Unlike `merge`, a register that one path has not written is of no use. */
function mergeStrictly(a: RegisterType, b: RegisterType): RegisterType {
  if (a === b) return a;
  if (a === TYPE.none || b === TYPE.none) return TYPE.conflict;
  return merge(a, b);
}

/** Writing half of a pair makes the other half meaningless. */
function write(state: Uint8Array, register: number, type: RegisterType): void {
  if (state[register] === TYPE.high && register > 0) state[register - 1] = TYPE.conflict;
  if (isWide(state[register] ?? 0)) state[register + 1] = TYPE.conflict;
  state[register] = type;
  if (!isWide(type)) return;
  if (isWide(state[register + 1] ?? 0) && register + 2 < state.length) state[register + 2] = TYPE.conflict;
  state[register + 1] = TYPE.high;
}

function handlersOf(code: MethodCode, count: number): number[][] {
  const all: number[][] = [];
  for (let index = 0; index < count; index++) {
    const pc = code.pcs[index] ?? 0;
    const found: number[] = [];
    for (const range of code.tries)
      if (pc >= range.start && pc < range.end)
        for (const handler of range.handlers) found.push(handler.target);
    all.push(found);
  }
  return all;
}
