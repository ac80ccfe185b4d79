import {
  bitsToFloat,
  doubleHigh,
  doubleLow,
  floatToBits,
  halvesToDouble,
  halvesToFloatBits,
  halvesToNumber,
  numberToInt,
  numberToLongHigh,
  numberToLongLow,
} from './convert.ts';
import { runtime } from './compiler/runtime.ts';
import { dropUnit, settleEntry, settleLoop } from './compiler/settle.ts';
import { dropUnguarded, entryUnit, sampleLoop } from './compiler/tiers.ts';
import { findVirtual } from './dispatch.ts';
import { toJavaException, unwind } from './exceptions.ts';
import { callFromRegisters, codeOf, leaveSpecial, lockOf, popFrame, pushFrame } from './frames.ts';
import { cmpLong, divLong, mulLong, remLong, shlLong, shrLong, ushrLong } from './long-math.ts';
import type { Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { exitMonitor, tryEnter } from './monitors.ts';
import { resolve } from './resolve.ts';
import { isUnlabelled, shadowStep } from './shadow.ts';
import {
  arrayFault,
  arrayLength,
  castFails,
  fillArray,
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

/**
 * Runs bytecode of the thread's top frame, and of what it calls, until the top frame is a model's, the thread cannot go
 * on, or the slice is used up. Leaves every frame with its `pc` at the next instruction.
 */
export function interpret(vm: Machine, thread: JavaThread): void {
  let pc = 0;
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
      let ins = code.ins;
      let sites = code.sites;
      let base = frame.base;
      const r = thread.registers;
      let shadows = thread.labels;
      pc = frame.pc;
      if (frame.redo) {
        frame.redo = false;
        pc -= 4;
      }
      for (;;) {
        fuel--;
        if (shadows !== null) shadowStep(vm, thread, code, method, base, pc);
        const a = base + (ins[pc + 1] as number);
        const opcode = ins[pc] as number;
        let callee: Method;
        let call: (typeof sites)[number];
        switch (opcode) {
          case 0x00: // nop
            pc += 4;
            continue;
          case 0x01: // move
          case 0x07: // move-object
            r[a] = r[base + (ins[pc + 2] as number)] as Slot;
            pc += 4;
            continue;
          case 0x04: {
            // move-wide: pairs may overlap
            const from = base + (ins[pc + 2] as number);
            const low = r[from] as Slot;
            const high = r[from + 1] as Slot;
            r[a] = low;
            r[a + 1] = high;
            pc += 4;
            continue;
          }
          case 0x0a: // move-result
            r[a] = thread.result;
            pc += 4;
            continue;
          case 0x0b: // move-result-wide
            r[a] = thread.result;
            r[a + 1] = thread.resultHigh;
            pc += 4;
            continue;
          case 0x0d: // move-exception
            r[a] = thread.caught;
            pc += 4;
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
              frame.pc = pc + 4;
              leaveSpecial(vm, frame);
              popFrame(vm, thread);
            } else thread.depth--;
            frame = thread.frames[thread.depth - 1];
            if (frame === undefined || frame.code === null || frame.redo || fuel <= 0) continue frames;
            code = frame.code;
            method = frame.method as Method;
            ins = code.ins;
            sites = code.sites;
            base = frame.base;
            pc = frame.pc;
            continue;
          }
          case 0x12: // const
            r[a] = ins[pc + 2] as number;
            pc += 4;
            continue;
          case 0x16: // const-wide
            r[a] = ins[pc + 2] as number;
            r[a + 1] = ins[pc + 3] as number;
            pc += 4;
            continue;
          case 0x1d: {
            // monitor-enter
            const object = r[a] as Slot;
            if (!(object instanceof HeapObject)) nullFault(vm, object);
            if (!tryEnter(vm, thread, object)) {
              frame.pc = pc + 4;
              frame.redo = true;
              continue frames;
            }
            pc += 4;
            continue;
          }
          case 0x1e: {
            // monitor-exit
            const object = r[a] as Slot;
            if (!(object instanceof HeapObject)) nullFault(vm, object);
            exitMonitor(vm, thread, object);
            pc += 4;
            continue;
          }
          case 0x21: // array-length
            r[a] = arrayLength(vm, r[base + (ins[pc + 2] as number)] as Slot);
            pc += 4;
            continue;
          case 0x26: // fill-array-data
            fillArray(vm, r[a] as Slot, sites[ins[pc + 3] as number]);
            pc += 4;
            continue;
          case 0x27: {
            // throw
            const object = r[a] as Slot;
            if (!(object instanceof HeapObject)) nullFault(vm, object);
            frame.pc = pc + 4;
            unwind(vm, thread, object);
            continue frames;
          }
          case 0x28: {
            // goto
            pc = ins[pc + 3] as number;
            if (fuel > 0) continue;
            frame.pc = pc;
            continue frames;
          }
          case 0x2b: // packed-switch
          case 0x2c: {
            // sparse-switch
            const target = sites[ins[pc + 3] as number]?.table?.get(r[a] as number);
            pc = target ?? pc + 4;
            if (fuel > 0) continue;
            frame.pc = pc;
            continue frames;
          }
          case 0x2d: {
            // cmpl-float
            const x = bitsToFloat(r[base + (ins[pc + 2] as number)] as number);
            const y = bitsToFloat(r[base + (ins[pc + 3] as number)] as number);
            r[a] = x > y ? 1 : x === y ? 0 : -1;
            pc += 4;
            continue;
          }
          case 0x2e: {
            // cmpg-float
            const x = bitsToFloat(r[base + (ins[pc + 2] as number)] as number);
            const y = bitsToFloat(r[base + (ins[pc + 3] as number)] as number);
            r[a] = x < y ? -1 : x === y ? 0 : 1;
            pc += 4;
            continue;
          }
          case 0x2f: // cmpl-double
          case 0x30: {
            // cmpg-double
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const x = halvesToDouble(r[b] as number, r[b + 1] as number);
            const y = halvesToDouble(r[c] as number, r[c + 1] as number);
            r[a] = x === y ? 0 : x > y ? 1 : x < y ? -1 : opcode === 0x2f ? -1 : 1;
            pc += 4;
            continue;
          }
          case 0x31: {
            // cmp-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            r[a] = cmpLong(r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
            pc += 4;
            continue;
          }
          case 0x32: {
            // if-eq
            const x = r[a] as Slot;
            const y = r[base + (ins[pc + 2] as number)] as Slot;
            const same =
              typeof x === 'number'
                ? typeof y === 'number'
                  ? x === y
                  : x === 0 && y === null
                : x === y || (x === null && y === 0);
            if (!same) {
              pc += 4;
              continue;
            }
            pc = ins[pc + 3] as number;
            if (fuel > 0) continue;
            frame.pc = pc;
            continue frames;
          }
          case 0x33: {
            // if-ne
            const x = r[a] as Slot;
            const y = r[base + (ins[pc + 2] as number)] as Slot;
            const same =
              typeof x === 'number'
                ? typeof y === 'number'
                  ? x === y
                  : x === 0 && y === null
                : x === y || (x === null && y === 0);
            if (same) {
              pc += 4;
              continue;
            }
            pc = ins[pc + 3] as number;
            if (fuel > 0) continue;
            frame.pc = pc;
            continue frames;
          }
          case 0x34: // if-lt
            if ((r[a] as number) < (r[base + (ins[pc + 2] as number)] as number)) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x35: // if-ge
            if ((r[a] as number) >= (r[base + (ins[pc + 2] as number)] as number)) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x36: // if-gt
            if ((r[a] as number) > (r[base + (ins[pc + 2] as number)] as number)) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x37: // if-le
            if ((r[a] as number) <= (r[base + (ins[pc + 2] as number)] as number)) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x38: {
            // if-eqz
            const x = r[a] as Slot;
            if (typeof x === 'number' ? x === 0 : x === null) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          }
          case 0x39: {
            // if-nez
            const x = r[a] as Slot;
            if (typeof x === 'number' ? x !== 0 : x !== null) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          }
          case 0x3a: // if-ltz
            if ((r[a] as number) < 0) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x3b: // if-gez
            if ((r[a] as number) >= 0) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x3c: // if-gtz
            if ((r[a] as number) > 0) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;
          case 0x3d: // if-lez
            if ((r[a] as number) <= 0) {
              pc = ins[pc + 3] as number;
              if (fuel > 0) continue;
              frame.pc = pc;
              continue frames;
            }
            pc += 4;
            continue;

          case 0x44: {
            // aget, of int or float
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            pc += 4;
            continue;
          }
          case 0x45: {
            // aget-wide
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index * 2];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            r[a + 1] = data[index * 2 + 1] as number;
            pc += 4;
            continue;
          }
          case 0x46: {
            // aget-object
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Slot[]);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            pc += 4;
            continue;
          }
          case 0x48: {
            // aget-byte, aget-boolean
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int8Array);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            pc += 4;
            continue;
          }
          case 0x49: {
            // aget-char
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Uint16Array);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            pc += 4;
            continue;
          }
          case 0x4a: {
            // aget-short
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int16Array);
            const value = data === undefined ? arrayFault(vm, array, index) : data[index];
            if (value === undefined) arrayFault(vm, array, index);
            r[a] = value as Slot;
            pc += 4;
            continue;
          }
          case 0x4b: {
            // aput, of int or float
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            data[index] = r[a] as number;
            pc += 4;
            continue;
          }
          case 0x4c: {
            // aput-wide
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int32Array);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            data[index * 2] = r[a] as number;
            data[index * 2 + 1] = r[a + 1] as number;
            pc += 4;
            continue;
          }
          case 0x4d: {
            // aput-object
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Slot[]);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            const value = r[a] as Slot;
            if (value === null || value === 0) data[index] = null;
            else if (storeFails(vm, array, value)) nullFault(vm, value);
            else data[index] = value;
            pc += 4;
            continue;
          }
          case 0x4f: {
            // aput-byte, aput-boolean
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int8Array);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            data[index] = r[a] as number;
            pc += 4;
            continue;
          }
          case 0x50: {
            // aput-char
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Uint16Array);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            data[index] = r[a] as number;
            pc += 4;
            continue;
          }
          case 0x51: {
            // aput-short
            const array = r[base + (ins[pc + 2] as number)] as JavaArray;
            const index = r[base + (ins[pc + 3] as number)] as number;
            const data = array === null ? nullFault(vm, array) : (array.data as Int16Array);
            if (data === undefined || index < 0 || index >= array.length) arrayFault(vm, array, index);
            data[index] = r[a] as number;
            pc += 4;
            continue;
          }

          case 0x7b: // neg-int
            r[a] = -(r[base + (ins[pc + 2] as number)] as number) | 0;
            pc += 4;
            continue;
          case 0x7c: // not-int
            r[a] = ~(r[base + (ins[pc + 2] as number)] as number);
            pc += 4;
            continue;
          case 0x7d: {
            // neg-long
            const b = base + (ins[pc + 2] as number);
            const low = -(r[b] as number) | 0;
            r[a + 1] = low === 0 ? -(r[b + 1] as number) | 0 : ~(r[b + 1] as number);
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0x7e: {
            // not-long
            const b = base + (ins[pc + 2] as number);
            const low = ~(r[b] as number);
            r[a + 1] = ~(r[b + 1] as number);
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0x7f: // neg-float: the sign bit alone
            r[a] = (r[base + (ins[pc + 2] as number)] as number) ^ 0x80000000;
            pc += 4;
            continue;
          case 0x80: {
            // neg-double
            const b = base + (ins[pc + 2] as number);
            const low = r[b] as Slot;
            r[a + 1] = (r[b + 1] as number) ^ 0x80000000;
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0x81: {
            // int-to-long
            const value = r[base + (ins[pc + 2] as number)] as number;
            r[a] = value;
            r[a + 1] = value >> 31;
            pc += 4;
            continue;
          }
          case 0x82: // int-to-float
            r[a] = floatToBits(r[base + (ins[pc + 2] as number)] as number);
            pc += 4;
            continue;
          case 0x83: {
            // int-to-double
            const value = r[base + (ins[pc + 2] as number)] as number;
            r[a] = doubleLow(value);
            r[a + 1] = doubleHigh(value);
            pc += 4;
            continue;
          }
          case 0x84: // long-to-int
            r[a] = r[base + (ins[pc + 2] as number)] as number;
            pc += 4;
            continue;
          case 0x85: {
            // long-to-float
            const b = base + (ins[pc + 2] as number);
            r[a] = halvesToFloatBits(r[b] as number, r[b + 1] as number);
            pc += 4;
            continue;
          }
          case 0x86: {
            // long-to-double
            const b = base + (ins[pc + 2] as number);
            const value = halvesToNumber(r[b] as number, r[b + 1] as number);
            r[a] = doubleLow(value);
            r[a + 1] = doubleHigh(value);
            pc += 4;
            continue;
          }
          case 0x87: // float-to-int
            r[a] = numberToInt(bitsToFloat(r[base + (ins[pc + 2] as number)] as number));
            pc += 4;
            continue;
          case 0x88: {
            // float-to-long
            const value = bitsToFloat(r[base + (ins[pc + 2] as number)] as number);
            r[a] = numberToLongLow(value);
            r[a + 1] = numberToLongHigh(value);
            pc += 4;
            continue;
          }
          case 0x89: {
            // float-to-double
            const value = bitsToFloat(r[base + (ins[pc + 2] as number)] as number);
            r[a] = doubleLow(value);
            r[a + 1] = doubleHigh(value);
            pc += 4;
            continue;
          }
          case 0x8a: {
            // double-to-int
            const b = base + (ins[pc + 2] as number);
            r[a] = numberToInt(halvesToDouble(r[b] as number, r[b + 1] as number));
            pc += 4;
            continue;
          }
          case 0x8b: {
            // double-to-long
            const b = base + (ins[pc + 2] as number);
            const value = halvesToDouble(r[b] as number, r[b + 1] as number);
            r[a] = numberToLongLow(value);
            r[a + 1] = numberToLongHigh(value);
            pc += 4;
            continue;
          }
          case 0x8c: {
            // double-to-float
            const b = base + (ins[pc + 2] as number);
            r[a] = floatToBits(halvesToDouble(r[b] as number, r[b + 1] as number));
            pc += 4;
            continue;
          }
          case 0x8d: // int-to-byte
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) << 24) >> 24;
            pc += 4;
            continue;
          case 0x8e: // int-to-char
            r[a] = (r[base + (ins[pc + 2] as number)] as number) & 0xffff;
            pc += 4;
            continue;
          case 0x8f: // int-to-short
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) << 16) >> 16;
            pc += 4;
            continue;

          case 0x90: // add-int
            r[a] =
              ((r[base + (ins[pc + 2] as number)] as number) +
                (r[base + (ins[pc + 3] as number)] as number)) |
              0;
            pc += 4;
            continue;
          case 0x91: // sub-int
            r[a] =
              ((r[base + (ins[pc + 2] as number)] as number) -
                (r[base + (ins[pc + 3] as number)] as number)) |
              0;
            pc += 4;
            continue;
          case 0x92: // mul-int
            r[a] = Math.imul(
              r[base + (ins[pc + 2] as number)] as number,
              r[base + (ins[pc + 3] as number)] as number,
            );
            pc += 4;
            continue;
          case 0x93: {
            // div-int
            const by = r[base + (ins[pc + 3] as number)] as number;
            if (by === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) / by) | 0;
            pc += 4;
            continue;
          }
          case 0x94: {
            // rem-int
            const by = r[base + (ins[pc + 3] as number)] as number;
            if (by === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) % by) | 0;
            pc += 4;
            continue;
          }
          case 0x95: // and-int
            r[a] =
              (r[base + (ins[pc + 2] as number)] as number) & (r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          case 0x96: // or-int
            r[a] =
              (r[base + (ins[pc + 2] as number)] as number) | (r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          case 0x97: // xor-int
            r[a] =
              (r[base + (ins[pc + 2] as number)] as number) ^ (r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          case 0x98: // shl-int
            r[a] =
              (r[base + (ins[pc + 2] as number)] as number) << (r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          case 0x99: // shr-int
            r[a] =
              (r[base + (ins[pc + 2] as number)] as number) >> (r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          case 0x9a: // ushr-int
            r[a] =
              ((r[base + (ins[pc + 2] as number)] as number) >>>
                (r[base + (ins[pc + 3] as number)] as number)) |
              0;
            pc += 4;
            continue;
          case 0x9b: {
            // add-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const x = r[b] as number;
            const low = (x + (r[c] as number)) | 0;
            // The carry is known from the sum being smaller than a term, both taken as unsigned.
            const carry = (low ^ 0x80000000) < (x ^ 0x80000000) ? 1 : 0;
            r[a + 1] = ((r[b + 1] as number) + (r[c + 1] as number) + carry) | 0;
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0x9c: {
            // sub-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const x = r[b] as number;
            const y = r[c] as number;
            const borrow = (x ^ 0x80000000) < (y ^ 0x80000000) ? 1 : 0;
            r[a + 1] = ((r[b + 1] as number) - (r[c + 1] as number) - borrow) | 0;
            r[a] = (x - y) | 0;
            pc += 4;
            continue;
          }
          case 0x9d: {
            // mul-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            mulLong(r, a, r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
            pc += 4;
            continue;
          }
          case 0x9e: // div-long
          case 0x9f: {
            // rem-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            if (r[c] === 0 && r[c + 1] === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
            const divide = opcode === 0x9e ? divLong : remLong;
            divide(r, a, r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
            pc += 4;
            continue;
          }
          case 0xa0: {
            // and-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const low = (r[b] as number) & (r[c] as number);
            r[a + 1] = (r[b + 1] as number) & (r[c + 1] as number);
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0xa1: {
            // or-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const low = (r[b] as number) | (r[c] as number);
            r[a + 1] = (r[b + 1] as number) | (r[c + 1] as number);
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0xa2: {
            // xor-long
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const low = (r[b] as number) ^ (r[c] as number);
            r[a + 1] = (r[b + 1] as number) ^ (r[c + 1] as number);
            r[a] = low;
            pc += 4;
            continue;
          }
          case 0xa3: {
            // shl-long
            const b = base + (ins[pc + 2] as number);
            shlLong(r, a, r[b] as number, r[b + 1] as number, r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          }
          case 0xa4: {
            // shr-long
            const b = base + (ins[pc + 2] as number);
            shrLong(r, a, r[b] as number, r[b + 1] as number, r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          }
          case 0xa5: {
            // ushr-long
            const b = base + (ins[pc + 2] as number);
            ushrLong(r, a, r[b] as number, r[b + 1] as number, r[base + (ins[pc + 3] as number)] as number);
            pc += 4;
            continue;
          }
          case 0xa6: // add-float
          case 0xa7: // sub-float
          case 0xa8: // mul-float
          case 0xa9: // div-float
          case 0xaa: {
            // rem-float: one rounding of the double result is exact for each of the five
            const x = bitsToFloat(r[base + (ins[pc + 2] as number)] as number);
            const y = bitsToFloat(r[base + (ins[pc + 3] as number)] as number);
            r[a] = floatToBits(
              opcode === 0xa6
                ? x + y
                : opcode === 0xa7
                  ? x - y
                  : opcode === 0xa8
                    ? x * y
                    : opcode === 0xa9
                      ? x / y
                      : x % y,
            );
            pc += 4;
            continue;
          }
          case 0xab: // add-double
          case 0xac: // sub-double
          case 0xad: // mul-double
          case 0xae: // div-double
          case 0xaf: {
            // rem-double
            const b = base + (ins[pc + 2] as number);
            const c = base + (ins[pc + 3] as number);
            const x = halvesToDouble(r[b] as number, r[b + 1] as number);
            const y = halvesToDouble(r[c] as number, r[c + 1] as number);
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
            r[a] = doubleLow(z);
            r[a + 1] = doubleHigh(z);
            pc += 4;
            continue;
          }

          case 0xd8: // add-int/lit
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) + (ins[pc + 3] as number)) | 0;
            pc += 4;
            continue;
          case 0xd9: // rsub-int/lit
            r[a] = ((ins[pc + 3] as number) - (r[base + (ins[pc + 2] as number)] as number)) | 0;
            pc += 4;
            continue;
          case 0xda: // mul-int/lit
            r[a] = Math.imul(r[base + (ins[pc + 2] as number)] as number, ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xdb: // div-int/lit
            if (ins[pc + 3] === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) / (ins[pc + 3] as number)) | 0;
            pc += 4;
            continue;
          case 0xdc: // rem-int/lit
            if (ins[pc + 3] === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) % (ins[pc + 3] as number)) | 0;
            pc += 4;
            continue;
          case 0xdd: // and-int/lit
            r[a] = (r[base + (ins[pc + 2] as number)] as number) & (ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xde: // or-int/lit
            r[a] = (r[base + (ins[pc + 2] as number)] as number) | (ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xdf: // xor-int/lit
            r[a] = (r[base + (ins[pc + 2] as number)] as number) ^ (ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xe0: // shl-int/lit8
            r[a] = (r[base + (ins[pc + 2] as number)] as number) << (ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xe1: // shr-int/lit8
            r[a] = (r[base + (ins[pc + 2] as number)] as number) >> (ins[pc + 3] as number);
            pc += 4;
            continue;
          case 0xe2: // ushr-int/lit8
            r[a] = ((r[base + (ins[pc + 2] as number)] as number) >>> (ins[pc + 3] as number)) | 0;
            pc += 4;
            continue;

          case 0x100: // const-string, const-class
            r[a] = sites[ins[pc + 3] as number]?.value as Slot;
            pc += 4;
            continue;
          case 0x101: {
            // check-cast
            const object = r[a] as Slot;
            if (object !== null && object !== 0) {
              const site = sites[ins[pc + 3] as number] as (typeof sites)[number];
              if ((object as HeapObject).cls !== site.cls1) castFails(vm, site, object);
            }
            pc += 4;
            continue;
          }
          case 0x102: {
            // instance-of
            const object = r[base + (ins[pc + 2] as number)] as Slot;
            const site = sites[ins[pc + 3] as number] as (typeof sites)[number];
            r[a] =
              object instanceof HeapObject && site.cls !== null && object.cls.isSubclassOf(site.cls) ? 1 : 0;
            pc += 4;
            continue;
          }
          case 0x103: // new-instance
            r[a] = vm.allocate(
              sites[ins[pc + 3] as number]?.cls as NonNullable<(typeof sites)[number]['cls']>,
            );
            pc += 4;
            continue;
          case 0x104: // new-array
            r[a] = vm.allocateArray(
              sites[ins[pc + 3] as number]?.cls as NonNullable<(typeof sites)[number]['cls']>,
              r[base + (ins[pc + 2] as number)] as number,
            );
            pc += 4;
            continue;
          case 0x105: // filled-new-array
            thread.result = filledArray(vm, r, base, sites[ins[pc + 3] as number], shadows);
            pc += 4;
            continue;
          case 0x106: {
            // iget
            const object = r[base + (ins[pc + 2] as number)] as JavaObject;
            const slots = object === null ? nullFault(vm, object) : object.slots;
            const value = slots === undefined ? nullFault(vm, object) : slots[ins[pc + 3] as number];
            r[a] = value === undefined ? unknownField(vm, object) : value;
            pc += 4;
            continue;
          }
          case 0x107: {
            // iget-wide
            const object = r[base + (ins[pc + 2] as number)] as JavaObject;
            const slots = object === null ? nullFault(vm, object) : object.slots;
            const at = ins[pc + 3] as number;
            const value = slots === undefined ? nullFault(vm, object) : slots[at];
            r[a] = value === undefined ? unknownField(vm, object) : value;
            r[a + 1] = (slots[at + 1] ?? 0) as Slot;
            pc += 4;
            continue;
          }
          case 0x108: {
            // iput
            const object = r[base + (ins[pc + 2] as number)] as JavaObject;
            const slots = object === null ? nullFault(vm, object) : object.slots;
            const at = ins[pc + 3] as number;
            if (slots === undefined) nullFault(vm, object);
            if (at >= slots.length) unknownField(vm, object);
            else slots[at] = r[a] as Slot;
            pc += 4;
            continue;
          }
          case 0x109: {
            // iput-wide
            const object = r[base + (ins[pc + 2] as number)] as JavaObject;
            const slots = object === null ? nullFault(vm, object) : object.slots;
            const at = ins[pc + 3] as number;
            if (slots === undefined) nullFault(vm, object);
            if (at + 1 >= slots.length) unknownField(vm, object);
            else {
              slots[at] = r[a] as Slot;
              slots[at + 1] = r[a + 1] as Slot;
            }
            pc += 4;
            continue;
          }
          case 0x10a: {
            // iput-object
            const object = r[base + (ins[pc + 2] as number)] as JavaObject;
            const slots = object === null ? nullFault(vm, object) : object.slots;
            const at = ins[pc + 3] as number;
            if (slots === undefined) nullFault(vm, object);
            const value = r[a] as Slot;
            if (at >= slots.length) unknownField(vm, object);
            else slots[at] = value === 0 ? null : value;
            pc += 4;
            continue;
          }
          case 0x10b: // sget
            r[a] = sites[ins[pc + 3] as number]?.statics[ins[pc + 2] as number] as Slot;
            pc += 4;
            continue;
          case 0x10c: {
            // sget-wide
            const statics = sites[ins[pc + 3] as number]?.statics as Slot[];
            r[a] = statics[ins[pc + 2] as number] as Slot;
            r[a + 1] = statics[(ins[pc + 2] as number) + 1] as Slot;
            pc += 4;
            continue;
          }
          case 0x10d: // sput
            (sites[ins[pc + 3] as number]?.statics as Slot[])[ins[pc + 2] as number] = r[a] as Slot;
            pc += 4;
            continue;
          case 0x10e: {
            // sput-wide
            const statics = sites[ins[pc + 3] as number]?.statics as Slot[];
            statics[ins[pc + 2] as number] = r[a] as Slot;
            statics[(ins[pc + 2] as number) + 1] = r[a + 1] as Slot;
            pc += 4;
            continue;
          }
          case 0x10f: {
            // sput-object
            const value = r[a] as Slot;
            (sites[ins[pc + 3] as number]?.statics as Slot[])[ins[pc + 2] as number] =
              value === 0 ? null : value;
            pc += 4;
            continue;
          }

          case 0x110: {
            // invoke-virtual, invoke-interface
            call = sites[ins[pc + 3] as number] as (typeof sites)[number];
            const receiver = r[base + (call.registers[0] as number)] as HeapObject;
            if (receiver === null) nullFault(vm, receiver);
            const cls = receiver.cls;
            if (cls === call.cls1) callee = call.method1 as Method;
            else if (cls === call.cls2) callee = call.method2 as Method;
            else {
              if (cls === undefined) nullFault(vm, receiver);
              frame.pc = pc + 4;
              callee = findVirtual(vm, cls, (call.method as Method).selector);
              call.cls2 = call.cls1;
              call.method2 = call.method1;
              call.cls1 = cls;
              call.method1 = callee;
            }
            frame.pc = pc + 4;
            break;
          }
          case 0x111: {
            // invoke-direct, invoke-super
            call = sites[ins[pc + 3] as number] as (typeof sites)[number];
            callee = call.method as Method;
            const receiver = r[base + (call.registers[0] as number)] as HeapObject;
            if (receiver === null || receiver.cls === undefined) nullFault(vm, receiver);
            frame.pc = pc + 4;
            break;
          }
          case 0x112: // invoke-static
            call = sites[ins[pc + 3] as number] as (typeof sites)[number];
            callee = call.method as Method;
            frame.pc = pc + 4;
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
            frame.pc = pc + 4;
            resolve(vm, thread, method, code, pc);
            continue;
          case 0x22: {
            // new-instance
            frame.pc = pc + 4;
            if (!resolve(vm, thread, method, code, pc)) {
              frame.redo = true;
              continue frames;
            }
            if (ins[pc] !== 0x22) continue;
            // Its own thread is initialising the class.
            const { cls } = sites[ins[pc + 3] as number] as (typeof sites)[number];
            r[a] = cls === null ? null : vm.allocate(cls);
            pc += 4;
            continue;
          }
          case 0x71: {
            // invoke-static
            frame.pc = pc + 4;
            if (!resolve(vm, thread, method, code, pc)) {
              frame.redo = true;
              continue frames;
            }
            if (ins[pc] !== 0x71) continue;
            call = sites[ins[pc + 3] as number] as (typeof sites)[number];
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
            frame.pc = pc + 4;
            if (!resolve(vm, thread, method, code, pc)) {
              frame.redo = true;
              continue frames;
            }
            if (ins[pc] !== opcode) continue;
            const site = sites[ins[pc + 3] as number] as (typeof sites)[number];
            if (site.opcode >= 0x67 || (site.opcode >= 0x59 && site.opcode < 0x60)) writeField(site, r, a);
            else readField(vm, thread, site, r, a);
            shadows = thread.labels;
            pc += 4;
            continue;
          }
          case 0x120: {
            // a compiled loop begins here
            const loop = code.units?.get(pc);
            if (
              loop === undefined ||
              (shadows !== null && !(loop.guarded && isUnlabelled(shadows, base, code.registerCount)))
            ) {
              dropUnit(code, pc);
              if (loop?.guarded === false) code.attempts = 0;
              continue;
            }
            frame.pc = pc;
            vm.fuel = fuel + 1;
            runtime.resetNesting();
            loop.unit(vm, thread, frame, base);
            if (thread.top === frame) settleLoop(code, pc, loop, frame, fuel - vm.fuel);
            fuel = vm.fuel;
            continue frames;
          }
          default:
            vm.throwNew(
              'java/lang/VerifyError',
              `Bad instruction in ${method.owner.javaName}.${method.selector}`,
            );
        }

        const target = callee.code ?? codeOf(callee);
        if (target === null) {
          vm.fuel = fuel;
          const outcome = callFromRegisters(vm, thread, callee, base, call.registers);
          fuel = vm.fuel;
          shadows = thread.labels;
          if (outcome === 'done') {
            pc += 4;
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
        for (let i = 0; i < registers.length; i++) r[first + i] = r[base + (registers[i] as number)] as Slot;
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
            pc += 4;
            continue;
          }
          continue frames;
        }
        frame = next;
        code = target;
        method = callee;
        ins = code.ins;
        sites = code.sites;
        base = nextBase;
        pc = 0;
        if (fuel <= 0) continue frames;
      }
    } catch (error) {
      if (frame !== undefined && frame === thread.top && frame.code !== null) frame.pc = pc + 4;
      vm.fuel = fuel;
      unwind(vm, thread, toJavaException(vm, error));
    }
  }
}
