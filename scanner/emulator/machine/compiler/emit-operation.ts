import { bitsToFloat, halvesToDouble } from '../convert.ts';
import { CannotCompile } from './cannot-compile.ts';
import type { Emitter } from './emit.ts';
import type { Operation } from './operation.ts';
import { TYPE, isWide } from './types.ts';
import type { RegisterType } from './types.ts';

const { int: I, float: F, long: J, double: D, reference: A } = TYPE;

const BINARY_INT = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const BINARY_FLOAT = ['+', '-', '*', '/', '%'];

/** Writes the code of one instruction that does not end its block. */
export function emitOperation(out: Emitter, operation: Operation, index: number): void {
  const { code, a, b, c } = operation;
  if (code >= 0x7b && code <= 0x8f) unary(out, code, a, b);
  else if (code >= 0x90 && code <= 0xaf) binary(out, operation, index);
  else if (code >= 0xd8 && code <= 0xe2) literal(out, code, a, b, c);
  else if (code >= 0x2d && code <= 0x31) compare(out, code, a, b, c);
  else if (code >= 0x44 && code <= 0x4a) arrayGet(out, operation, index);
  else if (code >= 0x4b && code <= 0x51) arrayPut(out, operation, index);
  else if (code >= 0x106 && code <= 0x10f) field(out, operation, index);
  else if (code >= 0x110 && code <= 0x112) invoke(out, operation, index);
  else other(out, operation, index);
}

function other(out: Emitter, operation: Operation, index: number): void {
  const { code, a, b, c, site } = operation;
  switch (code) {
    case 0x01:
    case 0x04:
    case 0x07:
      return copy(out, a, b);
    case 0x0a:
    case 0x0b:
      return result(out, a, operation.type);
    case 0x0e:
      return leaveMethod(out);
    case 0x0f:
    case 0x10:
    case 0x11:
      return giveBack(out, a);
    case 0x12:
      return constant32(out, a, b);
    case 0x16:
      out.line(`${out.variable(a, J)}=${b};h${a}=${c};`);
      return out.line(`${out.variable(a, D)}=${number(halvesToDouble(b, c))};`);
    case 0x1d:
    case 0x1e: {
      const object = out.use(a, A);
      const act = code === 0x1d ? 'enter' : 'exit';
      return out.line(`if(${object}===null||!T.${act}(vm,thread,${object}))${out.leave(index)}`);
    }
    case 0x21: {
      const array = out.use(b, A);
      out.line(`if(${array}===null||(t=${array}.length)===undefined)${out.leave(index)}`);
      return out.line(`${out.variable(a, I)}=t;`);
    }
    case 0x100:
      return out.line(`${out.variable(a, A)}=${out.constant(site?.value)};`);
    case 0x101: {
      const object = out.use(a, A);
      if (object === 'null') return;
      const known = out.constant(site);
      const cls = out.constant(site?.cls);
      return out.line(
        `if(${object}!==null&&${object}.cls!==${known}.cls1&&!T.isA(${object},${cls}))${out.leave(index)}`,
      );
    }
    case 0x102: {
      const object = out.use(b, A);
      const test =
        object === 'null' ? '0' : `${object}!==null&&T.isA(${object},${out.constant(site?.cls)})?1:0`;
      return out.line(`${out.variable(a, I)}=${test};`);
    }
    case 0x103:
      return out.line(`${out.variable(a, A)}=T.allocate(vm,${out.constant(site?.cls)});`);
    case 0x104:
      out.line(
        `t=T.newArray(vm,${out.constant(site?.cls)},${out.use(b, I)});if(t===null)${out.leave(index)}`,
      );
      return out.line(`${out.variable(a, A)}=t;`);
    default:
  }
}

/** Text of a number as JavaScript reads it back. */
function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function copy(out: Emitter, a: number, b: number): void {
  const type = out.typeOf(b);
  for (const form of formsOf(type)) {
    out.line(`${out.variable(a, form)}=${out.variable(b, form)};`);
    if (form === J) out.line(`h${a}=h${b};`);
  }
  if (type === TYPE.conflict || type === TYPE.none || type === TYPE.high)
    throw new CannotCompile(`move v${b}`);
}

function formsOf(type: RegisterType): RegisterType[] {
  if (type === TYPE.either32) return [I, F];
  if (type === TYPE.zero) return [I, F, A];
  if (type === TYPE.either64) return [J, D];
  return [type];
}

