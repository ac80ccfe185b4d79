import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { enumModel } from '../support/enum-model.ts';
import { makeList, makeObject } from '../support/java-values.ts';
import { apiLevel, requirePermission } from '../support/require-permission.ts';
import { makeWifiInfo } from './wifi/wifi-info.ts';

const typeMobile = 0;
const typeWifi = 1;
const transportWifi = 1;
const capabilityNotMetered = 11;
const capabilityInternet = 12;
const capabilityNotRestricted = 13;
const capabilityTrusted = 14;
const capabilityNotVpn = 15;
const capabilityValidated = 16;
const capabilities = [
  capabilityNotMetered,
  capabilityInternet,
  capabilityNotRestricted,
  capabilityTrusted,
  capabilityNotVpn,
  capabilityValidated,
];

type NetworkInfo = JavaObject<{ readonly type: number }>;
type NetworkRequest = JavaObject<{ readonly capabilities: Set<number>; readonly transports: Set<number> }>;

const check = (vm: Machine, name: string) => requirePermission(vm, name, 'ACCESS_NETWORK_STATE');
const typeName = (type: number) => (type === typeWifi ? 'WIFI' : 'MOBILE');
const network = (vm: Machine) => makeObject(vm, 'android/net/Network', { id: 100 });
const infoOf = (vm: Machine, type: number): NetworkInfo | null =>
  type === typeWifi || type === typeMobile ? makeObject(vm, 'android/net/NetworkInfo', { type }) : null;
const capabilitiesOf = (vm: Machine) =>
  makeObject(vm, 'android/net/NetworkCapabilities', { wifiInfo: makeWifiInfo(vm) });

/** Tells a callback of the one network there is, as the connectivity service does soon after registering. */
function announce(vm: Machine, callback: HeapObject): void {
  vm.attached(SYSTEM).postToMain('network callback', function* () {
    const own = network(vm);
    yield* vm.call(callback, 'onAvailable(Landroid/net/Network;)V', own);
    yield* vm.call(
      callback,
      'onCapabilitiesChanged(Landroid/net/Network;Landroid/net/NetworkCapabilities;)V',
      own,
      capabilitiesOf(vm),
    );
    yield* vm.call(
      callback,
      'onLinkPropertiesChanged(Landroid/net/Network;Landroid/net/LinkProperties;)V',
      own,
      makeObject(vm, 'android/net/LinkProperties', {}),
    );
  });
}

const register = (vm: Machine, callback: HeapObject | null, name: string): void => {
  check(vm, name);
  if (callback === null) return vm.throwNew('java/lang/NullPointerException', 'null NetworkCallback');
  announce(vm, callback);
};

const callbackType = 'Landroid/net/ConnectivityManager$NetworkCallback;';
const requestType = 'Landroid/net/NetworkRequest;';

const connectivityManager = defineClass({
  name: 'android/net/ConnectivityManager',
  methods: {
    'getActiveNetworkInfo()Landroid/net/NetworkInfo;': (vm) => {
      check(vm, 'getActiveNetworkInfo');
      return infoOf(vm, typeWifi);
    },
    'getNetworkInfo(I)Landroid/net/NetworkInfo;': (vm, _self: JavaObject, type: number) => {
      check(vm, 'getNetworkInfo');
      return infoOf(vm, type);
    },
    'getNetworkInfo(Landroid/net/Network;)Landroid/net/NetworkInfo;': (
      vm,
      _self: JavaObject,
      asked: HeapObject | null,
    ) => {
      check(vm, 'getNetworkInfo');
      return asked ? infoOf(vm, typeWifi) : null;
    },
    'getAllNetworkInfo()[Landroid/net/NetworkInfo;': (vm) => {
      check(vm, 'getAllNetworkInfo');
      return vm.arrayOf('[Landroid/net/NetworkInfo;', [infoOf(vm, typeMobile), infoOf(vm, typeWifi)]);
    },
    'getActiveNetwork()Landroid/net/Network;': (vm) => {
      check(vm, 'getActiveNetwork');
      return network(vm);
    },
    'getAllNetworks()[Landroid/net/Network;': (vm) => {
      check(vm, 'getAllNetworks');
      return vm.arrayOf('[Landroid/net/Network;', [network(vm)]);
    },
    'getNetworkCapabilities(Landroid/net/Network;)Landroid/net/NetworkCapabilities;': (
      vm,
      _self: JavaObject,
      asked: HeapObject | null,
    ) => {
      check(vm, 'getNetworkCapabilities');
      return asked ? capabilitiesOf(vm) : null;
    },
    'getLinkProperties(Landroid/net/Network;)Landroid/net/LinkProperties;': (
      vm,
      _self: JavaObject,
      asked: HeapObject | null,
    ) => {
      check(vm, 'getLinkProperties');
      return asked ? makeObject(vm, 'android/net/LinkProperties', {}) : null;
    },
    'isActiveNetworkMetered()Z': (vm) => {
      check(vm, 'isActiveNetworkMetered');
      return false;
    },
    'isDefaultNetworkActive()Z': () => true,
    'getRestrictBackgroundStatus()I': () => 1,
    'getBackgroundDataSetting()Z': () => true,
    'getDefaultProxy()Landroid/net/ProxyInfo;': () => null,
    'bindProcessToNetwork(Landroid/net/Network;)Z': () => true,
    'getBoundNetworkForProcess()Landroid/net/Network;': () => null,
    'static isNetworkTypeValid(I)Z': (_vm, type: number) => type >= 0 && type <= 18,
    ...Object.fromEntries(
      ['registerNetworkCallback', 'requestNetwork'].flatMap((name) =>
        ['', 'Landroid/os/Handler;', 'I'].map((tail) => [
          `${name}(${requestType}${callbackType}${tail})V`,
          (vm: Machine, _self: JavaObject, _request: HeapObject, callback: HeapObject | null) =>
            register(vm, callback, name),
        ]),
      ),
    ),
    [`registerDefaultNetworkCallback(${callbackType})V`]: (
      vm: Machine,
      _self: JavaObject,
      callback: HeapObject | null,
    ) => register(vm, callback, 'registerDefaultNetworkCallback'),
    [`registerDefaultNetworkCallback(${callbackType}Landroid/os/Handler;)V`]: (
      vm: Machine,
      _self: JavaObject,
      callback: HeapObject | null,
    ) => register(vm, callback, 'registerDefaultNetworkCallback'),
    [`unregisterNetworkCallback(${callbackType})V`]: () => undefined,
  },
});

