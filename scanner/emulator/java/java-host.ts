import { hostKey } from '../machine/index.ts';
import type { HeapObject, JavaThread, Machine } from '../machine/index.ts';

/** What the Java library asks of the device around it. All of it may be left out. */
export type JavaHost = {
  /** Language and country, `zh` and `CN` when left out. */
  readonly locale?: { readonly language: string; readonly country: string };
  /** Id such as `Asia/Shanghai`, which it is when left out. */
  readonly timeZone?: string;
  /** System properties beside Android's fixed ones. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Seeds every Random, UUID and Math.random. */
  readonly seed?: number;
  /**
   * Answers Runtime.exec and ProcessBuilder: nothing is ever executed. Undefined for a program that is not there:
   * IOException for the app. `labels` is the label set of the output.
   */
  readonly shell?: (command: readonly string[]) =>
    | {
        readonly stdout: string;
        readonly exitCode: number;
        readonly stderr?: string;
        readonly labels?: number;
      }
    | undefined;
  /** System.exit and Runtime.halt. */
  readonly exit?: (status: number) => void;
  /** An exception left a thread's run and no handler of the app's took it. */
  readonly uncaught?: (thread: JavaThread, exception: HeapObject) => void;
  /** System.loadLibrary and load: false where the library is not there. */
  readonly loadLibrary?: (name: string) => boolean;
  /** A file of the app's packages, for Class.getResourceAsStream. */
  readonly findResource?: (name: string) => Uint8Array | undefined;
};

export const JAVA_HOST = hostKey<JavaHost>('java-host');

/** The device around the Java library; empty when nobody attached one. */
export function javaHost(vm: Machine): JavaHost {
  return vm.findAttached(JAVA_HOST) ?? {};
}

/** State that models keep once a machine, made when first asked for. */
export function perMachine<T>(make: (vm: Machine) => T): (vm: Machine) => T {
  const states = new WeakMap<Machine, T>();
  return (vm) => {
    let state = states.get(vm);
    if (state === undefined) {
      state = make(vm);
      states.set(vm, state);
    }
    return state;
  };
}
