import { box, unbox } from '../../../machine/index.ts';
import type { JavaObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import type { Ref } from '../equality.ts';

/** Kinds of stream: of objects, int, long, double. */
export type Kind = 'L' | 'I' | 'J' | 'D';

/** Given by a source that has nothing more. */
export const END = Symbol('end');

/** A value in model form: a reference in object streams, a primitive in the others. */
export type Pull = () => Steps<JavaValue | typeof END>;

export type StreamPeer = {
  readonly kind: Kind;
  pull: Pull;
  /** A stream is used once. */
  used: boolean;
  onClose: Ref[];
};
export type Stream = JavaObject<StreamPeer>;

const NAMES: Readonly<Record<Kind, string>> = {
  L: 'ReferencePipeline',
  I: 'IntPipeline',
  J: 'LongPipeline',
  D: 'DoublePipeline',
};

export function newStream(vm: Machine, kind: Kind, pull: Pull, onClose: Ref[] = []): Stream {
  const made = vm.newObject<StreamPeer>(`java/util/stream/${NAMES[kind]}`);
  made.peer = { kind, pull, used: false, onClose };
  return made;
}

/** A source over values that are there. */
export function fromValues(values: readonly JavaValue[]): Pull {
  let at = 0;
  return function* () {
    return at < values.length ? values[at++] : END;
  };
}

/** The source of a stream, which is used up by this. */
export function take(vm: Machine, stream: Stream): Pull {
  if (stream.peer.used)
    vm.throwNew('java/lang/IllegalStateException', 'stream has already been operated upon or closed');
  stream.peer.used = true;
  return stream.peer.pull;
}

/** Calls `body` on each value until it answers false. */
export function* each(
  vm: Machine,
  stream: Stream,
  body: (value: JavaValue) => Steps<boolean | void>,
): Steps<void> {
  const pull = take(vm, stream);
  for (;;) {
    const value = yield* pull();
    if (value === END) return;
    if ((yield* body(value)) === false) return;
  }
}

export function* toValues(vm: Machine, stream: Stream): Steps<JavaValue[]> {
  const values: JavaValue[] = [];
  yield* each(vm, stream, function* (value) {
    vm.charge(8);
    values.push(value);
  });
  return values;
}

/** A value of a stream as an object. */
export function boxed(vm: Machine, kind: Kind, value: JavaValue): Ref {
  return kind === 'L' ? (value as Ref) : box(vm, kind, value);
}

/** An object as a value of a stream. */
export function unboxed(vm: Machine, kind: Kind, value: Ref): JavaValue {
  if (kind === 'L') return value;
  const plain = unbox(value);
  if (plain === null) return vm.throwNew('java/lang/NullPointerException');
  return plain;
}

/** Letter of a descriptor for a value of this kind. */
export function letterOf(kind: Kind): string {
  return kind === 'L' ? 'Ljava/lang/Object;' : kind;
}

/** `Int`, `Long`, `Double`, or nothing for objects. */
export function wordOf(kind: Kind): string {
  return { L: '', I: 'Int', J: 'Long', D: 'Double' }[kind];
}

export function typeOf(kind: Kind): string {
  return { L: 'Object', I: 'int', J: 'long', D: 'double' }[kind];
}

/** Selector of a functional interface's method that takes `from` and gives `to`. */
export function applySelector(from: Kind, to: Kind): string {
  return to === 'L'
    ? `apply(${letterOf(from)})Ljava/lang/Object;`
    : `applyAs${wordOf(to)}(${letterOf(from)})${to}`;
}