const networkCallback = defineClass({
  name: 'android/net/ConnectivityManager$NetworkCallback',
  methods: {
    '<init>()V': () => undefined,
    '<init>(I)V': () => undefined,
    'onAvailable(Landroid/net/Network;)V': () => undefined,
    'onLosing(Landroid/net/Network;I)V': () => undefined,
    'onLost(Landroid/net/Network;)V': () => undefined,
    'onUnavailable()V': () => undefined,
    'onCapabilitiesChanged(Landroid/net/Network;Landroid/net/NetworkCapabilities;)V': () => undefined,
    'onLinkPropertiesChanged(Landroid/net/Network;Landroid/net/LinkProperties;)V': () => undefined,
    'onBlockedStatusChanged(Landroid/net/Network;Z)V': () => undefined,
  },
});

const networkInfo = defineClass({
  name: 'android/net/NetworkInfo',
  interfaces: ['android/os/Parcelable'],
  methods: {
    'getType()I': (_vm, self: NetworkInfo) => self.peer.type,
    'getTypeName()Ljava/lang/String;': (_vm, self: NetworkInfo) => typeName(self.peer.type),
    'getSubtype()I': (_vm, self: NetworkInfo) => (self.peer.type === typeWifi ? 0 : 13),
    'getSubtypeName()Ljava/lang/String;': (_vm, self: NetworkInfo) =>
      self.peer.type === typeWifi ? '' : 'LTE',
    'isConnected()Z': (_vm, self: NetworkInfo) => self.peer.type === typeWifi,
    'isConnectedOrConnecting()Z': (_vm, self: NetworkInfo) => self.peer.type === typeWifi,
    'isAvailable()Z': () => true,
    'isRoaming()Z': () => false,
    'isFailover()Z': () => false,
    'getReason()Ljava/lang/String;': () => null,
    // Android 10 took the network's name out of it; before, location permission opened it.
    'getExtraInfo()Ljava/lang/String;': (vm, self: NetworkInfo) =>
      self.peer.type === typeWifi && apiLevel(vm) < 29 ? makeWifiInfo(vm).peer.ssid : null,
    'getState()Landroid/net/NetworkInfo$State;': (vm, self: NetworkInfo) =>
      enumValue(
        vm,
        'android/net/NetworkInfo$State',
        self.peer.type === typeWifi ? 'CONNECTED' : 'DISCONNECTED',
      ),
    'getDetailedState()Landroid/net/NetworkInfo$DetailedState;': (vm, self: NetworkInfo) =>
      enumValue(
        vm,
        'android/net/NetworkInfo$DetailedState',
        self.peer.type === typeWifi ? 'CONNECTED' : 'DISCONNECTED',
      ),
    'toString()Ljava/lang/String;': (_vm, self: NetworkInfo) => `[type: ${typeName(self.peer.type)}[]]`,
  },
});

function enumValue(vm: Machine, className: string, name: string): Steps<JavaValue> {
  return vm.callStatic(className, `valueOf(Ljava/lang/String;)L${className};`, name);
}

