import type { CallInfo } from './call-info.ts';
import type { Slot } from './flow-tables.ts';
import type { FlowValue } from './flow-value.ts';
import type { Fact } from './taint.ts';

/** A call with what is known of its arguments, the receiver first. */
export type FlowCall = {
  readonly info: CallInfo;
  readonly isStatic: boolean;
  readonly isVirtual: boolean;
  readonly isSuper: boolean;
  readonly args: readonly FlowValue[];
  readonly pc: number;
  /** Facts of sources that this very call is. */
  readonly sources: readonly Fact[];
};

/** The values of a call that a table's row means. */
export function valuesAt({ args, isStatic }: FlowCall, slot: Slot): readonly FlowValue[] {
  if (slot === 'receiver') return isStatic ? [] : args.slice(0, 1);
  if (slot === 'arguments') return isStatic ? args : args.slice(1);
  if (slot === 'result') return [];
  const value = args[slot + (isStatic ? 0 : 1)];
  return value === undefined ? [] : [value];
}
