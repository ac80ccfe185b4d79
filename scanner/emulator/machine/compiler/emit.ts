import type { Method } from '../java-class.ts';
import { CannotCompile } from './cannot-compile.ts';
import { emitOperation } from './emit-operation.ts';
import type { Flow } from './flow.ts';
import type { Block, Graph } from './graph.ts';
import type { Operation } from './operation.ts';
import { TYPE, isWide } from './types.ts';
import type { RegisterType } from './types.ts';

/**
 * Writes the JavaScript of one unit. Every name in it is made here from register and block numbers; nothing comes from
 * the app. A Dalvik register lives in one variable a type: i (int), f (float), l and h (halves of a long), d (double),
 * a (reference). `K` holds the constants: sites, classes, arrays of statics.
 */
export class Emitter {
  readonly constants: unknown[] = [];
  readonly method: Method;
  readonly flow: Flow;
  readonly registerCount: number;
  /** Labels exist: whatever is read must be without, or the interpreter goes on. */
  readonly guarded: boolean;
  private readonly graph: Graph;
  private readonly entry: number;
  private readonly variables = new Set<string>();
  private readonly lines: string[] = [];
  private block: Block | undefined;
  /** Instruction whose code is being written. */
  private index = 0;

  constructor(
    method: Method,
    flow: Flow,
    graph: Graph,
    entry: number,
    registerCount: number,
    guarded: boolean,
  ) {
    this.method = method;
    this.guarded = guarded;
    this.flow = flow;
    this.graph = graph;
    this.entry = entry;
    this.registerCount = registerCount;
  }

  /** The body of the unit's function. */
  write(): string {
    this.loadEntry();
    this.tree(0);
    const declared = [...this.variables]
      .sort()
      .map((name) => `${name}=${name.startsWith('a') ? 'null' : '0'}`);
    return [
      `'use strict';return function(vm,thread,frame,base){`,
      `const R=thread.registers;let fuel=vm.fuel,s,t,u;`,
      declared.length === 0 ? '' : `let ${declared.join(',')};`,
      ...this.lines,
      `};`,
    ].join('\n');
  }

  // ---- structure: Ramsey, "Beyond Relooper" (2022) -----------------------------------------------------------------

  private tree(id: number): void {
    const { children, isMerge, isLoop, order } = this.graph;
    const merges = (children[id] ?? []).filter((child) => isMerge[child]);
    merges.sort((x, y) => (order[x] ?? 0) - (order[y] ?? 0));
    if (isLoop[id]) this.line(`L${id}:for(;;){`);
    this.within(id, merges);
    if (isLoop[id]) this.line('}');
  }

  private within(id: number, merges: readonly number[]): void {
    const outer = merges.at(-1);
    if (outer === undefined) {
      this.body(id);
      return;
    }
    this.line(`B${outer}:{`);
    this.within(id, merges.slice(0, -1));
    this.line('}');
    this.tree(outer);
  }

  private body(id: number): void {
    const block = this.graph.blocks[id];
    if (block === undefined) throw new CannotCompile('no block');
    this.block = block;
    this.line(`fuel-=${block.last - block.first + 1};`);
    for (let index = block.first; index <= block.last; index++) {
      this.index = index;
      this.block = block;
      const operation = this.flow.operations[index];
      if (operation === undefined) throw new CannotCompile('no operation');
      if (operation.leaves) {
        this.line(this.leave(index));
        return;
      }
      emitOperation(this, operation, index);
    }
    this.terminate(block);
  }

  private terminate(block: Block): void {
    const operation = this.flow.operations[block.last];
    if (operation === undefined || (operation.branches.length === 0 && !operation.falls)) return;
    const fall = block.last + 1;
    if (operation.branches.length === 0) this.branch(block, fall);
    else if (operation.code === 0x28) this.branch(block, operation.branches[0] ?? 0);
    else if (operation.code === 0x2b || operation.code === 0x2c) this.switch(block, operation);
    else {
      const target = operation.branches[0] ?? 0;
      if (target === fall) {
        this.branch(block, fall);
        return;
      }
      this.line(`if(${this.condition(operation, block.last)}){`);
      this.branch(block, target);
      this.line('}else{');
      this.branch(block, fall);
      this.line('}');
    }
  }

  private switch(block: Block, operation: Operation): void {
    this.line(`switch(${this.use(operation.a, TYPE.int)}){`);
    const byTarget = new Map<number, number[]>();
    for (const [key, target] of operation.site?.table ?? [])
      byTarget.set(target.at, [...(byTarget.get(target.at) ?? []), key]);
    byTarget.delete(block.last + 1);
    for (const [target, keys] of byTarget) {
      for (const key of keys) this.line(`case ${key}:`);
      this.line('{');
      this.branch(block, target);
      this.line('}');
    }
    this.line('default:{');
    this.branch(block, block.last + 1);
    this.line('}}');
  }

  private branch(from: Block, target: number): void {
    const { blocks, order, isMerge } = this.graph;
    const to = blocks.find((block) => block.first === target);
    if (to === undefined) throw new CannotCompile('a branch out of the graph');
    if ((order[to.id] ?? 0) <= (order[from.id] ?? 0)) {
      this.line(`if(fuel<=0){${this.flush(to.first)}frame.pc=${to.first};vm.fuel=fuel;return false;}`);
      this.line(`continue L${to.id};`);
    } else if (isMerge[to.id]) this.line(`break B${to.id};`);
    else this.tree(to.id);
  }

