import type { DexFile } from '../../dex/index.ts';
import {
  ANY,
  FAILS,
  HOLDS,
  NONE,
  ZERO,
  compareValues,
  isNone,
  joinValues,
  mapNumbers,
  toValue,
} from './abstract-value.ts';
import type { AbstractValue, Comparison } from './abstract-value.ts';
import { keep, operate, operateLiteral, wide } from './arithmetic.ts';
import type { Context } from './context.ts';
import type { At, Effects } from './effects.ts';
import {
  CAN_CONTINUE,
  CAN_THROW,
  HAS_SHORT_A,
  SETS_REGISTER,
  SETS_WIDE,
  branchTarget,
  unitsOf,
} from './method-body.ts';
import type { MethodBody } from './method-body.ts';

type Registers = AbstractValue[];

const COMPARISONS: readonly Comparison[] = ['eq', 'ne', 'lt', 'ge', 'gt', 'le'];
/** Follows a body with the context's arguments, every way that its tests leave open. Returns the instructions walked. */
export function followMethod(
  context: Context,
  body: MethodBody,
  effects: Effects,
  watched: ReadonlySet<number> | undefined,
): number {
  return new Follower(context, body, effects, watched).run();
}

class Follower {
  private readonly context: Context;
  private readonly body: MethodBody;
  private readonly effects: Effects;
  private readonly watched: ReadonlySet<number> | undefined;
  private readonly arrivals = new Map<number, Registers>();
  private readonly queue: number[] = [];
  private readonly dex: DexFile;
  private result: AbstractValue = ANY;
  private steps = 0;

  constructor(
    context: Context,
    body: MethodBody,
    effects: Effects,
    watched: ReadonlySet<number> | undefined,
  ) {
    this.context = context;
    this.body = body;
    this.effects = effects;
    this.watched = watched;
    this.dex = body.code.dex;
  }

  run(): number {
    this.arrive(0, this.entry());
    for (let pc = this.queue.pop(); pc !== undefined; pc = this.queue.pop()) this.walk(pc);
    return this.steps;
  }

  /** Arguments sit in the last registers, the receiver first. */
  private entry(): Registers {
    const { code } = this.body;
    const registers = new Array<AbstractValue>(code.registerCount).fill(NONE);
    let at = code.registerCount - code.insCount;
    const { parameters } = code.method.ref.proto;
    const hasReceiver = !code.method.isStatic;
    this.context.args.forEach((value, i) => {
      if (at < registers.length) registers[at] = value;
      const type = hasReceiver ? (i === 0 ? 'L' : parameters[i - 1]) : parameters[i];
      at += type === 'J' || type === 'D' ? 2 : 1;
    });
    return registers;
  }

  private arrive(pc: number, state: Registers): void {
    const known = this.arrivals.get(pc);
    if (!known) {
      this.arrivals.set(pc, state.slice());
      this.queue.push(pc);
      return;
    }
    let isChanged = false;
    for (let i = 0; i < known.length; i++) {
      const old = known[i] ?? NONE;
      const joined = joinValues(old, state[i] ?? NONE);
      if (joined === old) continue;
      known[i] = joined;
      isChanged = true;
    }
    if (isChanged && !this.queue.includes(pc)) this.queue.push(pc);
  }

  private walk(start: number): void {
    const { units, base, leaders, tries, code } = this.body;
    const state = (this.arrivals.get(start) ?? []).slice();
    const at = { context: this.context, pc: start, dex: this.dex };
    for (let pc = start; ;) {
      const unit = units[base + pc] ?? 0;
      const opcode = unit & 0xff;
      this.steps += 1;
      at.pc = pc;
      if (this.watched?.has(pc)) (this.context.seen ??= new Set()).add(pc);
      if (tries.length > 0 && CAN_THROW[opcode] === 1) this.arriveAtHandlers(pc, state);
      if (opcode >= 0x32 && opcode <= 0x3d) {
        this.branch(pc, opcode, state);
        return;
      }
      if (opcode === 0x2b || opcode === 0x2c) {
        this.switch(pc, state);
        return;
      }
      const target = branchTarget(units, base + pc, pc);
      if (target !== undefined) {
        this.goTo(pc, target, state);
        return;
      }
      if (!this.step(at, opcode, unit, base + pc, state)) return;
      if (CAN_CONTINUE[opcode] !== 1) return;
      pc += unitsOf(opcode);
      if (pc >= code.unitCount) return;
      if (leaders[pc] === 1) {
        this.arrive(pc, state);
        return;
      }
    }
  }

