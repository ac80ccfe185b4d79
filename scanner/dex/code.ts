import { badDex } from './byte-cursor.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { DexFile } from './dex-file.ts';
import type { DexMethod } from './dex-class.ts';
import { readDebugInfo } from './debug-info.ts';
import type { DebugInfo } from './debug-info.ts';

/** One catch clause: the exception's descriptor, or undefined for catch-all, and where it is handled. */
export type CatchHandler = { readonly type?: string; readonly pc: number };

/** Instructions from `startPc` up to but not including `endPc` are covered by the handlers, tried in order. */
export type TryBlock = {
  readonly startPc: number;
  readonly endPc: number;
  readonly handlers: readonly CatchHandler[];
};

/** Throws BAD_DEX where the code_item at an offset cannot be one; gives its number of 16-bit units. */
export function checkCode(dex: DexFile, offset: number): number {
  const registerCount = dex.u16(offset);
  const insCount = dex.u16(offset + 2);
  const unitCount = dex.u32(offset + 12);
  if (offset % 2 !== 0) badDex(dex.name, 'Code does not start at an even offset', offset);
  if (insCount > registerCount) badDex(dex.name, 'A method takes more words than it has registers', offset);
  if (toFirstUnit(offset) + unitCount > dex.units.length)
    badDex(dex.name, 'Instructions run past the end of the file', offset);
  return unitCount;
}

/** Index in `dex.units` of the first instruction of the code_item at an offset. */
export function toFirstUnit(offset: number): number {
  return (offset + 16) >> 1;
}

/** The code_item of a method. Program counters are in 16-bit units from the first instruction. */
export class Code {
  readonly dex: DexFile;
  readonly method: DexMethod;
  readonly offset: number;
  readonly registerCount: number;
  /** Words of incoming arguments; they sit in the last registers. */
  readonly insCount: number;
  readonly outsCount: number;
  /** Index of the first instruction in `dex.units`. */
  readonly firstUnit: number;
  readonly unitCount: number;
  private readonly tryCount: number;
  private triesRead: readonly TryBlock[] | undefined;
  private debugRead: DebugInfo | undefined;

  constructor(dex: DexFile, offset: number, method: DexMethod) {
    this.dex = dex;
    this.method = method;
    this.offset = offset;
    this.registerCount = dex.u16(offset);
    this.insCount = dex.u16(offset + 2);
    this.outsCount = dex.u16(offset + 4);
    this.tryCount = dex.u16(offset + 6);
    this.unitCount = checkCode(dex, offset);
    this.firstUnit = toFirstUnit(offset);
  }

  /** Offset in the file of the instruction at `pc`. */
  offsetOf(pc: number): number {
    return (this.firstUnit + pc) * 2;
  }

  get tries(): readonly TryBlock[] {
    this.triesRead ??= this.readTries();
    return this.triesRead;
  }

  /** Line table and parameter names; empty where the app was built without them. */
  get debug(): DebugInfo {
    this.debugRead ??= readDebugInfo(this.dex, this.dex.u32(this.offset + 8), this.unitCount);
    return this.debugRead;
  }

  /** The source line of an instruction, when the app kept it. */
  findLine(pc: number): number | undefined {
    let line: number | undefined;
    for (const entry of this.debug.lines) {
      if (entry.pc > pc) break;
      line = entry.line;
    }
    return line;
  }

  private readTries(): TryBlock[] {
    if (this.tryCount === 0) return [];
    const triesOffset = this.offset + 16 + this.unitCount * 2 + (this.unitCount % 2) * 2;
    const cursor = this.dex.cursor(triesOffset);
    cursor.checkCount(this.tryCount, 8);
    const handlersOffset = triesOffset + this.tryCount * 8;
    const handlers = new Map<number, CatchHandler[]>();
    const tries: TryBlock[] = [];
    for (let i = 0; i < this.tryCount; i++) {
      const startPc = cursor.u32();
      const endPc = startPc + cursor.u16();
      const at = handlersOffset + cursor.u16();
      if (endPc > this.unitCount)
        badDex(this.dex.name, 'A try block runs past the code', triesOffset + i * 8);
      const known = handlers.get(at) ?? this.readHandlers(this.dex.cursor(at));
      handlers.set(at, known);
      tries.push({ startPc, endPc, handlers: known });
    }
    return tries;
  }

  private readHandlers(cursor: ByteCursor): CatchHandler[] {
    const at = cursor.offset;
    const size = cursor.sleb();
    const count = cursor.checkCount(Math.abs(size), 2);
    const handlers: CatchHandler[] = [];
    for (let i = 0; i < count; i++) {
      const type = this.dex.type(cursor.uleb());
      handlers.push({ type, pc: cursor.uleb() });
    }
    if (size <= 0) handlers.push({ pc: cursor.uleb() });
    if (handlers.some((handler) => handler.pc >= this.unitCount))
      badDex(this.dex.name, 'A handler lies outside the code', at);
    return handlers;
  }
}