  private condition(operation: Operation, index: number): string {
    const { a, b, code } = operation;
    const zero = code >= 0x38;
    const relation = ['===', '!==', '<', '>=', '>', '<='][(code - 0x32) % 6] ?? '===';
    if (code === 0x32 || code === 0x33 || code === 0x38 || code === 0x39) {
      const first = this.flow.typeBefore(index, a);
      const second = zero ? TYPE.zero : this.flow.typeBefore(index, b);
      if (first === TYPE.reference || second === TYPE.reference)
        return `${this.use(a, TYPE.reference)}${relation}${zero ? 'null' : this.use(b, TYPE.reference)}`;
    }
    return `${this.use(a, TYPE.int)}${relation}${zero ? '0' : this.use(b, TYPE.int)}`;
  }

  // ---- registers --------------------------------------------------------------------------------------------------

  line(text: string): void {
    this.lines.push(text);
  }

  /** Name under which a constant is known to the code. */
  constant(value: unknown): string {
    const known = this.constants.indexOf(value);
    return `K[${known >= 0 ? known : this.constants.push(value) - 1}]`;
  }

  /** The variable of a register at the current instruction, read as a type; longs by their low half's name. */
  use(register: number, wanted: RegisterType): string {
    const known = this.flow.typeBefore(this.index, register);
    if (!fits(known, wanted)) throw new CannotCompile(`v${register} is ${known}, not ${wanted}`);
    if (wanted === TYPE.reference && known === TYPE.zero) return 'null';
    return this.variable(register, wanted);
  }

  typeOf(register: number): RegisterType {
    return this.flow.typeBefore(this.index, register);
  }

  /** The variable that holds a register as a type. */
  variable(register: number, type: RegisterType): string {
    const letter =
      type === TYPE.float
        ? 'f'
        : type === TYPE.reference
          ? 'a'
          : type === TYPE.double
            ? 'd'
            : type === TYPE.long
              ? 'l'
              : 'i';
    const name = `${letter}${register}`;
    this.variables.add(name);
    if (letter === 'l') this.variables.add(`h${register}`);
    return name;
  }

  /** Leaves compiled code before the instruction, for the interpreter to run it. */
  leave(index: number): string {
    const block = this.block;
    const ahead = block === undefined ? 0 : block.last - index + 1;
    return `{${this.flush(index)}frame.pc=${index + 1};frame.redo=true;vm.fuel=fuel+${ahead};return false;}`;
  }

  /** Leaves after a call that could not be finished here; what the frame is to do next is set already. */
  leaveAfterCall(index: number): string {
    return `{${this.flush(index + 1)}return false;}`;
  }

  /** Writes back every register that is needed at an instruction. */
  private flush(index: number): string {
    return this.flow
      .liveBefore(index)
      .map((register) => this.store(register, this.flow.typeBefore(index, register)))
      .join('');
  }

  /** Writes one register back from its variables. */
  store(register: number, type: RegisterType): string {
    const at = register === 0 ? 'R[base]' : `R[base+${register}]`;
    const next = `R[base+${register + 1}]`;
    switch (type) {
      case TYPE.int:
      case TYPE.either32:
        return `${at}=${this.variable(register, TYPE.int)};`;
      case TYPE.float:
        return `${at}=T.floatToBits(${this.variable(register, TYPE.float)});`;
      case TYPE.reference:
        return `${at}=${this.variable(register, TYPE.reference)};`;
      case TYPE.zero:
        return `${at}=0;`;
      case TYPE.long:
      case TYPE.either64:
        return `${at}=${this.variable(register, TYPE.long)};${next}=h${register};`;
      case TYPE.double: {
        const name = this.variable(register, TYPE.double);
        return `${at}=T.doubleLow(${name});${next}=T.doubleHigh(${name});`;
      }
      default:
        return '';
    }
  }

  private loadEntry(): void {
    for (const register of this.flow.liveBefore(this.entry)) {
      const type = this.flow.typeBefore(this.entry, register);
      const at = `R[base+${register}]`;
      const next = `R[base+${register + 1}]`;
      if (type === TYPE.conflict || type === TYPE.none) throw new CannotCompile(`v${register} on entry`);
      if (type === TYPE.int || type === TYPE.either32)
        this.line(`${this.variable(register, TYPE.int)}=${at}|0;`);
      if (type === TYPE.float || type === TYPE.either32)
        this.line(`${this.variable(register, TYPE.float)}=T.bitsToFloat(${at});`);
      if (type === TYPE.reference) this.line(`${this.variable(register, TYPE.reference)}=${at}||null;`);
      if (type === TYPE.long || type === TYPE.either64)
        this.line(`${this.variable(register, TYPE.long)}=${at}|0;h${register}=${next}|0;`);
      if (type === TYPE.double || type === TYPE.either64)
        this.line(`${this.variable(register, TYPE.double)}=T.halvesToDouble(${at},${next});`);
      if (type === TYPE.zero) {
        this.line(`${this.variable(register, TYPE.int)}=0;`);
        this.line(`${this.variable(register, TYPE.float)}=0;`);
        this.line(`${this.variable(register, TYPE.reference)}=null;`);
      }
    }
  }
}

function fits(known: RegisterType, wanted: RegisterType): boolean {
  if (known === wanted) return true;
  if (wanted === TYPE.int || wanted === TYPE.float) return known === TYPE.either32 || known === TYPE.zero;
  if (wanted === TYPE.reference) return known === TYPE.zero;
  return isWide(wanted) && known === TYPE.either64;
}
