import { isIPv4, isIPv6 } from 'node:net';
import { defineClass, JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaString, Machine } from '../../machine/index.ts';
import { networkInterfacesOf, networkOf } from '../../system/network.ts';
import type { NetworkInterfaceInfo } from '../../system/network.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

export type AddressPeer = { readonly host: string | null; readonly bytes: Uint8Array };
export type Address = JavaObject<AddressPeer>;

export function newAddress(vm: Machine, host: string | null, bytes: Uint8Array): Address {
  const made = vm.newObject<AddressPeer>(`java/net/Inet${bytes.length === 4 ? 4 : 6}Address`);
  made.peer = { host, bytes };
  return made;
}

/** Dotted or colon text of an address, as Java writes it. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)).toString(16));
  // The longest run of zeros, the first of equals, is left out.
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.at < 0) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

function parseIpv6(text: string): Uint8Array {
  const [head = '', tail] = text.replace(/%.*$/, '').split('::');
  const groupsOf = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [(a << 8) | b, (c << 8) | d];
        });
  const start = groupsOf(head);
  const end = tail === undefined ? [] : groupsOf(tail);
  const all = [...start, ...new Array<number>(Math.max(0, 8 - start.length - end.length)).fill(0), ...end];
  return Uint8Array.from(all.slice(0, 8).flatMap((group) => [group >> 8, group & 255]));
}

/** The address of a host name or a literal; Java's UnknownHostException where there is none. */
export function resolveHost(vm: Machine, name: string | null): Address {
  const bare = name?.replace(/^\[(.*)\]$/, '$1') ?? null;
  if (bare === null || bare === '') return newAddress(vm, 'localhost', Uint8Array.of(127, 0, 0, 1));
  if (isIPv4(bare)) return newAddress(vm, null, Uint8Array.from(bare.split('.').map(Number)));
  if (isIPv6(bare)) return newAddress(vm, null, parseIpv6(bare));
  if (!networkOf(vm).resolves(bare))
    vm.throwNew(
      'java/net/UnknownHostException',
      `Unable to resolve host "${bare}": No address associated with hostname`,
    );
  return newAddress(vm, bare, Uint8Array.from(networkOf(vm).addressOf(bare)));
}

function isLocal(bytes: Uint8Array): boolean {
  return bytes.length === 4
    ? bytes[0] === 127
    : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
}

function isSite(bytes: Uint8Array): boolean {
  const [a = 0, b = 0] = bytes;
  if (bytes.length === 16) return a === 0xfe && (b & 0xc0) === 0xc0;
  return a === 10 || (a === 172 && (b & 0xf0) === 16) || (a === 192 && b === 168);
}

function isLink(bytes: Uint8Array): boolean {
  const [a = 0, b = 0] = bytes;
  return bytes.length === 16 ? a === 0xfe && (b & 0xc0) === 0x80 : a === 169 && b === 254;
}

function hash(bytes: Uint8Array): number {
  let value = 0;
  for (let i = 0; i < bytes.length; i += 4)
    value =
      (value +
        (((bytes[i] ?? 0) << 24) |
          ((bytes[i + 1] ?? 0) << 16) |
          ((bytes[i + 2] ?? 0) << 8) |
          (bytes[i + 3] ?? 0))) |
      0;
  return value;
}

