import { fold, isWord } from './char-classes.ts';
import type { Assertion } from './syntax.ts';
import type { Program } from './program.ts';

/** Where a search may look, and how it must end. */
export type MatchGoal = {
  readonly from: number;
  /** Region; anchors hold at its ends. */
  readonly start: number;
  readonly end: number;
  /** Only at `from` (matches, lookingAt), or from there on (find). */
  readonly anchored: boolean;
  /** The match must reach the region's end. */
  readonly toEnd: boolean;
  /** End of the previous match, for \G. */
  readonly lastEnd: number;
};

/** Kinds of entries on the stack of things to go back to; each entry has four numbers. */
const CHOICE = 0;
const REGISTER = 1;
const MARK = 2;
const NOT_MARK = 3;
const RUN_BACK = 4;
const RUN_ON = 5;

const MAX_STACK = 4 * 500_000;

/**
 * A backtracking matcher that stops after a number of steps and goes on where it was: a pattern that explodes costs the
 * app's own instructions, and no single slice of the host's time.
 */
export class RegexRun {
  /** Filled by a match: start and end of each group, -1 where it took no part. */
  readonly registers: Int32Array;
  /** The input's end was looked at. */
  hitEnd = false;
  /** The stack of choices outgrew its bound, as Java's own may. */
  overflowed = false;
  private readonly program: Program;
  private readonly text: string;
  private readonly goal: MatchGoal;
  private stack: number[] = [];
  private marks: number[] = [];
  private pc = 0;
  private pos = 0;
  private tryAt: number;
  private running = false;

  constructor(program: Program, text: string, goal: MatchGoal) {
    this.program = program;
    this.text = text;
    this.goal = goal;
    this.registers = new Int32Array(program.registerCount).fill(-1);
    this.tryAt = goal.from;
  }

  /** Goes on for up to `steps`: true for a match, false for none, undefined when there is more to do. */
  run(steps: number): boolean | undefined {
    let left = steps;
    for (;;) {
      if (!this.running && !this.startNext()) return false;
      while (left-- > 0) {
        const outcome = this.step();
        if (outcome === true) return true;
        if (outcome === false) {
          this.running = false;
          break;
        }
      }
      if (left <= 0 && this.running) return undefined;
      if (this.overflowed) return false;
      if (this.goal.anchored) return false;
      if (left <= 0) return undefined;
    }
  }

  /** Sets out at the next place where a match may start. */
  private startNext(): boolean {
    const { prefix } = this.program;
    if (this.tryAt > this.goal.end) return false;
    if (prefix !== '' && !this.goal.anchored) {
      const at = this.text.indexOf(prefix, this.tryAt);
      if (at < 0 || at + prefix.length > this.goal.end) {
        this.hitEnd = true;
        return false;
      }
      this.tryAt = at;
    }
    this.registers.fill(-1);
    this.stack = [];
    this.marks = [];
    this.pc = 0;
    this.pos = this.tryAt++;
    this.running = true;
    return true;
  }

