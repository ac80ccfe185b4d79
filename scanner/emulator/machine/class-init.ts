import { failInit, finishInit } from './class-state.ts';
import { startCall } from './frames.ts';
import { setEncodedPrimitive, loaderSpaceOf } from './class-table.ts';
import type { EncodedValue } from '../../dex/index.ts';
import type { Field, JavaClass } from './java-class.ts';
import type { Machine } from './machine.ts';
import { toSlots } from './marshal.ts';
import type { HeapObject } from './values.ts';
import type { JavaThread } from './thread.ts';

/**
 * Sees to it that a class is initialised (JLS 12.4.2). True when it is, or when this thread is just doing it; false when
 * a frame was pushed or the thread blocked, after which the caller must ask again.
 */
export function ensureInit(vm: Machine, thread: JavaThread, cls: JavaClass): boolean {
  for (;;) {
    switch (cls.state) {
      case 'initialized':
        return true;
      case 'failed':
        return vm.throwNew('java/lang/NoClassDefFoundError', `Could not initialize class ${cls.javaName}`);
      case 'initializing':
        if (cls.initThread === thread.id) return true;
        cls.initWaiters.push(thread.id);
        vm.scheduler.block(thread, `initialisation of ${cls.javaName}`);
        return false;
      case 'linked':
        if (!parentsReady(vm, thread, cls)) return false;
        cls.state = 'initializing';
        cls.initThread = thread.id;
        setStatics(vm, cls);
        if (!runInitializer(vm, thread, cls)) return false;
    }
  }
}

function parentsReady(vm: Machine, thread: JavaThread, cls: JavaClass): boolean {
  if (cls.isInterface) return true;
  if (cls.superclass !== null && !ensureInit(vm, thread, cls.superclass)) return false;
  for (const parent of cls.ancestors)
    if (parent.isInterface && parent.origin === 'app' && parent.state === 'linked' && hasDefaults(parent))
      if (!ensureInit(vm, thread, parent)) return false;
  return true;
}

function hasDefaults(cls: JavaClass): boolean {
  for (const method of cls.methods.values()) if (!method.isAbstract && !method.isStatic) return true;
  return false;
}

function runInitializer(vm: Machine, thread: JavaThread, cls: JavaClass): boolean {
  const initializer = cls.methods.get('<clinit>()V');
  if (initializer === undefined) {
    finishInit(vm, cls);
    return true;
  }
  try {
    if (startCall(vm, thread, initializer, []) !== 'done') return false;
  } catch (error) {
    failInit(vm, cls, null);
    throw error;
  }
  finishInit(vm, cls);
  return true;
}

function setStatics(vm: Machine, cls: JavaClass): void {
  const initials = cls.model?.fields ?? {};
  for (const [key, initial] of Object.entries(initials)) {
    const name = key.slice(key.lastIndexOf(' ') + 1);
    const field = cls.fields.get(name);
    if (field === undefined || !field.isStatic) continue;
    const value = typeof initial === 'function' ? initial(vm) : initial;
    toSlots(vm, field.isReference ? 'L' : field.type, value, cls.statics, field.slot);
  }
  if (cls.dexClass === null) return;
  const values = cls.dexClass.staticValues();
  const statics = cls.dexClass.staticFields;
  for (let i = 0; i < values.length && i < statics.length; i++) {
    const field = cls.fields.get(`${statics[i]?.ref.name}:${statics[i]?.ref.type}`);
    const value = values[i];
    if (field === undefined || value === undefined) continue;
    if (!setEncodedPrimitive(cls.statics, field, value))
      cls.statics[field.slot] = constant(vm, cls, field, value);
  }
}

function constant(vm: Machine, cls: JavaClass, field: Field, value: EncodedValue): HeapObject | null {
  if (!field.isReference) return null;
  if (value.kind === 'string') return vm.intern(value.value);
  if (value.kind === 'type') {
    const found = vm.classes.find(value.value, loaderSpaceOf(cls));
    return found === undefined ? null : vm.classObject(found);
  }
  return null;
}
