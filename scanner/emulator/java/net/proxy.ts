import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, Machine } from '../../machine/index.ts';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { JavaString } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { modelEnum } from '../lang/enum.ts';
import { methods } from '../signature.ts';

const proxyType = modelEnum('java/net/Proxy$Type', ['DIRECT', 'HTTP', 'SOCKS']);

/** Without a type it is NO_PROXY, made before the enum is initialised. */
type ProxyPeer = { type: JavaObject | null; address: Ref };
type Proxy_ = JavaObject<ProxyPeer>;

function noProxy(vm: Machine): Proxy_ {
  const known = vm.shared.get('no proxy');
  if (known instanceof JavaObject) return known as Proxy_;
  const made = vm.newObject<ProxyPeer>('java/net/Proxy');
  made.peer = { type: null, address: null };
  vm.shared.set('no proxy', made);
  return made;
}

const proxy = defineClass({
  name: 'java/net/Proxy',
  fields: { 'static final NO_PROXY:Ljava/net/Proxy;': noProxy },
  methods: methods({
    'new(java/net/Proxy$Type, SocketAddress)': (_vm, self: Proxy_, type: JavaObject, address: Ref) => {
      self.peer = { type, address };
    },
    'java/net/Proxy$Type type()': (vm, self: Proxy_) =>
      self.peer.type ??
      vm.callStatic('java/net/Proxy$Type', 'valueOf(Ljava/lang/String;)Ljava/net/Proxy$Type;', 'DIRECT'),
    'SocketAddress address()': (_vm, self: Proxy_) => self.peer.address,
    'String toString()': (_vm, self: Proxy_) => (self.peer.address === null ? 'DIRECT' : 'HTTP'),
  }),
});

const selector = defineClass({
  name: 'java/net/ProxySelector',
  flags: 'abstract',
  methods: {
    ...methods({
      'new()': () => undefined,
      'abstract List select(URI)': null,
      'abstract void connectFailed(URI, SocketAddress, IOException)': null,
      'static void setDefault(java/net/ProxySelector)': (vm, given: Ref) => {
        if (given !== null) vm.shared.set('proxy selector', given);
      },
    }),
    'static getDefault()Ljava/net/ProxySelector;': (vm: Machine) => {
      const made = vm.shared.get('proxy selector') ?? vm.newObject('libcore/net/DirectSelector');
      vm.shared.set('proxy selector', made);
      return made;
    },
  },
});

const direct = defineClass({
  name: 'libcore/net/DirectSelector',
  super: 'java/net/ProxySelector',
  methods: methods({
    'List select(URI)': (vm) =>
      vm.callStatic(
        'java/util/Collections',
        'singletonList(Ljava/lang/Object;)Ljava/util/List;',
        noProxy(vm),
      ),
    'void connectFailed(URI, SocketAddress, IOException)': () => undefined,
  }),
});

const idn = defineClass({
  name: 'java/net/IDN',
  flags: 'final',
  methods: methods({
    'static String toASCII(String)': (vm, name: JavaString | null) => {
      const text = vm.text(name);
      const ascii = domainToASCII(text);
      if (ascii === '' && text !== '')
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          'The input does not conform to the STD 3 ASCII rules',
        );
      return /^[\x00-\x7f]*$/.test(text) ? text : ascii;
    },
    'static String toUnicode(String)': (vm, name: JavaString | null) => domainToUnicode(vm.text(name)),
  }),
});

export const proxies: readonly ClassModel[] = [proxyType, proxy, selector, direct, idn];