function result(out: Emitter, a: number, type: RegisterType): void {
  if (type === F) out.line(`${out.variable(a, F)}=T.bitsToFloat(thread.result);`);
  else if (type === J) out.line(`${out.variable(a, J)}=thread.result|0;h${a}=thread.resultHigh|0;`);
  else if (type === D) out.line(`${out.variable(a, D)}=T.halvesToDouble(thread.result,thread.resultHigh);`);
  else if (type === A) out.line(`${out.variable(a, A)}=thread.result;`);
  else if (type === I) out.line(`${out.variable(a, I)}=thread.result|0;`);
  else throw new CannotCompile('a result of no known type');
}

function leaveMethod(out: Emitter): void {
  out.line(`if(frame.special){vm.fuel=fuel;return T.returnSpecial(vm,thread,frame);}`);
  out.line(`thread.depth--;vm.fuel=fuel;return true;`);
}

function giveBack(out: Emitter, a: number): void {
  const { returns } = out.method;
  if (out.guarded) out.line('thread.resultLabel=0;');
  if (returns === 'F') out.line(`thread.result=T.floatToBits(${out.use(a, F)});`);
  else if (returns === 'J') {
    out.use(a, J);
    out.line(`thread.result=l${a};thread.resultHigh=h${a};`);
  } else if (returns === 'D') {
    const value = out.use(a, D);
    out.line(`thread.result=T.doubleLow(${value});thread.resultHigh=T.doubleHigh(${value});`);
  } else out.line(`thread.result=${out.use(a, returns === 'L' ? A : I)};`);
  leaveMethod(out);
}

function constant32(out: Emitter, a: number, bits: number): void {
  out.line(`${out.variable(a, I)}=${bits};${out.variable(a, F)}=${number(bitsToFloat(bits))};`);
  if (bits === 0) out.line(`${out.variable(a, A)}=null;`);
}

function unary(out: Emitter, code: number, a: number, b: number): void {
  const i = (): string => out.use(b, I);
  const f = (): string => out.use(b, F);
  const d = (): string => out.use(b, D);
  const long = (): [string, string] => [out.use(b, J), `h${b}`];
  const int = (text: string): void => out.line(`${out.variable(a, I)}=${text};`);
  const float = (text: string): void => out.line(`${out.variable(a, F)}=${text};`);
  const double = (text: string): void => out.line(`${out.variable(a, D)}=${text};`);
  const pair = (low: string, high: string): void =>
    out.line(`t=${low};u=${high};${out.variable(a, J)}=t;h${a}=u;`);
  switch (code) {
    case 0x7b:
      return int(`-${i()}|0`);
    case 0x7c:
      return int(`~${i()}`);
    case 0x7d: {
      const [low, high] = long();
      return pair(`-${low}|0`, `${low}===0?-${high}|0:~${high}`);
    }
    case 0x7e: {
      const [low, high] = long();
      return pair(`~${low}`, `~${high}`);
    }
    case 0x7f:
      return float(`-${f()}`);
    case 0x80:
      return double(`-${d()}`);
    case 0x81:
      return pair(i(), `${i()}>>31`);
    case 0x82:
      return float(`Math.fround(${i()})`);
    case 0x83:
      return double(i());
    case 0x84:
      return int(long()[0]);
    case 0x85: {
      const [low, high] = long();
      return float(`T.bitsToFloat(T.halvesToFloatBits(${low},${high}))`);
    }
    case 0x86: {
      const [low, high] = long();
      return double(`T.halvesToNumber(${low},${high})`);
    }
    case 0x87:
      return int(`T.numberToInt(${f()})`);
    case 0x88:
      return pair(`T.numberToLongLow(${f()})`, `T.numberToLongHigh(${f()})`);
    case 0x89:
      return double(f());
    case 0x8a:
      return int(`T.numberToInt(${d()})`);
    case 0x8b:
      return pair(`T.numberToLongLow(${d()})`, `T.numberToLongHigh(${d()})`);
    case 0x8c:
      return float(`Math.fround(${d()})`);
    case 0x8d:
      return int(`${i()}<<24>>24`);
    case 0x8e:
      return int(`${i()}&65535`);
    default:
      return int(`${i()}<<16>>16`);
  }
}

function binary(out: Emitter, { code, a, b, c }: Operation, index: number): void {
  if (code <= 0x9a) {
    const x = out.use(b, I);
    const y = out.use(c, I);
    if (code === 0x92) return out.line(`${out.variable(a, I)}=Math.imul(${x},${y});`);
    if (code === 0x93 || code === 0x94) out.line(`if(${y}===0)${out.leave(index)}`);
    return out.line(`${out.variable(a, I)}=(${x}${BINARY_INT[code - 0x90]}${y})|0;`);
  }
  if (code <= 0xa5) return binaryLong(out, code, a, b, c, index);
  if (code <= 0xaa)
    return out.line(
      `${out.variable(a, F)}=Math.fround(${out.use(b, F)}${BINARY_FLOAT[code - 0xa6]}${out.use(c, F)});`,
    );
  return out.line(`${out.variable(a, D)}=${out.use(b, D)}${BINARY_FLOAT[code - 0xab]}${out.use(c, D)};`);
}

