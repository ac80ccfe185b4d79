import { defineClass, type JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

const PROVIDER = 'AndroidOpenSSL';

function provider(vm: Machine): HeapObject {
  const made = vm.shared.get('security provider') ?? vm.newObject('java/security/Provider');
  vm.shared.set('security provider', made);
  return made;
}

type KeyStore = JavaObject<{ type: string; entries: Map<string, Ref> }>;

function* enumeration(vm: Machine, names: readonly string[]) {
  const list = yield* vm.construct('java/util/ArrayList', '()V');
  for (const name of names) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', name);
  return yield* vm.callStatic(
    'java/util/Collections',
    'enumeration(Ljava/util/Collection;)Ljava/util/Enumeration;',
    list,
  );
}

function newStore(vm: Machine, type: string): KeyStore {
  const made = vm.newObject<{ type: string; entries: Map<string, Ref> }>('java/security/KeyStore');
  made.peer = { type, entries: new Map() };
  return made;
}

/** A key store that starts empty: no file format is read. */
const keyStore = defineClass({
  name: 'java/security/KeyStore',
  labels: 'container',
  methods: methods({
    'static KeyStore getInstance(String)': (vm, type: JavaString | null) => newStore(vm, vm.text(type)),
    'static KeyStore getInstance(String, String)': (vm, type: JavaString | null, _provider: Ref) =>
      newStore(vm, vm.text(type)),
    'static final String getDefaultType()': () => 'BKS',
    'final String getType()': (_vm, self: KeyStore) => self.peer.type,
    'final void load(java/security/KeyStore$LoadStoreParameter)': () => undefined,
    'final void load(InputStream, char[])': (vm, _self: KeyStore, stream: Ref, _password: Ref) => {
      if (stream !== null) vm.gap('PARTIAL_MODEL', 'java/security/KeyStore.load of a file');
    },
    'final Enumeration aliases()': (vm, self: KeyStore) => enumeration(vm, [...self.peer.entries.keys()]),
    'final boolean containsAlias(String)': (vm, self: KeyStore, alias: JavaString | null) =>
      self.peer.entries.has(vm.text(alias)),
    'final int size()': (_vm, self: KeyStore) => self.peer.entries.size,
    'final void setCertificateEntry(String, java/security/cert/Certificate)': (
      vm,
      self: KeyStore,
      alias: JavaString | null,
      certificate: Ref,
    ) => {
      self.peer.entries.set(vm.text(alias), certificate);
    },
    'final java/security/cert/Certificate getCertificate(String)': (
      vm,
      self: KeyStore,
      alias: JavaString | null,
    ) => self.peer.entries.get(vm.text(alias)) ?? null,
    'final Key getKey(String, char[])': (vm, self: KeyStore, alias: JavaString | null, _password: Ref) =>
      self.peer.entries.get(vm.text(alias)) ?? null,
    'final void deleteEntry(String)': (vm, self: KeyStore, alias: JavaString | null) => {
      self.peer.entries.delete(vm.text(alias));
    },
  }),
});

export const providers: readonly ClassModel[] = [
  defineClass({
    name: 'java/security/Provider',
    methods: methods({
      'protected new(String, double, String)': () => undefined,
      'String getName()': () => PROVIDER,
      'double getVersion()': () => 1,
      'String toString()': () => `${PROVIDER} version 1.0`,
    }),
  }),
  defineClass({
    name: 'java/security/Security',
    flags: 'final',
    methods: methods({
      'static Provider[] getProviders()': (vm) => vm.arrayOf('[Ljava/security/Provider;', [provider(vm)]),
      'static Provider getProvider(String)': (vm, name: JavaString | null) =>
        vm.text(name) === PROVIDER ? provider(vm) : null,
      'static int addProvider(Provider)': () => 2,
      'static int insertProviderAt(Provider, int)': (_vm, _provider: Ref, at: number) => at,
      'static void removeProvider(String)': () => undefined,
      'static String getProperty(String)': () => null,
      'static void setProperty(String, String)': () => undefined,
    }),
  }),
  keyStore,
  defineClass({
    name: 'java/security/PrivilegedAction',
    flags: 'interface',
    methods: methods({ 'abstract Object run()': null }),
  }),
  defineClass({
    name: 'java/security/PrivilegedExceptionAction',
    flags: 'interface',
    methods: methods({ 'abstract Object run()': null }),
  }),
  defineClass({
    name: 'java/security/AccessController',
    flags: 'final',
    methods: methods({
      'static Object doPrivileged(java/security/PrivilegedAction)': (vm, action: Ref) =>
        vm.call(action, 'run()Ljava/lang/Object;'),
      'static Object doPrivileged(java/security/PrivilegedExceptionAction)': (vm, action: Ref) =>
        vm.call(action, 'run()Ljava/lang/Object;'),
    }),
  }),
];
