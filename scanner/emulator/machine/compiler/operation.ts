import { readInstruction } from '../../../dex/index.ts';
import type { Method } from '../java-class.ts';
import { CannotCompile } from './cannot-compile.ts';
import { OP_FALL_OFF } from '../method-code.ts';
import type { MethodCode } from '../method-code.ts';
import type { Op } from '../op.ts';
import type { Site } from '../site.ts';
import { TYPE, typeOfKind } from './types.ts';
import type { RegisterType } from './types.ts';

/** A register that an operation reads, and as what. `either32` and `zero` mean: whatever 32 bits or reference it is. */
export type Use = { readonly register: number; readonly type: RegisterType };

/** One instruction as the compiler sees it: what it reads and writes, and where it goes. */
export type Operation = {
  readonly position: number;
  /** Number in the interpreter's switch. */
  readonly code: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly site: Site | null;
  readonly uses: readonly Use[];
  /** Register written; -1 for none. */
  readonly target: number;
  /** Type written; `copy` operations take it from their source. */
  readonly type: RegisterType;
  readonly isCopy: boolean;
  /** Positions that a branch leads to, fall-through not among them. */
  readonly branches: readonly number[];
  readonly falls: boolean;
  /** The compiler has no code for it, or it always leaves compiled code: the interpreter takes over. */
  readonly leaves: boolean;
  readonly canThrow: boolean;
};

/** Which families of arithmetic a method does: decides what an untyped array read is taken for. */
export type Flavour = { readonly float: boolean; readonly long: boolean; readonly double: boolean };

type Draft = Partial<Operation>;

const I = TYPE.int;
const F = TYPE.float;
const J = TYPE.long;
const D = TYPE.double;
const A = TYPE.reference;
const ANY = TYPE.either32;

const UNARY: Readonly<Record<number, readonly [RegisterType, RegisterType]>> = {
  0x7b: [I, I],
  0x7c: [I, I],
  0x7d: [J, J],
  0x7e: [J, J],
  0x7f: [F, F],
  0x80: [D, D],
  0x81: [I, J],
  0x82: [I, F],
  0x83: [I, D],
  0x84: [J, I],
  0x85: [J, F],
  0x86: [J, D],
  0x87: [F, I],
  0x88: [F, J],
  0x89: [F, D],
  0x8a: [D, I],
  0x8b: [D, J],
  0x8c: [D, F],
  0x8d: [I, I],
  0x8e: [I, I],
  0x8f: [I, I],
};

/** All operations of a method, by instruction number. */
export function readOperations(method: Method, code: MethodCode): Operation[] {
  const flavour = flavourOf(method, code);
  return code.ops.map((op) => readOperation(method, code, op, flavour));
}

function readOperation(method: Method, code: MethodCode, op: Op, flavour: Flavour): Operation {
  const number = opcodeOf(code, op);
  const { a, b, c } = op;
  const base = {
    position: op.at,
    code: number,
    a,
    b,
    c,
    site: null,
    uses: [],
    target: -1,
    type: TYPE.none,
    isCopy: false,
    branches: [],
    falls: true,
    leaves: false,
    canThrow: false,
  };
  return { ...base, ...draft(method, code, op, number, flavour) };
}

/** Its number, also where a compiled loop begins. */
function opcodeOf(code: MethodCode, op: Op): number {
  return code.units?.get(op.at)?.original ?? op.opcode;
}

