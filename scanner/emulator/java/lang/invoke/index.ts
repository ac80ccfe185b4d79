import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HandlePeer, HeapObject, JavaObject } from '../../../machine/index.ts';
import { throwableClass } from '../throwable.ts';

type CallSite = JavaObject<{ target: JavaObject<HandlePeer> | null }>;

/** What invoke-custom and invoke-polymorphic need of java.lang.invoke; look-ups are left to gaps. */
export const classes: readonly ClassModel[] = [
  defineClass({ name: 'java/lang/invoke/MethodHandle', flags: 'abstract' }),
  defineClass({ name: 'java/lang/invoke/MethodType', flags: 'final' }),
  defineClass({ name: 'java/lang/invoke/MethodHandles$Lookup', flags: 'final' }),
  defineClass({
    name: 'java/lang/invoke/CallSite',
    flags: 'abstract',
    methods: { 'abstract getTarget()Ljava/lang/invoke/MethodHandle;': null },
  }),
  defineClass({
    name: 'java/lang/invoke/ConstantCallSite',
    super: 'java/lang/invoke/CallSite',
    methods: {
      '<init>(Ljava/lang/invoke/MethodHandle;)V': (
        _vm,
        self: CallSite,
        target: JavaObject<HandlePeer> | null,
      ) => {
        self.peer = { target };
      },
      'getTarget()Ljava/lang/invoke/MethodHandle;': (_vm, self: CallSite): HeapObject | null =>
        self.peer.target,
    },
  }),
  throwableClass('java/lang/invoke/WrongMethodTypeException', 'java/lang/RuntimeException'),
];
