import { defineClass, JavaObject, refsOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { connect, newPeer } from './socket.ts';
import type { Socket, SocketPeer } from './socket.ts';
import { resolveHost } from './inet-address.ts';

const PROTOCOLS = ['TLSv1.2', 'TLSv1.3'];
const SUITES = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
];

type TlsPeer = SocketPeer & { host: string };
type TlsSocket = JavaObject<TlsPeer>;
type Session = JavaObject<{ host: string; port: number }>;
type Certificate = JavaObject<{ host: string }>;

function strings(vm: Machine, items: readonly string[]): JavaArray {
  return vm.arrayOf('[Ljava/lang/String;', items);
}

/** A TLS socket over a plain one: both speak to the same far end, which from now on takes plain text as TLS. */
function wrap(vm: Machine, under: Socket, host: string): TlsSocket {
  const made = vm.newObject<TlsPeer>('libcore/net/TlsSocket');
  const { conversation } = under.peer;
  if (conversation !== null) conversation.secure = true;
  made.peer = { ...newPeer(), conversation, under, soTimeoutMs: under.peer.soTimeoutMs, host };
  return made;
}

function newSession(vm: Machine, host: string, port: number): Session {
  const made = vm.newObject<{ host: string; port: number }>('libcore/net/TlsSession');
  made.peer = { host, port };
  return made;
}

const session = defineClass({
  name: 'libcore/net/TlsSession',
  interfaces: ['javax/net/ssl/SSLSession'],
  methods: methods({
    'String getProtocol()': () => 'TLSv1.3',
    'String getCipherSuite()': () => 'TLS_AES_128_GCM_SHA256',
    'String getPeerHost()': (_vm, self: Session) => self.peer.host,
    'int getPeerPort()': (_vm, self: Session) => self.peer.port,
    'boolean isValid()': () => true,
    'java/security/cert/Certificate[] getPeerCertificates()': (vm, self: Session) => {
      const certificate = vm.newObject<{ host: string }>('libcore/net/ServerCertificate');
      certificate.peer = { host: self.peer.host };
      return vm.arrayOf('[Ljava/security/cert/Certificate;', [certificate]);
    },
    'java/security/cert/Certificate[] getLocalCertificates()': () => null,
    'Principal getLocalPrincipal()': () => null,
  }),
});

/** The certificate that the emulated far end shows: it names the host that was asked for. */
const serverCertificate = defineClass({
  name: 'libcore/net/ServerCertificate',
  super: 'java/security/cert/X509Certificate',
  methods: methods({
    'Collection getSubjectAlternativeNames()': function* (vm, self: Certificate) {
      const name = yield* vm.construct('java/util/ArrayList', '()V');
      const kind = yield* vm.callStatic('java/lang/Integer', 'valueOf(I)Ljava/lang/Integer;', 2);
      yield* vm.call(name, 'add(Ljava/lang/Object;)Z', kind);
      yield* vm.call(name, 'add(Ljava/lang/Object;)Z', self.peer.host);
      const names = yield* vm.construct('java/util/ArrayList', '()V');
      yield* vm.call(names, 'add(Ljava/lang/Object;)Z', name);
      return names;
    },
    'javax/security/auth/x500/X500Principal getSubjectX500Principal()': (vm, self: Certificate) =>
      vm.construct('javax/security/auth/x500/X500Principal', '(Ljava/lang/String;)V', `CN=${self.peer.host}`),
    'javax/security/auth/x500/X500Principal getIssuerX500Principal()': (vm) =>
      vm.construct('javax/security/auth/x500/X500Principal', '(Ljava/lang/String;)V', 'CN=Emulated network'),
    'void checkValidity()': () => undefined,
  }),
});

const tlsSocket = defineClass({
  name: 'libcore/net/TlsSocket',
  super: 'javax/net/ssl/SSLSocket',
  methods: methods({
    'void startHandshake()': () => undefined,
    'javax/net/ssl/SSLSession getSession()': (vm, self: TlsSocket) =>
      newSession(vm, self.peer.host, self.peer.conversation?.port ?? 443),
    'javax/net/ssl/SSLSession getHandshakeSession()': (vm, self: TlsSocket) =>
      newSession(vm, self.peer.host, self.peer.conversation?.port ?? 443),
    'String[] getSupportedProtocols()': (vm) => strings(vm, PROTOCOLS),
    'String[] getEnabledProtocols()': (vm) => strings(vm, PROTOCOLS),
    'String[] getSupportedCipherSuites()': (vm) => strings(vm, SUITES),
    'String[] getEnabledCipherSuites()': (vm) => strings(vm, SUITES),
    'void setEnabledProtocols(String[])': () => undefined,
    'void setEnabledCipherSuites(String[])': () => undefined,
    'void setUseClientMode(boolean)': () => undefined,
    'void setNeedClientAuth(boolean)': () => undefined,
    'void setEnableSessionCreation(boolean)': () => undefined,
    'void addHandshakeCompletedListener(javax/net/ssl/HandshakeCompletedListener)': () => undefined,
    'javax/net/ssl/SSLParameters getSSLParameters()': (vm) =>
      vm.construct('javax/net/ssl/SSLParameters', '()V'),
    'void setSSLParameters(javax/net/ssl/SSLParameters)': () => undefined,
    // No ALPN: the client falls back to HTTP/1.1, which the far end reads.
    'String getApplicationProtocol()': () => '',
    'String getHandshakeApplicationProtocol()': () => '',
  }),
});

