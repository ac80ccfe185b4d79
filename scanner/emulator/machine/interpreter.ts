import { doubleHigh, doubleLow, doubles, halves, halvesToDouble } from './convert.ts';
import { runtime } from './compiler/runtime.ts';
import { enterLoop } from './compiler/enter-loop.ts';
import { settleEntry } from './compiler/settle.ts';
import { dropUnguarded, entryUnit, sampleLoop } from './compiler/tiers.ts';
import { findVirtual } from './dispatch.ts';
import { toJavaException, unwind } from './exceptions.ts';
import { callFromRegisters, codeOf, leaveSpecial, lockOf, popFrame, pushFrame } from './frames.ts';
import { cmpLong, mulLong, shlLong, shrLong, ushrLong } from './long-math.ts';
import type { Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { exitMonitor, tryEnter } from './monitors.ts';
import { Op } from './op.ts';
import { runRare } from './rare-arithmetic.ts';
import { resolve } from './resolve.ts';
import { NO_SITE } from './site.ts';
import type { Site } from './site.ts';
import { isUnlabelled, shadowStep } from './shadow.ts';
import {
  arrayFault,
  arrayLength,
  castFails,
  filledArray,
  nullFault,
  readField,
  storeFails,
  unknownField,
  writeField,
} from './slow-paths.ts';
import type { JavaThread } from './thread.ts';
import { HeapObject, type JavaArray, type JavaObject } from './values.ts';
import type { Slot } from './values.ts';

// The switch below runs on numbers written out, because only then does V8 make a jump table of it. 0x00-0xff are dex
// opcodes in canonical form (method-code.ts), 0x100 and up their resolved forms (resolve.ts, QUICK).

const START = new Op(0, 0, 0, 0, 0, NO_SITE);

/**
 * Runs bytecode of the thread's top frame, and of what it calls, until the top frame is a model's, the thread cannot go
 * on, or the slice is used up. Leaves every frame with its `pc` at the next instruction.
 */
export function interpret(vm: Machine, thread: JavaThread): void {
  let op = START;
  let frame = thread.top;
  let fuel = vm.fuel;
  frames: for (;;) {
    try {
      frame = thread.top;
      if (frame === undefined || frame.code === null || thread.state !== 'runnable' || fuel <= 0) {
        if (fuel <= 0 && frame !== undefined && frame.code !== null)
          sampleLoop(vm, frame.method as Method, frame.code, frame.pc);
        vm.fuel = fuel;
        return;
      }
      if (thread.pending !== null) {
        const exception = thread.pending;
        thread.pending = null;
        unwind(vm, thread, exception);
        continue;
      }
      let code = frame.code;
      let method = frame.method as Method;
      let base = frame.base;
      const r = thread.registers;
      let shadows = thread.labels;
      op = code.ops[frame.pc] as Op;
      if (frame.redo) {
        frame.redo = false;
        op = code.ops[frame.pc - 1] as Op;
      }
      for (;;) {
        fuel--;
        if (shadows !== null) shadowStep(vm, thread, op, method, base);
        const a = base + op.a;
        const opcode = op.opcode;
        let callee: Method;
        let call: Site;
        step: {
          switch (opcode) {
            case 0x00: // nop
              op = op.next;
              continue;
            case 0x01: // move
            case 0x07: // move-object
              r[a] = r[base + op.b] as Slot;
              op = op.next;
              continue;
            case 0x04: {
              // move-wide: pairs may overlap
              const from = base + op.b;
              const low = r[from] as Slot;
              const high = r[from + 1] as Slot;
              r[a] = low;
              r[a + 1] = high;
              op = op.next;
              continue;
            }
            case 0x0a: // move-result
              r[a] = thread.result;
              op = op.next;
              continue;
            case 0x0b: // move-result-wide
              r[a] = thread.result;
              r[a + 1] = thread.resultHigh;
              op = op.next;
              continue;
            case 0x0d: // move-exception
              r[a] = thread.caught;
              op = op.next;
              continue;
            case 0x0e: // return-void
            case 0x0f: // return
            case 0x10: // return-wide
            case 0x11: {
              // return-object
              if (opcode === 0x0f) thread.result = r[a] as Slot;
              else if (opcode === 0x11) thread.result = r[a] === 0 ? null : (r[a] as Slot);
              else if (opcode === 0x10) {
                thread.result = r[a] as Slot;
                thread.resultHigh = r[a + 1] as number;
              }
              if (frame.special) {
                frame.pc = op.at + 1;
                leaveSpecial(vm, frame);
                popFrame(vm, thread);
              } else thread.depth--;
              frame = thread.frames[thread.depth - 1];
              if (frame === undefined || frame.code === null || frame.redo || fuel <= 0) continue frames;
              code = frame.code;
              method = frame.method as Method;
              base = frame.base;
              op = code.ops[frame.pc] as Op;
              continue;
            }
            case 0x12: // const
              r[a] = op.b;
              op = op.next;
              continue;
            case 0x16: // const-wide
              r[a] = op.b;
              r[a + 1] = op.c;
              op = op.next;
              continue;
            case 0x1d: {
              // monitor-enter
              const object = r[a] as Slot;
              if (!(object instanceof HeapObject)) nullFault(vm, object);
              if (!tryEnter(vm, thread, object)) {
                frame.pc = op.at + 1;
                frame.redo = true;
                continue frames;
              }
              op = op.next;
              continue;
            }
            case 0x1e: {
              // monitor-exit
              const object = r[a] as Slot;
              if (!(object instanceof HeapObject)) nullFault(vm, object);
              exitMonitor(vm, thread, object);
              op = op.next;
              continue;
            }
            case 0x21: // array-length
              r[a] = arrayLength(vm, r[base + op.b] as Slot);
              op = op.next;
              continue;
            case 0x27: {
              // throw
              const object = r[a] as Slot;
              if (!(object instanceof HeapObject)) nullFault(vm, object);
              frame.pc = op.at + 1;
              unwind(vm, thread, object);
              continue frames;
            }
            case 0x28: {
              // goto
              op = op.target;
              break step;
            }
            case 0x2b: // packed-switch
            case 0x2c: {
              // sparse-switch
              op = op.site.table?.get(r[a] as number) ?? op.next;
              break step;
            }
            case 0x2f: // cmpl-double
            case 0x30: {
              // cmpg-double
              const b = base + op.b;
              const c = base + op.c;
              const x = halvesToDouble(r[b] as number, r[b + 1] as number);
              const y = halvesToDouble(r[c] as number, r[c + 1] as number);
              r[a] = x === y ? 0 : x > y ? 1 : x < y ? -1 : opcode === 0x2f ? -1 : 1;
              op = op.next;
              continue;
            }
            case 0x31: {
              // cmp-long
              const b = base + op.b;
              const c = base + op.c;
              r[a] = cmpLong(r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
              op = op.next;
              continue;
            }
            case 0x32: {
              // if-eq
              const x = r[a] as Slot;
              const y = r[base + op.b] as Slot;
              const same =
                typeof x === 'number'
                  ? typeof y === 'number'
                    ? x === y
                    : x === 0 && y === null
                  : x === y || (x === null && y === 0);
              if (same) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            }
            case 0x33: {
              // if-ne
              const x = r[a] as Slot;
              const y = r[base + op.b] as Slot;
              const same =
                typeof x === 'number'
                  ? typeof y === 'number'
                    ? x === y
                    : x === 0 && y === null
                  : x === y || (x === null && y === 0);
              if (!same) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            }
            case 0x34: // if-lt
              if ((r[a] as number) < (r[base + op.b] as number)) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x35: // if-ge
              if ((r[a] as number) >= (r[base + op.b] as number)) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x36: // if-gt
              if ((r[a] as number) > (r[base + op.b] as number)) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x37: // if-le
              if ((r[a] as number) <= (r[base + op.b] as number)) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x38: {
              // if-eqz
              const x = r[a] as Slot;
              if (typeof x === 'number' ? x === 0 : x === null) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            }
            case 0x39: {
              // if-nez
              const x = r[a] as Slot;
              if (typeof x === 'number' ? x !== 0 : x !== null) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            }
            case 0x3a: // if-ltz
              if ((r[a] as number) < 0) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x3b: // if-gez
              if ((r[a] as number) >= 0) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x3c: // if-gtz
              if ((r[a] as number) > 0) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;
            case 0x3d: // if-lez
              if ((r[a] as number) <= 0) {
                op = op.target;
                break step;
              }
              op = op.next;
              continue;

            case 0x44: {
              // aget, of int or float
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              op = op.next;
              continue;
            }
            case 0x45: {
              // aget-wide
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index * 2];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              r[a + 1] = data[index * 2 + 1] as number;
              op = op.next;
              continue;
            }
            case 0x46: {
              // aget-object
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Slot[]);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              op = op.next;
              continue;
            }
            case 0x48: {
              // aget-byte, aget-boolean
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int8Array);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              op = op.next;
              continue;
            }
            case 0x49: {
              // aget-char
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Uint16Array);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              op = op.next;
              continue;
            }
            case 0x4a: {
              // aget-short
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int16Array);
              const value = data === undefined ? arrayFault(vm, array, index) : data[index];
              if (value === undefined) arrayFault(vm, array, index);
              r[a] = value as Slot;
              op = op.next;
              continue;
            }
            case 0x4b: {
              // aput, of int or float
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              data[index] = r[a] as number;
              op = op.next;
              continue;
            }
            case 0x4c: {
              // aput-wide
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              data[index * 2] = r[a] as number;
              data[index * 2 + 1] = r[a + 1] as number;
              op = op.next;
              continue;
            }
            case 0x4d: {
              // aput-object
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Slot[]);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              const value = r[a] as Slot;
              if (value === null || value === 0) data[index] = null;
              else if (storeFails(vm, array, value)) nullFault(vm, value);
              else data[index] = value;
              op = op.next;
              continue;
            }
            case 0x4f: {
              // aput-byte, aput-boolean
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int8Array);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              data[index] = r[a] as number;
              op = op.next;
              continue;
            }
            case 0x50: {
              // aput-char
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Uint16Array);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              data[index] = r[a] as number;
              op = op.next;
              continue;
            }
            case 0x51: {
              // aput-short
              const array = r[base + op.b] as JavaArray;
              const index = r[base + op.c] as number;
              const data = array === null ? nullFault(vm, array) : (array.data as Int16Array);
              if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
              data[index] = r[a] as number;
              op = op.next;
              continue;
            }

            case 0x7b: // neg-int
              r[a] = -(r[base + op.b] as number) | 0;
              op = op.next;
              continue;
            case 0x7c: // not-int
              r[a] = ~(r[base + op.b] as number);
              op = op.next;
              continue;
            case 0x81: {
              // int-to-long
              const value = r[base + op.b] as number;
              r[a] = value;
              r[a + 1] = value >> 31;
              op = op.next;
              continue;
            }
            case 0x83: {
              // int-to-double
              const value = r[base + op.b] as number;
              r[a] = doubleLow(value);
              r[a + 1] = doubleHigh(value);
              op = op.next;
              continue;
            }
            case 0x84: // long-to-int
              r[a] = r[base + op.b] as number;
              op = op.next;
              continue;
            case 0x8d: // int-to-byte
              r[a] = ((r[base + op.b] as number) << 24) >> 24;
              op = op.next;
              continue;
            case 0x8e: // int-to-char
              r[a] = (r[base + op.b] as number) & 0xffff;
              op = op.next;
              continue;
            case 0x8f: // int-to-short
              r[a] = ((r[base + op.b] as number) << 16) >> 16;
              op = op.next;
              continue;

            case 0x90: // add-int
              r[a] = ((r[base + op.b] as number) + (r[base + op.c] as number)) | 0;
              op = op.next;
              continue;
            case 0x91: // sub-int
              r[a] = ((r[base + op.b] as number) - (r[base + op.c] as number)) | 0;
              op = op.next;
              continue;
            case 0x92: // mul-int
              // `| 0` tells V8 that these are integers, which it does not see by itself (measured).
              r[a] = Math.imul((r[base + op.b] as number) | 0, (r[base + op.c] as number) | 0);
              op = op.next;
              continue;
            case 0x93: {
              // div-int
              const by = r[base + op.c] as number;
              if (by === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
              r[a] = ((r[base + op.b] as number) / by) | 0;
              op = op.next;
              continue;
            }
            case 0x94: {
              // rem-int
              const by = r[base + op.c] as number;
              if (by === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
              r[a] = ((r[base + op.b] as number) % by) | 0;
              op = op.next;
              continue;
            }
            case 0x95: // and-int
              r[a] = (r[base + op.b] as number) & (r[base + op.c] as number);
              op = op.next;
              continue;
            case 0x96: // or-int
              r[a] = (r[base + op.b] as number) | (r[base + op.c] as number);
              op = op.next;
              continue;
            case 0x97: // xor-int
              r[a] = (r[base + op.b] as number) ^ (r[base + op.c] as number);
              op = op.next;
              continue;
            case 0x98: // shl-int
              r[a] = (r[base + op.b] as number) << (r[base + op.c] as number);
              op = op.next;
              continue;
            case 0x99: // shr-int
              r[a] = (r[base + op.b] as number) >> (r[base + op.c] as number);
              op = op.next;
              continue;
            case 0x9a: // ushr-int
              r[a] = ((r[base + op.b] as number) >>> (r[base + op.c] as number)) | 0;
              op = op.next;
              continue;
            case 0x9b: {
              // add-long
              const b = base + op.b;
              const c = base + op.c;
              const x = r[b] as number;
              const low = (x + (r[c] as number)) | 0;
              // The carry is known from the sum being smaller than a term, both taken as unsigned.
              const carry = (low ^ 0x80000000) < (x ^ 0x80000000) ? 1 : 0;
              r[a + 1] = ((r[b + 1] as number) + (r[c + 1] as number) + carry) | 0;
              r[a] = low;
              op = op.next;
              continue;
            }
            case 0x9c: {
              // sub-long
              const b = base + op.b;
              const c = base + op.c;
              const x = r[b] as number;
              const y = r[c] as number;
              const borrow = (x ^ 0x80000000) < (y ^ 0x80000000) ? 1 : 0;
              r[a + 1] = ((r[b + 1] as number) - (r[c + 1] as number) - borrow) | 0;
              r[a] = (x - y) | 0;
              op = op.next;
              continue;
            }
            case 0x9d: {
              // mul-long
              const b = base + op.b;
              const c = base + op.c;
              mulLong(r, a, r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
              op = op.next;
              continue;
            }
            case 0xa0: {
              // and-long
              const b = base + op.b;
              const c = base + op.c;
              const low = (r[b] as number) & (r[c] as number);
              r[a + 1] = (r[b + 1] as number) & (r[c + 1] as number);
              r[a] = low;
              op = op.next;
              continue;
            }
            case 0xa1: {
              // or-long
              const b = base + op.b;
              const c = base + op.c;
              const low = (r[b] as number) | (r[c] as number);
              r[a + 1] = (r[b + 1] as number) | (r[c + 1] as number);
              r[a] = low;
              op = op.next;
              continue;
            }
            case 0xa2: {
              // xor-long
              const b = base + op.b;
              const c = base + op.c;
              const low = (r[b] as number) ^ (r[c] as number);
              r[a + 1] = (r[b + 1] as number) ^ (r[c + 1] as number);
              r[a] = low;
              op = op.next;
              continue;
            }
            case 0xa3: {
              // shl-long
              const b = base + op.b;
              shlLong(r, a, r[b] as number, r[b + 1] as number, r[base + op.c] as number);
              op = op.next;
              continue;
            }
            case 0xa4: {
              // shr-long
              const b = base + op.b;
              shrLong(r, a, r[b] as number, r[b + 1] as number, r[base + op.c] as number);
              op = op.next;
              continue;
            }
            case 0xa5: {
              // ushr-long
              const b = base + op.b;
              ushrLong(r, a, r[b] as number, r[b + 1] as number, r[base + op.c] as number);
              op = op.next;
              continue;
            }
            case 0xab: // add-double
            case 0xac: // sub-double
            case 0xad: // mul-double
            case 0xae: // div-double
            case 0xaf: {
              // rem-double
              const b = base + op.b;
              const c = base + op.c;
              halves[0] = r[b] as number;
              halves[1] = r[b + 1] as number;
              halves[2] = r[c] as number;
              halves[3] = r[c + 1] as number;
              const x = doubles[0] as number;
              const y = doubles[1] as number;
              const z =
                opcode === 0xab
                  ? x + y
                  : opcode === 0xac
                    ? x - y
                    : opcode === 0xad
                      ? x * y
                      : opcode === 0xae
                        ? x / y
                        : x % y;
              // Java's NaN is always the same one.
              doubles[0] = z === z ? z : Number.NaN;
              r[a] = halves[0];
              r[a + 1] = halves[1];
              op = op.next;
              continue;
            }

            case 0xd8: // add-int/lit
              r[a] = ((r[base + op.b] as number) + op.c) | 0;
              op = op.next;
              continue;
            case 0xd9: // rsub-int/lit
              r[a] = (op.c - (r[base + op.b] as number)) | 0;
              op = op.next;
              continue;
            case 0xda: // mul-int/lit
              r[a] = Math.imul((r[base + op.b] as number) | 0, op.c);
              op = op.next;
              continue;
            case 0xdb: // div-int/lit
              if (op.c === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
              r[a] = ((r[base + op.b] as number) / op.c) | 0;
              op = op.next;
              continue;
            case 0xdc: // rem-int/lit
              if (op.c === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
              r[a] = ((r[base + op.b] as number) % op.c) | 0;
              op = op.next;
              continue;
            case 0xdd: // and-int/lit
              r[a] = (r[base + op.b] as number) & op.c;
              op = op.next;
              continue;
            case 0xde: // or-int/lit
              r[a] = (r[base + op.b] as number) | op.c;
              op = op.next;
              continue;
            case 0xdf: // xor-int/lit
              r[a] = (r[base + op.b] as number) ^ op.c;
              op = op.next;
              continue;
            case 0xe0: // shl-int/lit8
              r[a] = (r[base + op.b] as number) << op.c;
              op = op.next;
              continue;
            case 0xe1: // shr-int/lit8
              r[a] = (r[base + op.b] as number) >> op.c;
              op = op.next;
              continue;
            case 0xe2: // ushr-int/lit8
              r[a] = ((r[base + op.b] as number) >>> op.c) | 0;
              op = op.next;
              continue;

            case 0x100: // const-string, const-class
              r[a] = op.site.value as Slot;
              op = op.next;
              continue;
            case 0x101: {
              // check-cast
              const object = r[a] as Slot;
              if (object !== null && object !== 0) {
                const site = op.site;
                if ((object as HeapObject).cls !== site.cls1) castFails(vm, site, object);
              }
              op = op.next;
              continue;
            }
            case 0x102: {
              // instance-of
              const object = r[base + op.b] as Slot;
              const site = op.site;
              r[a] =
                object instanceof HeapObject && site.cls !== null && object.cls.isSubclassOf(site.cls)
                  ? 1
                  : 0;
              op = op.next;
              continue;
            }
            case 0x103: // new-instance
              r[a] = vm.allocate(op.site.cls as NonNullable<Site['cls']>);
              op = op.next;
              continue;
            case 0x104: // new-array
              r[a] = vm.allocateArray(op.site.cls as NonNullable<Site['cls']>, r[base + op.b] as number);
              op = op.next;
              continue;
            case 0x105: // filled-new-array
              thread.result = filledArray(vm, r, base, op.site, shadows);
              op = op.next;
              continue;
            case 0x106: {
              // iget
              const object = r[base + op.b] as JavaObject;
              const slots = object === null ? nullFault(vm, object) : object.slots;
              const value = slots === undefined ? nullFault(vm, object) : slots[op.c];
              r[a] = value === undefined ? unknownField(vm, object) : value;
              op = op.next;
              continue;
            }
            case 0x107: {
              // iget-wide
              const object = r[base + op.b] as JavaObject;
              const slots = object === null ? nullFault(vm, object) : object.slots;
              const at = op.c;
              const value = slots === undefined ? nullFault(vm, object) : slots[at];
              r[a] = value === undefined ? unknownField(vm, object) : value;
              r[a + 1] = (slots[at + 1] ?? 0) as Slot;
              op = op.next;
              continue;
            }
            case 0x108: {
              // iput
              const object = r[base + op.b] as JavaObject;
              const slots = object === null ? nullFault(vm, object) : object.slots;
              const at = op.c;
              if (slots === undefined) nullFault(vm, object);
              if (at >= slots.length) unknownField(vm, object);
              else slots[at] = r[a] as Slot;
              op = op.next;
              continue;
            }
            case 0x109: {
              // iput-wide
              const object = r[base + op.b] as JavaObject;
              const slots = object === null ? nullFault(vm, object) : object.slots;
              const at = op.c;
              if (slots === undefined) nullFault(vm, object);
              if (at + 1 >= slots.length) unknownField(vm, object);
              else {
                slots[at] = r[a] as Slot;
                slots[at + 1] = r[a + 1] as Slot;
              }
              op = op.next;
              continue;
            }
            case 0x10a: {
              // iput-object
              const object = r[base + op.b] as JavaObject;
              const slots = object === null ? nullFault(vm, object) : object.slots;
              const at = op.c;
              if (slots === undefined) nullFault(vm, object);
              const value = r[a] as Slot;
              if (at >= slots.length) unknownField(vm, object);
              else slots[at] = value === 0 ? null : value;
              op = op.next;
              continue;
            }
            case 0x10b: // sget
              r[a] = op.site.statics[op.b] as Slot;
              op = op.next;
              continue;
            case 0x10c: {
              // sget-wide
              const statics = op.site.statics as Slot[];
              r[a] = statics[op.b] as Slot;
              r[a + 1] = statics[op.b + 1] as Slot;
              op = op.next;
              continue;
            }
            case 0x10d: // sput
              (op.site.statics as Slot[])[op.b] = r[a] as Slot;
              op = op.next;
              continue;
            case 0x10e: {
              // sput-wide
              const statics = op.site.statics as Slot[];
              statics[op.b] = r[a] as Slot;
              statics[op.b + 1] = r[a + 1] as Slot;
              op = op.next;
              continue;
            }
            case 0x10f: {
              // sput-object
              const value = r[a] as Slot;
              (op.site.statics as Slot[])[op.b] = value === 0 ? null : value;
              op = op.next;
              continue;
            }

            case 0x110: {
              // invoke-virtual, invoke-interface
              call = op.site;
              const receiver = r[base + (call.registers[0] as number)] as HeapObject;
              if (receiver === null) nullFault(vm, receiver);
              const cls = receiver.cls;
              if (cls === call.cls1) callee = call.method1 as Method;
              else if (cls === call.cls2) callee = call.method2 as Method;
              else {
                if (cls === undefined) nullFault(vm, receiver);
                frame.pc = op.at + 1;
                callee = findVirtual(vm, cls, (call.method as Method).selector);
                call.cls2 = call.cls1;
                call.method2 = call.method1;
                call.cls1 = cls;
                call.method1 = callee;
              }
              frame.pc = op.at + 1;
              break;
            }
            case 0x111: {
              // invoke-direct, invoke-super
              call = op.site;
              callee = call.method as Method;
              const receiver = r[base + (call.registers[0] as number)] as HeapObject;
              if (receiver === null || receiver.cls === undefined) nullFault(vm, receiver);
              frame.pc = op.at + 1;
              break;
            }
            case 0x112: // invoke-static
              call = op.site;
              callee = call.method as Method;
              frame.pc = op.at + 1;
              break;

            case 0x1a: // const-string
            case 0x1c: // const-class
            case 0x1f: // check-cast
            case 0x20: // instance-of
            case 0x23: // new-array
            case 0x24: // filled-new-array
            case 0x6e: // invoke-virtual
            case 0x6f: // invoke-super
            case 0x70: // invoke-direct
            case 0x72: // invoke-interface
            case 0xfa: // invoke-polymorphic
            case 0xfc: // invoke-custom
            case 0xfe: // const-method-handle
            case 0xff: // const-method-type
              frame.pc = op.at + 1;
              resolve(vm, thread, method, code, op);
              continue;
            case 0x22: {
              // new-instance
              frame.pc = op.at + 1;
              if (!resolve(vm, thread, method, code, op)) {
                frame.redo = true;
                continue frames;
              }
              if (op.opcode !== 0x22) continue;
              // Its own thread is initialising the class.
              const { cls } = op.site;
              r[a] = cls === null ? null : vm.allocate(cls);
              op = op.next;
              continue;
            }
            case 0x71: {
              // invoke-static
              frame.pc = op.at + 1;
              if (!resolve(vm, thread, method, code, op)) {
                frame.redo = true;
                continue frames;
              }
              if (op.opcode !== 0x71) continue;
              call = op.site;
              callee = call.method as Method;
              break;
            }
            case 0x52: // iget
            case 0x53: // iget-wide
            case 0x59: // iput
            case 0x5a: // iput-wide
            case 0x5b: // iput-object
            case 0x60: // sget
            case 0x61: // sget-wide
            case 0x67: // sput
            case 0x68: // sput-wide
            case 0x69: {
              // sput-object
              frame.pc = op.at + 1;
              if (!resolve(vm, thread, method, code, op)) {
                frame.redo = true;
                continue frames;
              }
              shadows = thread.labels;
              if (op.opcode !== opcode) continue;
              const site = op.site;
              if (site.opcode >= 0x67 || (site.opcode >= 0x59 && site.opcode < 0x60)) writeField(site, r, a);
              else readField(vm, thread, site, r, a);
              shadows = thread.labels;
              op = op.next;
              continue;
            }
            case 0x120: // a compiled loop begins here
              vm.fuel = fuel + 1;
              if (enterLoop(vm, thread, code, op, frame, shadows)) {
                fuel = vm.fuel;
                continue frames;
              }
              // It was taken out again: what stood here runs.
              continue;
            default:
              if (!runRare(vm, op, r, base))
                vm.throwNew(
                  'java/lang/VerifyError',
                  `Bad instruction in ${method.owner.javaName}.${method.selector}`,
                );
              op = op.next;
              continue;
          }

          const target = callee.code ?? codeOf(callee);
          if (target === null) {
            vm.fuel = fuel;
            const outcome = callFromRegisters(vm, thread, callee, base, call.registers);
            fuel = vm.fuel;
            shadows = thread.labels;
            if (outcome === 'done') {
              op = op.next;
              if (fuel > 0) continue;
            } else if (outcome === 'blocked') frame.redo = true;
            continue frames;
          }
          let lock: HeapObject | null = null;
          if (callee.isSynchronized) {
            lock = lockOf(
              vm,
              callee,
              callee.isStatic ? null : (r[base + (call.registers[0] as number)] as HeapObject),
            );
            if (lock !== null && !tryEnter(vm, thread, lock)) {
              frame.redo = true;
              continue frames;
            }
          }
          if (target.entry === null) entryUnit(vm, callee, target);
          const next = pushFrame(vm, thread, callee, target, base + code.registerCount);
          next.lock = lock;
          next.special = lock !== null;
          const nextBase = next.base;
          const { registers } = call;
          const first = nextBase + target.firstIn;
          for (let i = 0; i < registers.length; i++)
            r[first + i] = r[base + (registers[i] as number)] as Slot;
          if (shadows !== null)
            for (let i = 0; i < registers.length; i++)
              shadows[first + i] = shadows[base + (registers[i] as number)] ?? 0;
          if (shadows !== null && target.entry !== null && !target.isEntryGuarded) dropUnguarded(target);
          if (
            target.entry !== null &&
            lock === null &&
            (shadows === null || isUnlabelled(shadows, nextBase, target.registerCount))
          ) {
            vm.fuel = fuel;
            runtime.resetNesting();
            const done = target.entry(vm, thread, next, nextBase);
            target.entries++;
            if (!done) settleEntry(target);
            fuel = vm.fuel;
            if (done && fuel > 0) {
              op = op.next;
              continue;
            }
            continue frames;
          }
          frame = next;
          code = target;
          method = callee;
          base = nextBase;
          op = code.ops[0] as Op;
          if (fuel <= 0) continue frames;
          continue;
        }
        // Branches that are taken end here: where a time slice is used up, it ends at one.
        if (fuel > 0) continue;
        frame.pc = op.at;
        continue frames;
      }
    } catch (error) {
      if (frame !== undefined && frame === thread.top && frame.code !== null) frame.pc = op.at + 1;
      vm.fuel = fuel;
      unwind(vm, thread, toJavaException(vm, error));
    }
  }
}
