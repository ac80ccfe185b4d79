import type { ArrayData, HeapObject } from './values.ts';

/** Bytes of an element, as Android's heap counts them. */
export function elementBytes(element: string): number {
  switch (element) {
    case 'Z':
    case 'B':
      return 1;
    case 'S':
    case 'C':
      return 2;
    case 'I':
    case 'F':
      return 4;
    default:
      return 8;
  }
}

/** Zeroed memory for an array of elements of a descriptor. */
export function newData(element: string, length: number): ArrayData {
  switch (element) {
    case 'Z':
    case 'B':
      return new Int8Array(length);
    case 'S':
      return new Int16Array(length);
    case 'C':
      return new Uint16Array(length);
    case 'I':
    case 'F':
      return new Int32Array(length);
    case 'J':
    case 'D':
      return new Int32Array(length * 2);
    default:
      return new Array<HeapObject | null>(length).fill(null);
  }
}