type ParametersPeer = { values: Map<string, Ref> };
type Parameters_ = JavaObject<ParametersPeer>;

function slot(type: string, name: string, get = `get${name}`) {
  return {
    [`${type} ${get}()`]: (_vm: Machine, self: Parameters_) => self.peer.values.get(name) ?? null,
    [`void set${name}(${type})`]: (_vm: Machine, self: Parameters_, value: Ref) => {
      self.peer.values.set(name, value);
    },
  };
}

const parameters = defineClass({
  name: 'javax/net/ssl/SSLParameters',
  methods: methods({
    'new()': (_vm, self: Parameters_) => {
      self.peer = { values: new Map() };
    },
    ...slot('String[]', 'Protocols'),
    ...slot('String[]', 'CipherSuites'),
    ...slot('String[]', 'ApplicationProtocols'),
    ...slot('String', 'EndpointIdentificationAlgorithm'),
    ...slot('List', 'ServerNames'),
  }),
});

const socketFactory = defineClass({
  name: 'libcore/net/PlainSocketFactory',
  super: 'javax/net/SocketFactory',
  methods: methods({
    'Socket createSocket()': (vm) => vm.construct('java/net/Socket', '()V'),
    'Socket createSocket(String, int)': (vm, _self: JavaObject, host: Ref, port: number) =>
      vm.construct('java/net/Socket', '(Ljava/lang/String;I)V', host, port),
    'Socket createSocket(InetAddress, int)': (vm, _self: JavaObject, address: Ref, port: number) =>
      vm.construct('java/net/Socket', '(Ljava/net/InetAddress;I)V', address, port),
  }),
});

const tlsFactory = defineClass({
  name: 'libcore/net/TlsSocketFactory',
  super: 'javax/net/ssl/SSLSocketFactory',
  methods: methods({
    'Socket createSocket()': (vm) => {
      const made = vm.newObject<TlsPeer>('libcore/net/TlsSocket');
      made.peer = { ...newPeer(), host: '' };
      return made;
    },
    'Socket createSocket(Socket, String, int, boolean)': (
      vm,
      _self: JavaObject,
      under: Socket | null,
      host: JavaString | null,
      _port: number,
      _close: boolean,
    ) => wrap(vm, required(vm, under), vm.text(host)),
    'Socket createSocket(String, int)': function* (
      vm,
      _self: JavaObject,
      host: JavaString | null,
      port: number,
    ) {
      const made = vm.newObject<TlsPeer>('libcore/net/TlsSocket');
      made.peer = { ...newPeer(), host: vm.text(host) };
      resolveHost(vm, vm.text(host));
      yield* connect(vm, made, vm.text(host), port, 0);
      if (made.peer.conversation !== null) made.peer.conversation.secure = true;
      return made;
    },
    'String[] getDefaultCipherSuites()': (vm) => strings(vm, SUITES),
    'String[] getSupportedCipherSuites()': (vm) => strings(vm, SUITES),
  }),
});

type ContextPeer = { protocol: string; trustManagers: readonly Ref[] };
type Context = JavaObject<ContextPeer>;

const context = defineClass({
  name: 'javax/net/ssl/SSLContext',
  methods: methods({
    'static javax/net/ssl/SSLContext getInstance(String)': (vm, name: JavaString | null) =>
      newContext(vm, vm.text(name)),
    'static javax/net/ssl/SSLContext getInstance(String, String)': (
      vm,
      name: JavaString | null,
      _provider: Ref,
    ) => newContext(vm, vm.text(name)),
    'static javax/net/ssl/SSLContext getInstance(String, Provider)': (
      vm,
      name: JavaString | null,
      _provider: Ref,
    ) => newContext(vm, vm.text(name)),
    'static javax/net/ssl/SSLContext getDefault()': (vm) => newContext(vm, 'Default'),
    'void init(javax/net/ssl/KeyManager[], javax/net/ssl/TrustManager[], SecureRandom)': (
      _vm,
      self: Context,
      _keys: Ref,
      trust: JavaArray | null,
      _random: Ref,
    ) => {
      self.peer.trustManagers = trust === null ? [] : [...refsOf(trust)];
    },
    'String getProtocol()': (_vm, self: Context) => self.peer.protocol,
    'javax/net/ssl/SSLSocketFactory getSocketFactory()': (vm) => vm.newObject('libcore/net/TlsSocketFactory'),
    'javax/net/ssl/SSLParameters getDefaultSSLParameters()': (vm) =>
      vm.construct('javax/net/ssl/SSLParameters', '()V'),
    'javax/net/ssl/SSLParameters getSupportedSSLParameters()': (vm) =>
      vm.construct('javax/net/ssl/SSLParameters', '()V'),
  }),
});

