import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { singleton } from '../content/context-state.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeObject, makeSet } from '../support/java-values.ts';
import { apiLevel, holds, requirePermission, targetSdk } from '../support/require-permission.ts';

type Device = JavaObject<{ readonly name: string | null; readonly address: string }>;

const hiddenAddress = '02:00:00:00:00:00';
const stateOn = 12;
const bonded = 12;

/** Android 12 parted Bluetooth's permissions by what is done; before, one normal permission opened all of it. */
function check(vm: Machine, name: string, newPermission: 'BLUETOOTH_CONNECT' | 'BLUETOOTH_SCAN'): void {
  const isNew = apiLevel(vm) >= 31 && targetSdk(vm) >= 31;
  if (isNew) requirePermission(vm, name, newPermission);
  else requirePermission(vm, name, newPermission === 'BLUETOOTH_SCAN' ? 'BLUETOOTH_ADMIN' : 'BLUETOOTH');
}

function* bondedDevices(vm: Machine): Steps<JavaObject> {
  check(vm, 'getBondedDevices', 'BLUETOOTH_CONNECT');
  const devices = vm
    .attached(SYSTEM)
    .phone.bonded.map((device) => makeObject(vm, 'android/bluetooth/BluetoothDevice', device));
  return yield* makeSet(vm, devices);
}

function startScan(vm: Machine, name: string): boolean {
  check(vm, name, 'BLUETOOTH_SCAN');
  // Results tell where the phone is, so they need the location permission before Android 12.
  return apiLevel(vm) >= 31 || holds(vm, 'ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION');
}

const adapter = (vm: Machine) => singleton(vm, 'android/bluetooth/BluetoothAdapter');

const bluetoothAdapter = defineClass({
  name: 'android/bluetooth/BluetoothAdapter',
  labels: 'container',
  methods: {
    'static getDefaultAdapter()Landroid/bluetooth/BluetoothAdapter;': adapter,
    'static checkBluetoothAddress(Ljava/lang/String;)Z': (_vm, address: JavaString | null) =>
      /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/.test(address?.value ?? ''),
    'isEnabled()Z': () => true,
    'getState()I': () => stateOn,
    'getAddress()Ljava/lang/String;': (vm) => {
      check(vm, 'getAddress', 'BLUETOOTH_CONNECT');
      return hiddenAddress;
    },
    'getName()Ljava/lang/String;': (vm) => {
      check(vm, 'getName', 'BLUETOOTH_CONNECT');
      return vm.attached(SYSTEM).phone.bluetoothName;
    },
    'getBondedDevices()Ljava/util/Set;': bondedDevices,
    'getRemoteDevice(Ljava/lang/String;)Landroid/bluetooth/BluetoothDevice;': (
      vm,
      _self: JavaObject,
      address: JavaString,
    ) => {
      const known = vm.attached(SYSTEM).phone.bonded.find((device) => device.address === vm.text(address));
      return makeObject(
        vm,
        'android/bluetooth/BluetoothDevice',
        known ?? { name: null, address: vm.text(address) },
      );
    },
    'startDiscovery()Z': (vm) => startScan(vm, 'startDiscovery'),
    'cancelDiscovery()Z': () => true,
    'isDiscovering()Z': () => false,
    'startLeScan(Landroid/bluetooth/BluetoothAdapter$LeScanCallback;)Z': (vm) => startScan(vm, 'startLeScan'),
    'stopLeScan(Landroid/bluetooth/BluetoothAdapter$LeScanCallback;)V': () => undefined,
    'getBluetoothLeScanner()Landroid/bluetooth/le/BluetoothLeScanner;': (vm) =>
      singleton(vm, 'android/bluetooth/le/BluetoothLeScanner'),
    'getProfileConnectionState(I)I': () => 0,
    'getScanMode()I': () => 21,
    'enable()Z': () => true,
    'disable()Z': () => false,
    'isMultipleAdvertisementSupported()Z': () => false,
  },
});

const scanCallback = 'Landroid/bluetooth/le/ScanCallback;';

/** android.bluetooth */
export const classes: readonly ClassModel[] = [
  bluetoothAdapter,
  defineClass({
    name: 'android/bluetooth/BluetoothManager',
    labels: 'container',
    methods: { 'getAdapter()Landroid/bluetooth/BluetoothAdapter;': adapter },
  }),
  defineClass({
    name: 'android/bluetooth/BluetoothDevice',
    interfaces: ['android/os/Parcelable'],
    methods: {
      'getName()Ljava/lang/String;': (vm, self: Device) => {
        check(vm, 'getName', 'BLUETOOTH_CONNECT');
        return self.peer.name;
      },
      'getAddress()Ljava/lang/String;': (_vm, self: Device) => self.peer.address,
      'getBondState()I': (_vm, self: Device) => (self.peer.name === null ? 10 : bonded),
      'getType()I': () => 1,
      'toString()Ljava/lang/String;': (_vm, self: Device) => self.peer.address,
      'hashCode()I': (_vm, self: Device) =>
        [...self.peer.address].reduce((hash, char) => (Math.imul(hash, 31) + char.charCodeAt(0)) | 0, 0),
      'equals(Ljava/lang/Object;)Z': (_vm, self: Device, other: HeapObject | null) =>
        other?.cls === self.cls && (other as Device).peer.address === self.peer.address,
    },
  }),
  defineClass({
    name: 'android/bluetooth/le/BluetoothLeScanner',
    labels: 'container',
    methods: {
      [`startScan(${scanCallback})V`]: (vm: Machine) => {
        startScan(vm, 'startScan');
      },
      [`startScan(Ljava/util/List;Landroid/bluetooth/le/ScanSettings;${scanCallback})V`]: (vm: Machine) => {
        startScan(vm, 'startScan');
      },
      [`stopScan(${scanCallback})V`]: () => undefined,
    },
  }),
  defineClass({
    name: 'android/bluetooth/le/ScanCallback',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'bluetooth', className: 'android/bluetooth/BluetoothManager' },
];
