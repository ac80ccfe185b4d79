import type { InstructionCursor } from '../../dex/index.ts';
import { isInvoke } from '../opcodes-used.ts';
import type { Context } from './context.ts';
import type { At } from './effects.ts';

const CONST_STRING = 0x1a;
const CONST_STRING_JUMBO = 0x1b;
const CONST_CLASS = 0x1c;
const NEW_INSTANCE = 0x22;
const FIRST_STATIC = 0x60;
const LAST_STATIC = 0x6d;

/** What a library's instruction may lead to. Pool indexes are those of the method's file. */
export type LibraryEffects = {
  call(at: At, kind: number, index: number): void;
  make(at: At, typeIndex: number): void;
  touch(at: At, fieldIndex: number): void;
  nameClass(at: At, typeIndex: number): void;
  nameText(at: At, stringIndex: number): void;
};

/** Reads a method without following values: every instruction may run. Returns its size in units. */
export function scanLibrary(context: Context, cursor: InstructionCursor, effects: LibraryEffects): number {
  const code = context.method.findCode();
  if (!code) return 0;
  cursor.reset(code);
  while (cursor.next()) {
    const { opcode, pc, index } = cursor;
    const at = { context, pc, dex: code.dex };
    if (isInvoke(opcode)) effects.call(at, opcode >= 0x74 ? opcode - 0x74 : opcode - 0x6e, index);
    else if (opcode === NEW_INSTANCE) effects.make(at, index);
    else if (opcode >= FIRST_STATIC && opcode <= LAST_STATIC) effects.touch(at, index);
    else if (opcode === CONST_CLASS) effects.nameClass(at, index);
    else if (opcode === CONST_STRING || opcode === CONST_STRING_JUMBO) effects.nameText(at, index);
  }
  return code.unitCount;
}