function draft(method: Method, code: MethodCode, op: Op, number: number, flavour: Flavour): Draft {
  const { a, b, c, site } = op;
  const use = (register: number, type: RegisterType): Use => ({ register, type });
  const unary = UNARY[number];
  if (unary !== undefined) return { uses: [use(b, unary[0])], target: a, type: unary[1] };
  if (number >= 0x90 && number <= 0xaf) return binary(number, a, b, c);
  if (number >= 0xd8 && number <= 0xe2)
    return { uses: [use(b, I)], target: a, type: I, canThrow: number === 0xdb || number === 0xdc };
  if (number >= 0x32 && number <= 0x37) {
    const type = number < 0x34 ? ANY : I;
    return { uses: [use(a, type), use(b, type)], branches: [op.target.at] };
  }
  if (number >= 0x38 && number <= 0x3d)
    return { uses: [use(a, number < 0x3a ? ANY : I)], branches: [op.target.at] };
  if (number >= 0x44 && number <= 0x51) return arrayAccess(number, a, b, c, flavour);
  if (number >= 0x106 && number <= 0x10f) return fieldAccess(code, op, number);
  switch (number) {
    case 0x00:
      return {};
    case 0x01:
    case 0x07:
      return { uses: [use(b, ANY)], target: a, isCopy: true };
    case 0x04:
      return { uses: [use(b, TYPE.either64)], target: a, isCopy: true };
    case 0x0a:
    case 0x0b:
      return { target: a, type: resultType(code, op) };
    case 0x0e:
      return { falls: false };
    case 0x0f:
    case 0x10:
    case 0x11:
      return { uses: [use(a, typeOfKind(method.returns))], falls: false };
    case 0x12:
      return { target: a, type: b === 0 ? TYPE.zero : ANY };
    case 0x16:
      return { target: a, type: TYPE.either64 };
    case 0x1d:
    case 0x1e:
      return { uses: [use(a, A)], canThrow: true };
    case 0x21:
      return { uses: [use(b, A)], target: a, type: I, canThrow: true };
    case 0x28:
      return { branches: [op.target.at], falls: false };
    case 0x2b:
    case 0x2c: {
      return {
        uses: [use(a, I)],
        site,
        branches: [...new Set(site.table?.values() ?? [])].map((to) => to.at),
      };
    }
    case 0x2d:
    case 0x2e:
      return { uses: [use(b, F), use(c, F)], target: a, type: I };
    case 0x2f:
    case 0x30:
      return { uses: [use(b, D), use(c, D)], target: a, type: I };
    case 0x31:
      return { uses: [use(b, J), use(c, J)], target: a, type: I };
    case 0x100:
    case 0x103:
      return { site: site, target: a, type: A, canThrow: number === 0x103 };
    case 0x101:
      return { site: site, uses: [use(a, A)], canThrow: true };
    case 0x102:
      return { site: site, uses: [use(b, A)], target: a, type: I };
    case 0x104:
      return { site: site, uses: [use(b, I)], target: a, type: A, canThrow: true };
    case 0x110:
    case 0x111:
    case 0x112:
      return invoke(site);
    default:
      return { ...leaving(code, op, number), leaves: true, canThrow: true };
  }
}

/** An instruction that is left to the interpreter: it still reads and writes registers, and goes on. */
function leaving(code: MethodCode, op: Op, number: number): Draft {
  if (number === OP_FALL_OFF) return { falls: false };
  const { opcode, registers, index } = readInstruction(code.source, code.pcs[op.at] ?? 0);
  const isCast = opcode.name === 'check-cast';
  const uses = registers
    .slice(opcode.setsRegister && !isCast ? 1 : 0)
    .map((register) => ({ register, type: ANY }));
  if (!opcode.setsRegister) return { uses, falls: opcode.canContinue };
  const type =
    opcode.reference === 'field'
      ? typeOfKind(code.source.dex.field(index).type)
      : opcode.name === 'instance-of'
        ? I
        : opcode.format === '21c' || opcode.format === '22c' || opcode.name === 'move-exception'
          ? A
          : TYPE.conflict;
  return { uses, target: registers[0] ?? -1, type };
}

