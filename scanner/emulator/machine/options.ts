import type { DexFile } from '../../dex/index.ts';
import type { ClassModel, JavaValue } from './class-model.ts';
import type { PlatformTable } from './class-table.ts';
import type { Heat } from './compiler/heat.ts';
import type { Field, Method } from './java-class.ts';
import type { LabelTable } from './labels.ts';
import type { Limits, StopCode } from './stop.ts';
import type { StackEntry } from './throwable.ts';
import type { HeapObject } from './values.ts';

export type MachineOptions = {
  /** Every modelled class, java/lang/Object and its kin included. */
  readonly models: readonly ClassModel[];
  /** The app's code, in class path order. */
  readonly dexFiles: readonly DexFile[];
  readonly platform?: PlatformTable;
  /** Classes of the platform table above this level are not there. 34 when left out. */
  readonly apiLevel?: number;
  /**
   * Methods whose calls are recorded: `android/telephony/TelephonyManager.getDeviceId`, with or without descriptor,
   * to the taxonomy key of what they read.
   */
  readonly watch?: ReadonlyMap<string, string>;
  /**
   * Told of every call to a watched method. It may answer what the call read and under which event numbers; an empty
   * answer says that the call read nothing. Without an answer the watch list's key and a running number are taken.
   */
  readonly onWatched?: (event: WatchedCall) => readonly WatchedRead[] | void;
  /** Told once for each place in the code that reads a watched field (`android/os/Build#SERIAL` on the watch list). */
  readonly onFieldRead?: (event: WatchedField) => readonly WatchedRead[];
  readonly limits?: Partial<Limits>;
  /** Wall clock for the wall-time budget; without it there is none. */
  readonly wallMs?: () => number;
  /** Live heap of the host in bytes; without it the bytes ever allocated count. */
  readonly heapBytes?: () => number;
  /** What System.currentTimeMillis says at virtual time 0. */
  readonly epochMs?: number;
  /** When hot code is compiled; false keeps everything in the interpreter. DEFAULT_HEAT when left out. */
  readonly compile?: Heat | false;
  /** Instructions that a thread runs before others get their turn. */
  readonly quantum?: number;
  /** Shared by the machines of one device, so that labels mean the same in all of them. */
  readonly labels?: LabelTable;
  /** Where System.out and System.err write. */
  readonly print?: (text: string) => void;
};

/** Personal information that a watched call turned out to read. */
export type WatchedRead = { readonly piType: string; readonly eventNumber: number };

/** A place in the code that reads a watched field. */
export type WatchedField = {
  readonly field: Field;
  /** The object in a static field; null for other fields. */
  readonly value: HeapObject | null;
  /** Innermost first. */
  readonly stack: readonly StackEntry[];
};

/** One call to a method on the watch list. */
export type WatchedCall = {
  readonly number: number;
  /** Virtual milliseconds since the machine started. */
  readonly atMs: number;
  readonly piType: string;
  readonly thread: string;
  readonly method: Method;
  /** Receiver first, unless static. */
  readonly args: readonly JavaValue[];
  readonly value: JavaValue;
  readonly threw?: HeapObject;
  /** Innermost first; the watched method itself is not in it. */
  readonly stack: readonly StackEntry[];
  /** Label set of the arguments, for `labels.list`. */
  readonly labels: number;
};

/** How a stretch of running ended. */
export type RunOutcome =
  | { readonly kind: 'done' }
  /** Every thread waits, none for a time within the stretch. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped'; readonly code: StopCode };

/** How a piece of Java called from outside ended. */
export type CallOutcome =
  | { readonly kind: 'returned'; readonly value: JavaValue }
  | { readonly kind: 'threw'; readonly exception: HeapObject }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly code: StopCode };

/** A place for host state that models share, such as the window manager; made with `hostKey`. */
export type HostKey<T> = { readonly name: string; readonly type?: T };

export function hostKey<T>(name: string): HostKey<T> {
  return { name };
}
