import { defineClass, refsOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';
import { formatText } from './format-text.ts';

/** Text goes to `target`, a StringBuilder unless the app named another Appendable. */
type Formatter = JavaObject<{ target: Ref }>;

function* setUp(vm: Machine, self: Formatter, target: Ref): Steps<void> {
  self.peer = { target: target ?? (yield* vm.construct('java/lang/StringBuilder', '()V')) };
}

function* format(vm: Machine, self: Formatter, pattern: Ref, args: JavaArray | null): Steps<Formatter> {
  const { text, label } = yield* formatText(vm, vm.text(pattern), args === null ? [null] : refsOf(args));
  yield* vm.call(
    self.peer.target,
    'append(Ljava/lang/CharSequence;)Ljava/lang/Appendable;',
    vm.string(text, vm.labels.union(label, vm.labelOf(pattern))),
  );
  return self;
}

const fresh: NativeMethod = (vm: Machine, self: Formatter) => setUp(vm, self, null);

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/Formatter',
    flags: 'final',
    interfaces: ['java/io/Closeable'],
    methods: methods({
      'new()': fresh,
      'new(Locale)': fresh,
      'new(Appendable)': setUp,
      'new(Appendable, Locale)': (vm, self: Formatter, target: Ref, _locale: Ref) => setUp(vm, self, target),
      'Formatter format(String, Object[])': format,
      'Formatter format(Locale, String, Object[])': (
        vm,
        self: Formatter,
        _locale: Ref,
        pattern: Ref,
        args: JavaArray | null,
      ) => format(vm, self, pattern, args),
      'Appendable out()': (_vm, self: Formatter) => self.peer.target,
      'String toString()': (vm, self: Formatter) => vm.call(self.peer.target, 'toString()Ljava/lang/String;'),
      'void flush()': () => undefined,
      'void close()': () => undefined,
    }),
  }),
  defineClass({
    name: 'java/util/Formattable',
    flags: 'interface',
    methods: methods({ 'void formatTo(Formatter, int, int, int)': null }),
  }),
];
