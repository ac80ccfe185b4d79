import type { Machine } from './machine.ts';
import type { HeapObject } from './values.ts';

/**
 * A Java value as models see it: boolean for Z; number for B, S, C, I, F and D; bigint for J; a heap object or null for
 * references. Models may also return a TypeScript string where a String (or Object, CharSequence) is due.
 */
export type JavaValue = boolean | number | bigint | string | HeapObject | null | undefined | typeof UNKNOWN;

/** Returned by a model that cannot say: the caller gets a typed unknown, and the gap ledger an entry. */
export const UNKNOWN = Symbol('unknown');

/** What a generator may ask of the machine. Models do not build these: they use `vm.call`, `vm.park` and their kin. */
export type Request =
  | { readonly kind: 'call'; readonly method: MethodHandleLike; readonly args: readonly JavaValue[] }
  | { readonly kind: 'init'; readonly cls: ClassLike }
  | { readonly kind: 'enter'; readonly object: HeapObject }
  | { readonly kind: 'park'; readonly untilMs: number }
  | { readonly kind: 'pause' };

/** Only to keep this file free of cycles: these are Method and JavaClass. */
export type MethodHandleLike = { readonly selector: string };
export type ClassLike = { readonly name: string };

/** A piece of work that may call Java, block, and give a `T` in the end. Run it with `yield*`. */
export type Steps<T> = Generator<Request, T, JavaValue>;

/**
 * The body of a modelled method. `args` are the receiver (unless static) and the parameters, in model form; write
 * their real types, as in `(vm, self: JavaObject<Peer>, index: number) => ...`. A plain function can neither call Java
 * nor block. A generator function can; a plain function may also return a generator, for a slow path.
 */
export type NativeMethod = (vm: Machine, ...args: never[]) => JavaValue | void | Steps<JavaValue | void>;

/**
 * A modelled class.
 *
 * Methods are keyed by modifiers, name and descriptor: `'substring(I)Ljava/lang/String;'`, `'static valueOf(I)...'`,
 * `'private ...'`, `'protected ...'`, `'synchronized ...'`, `'final ...'`; `null` makes an abstract one. Fields are
 * keyed likewise, `'static final MAX_VALUE:I'`, with the initial value in model form, or a function that makes it.
 */
export type ClassModel = {
  /** Internal name, such as `java/lang/StringBuilder`. */
  readonly name: string;
  /** Internal name of the superclass; java/lang/Object when left out. */
  readonly super?: string;
  readonly interfaces?: readonly string[];
  /** Words such as `interface`, `abstract`, `final`, `enum`; `public` is understood. */
  readonly flags?: string;
  readonly fields?: Readonly<Record<string, JavaValue | ((vm: Machine) => JavaValue)>>;
  readonly methods?: Readonly<Record<string, NativeMethod | null>>;
  /**
   * How provenance labels pass through methods that are plain functions. `flow` (the default): from every argument and
   * the receiver to the result, and from arguments to the receiver and to array arguments. `container`: not at all,
   * because the elements carry their own labels.
   */
  readonly labels?: 'flow' | 'container';
};

/** Declares a modelled class; gives back what it is given, checked by the compiler. */
export function defineClass(model: ClassModel): ClassModel {
  return model;
}