function newContext(vm: Machine, protocol: string): Context {
  if (!/^(TLS(v1(\.[123])?)?|SSL|SSLv3|Default)$/.test(protocol))
    vm.throwNew('java/security/NoSuchAlgorithmException', `${protocol} SSLContext not available`);
  const made = vm.newObject<ContextPeer>('javax/net/ssl/SSLContext');
  made.peer = { protocol, trustManagers: [] };
  return made;
}

const trustFactory = defineClass({
  name: 'javax/net/ssl/TrustManagerFactory',
  methods: methods({
    'static final String getDefaultAlgorithm()': () => 'PKIX',
    'static final javax/net/ssl/TrustManagerFactory getInstance(String)': (vm) =>
      vm.newObject('javax/net/ssl/TrustManagerFactory'),
    'final void init(KeyStore)': () => undefined,
    'final javax/net/ssl/TrustManager[] getTrustManagers()': (vm) =>
      vm.arrayOf('[Ljavax/net/ssl/TrustManager;', [vm.newObject('libcore/net/PlatformTrust')]),
  }),
});

const platformTrust = defineClass({
  name: 'libcore/net/PlatformTrust',
  interfaces: ['javax/net/ssl/X509TrustManager'],
  methods: methods({
    'void checkServerTrusted(java/security/cert/X509Certificate[], String)': () => undefined,
    'void checkClientTrusted(java/security/cert/X509Certificate[], String)': () => undefined,
    'java/security/cert/X509Certificate[] getAcceptedIssuers()': (vm) =>
      vm.arrayOf('[Ljava/security/cert/X509Certificate;', []),
  }),
});

function bare(
  name: string,
  flags: string,
  superName?: string,
  interfaces: readonly string[] = [],
): ClassModel {
  return defineClass({
    name,
    flags,
    interfaces,
    ...(superName === undefined ? {} : { super: superName }),
    ...(flags.includes('interface') ? {} : { methods: { '<init>()V': () => undefined } }),
  });
}

/** Factories hand out one object each, as on Android. */
function defaultOf(key: string, cls: string) {
  return (vm: Machine): HeapObject => {
    const made = vm.shared.get(key) ?? vm.newObject(cls);
    vm.shared.set(key, made);
    return made;
  };
}

export const tls: readonly ClassModel[] = [
  bare('javax/net/ssl/TrustManager', 'interface'),
  bare('javax/net/ssl/X509TrustManager', 'interface', undefined, ['javax/net/ssl/TrustManager']),
  bare('javax/net/ssl/X509ExtendedTrustManager', 'abstract', 'java/lang/Object', [
    'javax/net/ssl/X509TrustManager',
  ]),
  bare('javax/net/ssl/KeyManager', 'interface'),
  bare('javax/net/ssl/X509KeyManager', 'interface', undefined, ['javax/net/ssl/KeyManager']),
  bare('javax/net/ssl/SSLSession', 'interface'),
  bare('javax/net/ssl/HandshakeCompletedListener', 'interface'),
  defineClass({
    name: 'javax/net/ssl/HostnameVerifier',
    flags: 'interface',
    methods: methods({ 'abstract boolean verify(String, javax/net/ssl/SSLSession)': null }),
  }),
  defineClass({
    name: 'libcore/net/StrictVerifier',
    interfaces: ['javax/net/ssl/HostnameVerifier'],
    methods: methods({
      'boolean verify(String, javax/net/ssl/SSLSession)': (
        _vm,
        _self: JavaObject,
        host: JavaString | null,
        over: Ref,
      ) =>
        over instanceof JavaObject &&
        over.cls.name === 'libcore/net/TlsSession' &&
        (over as Session).peer.host === host?.value,
    }),
  }),
  bare('javax/net/ssl/SSLSocket', 'abstract', 'java/net/Socket'),
  defineClass({
    name: 'javax/net/SocketFactory',
    flags: 'abstract',
    methods: {
      'protected <init>()V': () => undefined,
      'static getDefault()Ljavax/net/SocketFactory;': defaultOf(
        'plain default factory',
        'libcore/net/PlainSocketFactory',
      ),
    },
  }),
  defineClass({
    name: 'javax/net/ssl/SSLSocketFactory',
    super: 'javax/net/SocketFactory',
    flags: 'abstract',
    methods: {
      '<init>()V': () => undefined,
      'static getDefault()Ljavax/net/SocketFactory;': defaultOf(
        'https default factory',
        'libcore/net/TlsSocketFactory',
      ),
    },
  }),
  socketFactory,
  tlsFactory,
  session,
  serverCertificate,
  tlsSocket,
  parameters,
  context,
  trustFactory,
  platformTrust,
];
