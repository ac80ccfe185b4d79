import { readInstruction, readInstructions, readSwitchPayload } from '../dex/index.ts';
import type { Code, Instruction } from '../dex/index.ts';
import { findTextEffect, isTextBuilder } from './text-building.ts';
import { sameValue } from './values.ts';
import type { Value } from './values.ts';

/** A call as it was reached: its arguments by position, the receiver apart. */
export type TracedCall = {
  readonly pc: number;
  /** Index of the called method in the file's pool. */
  readonly index: number;
  readonly receiver?: Value;
  readonly arguments: readonly (Value | undefined)[];
};

/** What the tracer asks of its user. Both functions must be pure: flows may be walked more than once. */
export type TraceRules = {
  /** What a call gives back. */
  readonly result: (call: TracedCall) => Value | undefined;
  /** What a static field holds. */
  readonly staticField: (index: number, pc: number) => Value | undefined;
};

/** Instruction visits after which a method is given up as unknown: only made-up code needs more. */
const MAX_VISITS = 60_000;
const MAX_LIST = 32;

type State = (Value | undefined)[];

/**
 * Follows constants through a method's registers along every path, joining where paths meet, and gives its calls
 * with what is known of their arguments, in order of pc. Undefined where the method is too large to follow.
 */
export function traceValues(code: Code, rules: TraceRules): readonly TracedCall[] | undefined {
  return new Trace(code, rules).run(entryState(code));
}

/** What a method gives back when it is called with these arguments, where every way out gives the same. */
export function traceResult(
  code: Code,
  args: readonly (Value | undefined)[],
  rules: TraceRules,
): Value | undefined {
  const trace = new Trace(code, rules);
  trace.run(entryState(code, args));
  return trace.returned;
}

class Trace {
  private readonly code: Code;
  private readonly rules: TraceRules;
  private readonly instructions: ReadonlyMap<number, Instruction>;
  /** Registers on arrival, for the pcs that are jumped to. */
  private readonly arrivals = new Map<number, State>();
  private readonly queue: number[] = [];
  private readonly leaders: ReadonlySet<number>;
  private readonly calls = new Map<number, TracedCall>();
  private visits = 0;
  private result: Value | undefined;
  private returns: { readonly value: Value | undefined } | undefined;
  private isSpent = false;

  constructor(code: Code, rules: TraceRules) {
    this.code = code;
    this.rules = rules;
    const listing = listInstructions(code);
    this.instructions = listing.instructions;
    this.leaders = listing.leaders;
  }

  get returned(): Value | undefined {
    return this.isSpent ? undefined : this.returns?.value;
  }

  run(entry: State): readonly TracedCall[] | undefined {
    this.arrive(0, entry);
    for (let pc = this.queue.pop(); pc !== undefined; pc = this.queue.pop()) {
      if (this.walk(pc)) continue;
      this.isSpent = true;
      return undefined;
    }
    return [...this.calls.values()].sort((a, b) => a.pc - b.pc);
  }

  /** Joins a state into what is known at a pc; what changes is walked again. */
  private arrive(pc: number, state: State): void {
    const known = this.arrivals.get(pc);
    if (!known) {
      this.arrivals.set(pc, state.slice());
      this.queue.push(pc);
      return;
    }
    let changed = false;
    for (let i = 0; i < known.length; i++) {
      if (known[i] !== undefined && !sameValue(known[i], state[i])) {
        known[i] = undefined;
        changed = true;
      }
    }
    if (changed) this.queue.push(pc);
  }

  /** Walks from a leader to the end of its block. False when the method takes too long. */
  private walk(start: number): boolean {
    const state = (this.arrivals.get(start) ?? []).slice();
    let pc = start;
    for (;;) {
      if (++this.visits > MAX_VISITS) return false;
      const instruction = this.instructionAt(pc);
      const { opcode } = instruction;
      if (opcode.canThrow) this.arriveAtHandlers(pc, state);
      this.step(instruction, state);
      for (const target of targetsOf(this.code, instruction)) this.arrive(target, state);
      if (!opcode.canContinue) return true;
      pc += sizeOf(instruction);
      if (pc >= this.code.unitCount) return true;
      if (this.leaders.has(pc)) {
        this.arrive(pc, state);
        return true;
      }
    }
  }

  private arriveAtHandlers(pc: number, state: State): void {
    for (const block of this.code.tries) {
      if (pc < block.startPc || pc >= block.endPc) continue;
      for (const handler of block.handlers) this.arrive(handler.pc, state);
    }
  }

  /** A jump into the middle of an instruction is taken as it reads there. */
  private instructionAt(pc: number): Instruction {
    return this.instructions.get(pc) ?? readInstruction(this.code, pc);
  }

  private step(instruction: Instruction, state: State): void {
    const { opcode, registers } = instruction;
    const [a = 0, b = 0, c = 0] = registers;
    const { name } = opcode;
    if (name.startsWith('invoke-') || name.startsWith('filled-new-array')) {
      this.result = this.resultOf(instruction, state);
    } else if (name === 'return-object') {
      const value = state[a];
      this.returns =
        this.returns === undefined || sameValue(this.returns.value, value) ? { value } : { value: undefined };
    } else if (name === 'aput-object') {
      putElement(state, a, b, c);
    } else if (opcode.setsRegister) {
      const value = this.valueOf(instruction, state);
      state[a] = value;
      if (opcode.setsWide) state[a + 1] = undefined;
    } else if (name === 'fill-array-data') {
      state[a] = undefined;
    }
  }

