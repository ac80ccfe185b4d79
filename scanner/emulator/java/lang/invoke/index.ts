import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HandlePeer, HeapObject, JavaObject } from '../../../machine/index.ts';
import { throwableClass } from '../throwable.ts';
import { lookup } from './lookup.ts';
import { methodHandle, methodHandles } from './method-handle.ts';
import { methodType } from './method-type.ts';
import { varHandle } from './var-handle.ts';

type CallSite = JavaObject<{ target: JavaObject<HandlePeer> | null }>;

/** java.lang.invoke: handles of methods, fields and variables. Most combinators of MethodHandles are left to gaps. */
export const classes: readonly ClassModel[] = [
  methodHandle,
  methodHandles,
  methodType,
  lookup,
  varHandle,
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
