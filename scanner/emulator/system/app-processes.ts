import type { HeapObject, JavaThread, Machine, Steps } from '../machine/index.ts';

/** A process of the app that lives. */
export type LivingProcess = {
  readonly name: string;
  readonly pid: number;
  readonly vm: Machine;
};

/**
 * The app's processes as one of them sees them. Each is a machine of its own: classes, statics, main thread. Nothing
 * goes from one to another but what `android/os/parcel-across.ts` copies.
 */
export type AppProcesses = {
  /** Those that live, the one with the screen first. */
  readonly list: () => readonly LivingProcess[];
  readonly find: (name: string) => LivingProcess | undefined;
  /** Runs steps on the main thread of a process; where it is not there it is started, for the reason given. */
  readonly post: (name: string, reason: string, steps: (vm: Machine) => Steps<void>) => void;
  /** Runs steps on a new thread of a process that lives; undefined where it does not. */
  readonly spawn: (
    name: string,
    thread: string,
    steps: (vm: Machine) => Steps<void>,
  ) => JavaThread | undefined;
  /** Wakes a thread of a process, from another one. */
  readonly wake: (vm: Machine, thread: JavaThread) => void;
  readonly binders: BinderTable;
};

/** Binders that were handed to another process, by number. */
export class BinderTable {
  readonly #numbers = new WeakMap<HeapObject, number>();
  readonly #owners = new Map<number, { readonly process: string; readonly object: HeapObject }>();

  numberOf(process: string, object: HeapObject): number {
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = this.#owners.size + 1;
      this.#numbers.set(object, number);
      this.#owners.set(number, { process, object });
    }
    return number;
  }

  find(number: number): { readonly process: string; readonly object: HeapObject } | undefined {
    return this.#owners.get(number);
  }
}

/** The whole name of a process from what a manifest says: `:push` belongs to the app, other names are taken as they are. */
export function processNameOf(packageName: string, process: string | undefined): string {
  if (process === undefined || process === '') return packageName;
  return process.startsWith(':') ? packageName + process : process;
}
