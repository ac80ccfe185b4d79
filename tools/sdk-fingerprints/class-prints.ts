import {
  hashReference,
  hashText,
  isTellingOwner,
  isTellingText,
  MethodPrint,
} from '../../scanner/code/fingerprints/index.ts';

/** A class of a jar: its internal name and the prints of its methods, as the scanner computes them from dex code. */
export type ClassPrints = { readonly name: string; readonly prints: readonly number[] };

type Constant =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly index: number }
  | { readonly kind: 'two'; readonly a: number; readonly b: number }
  | undefined;

const OP = { ldc: 0x12, ldcW: 0x13, getstatic: 0xb2, invokevirtual: 0xb6, invokeinterface: 0xb9 } as const;
/** Operand bytes of each instruction (JVM specification, chapter 6); switches and `wide` are told apart. */
const OPERAND_BYTES = toOperandTable();
const TABLE_SWITCH = 0xaa;
const LOOKUP_SWITCH = 0xab;
const WIDE = 0xc4;
const IINC = 0x84;

/** Reads a class file and takes its methods' prints. Throws RangeError on a broken file: jars are chosen by hand. */
export function readClassPrints(bytes: Uint8Array): ClassPrints {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { pool, end } = readPool(bytes, view);
  const text = (index: number): string => {
    const constant = pool[index];
    return constant?.kind === 'text' ? constant.text : '';
  };
  const textOf = (index: number): string => {
    const constant = pool[index];
    return constant?.kind === 'one' ? text(constant.index) : '';
  };
  let at = end + 2;
  const name = textOf(view.getUint16(at));
  at += 4;
  at += 2 + view.getUint16(at) * 2;
  const prints: number[] = [];
  const print = new MethodPrint();
  for (const isMethods of [false, true]) {
    const count = view.getUint16(at);
    at += 2;
    for (let i = 0; i < count; i++) {
      const attributes = view.getUint16(at + 6);
      at += 8;
      for (let j = 0; j < attributes; j++) {
        const attribute = text(view.getUint16(at));
        const size = view.getUint32(at + 2);
        if (isMethods && attribute === 'Code') {
          print.reset();
          readCode(view, at + 14, view.getUint32(at + 10), pool, { text, textOf }, print);
          const value = print.finish();
          if (value !== 0) prints.push(value);
        }
        at += 6 + size;
      }
    }
  }
  return { name, prints };
}

type Texts = { readonly text: (index: number) => string; readonly textOf: (index: number) => string };

function readCode(
  view: DataView,
  start: number,
  size: number,
  pool: readonly Constant[],
  { text, textOf }: Texts,
  print: MethodPrint,
): void {
  const addReference = (index: number): void => {
    const reference = pool[index];
    if (reference?.kind !== 'two') return;
    const owner = textOf(reference.a);
    const named = pool[reference.b];
    if (named?.kind !== 'two' || !isTellingOwner(owner)) return;
    print.addReference(hashReference(owner, text(named.a), text(named.b)));
  };
  for (let pc = 0; pc < size;) {
    const at = start + pc;
    const opcode = view.getUint8(at);
    if (opcode === OP.ldc || opcode === OP.ldcW) {
      const constant = textOf(opcode === OP.ldc ? view.getUint8(at + 1) : view.getUint16(at + 1));
      const index = opcode === OP.ldc ? view.getUint8(at + 1) : view.getUint16(at + 1);
      if (pool[index]?.kind === 'one' && isString(view, pool, index) && isTellingText(constant))
        print.addText(hashText(constant));
    } else if (opcode === OP.getstatic || (opcode >= OP.invokevirtual && opcode <= OP.invokeinterface)) {
      addReference(view.getUint16(at + 1));
    }
    pc += sizeOf(view, start, pc, opcode);
  }
}

/** Class constants have the same form as strings; only strings count. */
function isString(view: DataView, pool: readonly Constant[], index: number): boolean {
  return view.getUint8(tagOffsets.get(pool)?.[index] ?? 0) === 8;
}

function sizeOf(view: DataView, start: number, pc: number, opcode: number): number {
  if (opcode === WIDE) return view.getUint8(start + pc + 1) === IINC ? 6 : 4;
  if (opcode !== TABLE_SWITCH && opcode !== LOOKUP_SWITCH) return 1 + (OPERAND_BYTES[opcode] ?? 0);
  const aligned = pc + 4 - (pc % 4);
  const at = start + aligned;
  if (opcode === LOOKUP_SWITCH) return aligned - pc + 8 + view.getInt32(at + 4) * 8;
  return aligned - pc + 12 + (view.getInt32(at + 8) - view.getInt32(at + 4) + 1) * 4;
}

const tagOffsets = new WeakMap<readonly Constant[], readonly number[]>();

function readPool(
  bytes: Uint8Array,
  view: DataView,
): { readonly pool: readonly Constant[]; readonly end: number } {
  const count = view.getUint16(8);
  const pool: Constant[] = [undefined];
  const offsets: number[] = [0];
  let at = 10;
  while (pool.length < count) {
    const tag = view.getUint8(at);
    offsets.push(at);
    switch (tag) {
      case 1: {
        const size = view.getUint16(at + 1);
        pool.push({ kind: 'text', text: readModifiedUtf8(bytes.subarray(at + 3, at + 3 + size)) });
        at += 3 + size;
        break;
      }
      case 5:
      case 6:
        // Longs and doubles take two places.
        pool.push(undefined, undefined);
        offsets.push(at);
        at += 9;
        break;
      case 7:
      case 8:
      case 16:
      case 19:
      case 20:
        pool.push({ kind: 'one', index: view.getUint16(at + 1) });
        at += 3;
        break;
      case 15:
        pool.push(undefined);
        at += 4;
        break;
      case 9:
      case 10:
      case 11:
      case 12:
      case 17:
      case 18:
        pool.push({ kind: 'two', a: view.getUint16(at + 1), b: view.getUint16(at + 3) });
        at += 5;
        break;
      default:
        pool.push(undefined);
        at += 5;
    }
  }
  tagOffsets.set(pool, offsets);
  return { pool, end: at };
}

/** Units of UTF-16, each in one to three bytes (JVM specification 4.4.7). */
function readModifiedUtf8(bytes: Uint8Array): string {
  const units: number[] = [];
  for (let i = 0; i < bytes.length;) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    if (a < 0x80) {
      units.push(a);
      i += 1;
    } else if (a < 0xe0) {
      units.push(((a & 0x1f) << 6) | (b & 0x3f));
      i += 2;
    } else {
      units.push(((a & 0xf) << 12) | ((b & 0x3f) << 6) | (c & 0x3f));
      i += 3;
    }
  }
  let text = '';
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

function toOperandTable(): Uint8Array {
  const table = new Uint8Array(256);
  const set = (bytes: number, ...ranges: readonly (readonly [from: number, to: number])[]): void => {
    for (const [from, to] of ranges) table.fill(bytes, from, to + 1);
  };
  set(1, [0x10, 0x10], [0x12, 0x12], [0x15, 0x19], [0x36, 0x3a], [0xa9, 0xa9], [0xbc, 0xbc]);
  set(2, [0x11, 0x11], [0x13, 0x14], [0x84, 0x84], [0x99, 0xa8], [0xb2, 0xb8], [0xbb, 0xbb], [0xbd, 0xbd]);
  set(2, [0xc0, 0xc1], [0xc6, 0xc7]);
  set(3, [0xc5, 0xc5]);
  set(4, [0xb9, 0xba], [0xc8, 0xc9]);
  return table;
}
