import { defineClass } from '../../../machine/index.ts';
import type { Field, JavaObject, Machine, VarHandlePeer } from '../../../machine/index.ts';

const V = 'java/lang/invoke/VarHandle';

export function newVarHandle(vm: Machine, field: Field): JavaObject<VarHandlePeer> {
  const made = vm.newObject<VarHandlePeer>(V);
  made.peer = { field };
  return made;
}

/** A handle of the elements of arrays whose elements have this descriptor. */
export function newArrayVarHandle(vm: Machine, element: string): JavaObject<VarHandlePeer> {
  const made = vm.newObject<VarHandlePeer>(V);
  made.peer = { element };
  return made;
}

/** What calls through it do says the machine (var-handles.ts): their descriptors differ from call to call. */
export const varHandle = defineClass({
  name: V,
  flags: 'abstract',
  methods: {
    'static fullFence()V': () => undefined,
    'static acquireFence()V': () => undefined,
    'static releaseFence()V': () => undefined,
    'static loadLoadFence()V': () => undefined,
    'static storeStoreFence()V': () => undefined,
  },
});