  private resultOf(instruction: Instruction, state: State): Value | undefined {
    const { opcode, registers } = instruction;
    if (opcode.name.startsWith('filled-new-array'))
      return { kind: 'list', items: registers.slice(0, MAX_LIST).map((register) => state[register]) };
    if (opcode.reference !== 'method') return undefined;
    const call = toCall(this.code, instruction, state);
    this.calls.set(instruction.pc, call);
    const effect = findTextEffect(this.code.dex.method(instruction.index), call.receiver, call.arguments);
    if (!effect) return this.rules.result(call);
    if ('receiver' in effect) replaceValue(state, registers[0] ?? -1, effect.receiver);
    return effect.result;
  }

  private valueOf(instruction: Instruction, state: State): Value | undefined {
    const { opcode, registers, index, pc, literal } = instruction;
    const { dex } = this.code;
    switch (opcode.name) {
      case 'move':
      case 'move/from16':
      case 'move/16':
      case 'move-object':
      case 'move-object/from16':
      case 'move-object/16':
        return state[registers[1] ?? 0];
      case 'move-result':
      case 'move-result-object':
        return this.result;
      case 'const/4':
      case 'const/16':
      case 'const':
      case 'const/high16':
        return { kind: 'number', value: Number(literal) };
      case 'const-string':
      case 'const-string/jumbo':
        return { kind: 'text', text: dex.string(index), pc };
      case 'new-instance':
        return isTextBuilder(dex.type(index)) ? { kind: 'fresh', pc } : undefined;
      case 'const-class':
        return { kind: 'class', descriptor: dex.type(index) };
      case 'check-cast':
        return state[registers[0] ?? 0];
      case 'sget-object':
        return this.rules.staticField(index, pc);
      case 'new-array': {
        const size = state[registers[1] ?? 0];
        return size?.kind === 'number' && size.value >= 0 && size.value <= MAX_LIST
          ? { kind: 'list', items: new Array<undefined>(size.value).fill(undefined) }
          : undefined;
      }
      default:
        return undefined;
    }
  }
}

function sizeOf(instruction: Instruction): number {
  return instruction.opcode.format.charCodeAt(0) - 0x30;
}

/** A builder is a value: what changes it makes a new one for every register that held it. */
function replaceValue(state: State, register: number, value: Value | undefined): void {
  const old = state[register];
  if (old === undefined) return;
  for (let i = 0; i < state.length; i++) if (state[i] === old) state[i] = value;
}

/** A list is a value: storing into one makes a new one for every register that held it. */
function putElement(state: State, from: number, array: number, at: number): void {
  const list = state[array];
  if (list?.kind !== 'list') return;
  const index = state[at];
  const items = list.items.slice();
  if (index?.kind === 'number' && index.value >= 0 && index.value < items.length)
    items[index.value] = state[from];
  else items.fill(undefined);
  const stored: Value = { kind: 'list', items };
  for (let i = 0; i < state.length; i++) if (state[i] === list) state[i] = stored;
}

function toCall(code: Code, instruction: Instruction, state: State): TracedCall {
  const { pc, index, registers, opcode } = instruction;
  const isStatic = opcode.name.startsWith('invoke-static');
  const { parameters } = code.dex.method(index).proto;
  const values: (Value | undefined)[] = [];
  let at = isStatic ? 0 : 1;
  for (const type of parameters) {
    const register = registers[at];
    values.push(register === undefined ? undefined : state[register]);
    at += type === 'J' || type === 'D' ? 2 : 1;
  }
  const receiver = isStatic ? undefined : state[registers[0] ?? -1];
  return { pc, index, ...(receiver === undefined ? {} : { receiver }), arguments: values };
}

/** Arguments sit in the last registers; the receiver, if any, is the first of them. */
function entryState(code: Code, args?: readonly (Value | undefined)[]): State {
  const state: State = new Array<Value | undefined>(code.registerCount).fill(undefined);
  let register = code.registerCount - code.insCount + (code.method.isStatic ? 0 : 1);
  code.method.ref.proto.parameters.forEach((type, index) => {
    if (register < state.length) state[register] = args ? args[index] : { kind: 'parameter', index };
    register += type === 'J' || type === 'D' ? 2 : 1;
  });
  return state;
}

function targetsOf(code: Code, instruction: Instruction): readonly number[] {
  const { opcode, target, pc } = instruction;
  if (!opcode.canBranch) return [];
  if (opcode.name.endsWith('-switch')) return [...readSwitchPayload(code, pc, target).targets];
  return [target];
}

type Listing = {
  readonly instructions: ReadonlyMap<number, Instruction>;
  /** The pcs where flows may meet. */
  readonly leaders: ReadonlySet<number>;
};

function listInstructions(code: Code): Listing {
  const instructions = new Map<number, Instruction>();
  const leaders = new Set<number>();
  for (const instruction of readInstructions(code)) {
    instructions.set(instruction.pc, instruction);
    for (const target of targetsOf(code, instruction)) leaders.add(target);
  }
  for (const block of code.tries) for (const handler of block.handlers) leaders.add(handler.pc);
  return { instructions, leaders };
}
