import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, Machine } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeObject } from '../../support/java-values.ts';
import { apiLevel, holds } from '../../support/require-permission.ts';

type WifiState = {
  readonly ssid: string;
  readonly bssid: string;
  readonly rssiDbm: number;
  readonly linkSpeedMbps: number;
  readonly networkId: number;
  readonly ipAddress: number;
};
export type WifiInfo = JavaObject<WifiState>;

const hiddenMac = '02:00:00:00:00:00';

/** An IPv4 address as Android's int: first octet lowest. */
export function toIntAddress(address: string): number {
  return address.split('.').reduce((all, octet, index) => all | (Number(octet) << (8 * index)), 0);
}

/** May the app learn the names of networks? Android 8.1 made that a matter of location. */
export function canSeeNetworks(vm: Machine): boolean {
  if (apiLevel(vm) >= 29) return holds(vm, 'ACCESS_FINE_LOCATION');
  return holds(vm, 'ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION');
}

export function makeWifiInfo(vm: Machine): WifiInfo {
  const { wifi } = vm.attached(SYSTEM).phone;
  const isOpen = canSeeNetworks(vm);
  return makeObject(vm, 'android/net/wifi/WifiInfo', {
    ssid: isOpen ? `"${wifi.ssid}"` : '<unknown ssid>',
    bssid: isOpen ? wifi.bssid : hiddenMac,
    rssiDbm: wifi.rssiDbm,
    linkSpeedMbps: wifi.linkSpeedMbps,
    networkId: isOpen ? wifi.networkId : -1,
    ipAddress: toIntAddress(wifi.ipAddress),
  });
}

export const wifiInfo = defineClass({
  name: 'android/net/wifi/WifiInfo',
  interfaces: ['android/net/TransportInfo', 'android/os/Parcelable'],
  methods: {
    'getSSID()Ljava/lang/String;': (_vm, self: WifiInfo) => self.peer.ssid,
    'getBSSID()Ljava/lang/String;': (_vm, self: WifiInfo) => self.peer.bssid,
    // Since Android 6 ordinary apps get a constant.
    'getMacAddress()Ljava/lang/String;': () => hiddenMac,
    'getRssi()I': (_vm, self: WifiInfo) => self.peer.rssiDbm,
    'getLinkSpeed()I': (_vm, self: WifiInfo) => self.peer.linkSpeedMbps,
    'getTxLinkSpeedMbps()I': (_vm, self: WifiInfo) => self.peer.linkSpeedMbps,
    'getRxLinkSpeedMbps()I': (_vm, self: WifiInfo) => self.peer.linkSpeedMbps,
    'getNetworkId()I': (_vm, self: WifiInfo) => self.peer.networkId,
    'getIpAddress()I': (_vm, self: WifiInfo) => self.peer.ipAddress,
    'getFrequency()I': () => 5180,
    'getHiddenSSID()Z': () => false,
    'toString()Ljava/lang/String;': (_vm, self: WifiInfo) =>
      `SSID: ${self.peer.ssid}, BSSID: ${self.peer.bssid}, MAC: ${hiddenMac}, RSSI: ${self.peer.rssiDbm}`,
  },
});
