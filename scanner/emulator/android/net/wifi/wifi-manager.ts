import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeList, makeObject } from '../../support/java-values.ts';
import { apiLevel, requirePermission, targetSdk } from '../../support/require-permission.ts';
import { canSeeNetworks, makeWifiInfo, toIntAddress, wifiInfo } from './wifi-info.ts';

const enabled = 3;

const check = (vm: Machine, name: string) => requirePermission(vm, name, 'ACCESS_WIFI_STATE');

function* scanResults(vm: Machine): Steps<JavaObject> {
  check(vm, 'getScanResults');
  // Without the location permission the list is empty; nothing is thrown.
  if (!canSeeNetworks(vm)) return yield* makeList(vm, []);
  const { wifi } = vm.attached(SYSTEM).phone;
  const current = { ssid: wifi.ssid, bssid: wifi.bssid, rssiDbm: wifi.rssiDbm, frequencyMhz: 5180 };
  const results = [current, ...wifi.nearby].map(({ ssid, bssid, rssiDbm, frequencyMhz }) => {
    const result = vm.newObject('android/net/wifi/ScanResult');
    vm.setField(result, 'SSID:Ljava/lang/String;', ssid);
    vm.setField(result, 'BSSID:Ljava/lang/String;', bssid);
    vm.setField(result, 'capabilities:Ljava/lang/String;', '[WPA2-PSK-CCMP][ESS]');
    vm.setField(result, 'level:I', rssiDbm);
    vm.setField(result, 'frequency:I', frequencyMhz);
    vm.setField(result, 'timestamp:J', BigInt(Math.floor(vm.nowMs * 1000)));
    return result;
  });
  return yield* makeList(vm, results);
}

function* configuredNetworks(vm: Machine): Steps<JavaObject> {
  check(vm, 'getConfiguredNetworks');
  if (targetSdk(vm) >= 29 && apiLevel(vm) >= 29) return yield* makeList(vm, []);
  if (!canSeeNetworks(vm))
    vm.throwNew('java/lang/SecurityException', 'getConfiguredNetworks: needs a location permission');
  const network = vm.newObject('android/net/wifi/WifiConfiguration');
  vm.setField(network, 'SSID:Ljava/lang/String;', `"${vm.attached(SYSTEM).phone.wifi.ssid}"`);
  vm.setField(network, 'networkId:I', vm.attached(SYSTEM).phone.wifi.networkId);
  return yield* makeList(vm, [network]);
}

export const wifiManager = defineClass({
  name: 'android/net/wifi/WifiManager',
  methods: {
    'getConnectionInfo()Landroid/net/wifi/WifiInfo;': (vm) => {
      check(vm, 'getConnectionInfo');
      return makeWifiInfo(vm);
    },
    'getScanResults()Ljava/util/List;': scanResults,
    'getConfiguredNetworks()Ljava/util/List;': configuredNetworks,
    'startScan()Z': (vm) => {
      requirePermission(vm, 'startScan', 'CHANGE_WIFI_STATE');
      return canSeeNetworks(vm);
    },
    'isWifiEnabled()Z': (vm) => {
      check(vm, 'isWifiEnabled');
      return true;
    },
    'getWifiState()I': (vm) => {
      check(vm, 'getWifiState');
      return enabled;
    },
    'setWifiEnabled(Z)Z': (vm) => {
      requirePermission(vm, 'setWifiEnabled', 'CHANGE_WIFI_STATE');
      return false;
    },
    'getDhcpInfo()Landroid/net/DhcpInfo;': (vm) => {
      check(vm, 'getDhcpInfo');
      const { ipAddress } = vm.attached(SYSTEM).phone.wifi;
      const gateway = toIntAddress(ipAddress.replace(/\d+$/, '1'));
      const info = vm.newObject('android/net/DhcpInfo');
      vm.setField(info, 'ipAddress:I', toIntAddress(ipAddress));
      vm.setField(info, 'gateway:I', gateway);
      vm.setField(info, 'dns1:I', gateway);
      vm.setField(info, 'serverAddress:I', gateway);
      vm.setField(info, 'netmask:I', toIntAddress('255.255.255.0'));
      vm.setField(info, 'leaseDuration:I', 86_400);
      return info;
    },
    'getFactoryMacAddresses()[Ljava/lang/String;': (vm) =>
      vm.throwNew('java/lang/SecurityException', 'getFactoryMacAddresses: not a device owner'),
    'is5GHzBandSupported()Z': () => true,
    'isScanAlwaysAvailable()Z': () => true,
    'isP2pSupported()Z': () => true,
    'createWifiLock(ILjava/lang/String;)Landroid/net/wifi/WifiManager$WifiLock;': (vm) =>
      makeObject(vm, 'android/net/wifi/WifiManager$WifiLock', { held: 0 }),
    'createWifiLock(Ljava/lang/String;)Landroid/net/wifi/WifiManager$WifiLock;': (vm) =>
      makeObject(vm, 'android/net/wifi/WifiManager$WifiLock', { held: 0 }),
    'createMulticastLock(Ljava/lang/String;)Landroid/net/wifi/WifiManager$MulticastLock;': (vm) =>
      makeObject(vm, 'android/net/wifi/WifiManager$MulticastLock', { held: 0 }),
    'static calculateSignalLevel(II)I': (_vm, rssiDbm: number, levels: number) => {
      const weakestDbm = -100;
      const strongestDbm = -55;
      if (rssiDbm <= weakestDbm) return 0;
      if (rssiDbm >= strongestDbm) return levels - 1;
      return Math.trunc(((rssiDbm - weakestDbm) * (levels - 1)) / (strongestDbm - weakestDbm));
    },
  },
});

type Lock = JavaObject<{ held: number }>;

function lockClass(name: string): ClassModel {
  return defineClass({
    name,
    methods: {
      'acquire()V': (_vm, self: Lock) => {
        self.peer.held = 1;
      },
      'release()V': (_vm, self: Lock) => {
        self.peer.held = 0;
      },
      'isHeld()Z': (_vm, self: Lock) => self.peer.held > 0,
      'setReferenceCounted(Z)V': () => undefined,
    },
  });
}

const textField = null as HeapObject | null;

/** android.net.wifi */
export const wifiClasses: readonly ClassModel[] = [
  wifiInfo,
  wifiManager,
  lockClass('android/net/wifi/WifiManager$WifiLock'),
  lockClass('android/net/wifi/WifiManager$MulticastLock'),
  defineClass({
    name: 'android/net/wifi/ScanResult',
    fields: {
      'SSID:Ljava/lang/String;': textField,
      'BSSID:Ljava/lang/String;': textField,
      'capabilities:Ljava/lang/String;': textField,
      'level:I': 0,
      'frequency:I': 0,
      'timestamp:J': 0n,
    },
    methods: {},
  }),
  defineClass({
    name: 'android/net/wifi/WifiConfiguration',
    fields: {
      'SSID:Ljava/lang/String;': textField,
      'BSSID:Ljava/lang/String;': textField,
      'preSharedKey:Ljava/lang/String;': textField,
      'networkId:I': -1,
      'status:I': 0,
    },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/net/DhcpInfo',
    fields: {
      'ipAddress:I': 0,
      'gateway:I': 0,
      'netmask:I': 0,
      'dns1:I': 0,
      'dns2:I': 0,
      'serverAddress:I': 0,
      'leaseDuration:I': 0,
    },
    methods: { '<init>()V': () => undefined },
  }),
];
