import { readInstruction } from '../../dex/index.ts';
import type { Code, Instruction, Opcode } from '../../dex/index.ts';
import type { FlowEngine } from './flow-engine.ts';
import { OP } from './flow-opcodes.ts';
import type { FlowState } from './flow-state.ts';
import { InstructionEffects } from './instruction-effects.ts';
import { targetsOf } from './listing.ts';
import { MethodContext } from './method-context.ts';
import { MethodEntry } from './method-entry.ts';
import type { MethodRecord } from './method-record.ts';
import { SourcesIn } from './sources-in.ts';

/** Instruction visits after which one reading of a method is given up: only made-up code needs more. */
const MAX_VISITS = 30_000;

/**
 * Reads one method once with what is known of its parameters, its fields and the methods it calls; what it does goes
 * into its effects. False where it was given up half-way.
 */
export function runMethod(engine: FlowEngine, record: MethodRecord): boolean {
  return new MethodRun(engine, record).run();
}

class MethodRun {
  private readonly context: MethodContext;
  private readonly engine: FlowEngine;
  private readonly code: Code;
  private readonly instructions: ReadonlyMap<number, Instruction>;
  private readonly leaders: ReadonlySet<number>;
  private readonly arrivals = new Map<number, FlowState>();
  private readonly queue: number[] = [];
  private readonly sources: SourcesIn;
  private readonly effects: InstructionEffects;
  private visits = 0;

  constructor(engine: FlowEngine, record: MethodRecord) {
    this.engine = engine;
    this.code = record.code;
    this.context = new MethodContext(engine, record);
    const { instructions, leaders } = engine.listings.of(record.code);
    this.instructions = instructions;
    this.leaders = leaders;
    this.sources = new SourcesIn(engine.sourcesOf(record.method));
    this.effects = new InstructionEffects(this.context, this.sources);
  }

  run(): boolean {
    this.arrive(0, new MethodEntry(this.context, this.sources).state());
    let finished = true;
    // The first leader in file order goes first, so that loops settle before what follows them is read.
    while (this.queue.length > 0 && finished) {
      let first = 0;
      for (let i = 1; i < this.queue.length; i++)
        if ((this.queue[i] ?? 0) < (this.queue[first] ?? 0)) first = i;
      const [pc = 0] = this.queue.splice(first, 1);
      finished = this.walk(pc);
    }
    this.engine.work += this.visits;
    return finished;
  }

  private arrive(pc: number, state: FlowState): void {
    const known = this.arrivals.get(pc);
    if (known === undefined) this.arrivals.set(pc, state.copy());
    else if (!known.take(state)) return;
    if (!this.queue.includes(pc)) this.queue.push(pc);
  }

  private walk(start: number): boolean {
    const arrived = this.arrivals.get(start);
    if (arrived === undefined) return true;
    const state = arrived.copy();
    let pc = start;
    for (;;) {
      if (++this.visits > MAX_VISITS) return false;
      const instruction = this.instructions.get(pc) ?? readInstruction(this.code, pc);
      const { opcode } = instruction;
      if (throwsOften(opcode) && this.code.tries.length > 0) this.arriveAtHandlers(instruction, state);
      this.effects.step(instruction, state);
      for (const target of targetsOf(this.code, instruction)) this.arrive(target, state);
      if (!opcode.canContinue) return true;
      pc += opcode.format.charCodeAt(0) - 0x30;
      if (pc >= this.code.unitCount) return true;
      if (this.leaders.has(pc)) {
        this.arrive(pc, state);
        return true;
      }
    }
  }

  private arriveAtHandlers({ pc, opcode, registers }: Instruction, state: FlowState): void {
    for (const block of this.code.tries) {
      if (pc < block.startPc || pc >= block.endPc) continue;
      state.exception = opcode.number === OP.throw ? state.registers[registers[0] ?? 0] : undefined;
      for (const handler of block.handlers) this.arrive(handler.pc, state);
      state.exception = undefined;
    }
  }
}

/** Calls, array accesses and throws. What else may throw hardly ever does, and a call is mostly near. */
function throwsOften({ number, reference }: Opcode): boolean {
  return reference === 'method' || number === OP.throw || (number >= OP.aget && number <= OP.lastAput);
}
