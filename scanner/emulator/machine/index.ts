export { Machine } from './machine.ts';
export { UNKNOWN_TEXT } from './unknowns.ts';
export { hostKey } from './options.ts';
export type {
  CallOutcome,
  HostKey,
  MachineOptions,
  RunOutcome,
  WatchedCall,
  WatchedField,
  WatchedRead,
} from './options.ts';
export { UNKNOWN, defineClass } from './class-model.ts';
export type { ClassModel, JavaValue, NativeMethod, Request, Steps } from './class-model.ts';
export { LoaderSpace, isPlatformName, loaderSpaceOf } from './class-table.ts';
export type { PlatformClass, PlatformMember, PlatformTable } from './class-table.ts';
export { Field, JavaClass, Method, parameterTypes, returnType } from './java-class.ts';
export type { ClassOrigin, ClassState } from './java-class.ts';
export { GapLedger } from './gap-ledger.ts';
export type { GapCode, LedgerEntry } from './gap-ledger.ts';
export { LabelTable } from './labels.ts';
export type { Label } from './labels.ts';
export { adapt, box, boxClassName, boxKind, unbox } from './boxing.ts';
export { invokeHandle, newHandle, newMethodType } from './method-handles.ts';
export type { HandlePeer, MethodTypePeer } from './method-handles.ts';
export type { VarHandlePeer } from './var-handles.ts';
export { findField, findVirtual, lookUp } from './dispatch.ts';
export { DEFAULT_HEAT } from './compiler/heat.ts';
export type { Heat } from './compiler/heat.ts';
export { DEFAULT_LIMITS } from './stop.ts';
export type { Limits, StopCode } from './stop.ts';
export { JavaThread } from './thread.ts';
export type { ThreadOutcome, ThreadState } from './thread.ts';
export { JavaThrow } from './throwable.ts';
export type { StackEntry, ThrowablePeer } from './throwable.ts';
export {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  bytesOf,
  charsOf,
  doublesOf,
  extraOf,
  floatsOf,
  intsOf,
  longsOf,
  refsOf,
  shortsOf,
  unsignedBytesOf,
} from './values.ts';
