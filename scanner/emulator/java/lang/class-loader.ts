import { defineClass, type JavaObject, JavaThrow, LoaderSpace } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, JavaString, Machine, Steps } from '../../machine/index.ts';
import { javaHost, perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';

type Ref = HeapObject | null;

/** A loader's own dex files are in `space`; loaders that the app writes itself have none. */
export type LoaderPeer = { space: LoaderSpace | null; parent: Ref };
export type Loader = JavaObject<LoaderPeer>;

const LOAD = 'loadClass(Ljava/lang/String;)Ljava/lang/Class;';
const LOAD_RESOLVED = 'loadClass(Ljava/lang/String;Z)Ljava/lang/Class;';
const FIND = 'findClass(Ljava/lang/String;)Ljava/lang/Class;';

/** The loader of the platform's classes. */
export const bootLoader = perMachine((vm): Loader => {
  const made = vm.newObject<LoaderPeer>('java/lang/BootClassLoader');
  made.peer = { space: null, parent: null };
  return made;
});

/** The ClassLoader object of a space, the app's own PathClassLoader if nobody made another. */
export function classLoaderOf(vm: Machine, space: LoaderSpace): JavaObject {
  if (space.object === null) {
    const made = vm.newObject<LoaderPeer>('dalvik/system/PathClassLoader');
    made.peer = { space, parent: bootLoader(vm) };
    space.object = made;
  }
  return space.object;
}

export function toDescriptor(name: string): string {
  return name.startsWith('[') ? name.replaceAll('.', '/') : `L${name.replaceAll('.', '/')};`;
}

function notFound(vm: Machine, name: string): never {
  return vm.throwNew('java/lang/ClassNotFoundException', name);
}

/** A class by its Java name as a space sees it; Java's ClassNotFoundException where there is none. */
export function requireByName(vm: Machine, name: string, space: LoaderSpace): JavaClass {
  if (name.includes('/')) return notFound(vm, name);
  return vm.findClass(toDescriptor(name), space) ?? notFound(vm, name);
}

function platformByName(vm: Machine, name: string): JavaClass | undefined {
  return vm.findClass(toDescriptor(name), new LoaderSpace([], null));
}

function* loadClass(vm: Machine, self: Loader, name: string): Steps<HeapObject> {
  const { space, parent } = self.peer;
  if (space !== null) {
    const found = name.includes('/') ? undefined : vm.findClass(toDescriptor(name), space);
    if (found !== undefined) return vm.classObject(found);
  } else {
    const platform = platformByName(vm, name);
    if (platform !== undefined) return vm.classObject(platform);
  }
  if (parent !== null)
    try {
      return yield* vm.call<HeapObject>(parent, LOAD, name);
    } catch (error) {
      // Java asks the loader itself after its parent, whatever the parent's message was.
      const isMissing =
        error instanceof JavaThrow && error.object.cls.name === 'java/lang/ClassNotFoundException';
      if (!isMissing) throw error;
    }
  return yield* vm.call<HeapObject>(self, FIND, name);
}

const classLoader = defineClass({
  name: 'java/lang/ClassLoader',
  flags: 'abstract',
  methods: methods({
    'protected new()': (vm, self: Loader) => {
      self.peer = { space: null, parent: classLoaderOf(vm, vm.appLoader) };
    },
    'protected new(ClassLoader)': (_vm, self: Loader, parent: Ref) => {
      self.peer = { space: null, parent };
    },
    // A loader of the app's own may have either of the two.
    'Class loadClass(String)': (vm, self: Loader, name: JavaString | null) =>
      vm.call(self, LOAD_RESOLVED, name, false),
    'protected Class loadClass(String, boolean)': (
      vm,
      self: Loader,
      name: JavaString | null,
      _resolve: boolean,
    ) => loadClass(vm, self, vm.text(name)),
    'protected Class findClass(String)': (vm, _self: Loader, name: JavaString | null) =>
      notFound(vm, vm.text(name)),
    'protected final Class findLoadedClass(String)': (vm, self: Loader, name: JavaString | null) => {
      const found = self.peer.space?.classes.get(vm.text(name).replaceAll('.', '/'));
      return found == null ? null : vm.classObject(found);
    },
    'final ClassLoader getParent()': (_vm, self: Loader) => self.peer.parent,
    'static ClassLoader getSystemClassLoader()': (vm) => classLoaderOf(vm, vm.appLoader),
    'InputStream getResourceAsStream(String)': (vm, _self: Loader, name: JavaString | null) =>
      openResource(vm, vm.text(name)),
    'static InputStream getSystemResourceAsStream(String)': (vm, name: JavaString | null) =>
      openResource(vm, vm.text(name)),
    'java/net/URL getResource(String)': (vm, _self: Loader, name: JavaString | null) =>
      openResource(vm, vm.text(name)) === null ? null : resourceUrl(vm, vm.text(name)),
    'Enumeration getResources(String)': (vm) =>
      vm.callStatic('java/util/Collections', 'emptyEnumeration()Ljava/util/Enumeration;'),
  }),
});

/** A file of the app's packages as a stream; null where there is none. */
export function openResource(vm: Machine, name: string): Steps<HeapObject> | null {
  const bytes = javaHost(vm).findResource?.(name.replace(/^\//, ''));
  if (bytes === undefined) return null;
  return vm.construct('java/io/ByteArrayInputStream', '([B)V', vm.byteArray(bytes));
}

function resourceUrl(vm: Machine, name: string): Steps<HeapObject> {
  return vm.construct(
    'java/net/URL',
    '(Ljava/lang/String;)V',
    `jar:file:/base.apk!/${name.replace(/^\//, '')}`,
  );
}

/** The loaders that Android's apps are loaded by; those with dex files get their space from whoever makes them. */
export const classes: readonly ClassModel[] = [
  classLoader,
  defineClass({ name: 'java/lang/BootClassLoader', super: 'java/lang/ClassLoader' }),
  defineClass({ name: 'dalvik/system/BaseDexClassLoader', super: 'java/lang/ClassLoader' }),
  defineClass({ name: 'dalvik/system/PathClassLoader', super: 'dalvik/system/BaseDexClassLoader' }),
];