  private goTo(pc: number, target: number, state: Registers): void {
    if (target < 0 || target >= this.body.code.unitCount) return;
    this.context.branches?.set(pc, [target]);
    this.arrive(target, state);
  }

  private arriveAtHandlers(pc: number, state: Registers): void {
    for (const block of this.body.tries) {
      if (pc < block.startPc || pc >= block.endPc) continue;
      for (const handler of block.handlers)
        if (handler.pc < this.body.code.unitCount) this.arrive(handler.pc, state);
    }
  }

  private branch(pc: number, opcode: number, state: Registers): void {
    const { units, base } = this.body;
    const unit = units[base + pc] ?? 0;
    const isZeroTest = opcode >= 0x38;
    const register = isZeroTest ? unit >> 8 : (unit >> 8) & 0xf;
    const test = COMPARISONS[isZeroTest ? opcode - 0x38 : opcode - 0x32] ?? 'eq';
    const a = state[register] ?? NONE;
    const b = isZeroTest ? ZERO : (state[unit >> 12] ?? NONE);
    const ways = compareValues(test, a, b);
    if (ways === (HOLDS | FAILS) && (a.doubt || b.doubt)) (this.context.doubtful ??= new Set()).add(pc);
    if (a.any || b.any) this.context.isOpen = true;
    const target = branchTarget(units, base + pc, pc) ?? pc;
    const next: number[] = [];
    for (const [way, to] of [
      [HOLDS, target],
      [FAILS, pc + 2],
    ] as const) {
      if ((ways & way) === 0 || to < 0 || to >= this.body.code.unitCount) continue;
      next.push(to);
      const old = state[register] ?? NONE;
      if (isZeroTest && !a.any) state[register] = keep(a, test, way);
      this.arrive(to, state);
      state[register] = old;
    }
    this.context.branches?.set(pc, next);
  }

  private switch(pc: number, state: Registers): void {
    const { units, base, switches, code } = this.body;
    const payload = switches.get(pc);
    const value = state[(units[base + pc] ?? 0) >> 8] ?? NONE;
    const targets = new Set<number>();
    if (!isNone(value)) {
      const numbers = value.atoms.filter((atom) => typeof atom === 'number');
      const isOpen = value.any || numbers.length < value.atoms.length;
      let left = numbers.length;
      payload?.keys.forEach((key, i) => {
        if (!isOpen && !numbers.includes(key)) return;
        left -= 1;
        targets.add(payload.targets[i] ?? pc);
      });
      if (isOpen || left > 0) targets.add(pc + 3);
    }
    if (targets.size > 1 && value.doubt) (this.context.doubtful ??= new Set()).add(pc);
    const next = [...targets].filter((to) => to >= 0 && to < code.unitCount);
    this.context.branches?.set(pc, next);
    for (const to of next) this.arrive(to, state);
  }

