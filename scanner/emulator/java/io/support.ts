import { type JavaArray, unsignedBytesOf } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';

export type Ref = HeapObject | null;

/** Bytes on their way through a model, with the label set of what they came from. */
export type Chunk = { readonly bytes: Uint8Array; readonly label: number };

/** The most that a model takes from one stream at once: an app's endless stream must not fill the host. */
const MAX_ALL_BYTES = 64 * 2 ** 20;
export const BUFFER_BYTES = 8192;

export function throwIo(vm: Machine, message: string): never {
  return vm.throwNew('java/io/IOException', message);
}

export function required<T extends HeapObject>(vm: Machine, value: T | null): T {
  return value ?? vm.throwNew('java/lang/NullPointerException');
}

/** Java's check of an array range. */
export function checkRange(vm: Machine, length: number, start: number, count: number): void {
  if (start < 0 || count < 0 || count > length - start)
    vm.throwNew(
      'java/lang/IndexOutOfBoundsException',
      `length=${length}; regionStart=${start}; regionLength=${count}`,
    );
}

/** A range of a byte[], checked: the array's own memory. */
export function rangeOf(vm: Machine, array: JavaArray | null, start: number, count: number): Uint8Array {
  const actual = required(vm, array);
  checkRange(vm, actual.length, start, count);
  return unsignedBytesOf(actual).subarray(start, start + count);
}

/** Labels of an array: its own, and those that app code stored with single elements. */
export function labelOfArray(vm: Machine, array: JavaArray, start = 0, count = array.length): number {
  let label = vm.labelOf(array);
  const shadow = array.extra?.shadow;
  if (shadow == null) return label;
  for (let i = start; i < start + count; i++) label = vm.labels.union(label, shadow[i] ?? 0);
  return label;
}

/** A new byte[] with these bytes and labels. */
export function chunkArray(vm: Machine, chunk: Chunk): JavaArray {
  const array = vm.byteArray(chunk.bytes);
  vm.addLabel(array, chunk.label);
  return array;
}

/** Up to `count` bytes through the stream's own read, so that an app's override is asked; null at its end. */
export function* readChunk(vm: Machine, stream: Ref, count: number): Steps<Chunk | null> {
  const array = vm.newArray('[B', count);
  const got = yield* vm.call<number>(stream, 'read([BII)I', array, 0, count);
  // A stream that nobody modelled answers 0 for ever, and says nothing about its end.
  if (got < 0 || (stream !== null && vm.isUnknown(stream))) return null;
  const taken = Math.min(got, count);
  return { bytes: unsignedBytesOf(array).subarray(0, taken), label: labelOfArray(vm, array, 0, taken) };
}

/** All that is left in a stream. */
export function* readAll(vm: Machine, stream: Ref, maxBytes = MAX_ALL_BYTES): Steps<Chunk> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let label = 0;
  for (let idle = 0; idle < 100;) {
    const chunk = yield* readChunk(vm, stream, Math.min(BUFFER_BYTES, maxBytes - size + 1));
    if (chunk === null) break;
    idle = chunk.bytes.length === 0 ? idle + 1 : 0;
    parts.push(chunk.bytes);
    size += chunk.bytes.length;
    label = vm.labels.union(label, chunk.label);
    if (size > maxBytes) vm.throwNew('java/lang/OutOfMemoryError', 'stream is too long');
  }
  return { bytes: concat(parts, size), label };
}

/** Writes through the stream's own write(byte[], int, int). */
export function* writeChunk(vm: Machine, stream: Ref, chunk: Chunk): Steps<void> {
  if (chunk.bytes.length === 0) return;
  yield* vm.call(stream, 'write([BII)V', chunkArray(vm, chunk), 0, chunk.bytes.length);
}

export function concat(
  parts: readonly Uint8Array[],
  size = parts.reduce((n, p) => n + p.length, 0),
): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A growing buffer of bytes with one label set. */
export class ByteSink {
  bytes = new Uint8Array(256);
  size = 0;
  label = 0;

  add(more: Uint8Array): void {
    this.room(more.length);
    this.bytes.set(more, this.size);
    this.size += more.length;
  }

  addByte(value: number): void {
    this.room(1);
    this.bytes[this.size++] = value;
  }

  /** What was added, not a copy. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }

  clear(): void {
    this.size = 0;
  }

  private room(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more));
    grown.set(this.view());
    this.bytes = grown;
  }
}

/**
 * Adds labels to the running model's flow, so that what it answers carries them. Only for generators: a plain
 * function has no frame of its own.
 */
export function addFlow(vm: Machine, label: number): void {
  const frame = vm.thread.top;
  if (label !== 0 && frame !== undefined) frame.label = vm.labels.union(frame.label, label);
}

/** Labels of what the running generator was called with, those of primitives too. */
export function argumentLabel(vm: Machine): number {
  return vm.thread.top?.label ?? 0;
}
