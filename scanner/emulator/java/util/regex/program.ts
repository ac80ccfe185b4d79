import { RegexSyntaxError } from './syntax.ts';
import type { Assertion, CharTest, ParsedRegex, RegexNode } from './syntax.ts';

/** Instructions of the matcher. `next` is always the following one unless said otherwise. */
export type Instruction =
  | { readonly op: 'char'; readonly code: number }
  | { readonly op: 'set'; readonly test: CharTest }
  | { readonly op: 'save'; readonly register: number }
  /** Tries `first`, and `second` when that fails. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'assert'; readonly what: Assertion; readonly unixLines: boolean }
  | { readonly op: 'back-reference'; readonly group: number; readonly ignoreCase: boolean }
  /** One character again and again, without a choice point for each. */
  | {
      readonly op: 'run';
      readonly test: CharTest;
      readonly min: number;
      readonly max: number;
      readonly mood: 'greedy' | 'lazy' | 'possessive';
    }
  /** Sets a loop's counter and position. */
  | { readonly op: 'loop-start'; readonly register: number }
  | {
      readonly op: 'loop';
      readonly register: number;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      readonly body: number;
      exit: number;
    }
  /** Starts a part that leaves no choices behind; `exit` is where a failing negative look goes on. */
  | {
      readonly op: 'enter';
      readonly mode: 'atomic' | 'ahead' | 'not-ahead' | 'behind' | 'not-behind';
      readonly min: number;
      readonly max: number;
      exit: number;
    }
  | { readonly op: 'leave'; readonly mode: 'atomic' | 'ahead' | 'not-ahead' | 'behind' | 'not-behind' }
  | { readonly op: 'match' };

export type Program = {
  readonly code: readonly Instruction[];
  /** Two for each group, the whole match being group 0, then two for each loop. */
  readonly registerCount: number;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  /** A text that every match starts with, for quick search. */
  readonly prefix: string;
};

const MAX_INSTRUCTIONS = 200_000;
const ENDLESS = 2_147_483_647;

export function compileProgram(parsed: ParsedRegex): Program {
  const compiler = new Compiler((parsed.groupCount + 1) * 2);
  compiler.add({ op: 'save', register: 0 });
  compiler.emit(parsed.root);
  compiler.add({ op: 'save', register: 1 });
  compiler.add({ op: 'match' });
  return {
    code: compiler.code,
    registerCount: compiler.registers,
    groupCount: parsed.groupCount,
    names: parsed.names,
    prefix: prefixOf(compiler.code),
  };
}

function prefixOf(code: readonly Instruction[]): string {
  let prefix = '';
  for (const instruction of code.slice(1)) {
    if (instruction.op !== 'char') break;
    prefix += String.fromCodePoint(instruction.code);
  }
  return prefix;
}

class Compiler {
  readonly code: Instruction[] = [];
  registers: number;

  constructor(registers: number) {
    this.registers = registers;
  }

  add<T extends Instruction>(instruction: T): T {
    if (this.code.length >= MAX_INSTRUCTIONS) throw new RegexSyntaxError('Pattern too large', 0);
    this.code.push(instruction);
    return instruction;
  }

  emit(node: RegexNode): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'char':
        this.add({ op: 'char', code: node.code });
        return;
      case 'set':
        this.add({ op: 'set', test: node.test });
        return;
      case 'sequence':
        for (const item of node.items) this.emit(item);
        return;
      case 'choice':
        this.emitChoice(node.items);
        return;
      case 'group':
        this.add({ op: 'save', register: node.number * 2 });
        this.emit(node.body);
        this.add({ op: 'save', register: node.number * 2 + 1 });
        return;
      case 'repeat':
        this.emitRepeat(node);
        return;
      case 'assert':
        this.add({ op: 'assert', what: node.what, unixLines: node.unixLines });
        return;
      case 'back-reference':
        this.add({ op: 'back-reference', group: node.group, ignoreCase: node.ignoreCase });
        return;
      case 'look': {
        const mode = `${node.negative ? 'not-' : ''}${node.behind ? 'behind' : 'ahead'}` as const;
        this.emitEnclosed(mode, node.body);
        return;
      }
      case 'atomic':
        this.emitEnclosed('atomic', node.body);
        return;
    }
  }

  private emitChoice(items: readonly RegexNode[]): void {
    const ends: { to: number }[] = [];
    items.forEach((item, i) => {
      if (i === items.length - 1) {
        this.emit(item);
        return;
      }
      const split = this.add({ op: 'split', first: this.code.length + 1, second: 0 });
      this.emit(item);
      ends.push(this.add({ op: 'jump', to: 0 }));
      split.second = this.code.length;
    });
    for (const end of ends) end.to = this.code.length;
  }

  private emitRepeat(node: Extract<RegexNode, { kind: 'repeat' }>): void {
    const { body, min, max, mood } = node;
    if (body.kind === 'char' || body.kind === 'set') {
      const test = body.kind === 'set' ? body.test : (code: number) => code === body.code;
      this.add({ op: 'run', test, min, max, mood });
      return;
    }
    if (mood === 'possessive') {
      this.emitEnclosed('atomic', { ...node, mood: 'greedy' });
      return;
    }
    if (min === 0 && max === 1) {
      const split = this.add({ op: 'split', first: 0, second: 0 });
      const start = this.code.length;
      this.emit(body);
      if (mood === 'lazy') [split.first, split.second] = [this.code.length, start];
      else [split.first, split.second] = [start, this.code.length];
      return;
    }
    const register = this.registers;
    this.registers += 2;
    this.add({ op: 'loop-start', register });
    const at = this.code.length;
    const loop = this.add({ op: 'loop', register, min, max, lazy: mood === 'lazy', body: at + 1, exit: 0 });
    this.emit(body);
    this.add({ op: 'jump', to: at });
    loop.exit = this.code.length;
  }

  private emitEnclosed(mode: Extract<Instruction, { op: 'enter' }>['mode'], body: RegexNode): void {
    const behind = mode === 'behind' || mode === 'not-behind';
    const { min, max } = behind ? lengthOf(body) : { min: 0, max: 0 };
    if (behind && max >= ENDLESS)
      throw new RegexSyntaxError('Look-behind group does not have an obvious maximum length', 0);
    const enter = this.add({ op: 'enter', mode, min, max: Math.min(max, 10_000), exit: 0 });
    this.emit(body);
    this.add({ op: 'leave', mode });
    enter.exit = this.code.length;
  }
}

/** Least and most chars that a node can take. */
function lengthOf(node: RegexNode): { min: number; max: number } {
  const cap = (value: number): number => Math.min(value, ENDLESS);
  switch (node.kind) {
    case 'char':
      return node.code > 0xffff ? { min: 2, max: 2 } : { min: 1, max: 1 };
    case 'set':
      return { min: 1, max: 2 };
    case 'sequence':
      return node.items
        .map(lengthOf)
        .reduce((sum, item) => ({ min: sum.min + item.min, max: cap(sum.max + item.max) }), {
          min: 0,
          max: 0,
        });
    case 'choice': {
      const lengths = node.items.map(lengthOf);
      return {
        min: Math.min(...lengths.map(({ min }) => min)),
        max: Math.max(...lengths.map(({ max }) => max)),
      };
    }
    case 'group':
    case 'atomic':
      return lengthOf(node.body);
    case 'repeat': {
      const { min, max } = lengthOf(node.body);
      return { min: cap(min * node.min), max: max === 0 ? 0 : cap(max * node.max) };
    }
    case 'back-reference':
      return { min: 0, max: ENDLESS };
    default:
      return { min: 0, max: 0 };
  }
}
