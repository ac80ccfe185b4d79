import type { DexFile } from '../../dex/index.ts';
import type { AbstractValue } from './abstract-value.ts';
import type { Context } from './context.ts';

/** What a method does to the world around it. Pool indexes are those of the method's file. */
export type Effects = {
  /** What a call gives back; `exit` where it never does. `kind` is 0 virtual, 1 super, 2 direct, 3 static, 4 interface. */
  call(at: At, kind: number, index: number, args: readonly AbstractValue[]): AbstractValue | 'exit';
  make(at: At, typeIndex: number): AbstractValue;
  classObject(at: At, typeIndex: number): AbstractValue;
  text(at: At, stringIndex: number): AbstractValue;
  readField(at: At, fieldIndex: number, owner: AbstractValue | undefined): AbstractValue;
  writeField(at: At, fieldIndex: number, owner: AbstractValue | undefined, value: AbstractValue): void;
  /** A value that leaves what is followed: into an array. */
  store(at: At, value: AbstractValue): void;
  giveBack(at: At, value: AbstractValue): void;
};

/** The context that is followed and the instruction that it is at. */
export type At = { readonly context: Context; readonly pc: number; readonly dex: DexFile };