function binaryLong(out: Emitter, code: number, a: number, b: number, c: number, index: number): void {
  const low = out.use(b, J);
  const high = `h${b}`;
  const set = (first: string, second: string): void => {
    out.line(`t=${first};u=${second};${out.variable(a, J)}=t;h${a}=u;`);
  };
  if (code >= 0xa3) {
    const by = out.use(c, I);
    if (code === 0xa3) return set(`T.shlLow(${low},${by})`, `T.shlHigh(${low},${high},${by})`);
    const name = code === 0xa4 ? 'shr' : 'ushr';
    return set(`T.${name}Low(${low},${high},${by})`, `T.${name}High(${high},${by})`);
  }
  const low2 = out.use(c, J);
  const high2 = `h${c}`;
  switch (code) {
    case 0x9b:
      return set(`(${low}+${low2})|0`, `(${high}+${high2}+((t>>>0)<(${low}>>>0)?1:0))|0`);
    case 0x9c:
      return set(`(${low}-${low2})|0`, `(${high}-${high2}-((${low}>>>0)<(${low2}>>>0)?1:0))|0`);
    case 0x9d:
      return set(`Math.imul(${low},${low2})`, `T.mulHigh(${low},${high},${low2},${high2})`);
    case 0x9e:
    case 0x9f: {
      out.line(`if(${low2}===0&&${high2}===0)${out.leave(index)}`);
      return set(`T.${code === 0x9e ? 'div' : 'rem'}Low(${low},${high},${low2},${high2})`, 'T.pairHigh()');
    }
    default: {
      const sign = code === 0xa0 ? '&' : code === 0xa1 ? '|' : '^';
      return set(`${low}${sign}${low2}`, `${high}${sign}${high2}`);
    }
  }
}

function literal(out: Emitter, code: number, a: number, b: number, c: number): void {
  const x = out.use(b, I);
  const to = out.variable(a, I);
  if (code === 0xd9) out.line(`${to}=(${c}-${x})|0;`);
  else if (code === 0xda) out.line(`${to}=Math.imul(${x},${c});`);
  else if ((code === 0xdb || code === 0xdc) && c === 0)
    throw new CannotCompile('a division by the literal zero');
  else {
    const sign = ['+', '', '', '/', '%', '&', '|', '^', '<<', '>>', '>>>'][code - 0xd8] ?? '+';
    out.line(`${to}=(${x}${sign}(${c}))|0;`);
  }
}

function compare(out: Emitter, code: number, a: number, b: number, c: number): void {
  const to = out.variable(a, I);
  if (code === 0x31) return out.line(`${to}=T.cmpLong(${out.use(b, J)},h${b},${out.use(c, J)},h${c});`);
  const type = code <= 0x2e ? F : D;
  const x = out.use(b, type);
  const y = out.use(c, type);
  const less = code === 0x2d || code === 0x2f;
  return out.line(less ? `${to}=${x}>${y}?1:${x}===${y}?0:-1;` : `${to}=${x}<${y}?-1:${x}===${y}?0:1;`);
}

/**
 * Leaves where an object has labels on its parts, or, for elements of primitive arrays, as a whole: only the
 * interpreter moves labels.
 */
function guard(out: Emitter, object: string, index: number, whole: boolean): void {
  if (!out.guarded) return;
  const labelled = whole ? `(s.shadow!==null||s.label!==0)` : 's.shadow!==null';
  out.line(`u=s;s=${object}.extra;if(s!==null&&${labelled})${out.leave(index)}s=u;`);
}

function arrayGet(out: Emitter, { code, a, b, c, type }: Operation, index: number): void {
  const array = out.use(b, A);
  const at = out.use(c, I);
  out.line(`if(${array}===null||${at}<0||${at}>=${array}.length)${out.leave(index)}`);
  guard(out, array, index, code !== 0x46);
  if (type === D) return out.line(`${out.variable(a, D)}=(${array}.view??T.floatView(${array}))[${at}];`);
  if (isWide(type)) {
    out.line(`s=${array}.data;t=s[${at}*2];u=s[${at}*2+1];${out.variable(a, J)}=t;h${a}=u;`);
    if (type === TYPE.either64) out.line(`${out.variable(a, D)}=T.halvesToDouble(t,u);`);
    return undefined;
  }
  if (code === 0x46) {
    out.line(`t=${array}.data[${at}];if(t===undefined)${out.leave(index)}`);
    return out.line(`${out.variable(a, A)}=t;`);
  }
  out.line(`t=${array}.data[${at}]|0;`);
  if (type === TYPE.either32) out.line(`${out.variable(a, F)}=T.bitsToFloat(t);`);
  return out.line(`${out.variable(a, I)}=t;`);
}

