import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { javaHost } from '../java-host.ts';
import { requireByName } from '../lang/class-loader.ts';
import { methods } from '../signature.ts';
import { newWalk } from './array-list.ts';
import type { Ref } from './equality.ts';

type Loader = JavaObject<{ service: JavaClass; providers: HeapObject[] | null }>;

/** Names in META-INF/services of the app's packages. */
function providerNames(vm: Machine, service: JavaClass): string[] {
  const bytes = javaHost(vm).findResource?.(`META-INF/services/${service.javaName}`);
  if (bytes === undefined) return [];
  return new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

function* providersOf(vm: Machine, self: Loader): Steps<HeapObject[]> {
  if (self.peer.providers !== null) return self.peer.providers;
  const found: HeapObject[] = [];
  for (const name of providerNames(vm, self.peer.service))
    found.push(yield* vm.construct<HeapObject>(requireByName(vm, name, vm.appLoader), '()V'));
  self.peer.providers = found;
  return found;
}

function load(vm: Machine, service: JavaObject<JavaClass> | null): Loader {
  if (service === null) return vm.throwNew('java/lang/NullPointerException');
  const made = vm.newObject<Loader['peer']>('java/util/ServiceLoader');
  made.peer = { service: service.peer, providers: null };
  return made;
}

const SELF = 'java/util/ServiceLoader';

export const classes: readonly ClassModel[] = [
  defineClass({
    name: SELF,
    flags: 'final',
    interfaces: ['java/lang/Iterable'],
    labels: 'container',
    methods: methods({
      [`static ${SELF} load(Class)`]: load,
      [`static ${SELF} load(Class, ClassLoader)`]: (
        vm: Machine,
        service: JavaObject<JavaClass>,
        _loader: Ref,
      ) => load(vm, service),
      [`static ${SELF} loadInstalled(Class)`]: load,
      'Iterator iterator()': function* (vm, self: Loader) {
        return newWalk(vm, yield* providersOf(vm, self));
      },
      'void reload()': (_vm, self: Loader) => {
        self.peer.providers = null;
      },
      'String toString()': (_vm, self: Loader) => `java.util.ServiceLoader[${self.peer.service.javaName}]`,
    }),
  }),
  defineClass({ name: 'java/util/ServiceConfigurationError', super: 'java/lang/Error' }),
];