  private codeAt(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code < 0xd800 || code > 0xdbff || at + 1 >= this.goal.end) return code;
    const low = this.text.charCodeAt(at + 1);
    return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : code;
  }

  /** One instruction: true when the whole has matched, false when every way has failed. */
  private step(): boolean | undefined {
    const instruction = this.program.code[this.pc];
    if (instruction === undefined) return this.fail();
    const { end } = this.goal;
    switch (instruction.op) {
      case 'char':
      case 'set': {
        if (this.pos >= end) {
          this.hitEnd = true;
          return this.fail();
        }
        const code = this.codeAt(this.pos);
        if (instruction.op === 'char' ? code !== instruction.code : !instruction.test(code))
          return this.fail();
        this.pos += code > 0xffff ? 2 : 1;
        this.pc++;
        return undefined;
      }
      case 'save':
        this.setRegister(instruction.register, this.pos);
        this.pc++;
        return undefined;
      case 'split':
        this.push(CHOICE, instruction.second, this.pos, 0);
        this.pc = instruction.first;
        return undefined;
      case 'jump':
        this.pc = instruction.to;
        return undefined;
      case 'assert':
        if (!this.holds(instruction.what, instruction.unixLines)) return this.fail();
        this.pc++;
        return undefined;
      case 'back-reference':
        return this.matchAgain(instruction.group, instruction.ignoreCase);
      case 'run':
        return this.matchRun(instruction);
      case 'loop-start':
        this.setRegister(instruction.register, 0);
        this.setRegister(instruction.register + 1, -1);
        this.pc++;
        return undefined;
      case 'loop': {
        const count = this.registers[instruction.register] ?? 0;
        const last = this.registers[instruction.register + 1] ?? -1;
        const stuck = last === this.pos && count >= instruction.min;
        if (count >= instruction.max || stuck) this.pc = instruction.exit;
        else if (count < instruction.min) this.enterLoop(instruction.register, count, instruction.body);
        else if (instruction.lazy) {
          this.pushOneMore(instruction.register, count, last, instruction.body);
          this.pc = instruction.exit;
        } else {
          this.push(CHOICE, instruction.exit, this.pos, 0);
          this.enterLoop(instruction.register, count, instruction.body);
        }
        return undefined;
      }
      case 'enter':
        this.enter(instruction);
        return undefined;
      case 'leave':
        return this.leave(instruction.mode);
      case 'match':
        if (this.goal.toEnd && this.pos !== end) return this.fail();
        return true;
    }
  }

  private enterLoop(register: number, count: number, body: number): void {
    this.setRegister(register, count + 1);
    this.setRegister(register + 1, this.pos);
    this.pc = body;
  }

  /**
   * A lazy loop's second way enters the body with the counter raised: going back pops the raised values first, then the
   * way itself, and when that has failed too, the values that stood before.
   */
  private pushOneMore(register: number, count: number, last: number, body: number): void {
    this.push(REGISTER, register, count, 0);
    this.push(REGISTER, register + 1, last, 0);
    this.push(CHOICE, body, this.pos, 0);
    this.push(REGISTER, register, count + 1, 0);
    this.push(REGISTER, register + 1, this.pos, 0);
  }

  private matchRun(instruction: Extract<Program['code'][number], { op: 'run' }>): boolean | undefined {
    const { test, min, mood } = instruction;
    const most = mood === 'lazy' ? min : instruction.max;
    const start = this.pos;
    let count = 0;
    let wide = false;
    let atMin = min === 0 ? start : -1;
    while (count < most) {
      if (this.pos >= this.goal.end) {
        this.hitEnd = true;
        break;
      }
      const code = this.codeAt(this.pos);
      if (!test(code)) break;
      this.pos += code > 0xffff ? 2 : 1;
      wide ||= code > 0xffff;
      if (++count === min) atMin = this.pos;
    }
    if (count < min) return this.fail();
    this.pc++;
    if (mood === 'lazy') {
      if (count < instruction.max) this.push(RUN_ON, this.pc, this.pos, count);
    } else if (mood === 'greedy' && this.pos > atMin)
      this.push(RUN_BACK, wide ? -this.pc : this.pc, this.pos, atMin);
    return undefined;
  }

  private matchAgain(group: number, ignoreCase: boolean): boolean | undefined {
    const from = this.registers[group * 2] ?? -1;
    const to = this.registers[group * 2 + 1] ?? -1;
    if (from < 0 || to < 0) return this.fail();
    const length = to - from;
    if (this.pos + length > this.goal.end) {
      this.hitEnd = true;
      return this.fail();
    }
    for (let i = 0; i < length; i++) {
      const a = this.text.charCodeAt(from + i);
      const b = this.text.charCodeAt(this.pos + i);
      if (a !== b && !(ignoreCase && fold(a) === fold(b))) return this.fail();
    }
    this.pos += length;
    this.pc++;
    return undefined;
  }

  private enter(instruction: Extract<Program['code'][number], { op: 'enter' }>): void {
    const negative = instruction.mode === 'not-ahead' || instruction.mode === 'not-behind';
    this.marks.push(this.stack.length, this.pos);
    this.push(negative ? NOT_MARK : MARK, instruction.exit, this.pos, 0);
    this.pc++;
    if (instruction.mode !== 'behind' && instruction.mode !== 'not-behind') return;
    const here = this.pos;
    const longest = Math.min(instruction.max, here - this.goal.start);
    // No way in at all: the entry below the mark decides.
    if (longest < instruction.min) {
      this.pc = -1;
      return;
    }
    for (let length = longest; length > instruction.min; length--)
      this.push(CHOICE, this.pc, here - length, 0);
    this.pos = here - instruction.min;
  }

  private leave(mode: Extract<Program['code'][number], { op: 'leave' }>['mode']): boolean | undefined {
    const savedPos = this.marks.at(-1) ?? 0;
    if ((mode === 'behind' || mode === 'not-behind') && this.pos !== savedPos) return this.fail();
    this.marks.pop();
    const height = this.marks.pop() ?? 0;
    const inside = this.stack.splice(height);
    // What was captured inside must still be undone when all of this fails later.
    for (let i = 0; i < inside.length; i += 4)
      if (inside[i] === REGISTER) this.stack.push(REGISTER, inside[i + 1] ?? 0, inside[i + 2] ?? 0, 0);
    if (mode === 'not-ahead' || mode === 'not-behind') return this.fail();
    if (mode !== 'atomic') this.pos = savedPos;
    this.pc++;
    return undefined;
  }

  private setRegister(register: number, value: number): void {
    this.push(REGISTER, register, this.registers[register] ?? -1, 0);
    this.registers[register] = value;
  }

  private push(kind: number, a: number, b: number, c: number): void {
    if (this.stack.length >= MAX_STACK) this.overflowed = true;
    else this.stack.push(kind, a, b, c);
  }

  /** Goes back to the last choice; false where there is none. */
  private fail(): boolean | undefined {
    if (this.overflowed) return false;
    const { stack } = this;
    while (stack.length > 0) {
      const c = stack.pop() ?? 0;
      const b = stack.pop() ?? 0;
      const a = stack.pop() ?? 0;
      const kind = stack.pop();
      switch (kind) {
        case REGISTER:
          this.registers[a] = b;
          break;
        case MARK:
          this.marks.length -= 2;
          break;
        case NOT_MARK:
          this.marks.length -= 2;
          this.pc = a;
          this.pos = b;
          return undefined;
        case RUN_BACK:
          if (this.giveBack(a, b, c)) return undefined;
          break;
        case RUN_ON:
          if (this.takeOneMore(a, b, c)) return undefined;
          break;
        default:
          this.pc = a;
          this.pos = b;
          return undefined;
      }
    }
    return false;
  }

  /** A greedy run ends one character earlier. A negative place says that it holds surrogate pairs. */
  private giveBack(place: number, pos: number, atMin: number): boolean {
    let before = pos - 1;
    if (place < 0 && before > atMin) {
      const low = this.text.charCodeAt(before);
      const high = this.text.charCodeAt(before - 1);
      if (low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff) before--;
    }
    if (before < atMin) return false;
    if (before > atMin) this.push(RUN_BACK, place, before, atMin);
    this.pc = Math.abs(place);
    this.pos = before;
    return true;
  }

  /** A lazy run takes one character more. */
  private takeOneMore(place: number, pos: number, count: number): boolean {
    const instruction = this.program.code[place - 1];
    if (instruction?.op !== 'run') return false;
    if (pos >= this.goal.end) {
      this.hitEnd = true;
      return false;
    }
    const code = this.codeAt(pos);
    if (!instruction.test(code)) return false;
    this.pos = pos + (code > 0xffff ? 2 : 1);
    this.pc = place;
    if (count + 1 < instruction.max) this.push(RUN_ON, place, this.pos, count + 1);
    return true;
  }

  private holds(what: Assertion, unixLines: boolean): boolean {
    const { start, end } = this.goal;
    const { text, pos } = this;
    switch (what) {
      case 'input-start':
        return pos === start;
      case 'input-end':
        if (pos === end) this.hitEnd = true;
        return pos === end;
      case 'last-match-end':
        return pos === this.goal.lastEnd;
      case 'line-start':
        if (pos === start) return true;
        if (pos >= end) return false;
        return isLineEnd(text, pos - 1, unixLines) && !(text[pos - 1] === '\r' && text[pos] === '\n');
      case 'line-end':
        if (pos === end) this.hitEnd = true;
        if (pos === end) return true;
        return (
          isLineEnd(text, pos, unixLines) && !(text[pos] === '\n' && pos > start && text[pos - 1] === '\r')
        );
      case 'before-last-line-end': {
        if (pos === end) this.hitEnd = true;
        if (pos === end) return true;
        if (!isLineEnd(text, pos, unixLines)) return false;
        if (pos === end - 1)
          return !(text[pos] === '\n' && pos > start && text[pos - 1] === '\r' && !unixLines);
        return pos === end - 2 && !unixLines && text[pos] === '\r' && text[pos + 1] === '\n';
      }
      case 'word':
      case 'not-word': {
        const before = pos > start && isWordAt(text, pos - 1);
        const after = pos < end && isWordAt(text, pos);
        return (before !== after) === (what === 'word');
      }
    }
  }
}

const letterOrDigit = /^[\p{L}\p{Nd}\p{M}]$/u;

/** Word characters for \b: letters and digits of all scripts count, as in Java. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? isWord(code) : letterOrDigit.test(text.charAt(at));
}

function isLineEnd(text: string, at: number, unixLines: boolean): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (!unixLines && (code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029));
}