  /** Does one instruction that neither branches nor jumps. False where the way ends. */
  private step(at: At, opcode: number, unit: number, place: number, state: Registers): boolean {
    const { units } = this.body;
    const a = HAS_SHORT_A[opcode] === 1 ? (unit >> 8) & 0xf : unit >> 8;
    const b = unit >> 12;
    const second = units[place + 1] ?? 0;
    let value: AbstractValue | undefined;
    if (opcode >= 0x6e && opcode <= 0x78 && opcode !== 0x73) return this.call(at, opcode, place, state);
    if (opcode >= 0x52 && opcode <= 0x58) value = this.effects.readField(at, second, get(state, b));
    else if (opcode >= 0x59 && opcode <= 0x5f)
      this.effects.writeField(at, second, get(state, b), get(state, a));
    else if (opcode >= 0x60 && opcode <= 0x66) value = this.effects.readField(at, second, undefined);
    else if (opcode >= 0x67 && opcode <= 0x6d) this.effects.writeField(at, second, undefined, get(state, a));
    else if (opcode >= 0x90 && opcode <= 0x9a)
      value =
        opcode === 0x91 ? ANY : operate(opcode - 0x90, get(state, second & 0xff), get(state, second >> 8));
    else if (opcode >= 0xb0 && opcode <= 0xba)
      value = opcode === 0xb1 ? ANY : operate(opcode - 0xb0, get(state, a), get(state, b));
    else if (opcode >= 0xd8 && opcode <= 0xe2)
      value = operateLiteral(opcode - 0xd8, get(state, second & 0xff), (second << 16) >> 24);
    else if (opcode >= 0xd0 && opcode <= 0xd7)
      value = operateLiteral(opcode - 0xd0, get(state, b), (second << 16) >> 16);
    else
      switch (opcode) {
        case 0x01:
        case 0x04:
        case 0x07:
          value = get(state, b);
          break;
        case 0x02:
        case 0x05:
        case 0x08:
          value = get(state, second);
          break;
        case 0x03:
        case 0x06:
        case 0x09:
          state[second] = get(state, units[place + 2] ?? 0);
          break;
        case 0x0a:
        case 0x0b:
        case 0x0c:
          value = this.result;
          break;
        case 0x0f:
        case 0x10:
        case 0x11:
          this.effects.giveBack(at, get(state, a));
          break;
        case 0x12:
          value = toValue((unit << 16) >> 28);
          break;
        case 0x13:
        case 0x16:
          value = toValue((second << 16) >> 16);
          break;
        case 0x14:
        case 0x17:
          value = toValue(second | ((units[place + 2] ?? 0) << 16));
          break;
        case 0x15:
          value = toValue(second << 16);
          break;
        case 0x18:
          value = toValue(wide(units, place + 1));
          break;
        case 0x1a:
        case 0x1b:
          value = this.effects.text(
            at,
            opcode === 0x1a ? second : (second | ((units[place + 2] ?? 0) << 16)) >>> 0,
          );
          break;
        case 0x1c:
          value = this.effects.classObject(at, second);
          break;
        case 0x1f:
          break;
        case 0x22:
          value = this.effects.make(at, second);
          break;
        case 0x24:
        case 0x25:
          this.storeAll(at, opcode === 0x25, unit, units[place + 2] ?? 0, state);
          break;
        case 0x31:
          value = mapNumbers(get(state, second & 0xff), get(state, second >> 8), (x, y) => Math.sign(x - y));
          break;
        case 0x4d:
          this.effects.store(at, get(state, a));
          break;
        case 0x81:
        case 0x84:
          value = get(state, b);
          break;
        default:
          if (SETS_REGISTER[opcode] === 1) value = ANY;
          // What calls through method handles and lambdas of the machine's own give is not followed.
          else if (opcode >= 0xfa && opcode <= 0xfd) this.result = ANY;
      }
    if (value !== undefined) {
      state[a] = value;
      if (SETS_WIDE[opcode] === 1 && a + 1 < state.length) state[a + 1] = NONE;
    }
    return true;
  }

  /** filled-new-array: what goes into the array leaves what is followed. */
  private storeAll(at: At, isRange: boolean, unit: number, packed: number, state: Registers): void {
    const count = isRange ? unit >> 8 : unit >> 12;
    for (let i = 0; i < count; i++) {
      const register = isRange ? packed + i : i < 4 ? (packed >> (i * 4)) & 0xf : (unit >> 8) & 0xf;
      this.effects.store(at, state[register] ?? NONE);
    }
    this.result = ANY;
  }

  private call(at: At, opcode: number, place: number, state: Registers): boolean {
    const { units } = this.body;
    const unit = units[place] ?? 0;
    const index = units[place + 1] ?? 0;
    const packed = units[place + 2] ?? 0;
    const isRange = opcode >= 0x74;
    const count = isRange ? unit >> 8 : unit >> 12;
    const kind = isRange ? opcode - 0x74 : opcode - 0x6e;
    const { parameters } = this.dex.method(index).proto;
    const args: AbstractValue[] = [];
    let word = 0;
    for (let i = kind === 3 ? 0 : -1; i < parameters.length && word < count; i++) {
      const register = isRange ? packed + word : word < 4 ? (packed >> (word * 4)) & 0xf : (unit >> 8) & 0xf;
      args.push(state[register] ?? NONE);
      const type = i < 0 ? 'L' : parameters[i];
      word += type === 'J' || type === 'D' ? 2 : 1;
    }
    const result = this.effects.call(at, kind, index, args);
    if (result === 'exit') return false;
    this.result = result;
    return true;
  }
}

function get(state: Registers, register: number): AbstractValue {
  return state[register] ?? NONE;
}