function binary(number: number, a: number, b: number, c: number): Draft {
  const family = number <= 0x9a ? I : number <= 0xa5 ? J : number <= 0xaa ? F : D;
  const second = number >= 0xa3 && number <= 0xa5 ? I : family;
  const canThrow = number === 0x93 || number === 0x94 || number === 0x9e || number === 0x9f;
  return {
    uses: [
      { register: b, type: family },
      { register: c, type: second },
    ],
    target: a,
    type: family,
    canThrow,
  };
}

function arrayAccess(number: number, a: number, b: number, c: number, flavour: Flavour): Draft {
  const isPut = number >= 0x4b;
  const at = [
    { register: b, type: A },
    { register: c, type: I },
  ];
  const type = elementType(isPut ? number - 7 : number, flavour);
  return isPut
    ? { uses: [...at, { register: a, type }], canThrow: true }
    : { uses: at, target: a, type, canThrow: true };
}

/** An untyped array read is what the rest of the method computes with. */
function elementType(number: number, flavour: Flavour): RegisterType {
  if (number === 0x44) return flavour.float ? TYPE.either32 : I;
  if (number === 0x45) {
    if (!flavour.double) return J;
    return flavour.long ? TYPE.either64 : D;
  }
  return number === 0x46 ? A : I;
}

function fieldAccess(code: MethodCode, op: Op, number: number): Draft {
  // Compiled code carries no labels.
  if (op.site.fieldLabel !== 0) throw new CannotCompile('a watched field');
  const { a, b } = op;
  const type = typeOfKind(fieldType(code, op));
  const isStatic = number >= 0x10b;
  const isPut = isStatic ? number >= 0x10d : number >= 0x108;
  const object = isStatic ? [] : [{ register: b, type: A }];
  const site = isStatic ? op.site : null;
  return isPut
    ? { site, uses: [...object, { register: a, type }], canThrow: !isStatic }
    : { site, uses: object, target: a, type, canThrow: !isStatic };
}

function fieldType(code: MethodCode, op: Op): string {
  const { index } = readInstruction(code.source, code.pcs[op.at] ?? 0);
  return code.source.dex.field(index).type;
}

function invoke(site: Site): Draft {
  const kinds = site.method?.kinds ?? '';
  const uses: Use[] = [];
  let word = 0;
  for (const kind of kinds) {
    const type = typeOfKind(kind);
    uses.push({ register: site.registers[word] ?? 0, type });
    word += type === J || type === D ? 2 : 1;
  }
  return { site, uses, canThrow: true };
}

function resultType(code: MethodCode, op: Op): RegisterType {
  const before = code.ops[op.at - 1];
  if (before === undefined) return TYPE.conflict;
  const number = opcodeOf(code, before);
  if (number >= 0x110 && number <= 0x112) return typeOfKind(before.site.method?.returns ?? 'V');
  return number === 0x105 ? A : TYPE.conflict;
}

/** Looks at opcodes, and at the types of fields and calls, for floats, longs and doubles. */
function flavourOf(method: Method, code: MethodCode): Flavour {
  let seen = method.kinds + method.returns;
  for (const op of code.ops) {
    const number = opcodeOf(code, op);
    const unary = UNARY[number];
    if (unary !== undefined) seen += letter(unary[0]) + letter(unary[1]);
    else if (number >= 0x90 && number <= 0xaf) seen += letter(binary(number, 0, 0, 0).type ?? I);
    else if (number === 0x2d || number === 0x2e) seen += 'F';
    else if (number === 0x2f || number === 0x30) seen += 'D';
    else if (number === 0x31) seen += 'J';
    else if (number >= 0x106 && number <= 0x10f) seen += letter(typeOfKind(fieldType(code, op)));
    else if (number >= 0x110 && number <= 0x112) {
      const callee = op.site.method;
      seen += (callee?.kinds ?? '') + (callee?.returns ?? '');
    }
  }
  return { float: seen.includes('F'), long: seen.includes('J'), double: seen.includes('D') };
}

function letter(type: RegisterType): string {
  return type === F ? 'F' : type === J ? 'J' : type === D ? 'D' : 'I';
}
