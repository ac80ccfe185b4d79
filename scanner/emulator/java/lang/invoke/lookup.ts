import { defineClass, findField, lookUp } from '../../../machine/index.ts';
import type {
  Field,
  HandlePeer,
  JavaClass,
  JavaObject,
  JavaString,
  Machine,
  Method,
} from '../../../machine/index.ts';
import { required } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { missingMember } from '../reflect/members.ts';
import type { FieldObject, MethodObject } from '../reflect/members.ts';
import { newHandleOf } from './method-handle.ts';
import type { Handle } from './method-handle.ts';
import type { ClassObject, MethodType } from './method-type.ts';
import { newVarHandle } from './var-handle.ts';

const H = 'java/lang/invoke/MethodHandle';
const M = 'java/lang/invoke/MethodType';
const V = 'java/lang/invoke/VarHandle';

type Name = JavaString | null;
type Cls = ClassObject | null;

function methodOf(vm: Machine, cls: Cls, name: string, type: MethodType | null, isStatic: boolean): Method {
  const owner = required(vm, cls).peer;
  const found = lookUp(owner, name + required(vm, type).peer.descriptor);
  if (found === undefined || found.isUnknown) return missingMember(vm, owner, 'Method', name);
  if (found.isStatic !== isStatic)
    vm.throwNew('java/lang/IllegalAccessException', `no such method: ${owner.javaName}.${name}`);
  return found;
}

function withReceiver(cls: JavaClass, descriptor: string): string {
  return `(${cls.descriptor}${descriptor.slice(1)}`;
}

/** A handle of a method as the lookup or reflection found it. */
function handleOf(vm: Machine, cls: JavaClass, method: Method, kind: HandlePeer['kind']): Handle {
  if (kind === 'invoke-constructor') {
    const inside = method.descriptor.slice(0, method.descriptor.lastIndexOf(')') + 1);
    return newHandleOf(vm, { kind, method, descriptor: inside + cls.descriptor });
  }
  const descriptor = method.isStatic ? method.descriptor : withReceiver(cls, method.descriptor);
  return newHandleOf(vm, { kind, method, descriptor });
}

function fieldOf(vm: Machine, cls: Cls, name: Name, type: Cls, isStatic: boolean): Field {
  const owner = required(vm, cls).peer;
  const text = vm.text(name);
  const found = findField(owner, `${text}:${required(vm, type).peer.descriptor}`);
  if (found === undefined) return missingMember(vm, owner, 'Field', text);
  if (found.isStatic !== isStatic)
    vm.throwNew('java/lang/IllegalAccessException', `no such field: ${owner.javaName}.${text}`);
  return found;
}

function accessor(vm: Machine, field: Field, how: 'get' | 'put'): Handle {
  const receiver = field.isStatic ? '' : field.owner.descriptor;
  const kind: HandlePeer['kind'] = `${field.isStatic ? 'static' : 'instance'}-${how}`;
  const descriptor = how === 'get' ? `(${receiver})${field.type}` : `(${receiver}${field.type})V`;
  return newHandleOf(vm, { kind, field, descriptor });
}

/** Look-ups see what is there; Java's checks of who may see it are not made. */
export const lookup = defineClass({
  name: 'java/lang/invoke/MethodHandles$Lookup',
  flags: 'final',
  methods: methods({
    [`${H} findVirtual(Class, String, ${M})`]: (vm, _self, cls: Cls, name: Name, type: MethodType | null) =>
      handleOf(vm, required(vm, cls).peer, methodOf(vm, cls, vm.text(name), type, false), 'invoke-instance'),
    [`${H} findStatic(Class, String, ${M})`]: (vm, _self, cls: Cls, name: Name, type: MethodType | null) =>
      handleOf(vm, required(vm, cls).peer, methodOf(vm, cls, vm.text(name), type, true), 'invoke-static'),
    [`${H} findSpecial(Class, String, ${M}, Class)`]: (
      vm,
      _self,
      cls: Cls,
      name: Name,
      type: MethodType | null,
      caller: Cls,
    ) =>
      handleOf(vm, required(vm, caller).peer, methodOf(vm, cls, vm.text(name), type, false), 'invoke-direct'),
    [`${H} findConstructor(Class, ${M})`]: (vm, _self, cls: Cls, type: MethodType | null) =>
      handleOf(vm, required(vm, cls).peer, methodOf(vm, cls, '<init>', type, false), 'invoke-constructor'),
    [`${H} findGetter(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      accessor(vm, fieldOf(vm, cls, name, type, false), 'get'),
    [`${H} findSetter(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      accessor(vm, fieldOf(vm, cls, name, type, false), 'put'),
    [`${H} findStaticGetter(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      accessor(vm, fieldOf(vm, cls, name, type, true), 'get'),
    [`${H} findStaticSetter(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      accessor(vm, fieldOf(vm, cls, name, type, true), 'put'),
    [`${V} findVarHandle(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      newVarHandle(vm, fieldOf(vm, cls, name, type, false)),
    [`${V} findStaticVarHandle(Class, String, Class)`]: (vm, _self, cls: Cls, name: Name, type: Cls) =>
      newVarHandle(vm, fieldOf(vm, cls, name, type, true)),
    [`${H} unreflect(Method)`]: (vm, _self, member: MethodObject | null) => {
      const { method } = required(vm, member).peer;
      return handleOf(vm, method.owner, method, method.isStatic ? 'invoke-static' : 'invoke-instance');
    },
    [`${H} unreflectConstructor(Constructor)`]: (vm, _self, member: MethodObject | null) => {
      const { method } = required(vm, member).peer;
      return handleOf(vm, method.owner, method, 'invoke-constructor');
    },
    [`${H} unreflectGetter(Field)`]: (vm, _self, member: FieldObject | null) =>
      accessor(vm, required(vm, member).peer.field, 'get'),
    [`${H} unreflectSetter(Field)`]: (vm, _self, member: FieldObject | null) =>
      accessor(vm, required(vm, member).peer.field, 'put'),
    'java/lang/invoke/MethodHandles$Lookup in(Class)': (_vm, self: JavaObject) => self,
  }),
});
