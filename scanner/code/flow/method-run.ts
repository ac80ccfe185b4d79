import { readInstruction } from '../../dex/index.ts';
import type { Code, Instruction, Opcode } from '../../dex/index.ts';
import { argumentRegisters, firstRegisters } from './escapes.ts';
import { callMethod } from './flow-calls.ts';
import { targetsOf } from './listing.ts';
import type { FlowEngine } from './flow-engine.ts';
import { CONTENT, FlowState, isMark } from './flow-state.ts';
import { CLEAN, constantOf } from './flow-value.ts';
import type { FlowObject, FlowValue } from './flow-value.ts';
import { MethodContext, contentKey, isReference } from './method-context.ts';
import type { MethodRecord } from './method-record.ts';
import { NO_FACTS, addStep, toTrace, unite } from './taint.ts';
import type { Fact, Source } from './taint.ts';

/** Instruction visits after which one reading of a method is given up: only made-up code needs more. */
const MAX_VISITS = 30_000;
const NO_SOURCES: readonly Source[] = [];

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
  private readonly record: MethodRecord;
  private readonly code: Code;
  private readonly instructions: ReadonlyMap<number, Instruction>;
  private readonly leaders: ReadonlySet<number>;
  private readonly arrivals = new Map<number, FlowState>();
  private readonly queue: number[] = [];
  private readonly sources = new Map<number, Source[]>();
  private visits = 0;

  constructor(engine: FlowEngine, record: MethodRecord) {
    this.engine = engine;
    this.record = record;
    this.code = record.code;
    this.context = new MethodContext(engine, record);
    const { instructions, leaders } = engine.listings.of(record.code);
    this.instructions = instructions;
    this.leaders = leaders;
    for (const source of engine.sourcesOf(record.method)) {
      const list = this.sources.get(source.access.pc);
      if (list === undefined) this.sources.set(source.access.pc, [source]);
      else list.push(source);
    }
  }

  run(): boolean {
    this.arrive(0, this.entryState());
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

  private entryState(): FlowState {
    const { method } = this.record;
    const state = new FlowState(new Array<FlowValue | undefined>(this.code.registerCount).fill(undefined));
    const types = [...(method.isStatic ? [] : [method.owner.descriptor]), ...method.ref.proto.parameters];
    const registers = firstRegisters(method, this.code.registerCount - this.code.insCount);
    const objects = types.map((type, index) =>
      isReference(type) ? this.context.object('parameter', index, type) : undefined,
    );
    const facts = types.map((): readonly Fact[] => NO_FACTS);
    for (const origin of this.record.entries.values()) {
      const fact: Fact = { origin, transforms: [], opened: false, trace: undefined };
      this.place(state, objects, facts, origin.parameter, origin.path, [fact]);
    }
    for (const [parameter, byPath] of this.engine.handedByChannels(method))
      for (const [path, given] of byPath)
        this.place(
          state,
          objects,
          facts,
          parameter,
          path === '' ? [] : [path],
          addStep(given, this.context.at(0)),
        );
    for (const source of this.sources.get(0) ?? []) {
      if (source.access.via !== 'override') continue;
      types.forEach((_, index) => {
        if (index > 0) facts[index] = unite(facts[index] ?? NO_FACTS, [this.factOf(source)]);
      });
    }
    types.forEach((type, index) => {
      const object = objects[index];
      const register = registers[index] ?? 0;
      if (register < state.registers.length)
        state.registers[register] = {
          facts: facts[index] ?? NO_FACTS,
          objects: object === undefined ? [] : [object],
          text: { kind: 'parameter', index },
          medium: { kind: 'parameter', index },
          type,
        };
    });
    return state;
  }

  /** Lays what comes in at its path below a parameter. */
  private place(
    state: FlowState,
    objects: readonly (FlowObject | undefined)[],
    facts: (readonly Fact[])[],
    parameter: number,
    path: readonly string[],
    given: readonly Fact[],
  ): void {
    let object = objects[parameter];
    if (path.length === 0 || object === undefined) {
      if (facts[parameter] !== undefined) facts[parameter] = unite(facts[parameter], given);
      return;
    }
    path.forEach((field, depth) => {
      if (object === undefined) return;
      if (depth === path.length - 1) {
        state.add(object, field, { facts: given, objects: [] });
        return;
      }
      const child = object.child(field, '');
      if (child !== undefined) state.add(object, field, { facts: NO_FACTS, objects: [child] });
      else state.add(object, field, { facts: given, objects: [] });
      object = child;
    });
  }

  private factOf(source: Source): Fact {
    return {
      origin: { kind: 'source', key: `s${source.index}`, source },
      transforms: [],
      opened: false,
      trace: toTrace(undefined, { method: source.access.method, pc: source.access.pc }),
    };
  }

  private sourcesAt(pc: number): readonly Source[] {
    // Few methods hold sources.
    return this.sources.size === 0 ? NO_SOURCES : (this.sources.get(pc) ?? NO_SOURCES);
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
      this.step(instruction, state);
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

  private step(instruction: Instruction, state: FlowState): void {
    const { opcode, registers } = instruction;
    const { number } = opcode;
    const [a = 0, b = 0] = registers;
    if (opcode.reference === 'method') {
      state.result = this.call(instruction, state);
    } else if (number === OP.filledNewArray || number === OP.filledNewArrayRange) {
      state.result = this.filledArray(instruction, state);
    } else if (number >= OP.aput && number <= OP.lastAput) {
      this.putElement(instruction, state);
    } else if (number >= OP.iput && number <= OP.lastIput) {
      const { key } = this.engine.types.field(this.code.dex, instruction.index);
      this.context.writeField(state, state.registers[b] ?? CLEAN, key, state.registers[a] ?? CLEAN);
    } else if (number >= OP.sput && number <= OP.lastSput) {
      this.putStatic(instruction, state);
    } else if (number >= OP.return && number <= OP.returnObject) {
      this.leave(state, state.registers[a]);
    } else if (number === OP.returnVoid) {
      this.leave(state, undefined);
    } else if (opcode.setsRegister) {
      let value = this.valueOf(instruction, state);
      // A source that is no call: a field that is read, a constant that is loaded.
      for (const source of this.sourcesAt(instruction.pc)) {
        if (source.access.via === 'override') continue;
        const known = value ?? CLEAN;
        value = { ...known, facts: unite(known.facts, [this.factOf(source)]) };
      }
      state.registers[a] = value;
      if (opcode.setsWide) state.registers[a + 1] = undefined;
    }
  }

  private valueOf(instruction: Instruction, state: FlowState): FlowValue | undefined {
    const { opcode, registers, index, literal, pc } = instruction;
    const { number } = opcode;
    const { dex } = this.code;
    const register = (at: number): FlowValue | undefined => state.registers[registers[at] ?? -1];
    if (number >= OP.move && number <= OP.lastMove) return register(1);
    if (number >= OP.moveResult && number <= OP.moveResultObject) return state.result;
    if (number >= OP.const4 && number <= OP.constHigh16)
      return { ...CLEAN, text: { kind: 'const', text: String(Number(literal)), complete: true } };
    if (number >= OP.iget && number <= OP.lastIget) {
      const { key, type } = this.engine.types.field(dex, index);
      return this.read(state, register(1) ?? CLEAN, key, type, pc);
    }
    if (number >= OP.sget && number <= OP.lastSget) return this.readStatic(instruction, state);
    if (number >= OP.aget && number <= OP.lastAget) return this.element(instruction, state);
    switch (number) {
      case OP.moveException:
        return state.exception;
      case OP.constString:
      case OP.constStringJumbo:
        return { ...CLEAN, text: { kind: 'const', text: dex.string(index).slice(0, 300), complete: true } };
      case OP.constClass:
        return {
          ...CLEAN,
          text: { kind: 'const', text: dex.type(index).slice(1, -1).replaceAll('/', '.'), complete: true },
        };
      case OP.checkCast: {
        const value = register(0);
        return value === undefined ? undefined : { ...value, type: dex.type(index) };
      }
      case OP.newInstance:
      case OP.newArray: {
        const object = this.context.object('new', pc, dex.type(index));
        state.forget(object);
        return { ...CLEAN, objects: [object], type: dex.type(index) };
      }
      default:
        return this.computed(instruction, state);
    }
  }

  /** Arithmetic: the result holds what the operands hold. Comparisons and lengths say too little to count. */
  private computed({ opcode, registers }: Instruction, state: FlowState): FlowValue | undefined {
    const { number } = opcode;
    if (number < OP.firstUnary || number > OP.lastLiteral) return undefined;
    const from = number >= OP.firstTwoAddress && number <= OP.lastTwoAddress ? registers : registers.slice(1);
    let facts = NO_FACTS;
    for (const register of from) facts = unite(facts, state.registers[register]?.facts ?? NO_FACTS);
    return facts.length === 0 ? undefined : { facts, objects: [] };
  }

  private read(state: FlowState, base: FlowValue, key: string, type: string, pc: number): FlowValue {
    const isApp = this.engine.types.isAppField(key);
    const value = this.context.readField(state, base, key, type, isApp);
    return value.facts.length === 0 ? value : { ...value, facts: this.stepped(value.facts, pc) };
  }

  /** Facts that came from elsewhere get this place on their way. */
  private stepped(facts: readonly Fact[], pc: number): readonly Fact[] {
    const { method } = this.record;
    return facts.some((fact) => fact.trace !== undefined && fact.trace.place.method !== method)
      ? addStep(facts, this.context.at(pc))
      : facts;
  }

  private readStatic({ index, pc }: Instruction, state: FlowState): FlowValue {
    const { key, type } = this.engine.types.field(this.code.dex, index);
    if (key === 'Ljava/lang/System;->out' || key === 'Ljava/lang/System;->err')
      return { ...CLEAN, medium: { kind: 'log' }, type };
    const value = this.read(state, { ...CLEAN, objects: [this.context.statics] }, key, type, pc);
    if (value.text !== undefined || type !== 'Ljava/lang/String;') return value;
    const text = this.engine.staticText(key);
    return text === undefined ? value : { ...value, text };
  }

  private putStatic({ index, registers }: Instruction, state: FlowState): void {
    const { key } = this.engine.types.field(this.code.dex, index);
    const value = state.registers[registers[0] ?? 0] ?? CLEAN;
    this.context.writeField(state, { ...CLEAN, objects: [this.context.statics] }, key, value);
  }

  private element({ registers }: Instruction, state: FlowState): FlowValue | undefined {
    const array = state.registers[registers[1] ?? 0];
    if (array === undefined) return undefined;
    const key = constantOf(state.registers[registers[2] ?? 0]);
    const value = state.element(array, key);
    if (value.objects.length > 0) return value;
    const type = array.type?.startsWith('[') === true ? array.type.slice(1) : '';
    const [object] = array.objects;
    const child = type === '' || isReference(type) ? object?.child(contentKey(key), type) : undefined;
    return { ...value, objects: child === undefined ? [] : [child], ...(type === '' ? {} : { type }) };
  }

  private putElement({ registers }: Instruction, state: FlowState): void {
    const value = state.registers[registers[0] ?? 0] ?? CLEAN;
    const array = state.registers[registers[1] ?? 0] ?? CLEAN;
    const key = contentKey(constantOf(state.registers[registers[2] ?? 0]));
    const [object] = array.objects;
    if (
      key !== CONTENT &&
      array.objects.length === 1 &&
      object !== undefined &&
      this.context.isLocal(state, object)
    )
      state.set(object, key, { ...value, strong: true });
    else this.context.addContent(state, array, key, { ...value, strong: false });
  }

  private filledArray({ registers, index, pc }: Instruction, state: FlowState): FlowValue {
    const type = this.code.dex.type(index);
    const object = this.context.object('new', pc, type);
    state.forget(object);
    registers.forEach((register, at) => {
      const value = state.registers[register];
      if (value !== undefined) state.set(object, contentKey(String(at)), { ...value, strong: true });
    });
    return { ...CLEAN, objects: [object], type };
  }

  private call(instruction: Instruction, state: FlowState): FlowValue | undefined {
    const { opcode, index, registers, pc } = instruction;
    const info = this.engine.calls.of(this.code.dex, index);
    const kind =
      opcode.number >= OP.invokeVirtualRange
        ? opcode.number - OP.invokeVirtualRange
        : opcode.number - OP.invokeVirtual;
    const isStatic = kind === 3;
    const args = argumentRegisters(info, isStatic, registers).map(
      (register) => state.registers[register] ?? CLEAN,
    );
    const sources = this.sourcesAt(pc).filter((source) => source.access.via !== 'override');
    return callMethod(this.context, state, {
      info,
      isStatic,
      isVirtual: kind === 0 || kind === 4,
      isSuper: kind === 1,
      args,
      pc,
      sources: sources.map((source) => this.factOf(source)),
    });
  }

  /** The method returns: what lies below its parameters, in its result and in static fields is there for others. */
  private leave(state: FlowState, result: FlowValue | undefined): void {
    const { engine, record, context } = this;
    if (result !== undefined) {
      const text = context.textOf(state, result);
      const medium = context.mediumOf(state, result);
      record.addReturned({
        ...CLEAN,
        ...(text === undefined ? {} : { text }),
        ...(medium === undefined ? {} : { medium }),
      });
      for (const object of result.objects)
        if (object.kind === 'parameter' && !record.returnedParameters.has(object.number)) {
          record.returnedParameters.add(object.number);
          record.hasGrown = true;
        }
      for (const { path, facts } of state.deepFactsByPath(result))
        for (const fact of facts) engine.emit(record, { kind: 'out', parameter: 'result', path, fact });
    }
    for (const [object, fields] of state.objects()) {
      const way = toWay(object);
      if (way === undefined || (way.root.kind !== 'parameter' && way.root.kind !== 'static')) continue;
      for (const [field, value] of fields) {
        if (isMark(field) || (value.facts.length === 0 && value.objects.length === 0)) continue;
        const below = value.objects.filter((each) => each.kind === 'new' || each.kind === 'call');
        for (const { path, facts } of state.deepFactsByPath({ ...value, objects: below }))
          this.leaveAt(way.root, [...way.path, field, ...path].slice(0, 4), facts);
      }
    }
  }

  private leaveAt(root: FlowObject, path: readonly string[], facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (root.kind === 'parameter')
        this.engine.emit(this.record, { kind: 'out', parameter: root.number, path, fact });
      else
        this.context.leave(
          path.findLast((name) => this.context.isAppField(name)),
          [fact],
        );
    }
  }
}