const networkCapabilities = defineClass({
  name: 'android/net/NetworkCapabilities',
  methods: {
    'hasTransport(I)Z': (_vm, _self: JavaObject, transport: number) => transport === transportWifi,
    'hasCapability(I)Z': (_vm, _self: JavaObject, capability: number) => capabilities.includes(capability),
    'getLinkDownstreamBandwidthKbps()I': () => 100_000,
    'getLinkUpstreamBandwidthKbps()I': () => 50_000,
    'getSignalStrength()I': (vm) => vm.attached(SYSTEM).phone.wifi.rssiDbm,
    'getTransportInfo()Landroid/net/TransportInfo;': (_vm, self: JavaObject<{ wifiInfo: JavaObject }>) =>
      self.peer.wifiInfo,
  },
});

const requestBuilder = defineClass({
  name: 'android/net/NetworkRequest$Builder',
  methods: {
    '<init>()V': (_vm, self: NetworkRequest) => {
      self.peer = { capabilities: new Set([capabilityInternet]), transports: new Set() };
    },
    'addCapability(I)Landroid/net/NetworkRequest$Builder;': (
      _vm,
      self: NetworkRequest,
      capability: number,
    ) => {
      self.peer.capabilities.add(capability);
      return self;
    },
    'removeCapability(I)Landroid/net/NetworkRequest$Builder;': (
      _vm,
      self: NetworkRequest,
      capability: number,
    ) => {
      self.peer.capabilities.delete(capability);
      return self;
    },
    'addTransportType(I)Landroid/net/NetworkRequest$Builder;': (_vm, self: NetworkRequest, type: number) => {
      self.peer.transports.add(type);
      return self;
    },
    'build()Landroid/net/NetworkRequest;': (vm, self: NetworkRequest) =>
      makeObject(vm, 'android/net/NetworkRequest', self.peer),
  },
});

const linkProperties = defineClass({
  name: 'android/net/LinkProperties',
  methods: {
    '<init>()V': () => undefined,
    'getInterfaceName()Ljava/lang/String;': () => 'wlan0',
    'getLinkAddresses()Ljava/util/List;': function* (vm) {
      const address = yield* vm.callStatic<JavaObject>(
        'java/net/InetAddress',
        'getByName(Ljava/lang/String;)Ljava/net/InetAddress;',
        vm.attached(SYSTEM).phone.wifi.ipAddress,
      );
      return yield* makeList(vm, [makeObject(vm, 'android/net/LinkAddress', { address, prefix: 24 })]);
    },
    'getDnsServers()Ljava/util/List;': (vm) => makeList(vm, []),
    'getRoutes()Ljava/util/List;': (vm) => makeList(vm, []),
    'getDomains()Ljava/lang/String;': () => null,
    'getHttpProxy()Landroid/net/ProxyInfo;': () => null,
  },
});

type LinkAddress = JavaObject<{ readonly address: JavaObject; readonly prefix: number }>;

/** android.net, networks and what is known of them. */
export const connectivityClasses: readonly ClassModel[] = [
  connectivityManager,
  networkCallback,
  networkInfo,
  networkCapabilities,
  requestBuilder,
  linkProperties,
  enumModel('android/net/NetworkInfo$State', [
    'CONNECTING',
    'CONNECTED',
    'SUSPENDED',
    'DISCONNECTING',
    'DISCONNECTED',
    'UNKNOWN',
  ]),
  enumModel('android/net/NetworkInfo$DetailedState', [
    'IDLE',
    'SCANNING',
    'CONNECTING',
    'AUTHENTICATING',
    'OBTAINING_IPADDR',
    'CONNECTED',
    'SUSPENDED',
    'DISCONNECTING',
    'DISCONNECTED',
    'FAILED',
    'BLOCKED',
    'VERIFYING_POOR_LINK',
    'CAPTIVE_PORTAL_CHECK',
  ]),
  defineClass({ name: 'android/net/TransportInfo', flags: 'interface' }),
  defineClass({
    name: 'android/net/LinkAddress',
    methods: {
      'getAddress()Ljava/net/InetAddress;': (_vm, self: LinkAddress) => self.peer.address,
      'getPrefixLength()I': (_vm, self: LinkAddress) => self.peer.prefix,
    },
  }),
  defineClass({
    name: 'android/net/NetworkRequest',
    interfaces: ['android/os/Parcelable'],
    methods: {
      'hasCapability(I)Z': (_vm, self: NetworkRequest, capability: number) =>
        self.peer.capabilities.has(capability),
      'hasTransport(I)Z': (_vm, self: NetworkRequest, type: number) => self.peer.transports.has(type),
    },
  }),
  defineClass({
    name: 'android/net/Network',
    interfaces: ['android/os/Parcelable'],
    methods: {
      'getNetworkHandle()J': () => 432902426637n,
      'equals(Ljava/lang/Object;)Z': (_vm, self: JavaObject, other: HeapObject | null) =>
        other?.cls === self.cls,
      'hashCode()I': () => 1100,
      'toString()Ljava/lang/String;': () => '100',
    },
  }),
];
