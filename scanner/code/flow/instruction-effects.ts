import type { Code, Instruction } from '../../dex/index.ts';
import { argumentRegisters } from './escapes.ts';
import { callMethod } from './flow-calls.ts';
import type { FlowEngine } from './flow-engine.ts';
import { OP } from './flow-opcodes.ts';
import { CONTENT } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, constantOf } from './flow-value.ts';
import type { FlowValue } from './flow-value.ts';
import { contentKey, isReference } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { MethodExit } from './method-exit.ts';
import type { SourcesIn } from './sources-in.ts';
import { NO_FACTS, addStep, unite } from './taint.ts';
import type { Fact } from './taint.ts';

/** What single instructions of a method do to its registers and objects. */
export class InstructionEffects {
  private readonly context: MethodContext;
  private readonly engine: FlowEngine;
  private readonly code: Code;
  private readonly sources: SourcesIn;
  private readonly exit: MethodExit;

  constructor(context: MethodContext, sources: SourcesIn) {
    this.context = context;
    this.engine = context.engine;
    this.code = context.record.code;
    this.sources = sources;
    this.exit = new MethodExit(context);
  }

  step(instruction: Instruction, state: FlowState): void {
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
      this.exit.leave(state, state.registers[a]);
    } else if (number === OP.returnVoid) {
      this.exit.leave(state, undefined);
    } else if (opcode.setsRegister) {
      let value = this.valueOf(instruction, state);
      // A source that is no call: a field that is read, a constant that is loaded.
      for (const source of this.sources.at(instruction.pc)) {
        if (source.access.via === 'override') continue;
        const known = value ?? CLEAN;
        value = { ...known, facts: unite(known.facts, [this.sources.factOf(source)]) };
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
    const { method } = this.context.record;
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
    const text = this.engine.fields.staticText(key);
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
    const sources = this.sources.at(pc).filter((source) => source.access.via !== 'override');
    return callMethod(this.context, state, {
      info,
      isStatic,
      isVirtual: kind === 0 || kind === 4,
      isSuper: kind === 1,
      args,
      pc,
      sources: sources.map((source) => this.sources.factOf(source)),
    });
  }
}
