import type { Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import type { Op } from './op.ts';
import type { JavaThread } from './thread.ts';
import { HeapObject, JavaArray, JavaObject, extraOf } from './values.ts';

/**
 * What an instruction does to labels, by its number: shadow registers follow the values. Letters: n nothing; u A from B;
 * b A from B and C; c and a A is cleared; r A from the last result; t the result from A; g A from array B at C; p array B
 * at C from A; G and P read and write fields, s and S statics; j a branch on A and B; z a branch on A.
 */
const LETTERS = 'nub-crtgpGPsSjza';

const KINDS: Uint8Array = toKinds();

function toKinds(): Uint8Array {
  const kinds = new Uint8Array(0x140);
  const set = (kind: string, ...opcodes: number[]): void =>
    opcodes.forEach((opcode) => (kinds[opcode] = LETTERS.indexOf(kind)));
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);
  set('u', 0x01, 0x04, 0x07, 0x21, ...range(0x7b, 0x8f), ...range(0xd8, 0xe2), 0x102);
  set('b', ...range(0x2d, 0x31), ...range(0x90, 0xaf));
  set('r', 0x0a, 0x0b);
  set('c', 0x0d, 0x12, 0x16, 0x100, 0x103);
  set('t', 0x0f, 0x10, 0x11);
  set('g', ...range(0x44, 0x4a));
  set('p', ...range(0x4b, 0x51));
  set('j', ...range(0x32, 0x37));
  set('z', ...range(0x38, 0x3d), 0x2b, 0x2c);
  set('G', 0x106, 0x107);
  set('P', 0x108, 0x109, 0x10a);
  set('s', 0x10b, 0x10c);
  set('S', 0x10d, 0x10e, 0x10f);
  set('a', 0x104);
  return kinds;
}

/** Moves the labels that an instruction moves; runs before the instruction does. */
export function shadowStep(vm: Machine, thread: JavaThread, op: Op, method: Method, base: number): void {
  const labels = thread.labels;
  if (labels === null) return;
  const r = thread.registers;
  const a = base + op.a;
  const b = base + op.b;
  const c = base + op.c;
  switch (KINDS[op.opcode]) {
    case 1: // u: the only operand
      labels[a] = labels[b] ?? 0;
      return;
    case 2: // b: two operands
      labels[a] = vm.labels.union(labels[b] ?? 0, labels[c] ?? 0);
      return;
    case 5: // r: the last result
      labels[a] = thread.resultLabel;
      thread.resultLabel = 0;
      return;
    case 4: // c: nothing
    case 15: // a: nothing
      labels[a] = 0;
      return;
    case 6: // t: becomes the result
      thread.resultLabel = labels[a] ?? 0;
      return;
    case 7: {
      // g: read from an array
      const array = r[b];
      const index = r[c];
      if (!(array instanceof JavaArray) || array.extra === null) labels[a] = labels[c] ?? 0;
      else {
        const own = array.extra.shadow === null ? 0 : (array.extra.shadow[Number(index)] ?? 0);
        const whole = op.opcode === 0x46 ? 0 : array.extra.label;
        labels[a] = vm.labels.union(vm.labels.union(own, whole), labels[c] ?? 0);
      }
      return;
    }
    case 8: // p: write to an array
      store(r[b], Number(r[c]), labels[a] ?? 0);
      return;
    case 9: {
      // G: read a field
      const object = r[b];
      const shadow = object instanceof JavaObject ? object.extra?.shadow : null;
      labels[a] = vm.labels.union(shadow?.[op.c] ?? 0, op.site.fieldLabel);
      return;
    }
    case 10: // P: write a field
      store(r[b], op.c, labels[a] ?? 0);
      return;
    case 11: // s: read a static
      labels[a] = vm.labels.union(op.site.field?.owner.staticShadow?.[op.b] ?? 0, op.site.fieldLabel);
      return;
    case 12: {
      // S: write a static
      const owner = op.site.field?.owner;
      if (owner === undefined || (owner.staticShadow === null && labels[a] === 0)) return;
      owner.staticShadow ??= new Int32Array(owner.statics.length);
      owner.staticShadow[op.b] = labels[a] ?? 0;
      return;
    }
    case 13: // j: branch on two
      branch(vm, method, vm.labels.union(labels[a] ?? 0, labels[b] ?? 0));
      return;
    case 14: // z: branch on one
      branch(vm, method, labels[a] ?? 0);
      return;
    default:
      return;
  }
}

/** Whether a frame's registers are without labels, so that compiled code may go on with them. */
export function isUnlabelled(labels: readonly number[], base: number, count: number): boolean {
  for (let at = base; at < base + count; at++) if (labels[at] !== 0) return false;
  return true;
}

/** The elements of an array made of registers have the registers' labels. */
export function shadowFilled(
  array: JavaArray,
  base: number,
  registers: readonly number[],
  labels: readonly number[],
): void {
  registers.forEach((register, i) => store(array, i, labels[base + register] ?? 0));
}

function store(target: unknown, index: number, label: number): void {
  if (!(target instanceof HeapObject)) return;
  if (label === 0 && (target.extra?.shadow ?? null) === null) return;
  const size =
    target instanceof JavaArray ? target.length : target instanceof JavaObject ? target.slots.length : 0;
  const extra = extraOf(target);
  extra.shadow ??= new Int32Array(size);
  if (index >= 0 && index < size) extra.shadow[index] = label;
}

function branch(vm: Machine, method: Method, label: number): void {
  if (label === 0) return;
  const gap = vm.labels.findUnknown(label);
  if (gap === undefined) return;
  const caller = `${method.owner.name}.${method.selector}`;
  if (vm.gaps.add('UNKNOWN_BRANCH', gap, caller) % MOST_UNKNOWN_BRANCHES !== 0) return;
  // A loop that waits for a value that nobody knows would run until a budget is spent: no code after it would be seen.
  vm.gaps.add('UNKNOWN_LOOP', gap, caller);
  vm.throwNew('java/lang/Error', `A loop went by the unknown result of ${gap}`);
}

/** Branches by one unknown value in one method before its loop is ended, and again each time so many more were. */
const MOST_UNKNOWN_BRANCHES = 50_000;
