import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { networkOf } from '../../system/network.ts';
import { labelOfArray, rangeOf, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { Conversation } from './conversation.ts';
import { pass } from './http-connection.ts';
import { newEndpoint, resolveHost, targetOf } from './inet-address.ts';
import type { Address } from './inet-address.ts';

export type SocketPeer = {
  conversation: Conversation | null;
  closed: boolean;
  inputShut: boolean;
  outputShut: boolean;
  soTimeoutMs: number;
  input: JavaObject | null;
  output: JavaObject | null;
  /** The socket that an SSLSocket lies over. */
  under: JavaObject | null;
};
export type Socket = JavaObject<SocketPeer>;

export function newPeer(): SocketPeer {
  return {
    conversation: null,
    closed: false,
    inputShut: false,
    outputShut: false,
    soTimeoutMs: 0,
    input: null,
    output: null,
    under: null,
  };
}

export function* connect(
  vm: Machine,
  self: Socket,
  host: string,
  port: number,
  timeoutMs: number,
): Steps<void> {
  if (self.peer.closed) vm.throwNew('java/net/SocketException', 'Socket is closed');
  if (self.peer.conversation !== null) vm.throwNew('java/net/SocketException', 'already connected');
  if (!networkOf(vm).resolves(host))
    vm.throwNew(
      'java/net/UnknownHostException',
      `Unable to resolve host "${host}": No address associated with hostname`,
    );
  yield* pass(vm, Math.min(30, timeoutMs || 30));
  self.peer.conversation = new Conversation(host, port);
}

function openConversation(vm: Machine, self: Socket): Conversation {
  if (self.peer.closed) vm.throwNew('java/net/SocketException', 'Socket is closed');
  return self.peer.conversation ?? vm.throwNew('java/net/SocketException', 'Socket is not connected');
}

function streamOf(vm: Machine, self: Socket, kind: 'input' | 'output'): JavaObject {
  openConversation(vm, self);
  const known = self.peer[kind];
  if (known !== null) return known;
  const made = vm.newObject<{ socket: Socket }>(
    `libcore/net/Socket${kind === 'input' ? 'Input' : 'Output'}Stream`,
  );
  made.peer = { socket: self };
  self.peer[kind] = made;
  return made;
}

/** Waits until there is something to read; false at the end. */
function* awaitBytes(vm: Machine, socket: Socket): Steps<boolean> {
  const { peer } = socket;
  const deadline = peer.soTimeoutMs > 0 ? vm.nowMs + peer.soTimeoutMs : Number.POSITIVE_INFINITY;
  for (;;) {
    const { conversation } = peer;
    if (peer.closed || conversation === null) vm.throwNew('java/net/SocketException', 'Socket closed');
    if (peer.inputShut || conversation === null) return false;
    const state = conversation.peek(vm);
    if (state.kind === 'bytes') return true;
    if (state.kind === 'end') return false;
    if (vm.nowMs >= deadline) vm.throwNew('java/net/SocketTimeoutException', 'Read timed out');
    waiting.set(socket, vm.thread);
    yield* vm.park(Math.min(deadline, state.kind === 'later' ? state.atMs : Number.POSITIVE_INFINITY));
    waiting.delete(socket);
  }
}

/** Threads that wait to read, to be woken by a write or a close from another. */
const waiting = new WeakMap<Socket, Machine['thread']>();

function wakeReader(vm: Machine, socket: Socket): void {
  const thread = waiting.get(socket);
  if (thread !== undefined) vm.unpark(thread);
}

type End = JavaObject<{ socket: Socket }>;

const inputStream = defineClass({
  name: 'libcore/net/SocketInputStream',
  super: 'java/io/InputStream',
  flags: 'final',
  methods: methods({
    'int read()': function* (vm, self: End) {
      if (!(yield* awaitBytes(vm, self.peer.socket))) return -1;
      return openConversation(vm, self.peer.socket).take(1)[0] ?? -1;
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: End,
      target: JavaArray | null,
      at: number,
      count: number,
    ) {
      const into = rangeOf(vm, target, at, count);
      if (count === 0) return 0;
      if (!(yield* awaitBytes(vm, self.peer.socket))) return -1;
      const bytes = openConversation(vm, self.peer.socket).take(count);
      into.set(bytes);
      return bytes.length;
    },
    'int available()': (vm, self: End) => openConversation(vm, self.peer.socket).available,
    'void close()': (vm, self: End) => vm.call(self.peer.socket, 'close()V'),
  }),
});

const outputStream = defineClass({
  name: 'libcore/net/SocketOutputStream',
  super: 'java/io/OutputStream',
  flags: 'final',
  labels: 'container',
  methods: methods({
    'void write(int)': (vm, self: End, byte: number) => {
      openConversation(vm, self.peer.socket).write(vm, Uint8Array.of(byte), 0);
      wakeReader(vm, self.peer.socket);
    },
    'void write(byte[], int, int)': (vm, self: End, source: JavaArray | null, at: number, count: number) => {
      if (self.peer.socket.peer.outputShut)
        vm.throwNew('java/net/SocketException', 'Socket output is shutdown');
      const label = labelOfArray(vm, required(vm, source), at, count);
      openConversation(vm, self.peer.socket).write(vm, rangeOf(vm, source, at, count), label);
      wakeReader(vm, self.peer.socket);
    },
    'void close()': (vm, self: End) => vm.call(self.peer.socket, 'close()V'),
  }),
});

/** Options that change nothing here. */
const ignored: Record<string, NativeMethod | null> = Object.fromEntries(
  [
    'void setTcpNoDelay(boolean)',
    'void setKeepAlive(boolean)',
    'void setReuseAddress(boolean)',
    'void setOOBInline(boolean)',
    'void setSoLinger(boolean, int)',
    'void setSendBufferSize(int)',
    'void setReceiveBufferSize(int)',
    'void setTrafficClass(int)',
    'void setPerformancePreferences(int, int, int)',
    'void bind(SocketAddress)',
  ].map((signature) => [signature, () => undefined]),
);

export const socketMethods: Record<string, NativeMethod | null> = methods({
  'new()': (_vm, self: Socket) => {
    self.peer = newPeer();
  },
  'new(Proxy)': (_vm, self: Socket, _proxy: Ref) => {
    self.peer = newPeer();
  },
  'new(String, int)': (vm, self: Socket, host: JavaString | null, port: number) => {
    self.peer = newPeer();
    return connect(vm, self, vm.text(host), port, 0);
  },
  'new(InetAddress, int)': (vm, self: Socket, address: Address | null, port: number) => {
    self.peer = newPeer();
    const { host, bytes } = required(vm, address).peer;
    return connect(vm, self, host ?? bytes.join('.'), port, 0);
  },
  'void connect(SocketAddress)': (vm, self: Socket, address: Ref) => {
    const target = targetOf(vm, address);
    return connect(vm, self, target.host, target.port, 0);
  },
  'void connect(SocketAddress, int)': (vm, self: Socket, address: Ref, timeoutMs: number) => {
    const target = targetOf(vm, address);
    return connect(vm, self, target.host, target.port, timeoutMs);
  },
  'InputStream getInputStream()': (vm, self: Socket) => streamOf(vm, self, 'input'),
  'OutputStream getOutputStream()': (vm, self: Socket) => streamOf(vm, self, 'output'),
  'void close()': function* (vm, self: Socket) {
    const { peer } = self;
    if (peer.closed) return;
    peer.closed = true;
    peer.conversation?.close(vm);
    wakeReader(vm, self);
    if (peer.under !== null) yield* vm.call(peer.under, 'close()V');
  },
  'void shutdownInput()': (_vm, self: Socket) => {
    self.peer.inputShut = true;
  },
  'void shutdownOutput()': (vm, self: Socket) => {
    self.peer.outputShut = true;
    self.peer.conversation?.close(vm);
  },
  'boolean isClosed()': (_vm, self: Socket) => self.peer.closed,
  'boolean isConnected()': (_vm, self: Socket) => self.peer.conversation !== null,
  'boolean isBound()': (_vm, self: Socket) => self.peer.conversation !== null,
  'boolean isInputShutdown()': (_vm, self: Socket) => self.peer.inputShut,
  'boolean isOutputShutdown()': (_vm, self: Socket) => self.peer.outputShut,
  'void setSoTimeout(int)': (_vm, self: Socket, ms: number) => {
    self.peer.soTimeoutMs = ms;
  },
  'int getSoTimeout()': (_vm, self: Socket) => self.peer.soTimeoutMs,
  'int getPort()': (_vm, self: Socket) => self.peer.conversation?.port ?? 0,
  'int getLocalPort()': (_vm, self: Socket) => (self.peer.conversation === null ? -1 : 40_001),
  'InetAddress getInetAddress()': (vm, self: Socket) =>
    self.peer.conversation === null ? null : resolveHost(vm, self.peer.conversation.host),
  'InetAddress getLocalAddress()': (vm) => resolveHost(vm, '10.0.2.15'),
  'SocketAddress getRemoteSocketAddress()': (vm, self: Socket) =>
    self.peer.conversation === null
      ? null
      : newEndpoint(vm, resolveHost(vm, self.peer.conversation.host), self.peer.conversation.port),
  ...ignored,
});

type DatagramPeer = { data: JavaArray; at: number; length: number; address: Address | null; port: number };
type Datagram = JavaObject<DatagramPeer>;

const datagramPacket = defineClass({
  name: 'java/net/DatagramPacket',
  flags: 'final',
  methods: methods({
    'new(byte[], int)': (_vm, self: Datagram, data: JavaArray, length: number) => {
      self.peer = { data, at: 0, length, address: null, port: -1 };
    },
    'new(byte[], int, InetAddress, int)': (
      _vm,
      self: Datagram,
      data: JavaArray,
      length: number,
      address: Address | null,
      port: number,
    ) => {
      self.peer = { data, at: 0, length, address, port };
    },
    'byte[] getData()': (_vm, self: Datagram) => self.peer.data,
    'int getLength()': (_vm, self: Datagram) => self.peer.length,
    'InetAddress getAddress()': (_vm, self: Datagram) => self.peer.address,
    'int getPort()': (_vm, self: Datagram) => self.peer.port,
  }),
});

const datagramSocket = defineClass({
  name: 'java/net/DatagramSocket',
  interfaces: ['java/io/Closeable'],
  methods: methods({
    'new()': (_vm, self: Socket) => {
      self.peer = newPeer();
    },
    'new(int)': (_vm, self: Socket, _port: number) => {
      self.peer = newPeer();
    },
    'void setSoTimeout(int)': (_vm, self: Socket, ms: number) => {
      self.peer.soTimeoutMs = ms;
    },
    'void setBroadcast(boolean)': () => undefined,
    'void setReuseAddress(boolean)': () => undefined,
    'void send(java/net/DatagramPacket)': (vm, _self: Socket, packet: Datagram | null) => {
      const { data, at, length, address, port } = required(vm, packet).peer;
      const host = address === null ? '' : (address.peer.host ?? address.peer.bytes.join('.'));
      const body = rangeOf(vm, data, at, length).slice();
      const label = labelOfArray(vm, data, at, length);
      networkOf(vm).send(vm, {
        transport: 'udp',
        method: '',
        url: `udp://${host}:${port}`,
        host,
        port,
        headers: [],
        body,
        bodySizeBytes: body.length,
        carried: label === 0 ? [] : [{ where: 'body', labelSet: label }],
      });
    },
    'void receive(java/net/DatagramPacket)': function* (vm, self: Socket, _packet: Datagram) {
      // Nobody answers: the app waits out its time.
      const until = self.peer.soTimeoutMs > 0 ? vm.nowMs + self.peer.soTimeoutMs : Number.POSITIVE_INFINITY;
      while (vm.nowMs < until && !self.peer.closed) yield* vm.park(until);
      vm.throwNew(
        self.peer.closed ? 'java/net/SocketException' : 'java/net/SocketTimeoutException',
        'Poll timed out',
      );
    },
    'void close()': (_vm, self: Socket) => {
      self.peer.closed = true;
    },
    'boolean isClosed()': (_vm, self: Socket) => self.peer.closed,
  }),
});

export const sockets: readonly ClassModel[] = [
  inputStream,
  outputStream,
  defineClass({ name: 'java/net/Socket', interfaces: ['java/io/Closeable'], methods: socketMethods }),
  datagramPacket,
  datagramSocket,
];
