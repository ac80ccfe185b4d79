import type { Method } from './java-class.ts';
import type { HeapObject, JavaString } from './values.ts';

/** Where a frame stood when its stack was taken. */
export type StackEntry = {
  readonly method: Method;
  /** Dex program counter; -1 in modelled methods. */
  readonly pc: number;
};

/** The peer of every java.lang.Throwable. */
export type ThrowablePeer = {
  message: JavaString | null;
  /** The throwable itself stands for "not set yet", as in Java. */
  cause: HeapObject | null;
  stack: readonly StackEntry[];
  readonly suppressed: HeapObject[];
};

/** Carries a Java exception through TypeScript. Not an Error: taking a host stack for each would be slow. */
export class JavaThrow {
  readonly object: HeapObject;

  constructor(object: HeapObject) {
    this.object = object;
  }
}