const inetAddress = defineClass({
  name: 'java/net/InetAddress',
  interfaces: ['java/io/Serializable'],
  methods: methods({
    'static InetAddress getByName(String)': (vm, name: JavaString | null) =>
      resolveHost(vm, name?.value ?? null),
    'static InetAddress[] getAllByName(String)': (vm, name: JavaString | null) =>
      vm.arrayOf('[Ljava/net/InetAddress;', [resolveHost(vm, name?.value ?? null)]),
    'static InetAddress getByAddress(byte[])': (vm, bytes: JavaArray | null) => {
      const raw = unsignedBytesOf(required(vm, bytes)).slice();
      if (raw.length !== 4 && raw.length !== 16)
        vm.throwNew('java/net/UnknownHostException', 'addr is of illegal length');
      return newAddress(vm, null, raw);
    },
    'static InetAddress getByAddress(String, byte[])': (
      vm,
      name: JavaString | null,
      bytes: JavaArray | null,
    ) => newAddress(vm, name?.value ?? null, unsignedBytesOf(required(vm, bytes)).slice()),
    'static InetAddress getLocalHost()': (vm) => newAddress(vm, 'localhost', Uint8Array.of(127, 0, 0, 1)),
    'static InetAddress getLoopbackAddress()': (vm) =>
      newAddress(vm, 'localhost', Uint8Array.of(127, 0, 0, 1)),
    'String getHostAddress()': (_vm, self: Address) => addressText(self.peer.bytes),
    'String getHostName()': (_vm, self: Address) => self.peer.host ?? addressText(self.peer.bytes),
    'String getCanonicalHostName()': (_vm, self: Address) => self.peer.host ?? addressText(self.peer.bytes),
    'byte[] getAddress()': (vm, self: Address) => vm.byteArray(self.peer.bytes),
    'boolean isLoopbackAddress()': (_vm, self: Address) => isLocal(self.peer.bytes),
    'boolean isAnyLocalAddress()': (_vm, self: Address) => self.peer.bytes.every((byte) => byte === 0),
    'boolean isLinkLocalAddress()': (_vm, self: Address) => isLink(self.peer.bytes),
    'boolean isSiteLocalAddress()': (_vm, self: Address) => isSite(self.peer.bytes),
    'boolean isMulticastAddress()': (_vm, self: Address) =>
      self.peer.bytes.length === 4
        ? ((self.peer.bytes[0] ?? 0) & 0xf0) === 0xe0
        : self.peer.bytes[0] === 0xff,
    'boolean isReachable(int)': () => true,
    'String toString()': (_vm, self: Address) => `${self.peer.host ?? ''}/${addressText(self.peer.bytes)}`,
    'boolean equals(Object)': (_vm, self: Address, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      addressText((other as Address).peer.bytes) === addressText(self.peer.bytes),
    'int hashCode()': (_vm, self: Address) => hash(self.peer.bytes),
  }),
});

type EndpointPeer = { host: string | null; address: Address | null; port: number };
export type Endpoint = JavaObject<EndpointPeer>;

export function newEndpoint(vm: Machine, address: Address, port: number): Endpoint {
  const made = vm.newObject<EndpointPeer>('java/net/InetSocketAddress');
  made.peer = { host: null, address, port };
  return made;
}

function checkPort(vm: Machine, port: number): number {
  if (port < 0 || port > 65_535)
    vm.throwNew('java/lang/IllegalArgumentException', `port out of range:${port}`);
  return port;
}

function hostOf({ peer }: Endpoint): string {
  return (
    peer.host ??
    peer.address?.peer.host ??
    (peer.address === null ? '' : addressText(peer.address.peer.bytes))
  );
}

const socketAddress = defineClass({
  name: 'java/net/InetSocketAddress',
  super: 'java/net/SocketAddress',
  methods: methods({
    'new(InetAddress, int)': (vm, self: Endpoint, address: Address | null, port: number) => {
      self.peer = {
        host: null,
        address: address ?? newAddress(vm, null, new Uint8Array(4)),
        port: checkPort(vm, port),
      };
    },
    'new(String, int)': (vm, self: Endpoint, host: JavaString | null, port: number) => {
      const name = vm.text(host);
      const found = networkOf(vm).resolves(name) || isIPv4(name) ? resolveHost(vm, name) : null;
      self.peer = { host: name, address: found, port: checkPort(vm, port) };
    },
    'new(int)': (vm, self: Endpoint, port: number) => {
      self.peer = { host: null, address: newAddress(vm, null, new Uint8Array(4)), port: checkPort(vm, port) };
    },
    'static InetSocketAddress createUnresolved(String, int)': (vm, host: JavaString | null, port: number) => {
      const made = vm.newObject<EndpointPeer>('java/net/InetSocketAddress');
      made.peer = { host: vm.text(host), address: null, port: checkPort(vm, port) };
      return made;
    },
    'int getPort()': (_vm, self: Endpoint) => self.peer.port,
    'InetAddress getAddress()': (_vm, self: Endpoint) => self.peer.address,
    'String getHostName()': (_vm, self: Endpoint) => hostOf(self),
    'String getHostString()': (_vm, self: Endpoint) => hostOf(self),
    'boolean isUnresolved()': (_vm, self: Endpoint) => self.peer.address === null,
    'String toString()': (_vm, self: Endpoint) =>
      self.peer.address === null
        ? `${self.peer.host}:${self.peer.port}`
        : `${self.peer.host ?? self.peer.address.peer.host ?? ''}/${addressText(self.peer.address.peer.bytes)}:${self.peer.port}`,
    'boolean equals(Object)': (_vm, self: Endpoint, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as Endpoint).peer.port === self.peer.port &&
      endpointKey(other as Endpoint) === endpointKey(self),
    'int hashCode()': (_vm, self: Endpoint) =>
      ((self.peer.address === null ? (self.peer.host?.length ?? 0) : hash(self.peer.address.peer.bytes)) +
        self.peer.port) |
      0,
  }),
});

function endpointKey({ peer }: Endpoint): string {
  return peer.address === null
    ? (peer.host?.toLowerCase() ?? '')
    : `/${addressText(peer.address.peer.bytes)}`;
}

/** Host and port that a SocketAddress names. */
export function targetOf(
  vm: Machine,
  address: HeapObject | null,
): { host: string; port: number; resolved: boolean } {
  const endpoint = required(vm, address);
  if (!(endpoint instanceof JavaObject) || endpoint.cls.name !== 'java/net/InetSocketAddress')
    return vm.throwNew('java/lang/IllegalArgumentException', 'Remote address not an InetSocketAddress');
  return {
    host: hostOf(endpoint as Endpoint),
    port: (endpoint as Endpoint).peer.port,
    resolved: (endpoint as Endpoint).peer.address !== null,
  };
}

type Interface = JavaObject<NetworkInterfaceInfo>;

function newInterface(vm: Machine, info: NetworkInterfaceInfo): Interface {
  const made = vm.newObject<NetworkInterfaceInfo>('java/net/NetworkInterface');
  made.peer = info;
  return made;
}

function* enumerate(vm: Machine, items: readonly HeapObject[]) {
  const list = yield* vm.construct('java/util/ArrayList', '()V');
  for (const item of items) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', item);
  return yield* vm.callStatic(
    'java/util/Collections',
    'enumeration(Ljava/util/Collection;)Ljava/util/Enumeration;',
    list,
  );
}

const networkInterface = defineClass({
  name: 'java/net/NetworkInterface',
  flags: 'final',
  methods: methods({
    'static Enumeration getNetworkInterfaces()': (vm) =>
      enumerate(
        vm,
        networkInterfacesOf(vm).map((info) => newInterface(vm, info)),
      ),
    'static NetworkInterface getByName(String)': (vm, name: JavaString | null) => {
      const info = networkInterfacesOf(vm).find((known) => known.name === vm.text(name));
      return info === undefined ? null : newInterface(vm, info);
    },
    'static NetworkInterface getByInetAddress(InetAddress)': (vm, address: Address | null) => {
      const text = addressText(required(vm, address).peer.bytes);
      const info = networkInterfacesOf(vm).find((known) =>
        known.addresses.some((bytes) => addressText(bytes) === text),
      );
      return info === undefined ? null : newInterface(vm, info);
    },
    'String getName()': (_vm, self: Interface) => self.peer.name,
    'String getDisplayName()': (_vm, self: Interface) => self.peer.name,
    'int getIndex()': (_vm, self: Interface) => self.peer.index,
    'int getMTU()': (_vm, self: Interface) => (self.peer.name === 'lo' ? 65_536 : 1500),
    'byte[] getHardwareAddress()': (vm, self: Interface) =>
      self.peer.hardwareAddress === undefined ? null : vm.byteArray(self.peer.hardwareAddress),
    'Enumeration getInetAddresses()': (vm, self: Interface) =>
      enumerate(
        vm,
        self.peer.addresses.map((bytes) => newAddress(vm, null, bytes)),
      ),
    'boolean isUp()': (_vm, self: Interface) => self.peer.up,
    'boolean isLoopback()': (_vm, self: Interface) => self.peer.name === 'lo',
    'boolean isVirtual()': () => false,
    'boolean isPointToPoint()': (_vm, self: Interface) => self.peer.name.startsWith('tun'),
    'String toString()': (_vm, self: Interface) => `name:${self.peer.name} (${self.peer.name})`,
  }),
});

export const addresses: readonly ClassModel[] = [
  inetAddress,
  defineClass({ name: 'java/net/Inet4Address', super: 'java/net/InetAddress', flags: 'final' }),
  defineClass({ name: 'java/net/Inet6Address', super: 'java/net/InetAddress', flags: 'final' }),
  defineClass({
    name: 'java/net/SocketAddress',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
  socketAddress,
  networkInterface,
];
