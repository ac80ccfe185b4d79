import { HeapObject, JavaArray, JavaString, bytesOf } from '../machine/index.ts';
import type { JavaValue } from '../machine/index.ts';

const mostChars = 400;

/** A Java value as evidence writes it: text and numbers as they are, other objects by their class. */
export function renderValue(value: JavaValue): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof JavaString) return value.value.slice(0, mostChars);
  if (value instanceof JavaArray) {
    return value.cls.name === '[B'
      ? Buffer.from(bytesOf(value)).toString('hex').slice(0, mostChars)
      : `${value.cls.javaName}(${value.length})`;
  }
  if (value instanceof HeapObject) return value.cls.javaName;
  return typeof value === 'symbol' ? 'unknown' : String(value).slice(0, mostChars);
}