function arrayPut(out: Emitter, { code, a, b, c }: Operation, index: number): void {
  const array = out.use(b, A);
  const at = out.use(c, I);
  out.line(`if(${array}===null||${at}<0||${at}>=${array}.length)${out.leave(index)}`);
  guard(out, array, index, false);
  const known = out.typeOf(a);
  if (code === 0x4c) {
    if (known === D) return out.line(`(${array}.view??T.floatView(${array}))[${at}]=${out.use(a, D)};`);
    return out.line(`s=${array}.data;s[${at}*2]=${out.use(a, J)};s[${at}*2+1]=h${a};`);
  }
  if (code === 0x4d) {
    const value = out.use(a, A);
    if (value !== 'null')
      out.line(
        `if(${value}!==null&&${value}.cls!==${array}.cls.element&&T.refuses(${array},${value}))${out.leave(index)}`,
      );
    return out.line(`${array}.data[${at}]=${value};`);
  }
  if (code === 0x4b && known === F) return out.line(`${array}.data[${at}]=T.floatToBits(${out.use(a, F)});`);
  return out.line(`${array}.data[${at}]=${out.use(a, I)};`);
}

function field(out: Emitter, { code, a, b, c, site, uses, type }: Operation, index: number): void {
  const isStatic = code >= 0x10b;
  const isPut = isStatic ? code >= 0x10d : code >= 0x108;
  const slot = isStatic ? b : c;
  const slots = isStatic ? out.constant(site?.statics) : 's';
  if (!isStatic) {
    const object = out.use(b, A);
    out.line(`if(${object}===null||(s=${object}.slots)===undefined||s.length<=${slot})${out.leave(index)}`);
    guard(out, object, index, false);
  } else if (out.guarded)
    out.line(`if(${out.constant(site?.field?.owner)}.staticShadow!==null)${out.leave(index)}`);
  const here = `${slots}[${slot}]`;
  const next = `${slots}[${slot + 1}]`;
  if (isPut) {
    const kind = uses.at(-1)?.type;
    if (kind === F) out.line(`${here}=T.floatToBits(${out.use(a, F)});`);
    else if (kind === J) out.line(`${here}=${out.use(a, J)};${next}=h${a};`);
    else if (kind === D) {
      const value = out.use(a, D);
      out.line(`${here}=T.doubleLow(${value});${next}=T.doubleHigh(${value});`);
    } else out.line(`${here}=${out.use(a, kind === A ? A : I)};`);
    return;
  }
  if (type === F) out.line(`${out.variable(a, F)}=T.bitsToFloat(${here});`);
  else if (type === J) out.line(`t=${here}|0;u=${next}|0;${out.variable(a, J)}=t;h${a}=u;`);
  else if (type === D) out.line(`${out.variable(a, D)}=T.halvesToDouble(${here},${next});`);
  else out.line(`${out.variable(a, type)}=${here}${type === A ? '' : '|0'};`);
}

function invoke(out: Emitter, { code, position, site, uses }: Operation, index: number): void {
  const target = site?.method;
  if (site === null || target === null || target === undefined) throw new CannotCompile('an unresolved call');
  const known = out.constant(site);
  let callee = out.constant(target);
  if (code !== 0x112) {
    const receiver = out.use(site.registers[0] ?? 0, A);
    out.line(`if(${receiver}===null)${out.leave(index)}`);
    if (code === 0x110) {
      out.line(`s=${receiver}.cls;`);
      out.line(
        `t=s===${known}.cls1?${known}.method1:s===${known}.cls2?${known}.method2:T.find(vm,${known},s);`,
      );
      out.line(`if(t===null)${out.leave(index)}`);
      callee = 't';
    } else if (target.owner.name === 'java/lang/Object' && target.name === '<init>') return;
  }
  for (const { register, type } of uses) {
    out.use(register, type);
    out.line(out.store(register, out.typeOf(register)));
  }
  out.line(
    `vm.fuel=fuel;if(!T.${out.guarded ? 'invokeGuarded' : 'invoke'}(vm,thread,frame,${out.registerCount},${callee},${known},${position}))${out.leaveAfterCall(index)}`,
  );
  out.line(`fuel=vm.fuel;`);
}
