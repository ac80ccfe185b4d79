import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, ThrowablePeer } from '../../machine/index.ts';

type Throwable = JavaObject<ThrowablePeer>;

function init(vm: Machine, self: Throwable, message: JavaString | null, cause: HeapObject | null): void {
  self.peer = { message, cause, stack: vm.stackFor(self), suppressed: [] };
}

/** Java's Throwable. Its stack is the machine's at construction, without the constructors. */
export const throwable = defineClass({
  name: 'java/lang/Throwable',
  interfaces: ['java/io/Serializable'],
  methods: {
    '<init>()V': (vm, self: Throwable) => init(vm, self, null, self),
    '<init>(Ljava/lang/String;)V': (vm, self: Throwable, message: JavaString | null) =>
      init(vm, self, message, self),
    '<init>(Ljava/lang/String;Ljava/lang/Throwable;)V': (
      vm,
      self: Throwable,
      message: JavaString | null,
      cause: HeapObject | null,
    ) => init(vm, self, message, cause),
    '<init>(Ljava/lang/Throwable;)V': function* (vm, self: Throwable, cause: HeapObject | null) {
      const text = cause === null ? null : vm.string(yield* vm.textOf(cause));
      init(vm, self, text, cause);
    },
    'getMessage()Ljava/lang/String;': (_vm, self: Throwable) => self.peer.message,
    'getLocalizedMessage()Ljava/lang/String;': (vm, self: Throwable) =>
      vm.call(self, 'getMessage()Ljava/lang/String;'),
    'getCause()Ljava/lang/Throwable;': (_vm, self: Throwable) =>
      self.peer.cause === self ? null : self.peer.cause,
    'initCause(Ljava/lang/Throwable;)Ljava/lang/Throwable;': (
      vm,
      self: Throwable,
      cause: HeapObject | null,
    ) => {
      if (self.peer.cause !== self)
        vm.throwNew('java/lang/IllegalStateException', "Can't overwrite cause", self);
      if (cause === self)
        vm.throwNew('java/lang/IllegalArgumentException', 'Self-causation not permitted', self);
      self.peer.cause = cause;
      return self;
    },
    'toString()Ljava/lang/String;': function* (vm, self: Throwable) {
      const message = yield* vm.call<JavaString | null>(self, 'getLocalizedMessage()Ljava/lang/String;');
      return message === null ? self.cls.javaName : `${self.cls.javaName}: ${message.value}`;
    },
    'fillInStackTrace()Ljava/lang/Throwable;': (vm, self: Throwable) => {
      self.peer.stack = vm.stackFor(self);
      return self;
    },
    'final addSuppressed(Ljava/lang/Throwable;)V': (_vm, self: Throwable, other: HeapObject) => {
      self.peer.suppressed.push(other);
    },
    'printStackTrace()V': function* (vm, self: Throwable) {
      vm.print(`${yield* vm.textOf(self)}\n`);
    },
  },
});

const HIERARCHY: Readonly<Record<string, string>> = {
  Exception: 'Throwable',
  Error: 'Throwable',
  RuntimeException: 'Exception',
  ReflectiveOperationException: 'Exception',
  ClassNotFoundException: 'ReflectiveOperationException',
  NoSuchMethodException: 'ReflectiveOperationException',
  NoSuchFieldException: 'ReflectiveOperationException',
  InstantiationException: 'ReflectiveOperationException',
  IllegalAccessException: 'ReflectiveOperationException',
  CloneNotSupportedException: 'Exception',
  InterruptedException: 'Exception',
  ArithmeticException: 'RuntimeException',
  ArrayStoreException: 'RuntimeException',
  ClassCastException: 'RuntimeException',
  IllegalArgumentException: 'RuntimeException',
  NumberFormatException: 'IllegalArgumentException',
  IllegalThreadStateException: 'IllegalArgumentException',
  IllegalMonitorStateException: 'RuntimeException',
  IllegalStateException: 'RuntimeException',
  IndexOutOfBoundsException: 'RuntimeException',
  ArrayIndexOutOfBoundsException: 'IndexOutOfBoundsException',
  StringIndexOutOfBoundsException: 'IndexOutOfBoundsException',
  NegativeArraySizeException: 'RuntimeException',
  NullPointerException: 'RuntimeException',
  SecurityException: 'RuntimeException',
  UnsupportedOperationException: 'RuntimeException',
  EnumConstantNotPresentException: 'RuntimeException',
  TypeNotPresentException: 'RuntimeException',
  AssertionError: 'Error',
  LinkageError: 'Error',
  BootstrapMethodError: 'LinkageError',
  ClassCircularityError: 'LinkageError',
  ClassFormatError: 'LinkageError',
  UnsupportedClassVersionError: 'ClassFormatError',
  ExceptionInInitializerError: 'LinkageError',
  IncompatibleClassChangeError: 'LinkageError',
  AbstractMethodError: 'IncompatibleClassChangeError',
  IllegalAccessError: 'IncompatibleClassChangeError',
  InstantiationError: 'IncompatibleClassChangeError',
  NoSuchFieldError: 'IncompatibleClassChangeError',
  NoSuchMethodError: 'IncompatibleClassChangeError',
  NoClassDefFoundError: 'LinkageError',
  UnsatisfiedLinkError: 'LinkageError',
  VerifyError: 'LinkageError',
  ThreadDeath: 'Error',
  VirtualMachineError: 'Error',
  InternalError: 'VirtualMachineError',
  OutOfMemoryError: 'VirtualMachineError',
  StackOverflowError: 'VirtualMachineError',
  UnknownError: 'VirtualMachineError',
};

/** A throwable that adds nothing to its parent but its name: it has the four usual constructors. */
export function throwableClass(name: string, parent: string) {
  const call =
    (descriptor: string) =>
    (vm: Machine, self: HeapObject, ...args: (HeapObject | null)[]) =>
      vm.callSpecial(parent, `<init>${descriptor}`, self, ...args);
  return defineClass({
    name,
    super: parent,
    methods: Object.fromEntries(
      [
        '()V',
        '(Ljava/lang/String;)V',
        '(Ljava/lang/String;Ljava/lang/Throwable;)V',
        '(Ljava/lang/Throwable;)V',
      ].map((descriptor) => [`<init>${descriptor}`, call(descriptor)]),
    ),
  });
}

export const throwables = Object.entries(HIERARCHY).map(([name, parent]) =>
  throwableClass(`java/lang/${name}`, `java/lang/${parent}`),
);