/** Calls, array accesses and throws. What else may throw hardly ever does, and a call is mostly near. */
function throwsOften({ number, reference }: Opcode): boolean {
  return reference === 'method' || number === OP.throw || (number >= OP.aget && number <= OP.lastAput);
}

function toWay(
  object: FlowObject,
): { readonly root: FlowObject; readonly path: readonly string[] } | undefined {
  const path: string[] = [];
  let at = object;
  while (at.parent !== undefined) {
    path.unshift(at.field ?? CONTENT);
    at = at.parent;
  }
  return { root: at, path };
}

/** Numbers of the Dalvik bytecode page. */
const OP = {
  move: 0x01,
  lastMove: 0x09,
  moveResult: 0x0a,
  moveResultObject: 0x0c,
  moveException: 0x0d,
  returnVoid: 0x0e,
  return: 0x0f,
  returnObject: 0x11,
  const4: 0x12,
  constHigh16: 0x19,
  constString: 0x1a,
  constStringJumbo: 0x1b,
  constClass: 0x1c,
  checkCast: 0x1f,
  newInstance: 0x22,
  newArray: 0x23,
  filledNewArray: 0x24,
  filledNewArrayRange: 0x25,
  throw: 0x27,
  aget: 0x44,
  lastAget: 0x4a,
  aput: 0x4b,
  lastAput: 0x51,
  iget: 0x52,
  lastIget: 0x58,
  iput: 0x59,
  lastIput: 0x5f,
  sget: 0x60,
  lastSget: 0x66,
  sput: 0x67,
  lastSput: 0x6d,
  invokeVirtual: 0x6e,
  invokeVirtualRange: 0x74,
  firstUnary: 0x7b,
  firstTwoAddress: 0xb0,
  lastTwoAddress: 0xcf,
  lastLiteral: 0xe2,
} as const;
