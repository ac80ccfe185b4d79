import type { ArrayPayload } from '../../dex/index.ts';
import type { Field, JavaClass, Method } from './java-class.ts';
import type { Op } from './op.ts';
import type { Slot } from './values.ts';

/** What an instruction refers to, resolved when it first runs, with the caches of its call site. */
export class Site {
  readonly opcode: number = 0;
  readonly index: number = 0;
  readonly protoIndex: number = 0;
  /** Registers of an invoke's or filled-new-array's arguments. */
  declare readonly registers: readonly number[];
  cls: JavaClass | null = null;
  field: Field | null = null;
  method: Method | null = null;
  /** Statics of the field's class. */
  statics: Slot[] = [];
  /** Label set of what a watched field of numbers gives here. */
  fieldLabel = 0;
  value: Slot = null;
  /** Last two receivers' classes and what the call came to on them; for casts, the last class that passed. */
  cls1: JavaClass | null = null;
  method1: Method | null = null;
  cls2: JavaClass | null = null;
  method2: Method | null = null;
  table: ReadonlyMap<number, Op> | null = null;
  payload: ArrayPayload | null = null;
  /** Of a platform field that no model has: its name and descriptor. */
  unknownName: string | null = null;
  unknownType: string | null = null;

  constructor(opcode: number, index: number, protoIndex: number, registers: readonly number[]) {
    this.opcode = opcode;
    this.index = index;
    this.protoIndex = protoIndex;
    this.registers = registers;
  }
}

/** The site of instructions that refer to nothing. */
export const NO_SITE = new Site(0, 0, 0, []);
