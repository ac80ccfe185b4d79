import { JavaString, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeList } from '../support/java-values.ts';
import { apiLevel, holds, isInForeground, requirePermission } from '../support/require-permission.ts';
import { makeLocation } from './location.ts';

/** An app's wish to be told where the phone is. */
type Request = { readonly listener: HeapObject; readonly provider: string; readonly intervalMs: number };

const requests = new WeakMap<Machine, Set<Request>>();
const firstFixMs = 500;
const shortestIntervalMs = 1_000;
const providers = ['passive', 'gps', 'network'];

function requestsOf(vm: Machine): Set<Request> {
  let known = requests.get(vm);
  if (!known) {
    known = new Set();
    requests.set(vm, known);
  }
  return known;
}

function check(vm: Machine, provider: string): void {
  if (!providers.includes(provider) && provider !== 'fused')
    vm.throwNew('java/lang/IllegalArgumentException', `provider "${provider}" does not exist`);
  // Android 12 lets the coarse permission open the satellites too, at coarse precision.
  if (provider === 'network' || apiLevel(vm) >= 31)
    requirePermission(
      vm,
      `"${provider}" location provider`,
      'ACCESS_FINE_LOCATION',
      'ACCESS_COARSE_LOCATION',
    );
  else requirePermission(vm, `"${provider}" location provider`, 'ACCESS_FINE_LOCATION');
}

/** From Android 10 an app out of sight needs a permission of its own. */
function maySeeNow(vm: Machine): boolean {
  return isInForeground(vm) || apiLevel(vm) < 29 || holds(vm, 'ACCESS_BACKGROUND_LOCATION');
}

function start(
  vm: Machine,
  provider: string,
  intervalMs: number,
  listener: HeapObject | null,
  once: boolean,
): void {
  if (listener === null) return vm.throwNew('java/lang/IllegalArgumentException', 'invalid null listener');
  check(vm, provider);
  const request = { listener, provider, intervalMs: Math.max(intervalMs, shortestIntervalMs) };
  const all = requestsOf(vm);
  all.add(request);
  const system = vm.attached(SYSTEM);
  const deliver = function* (): Steps<void> {
    if (!all.has(request)) return;
    if (once) all.delete(request);
    else system.postToMain('location', deliver, request.intervalMs);
    if (maySeeNow(vm))
      yield* vm.call(listener, 'onLocationChanged(Landroid/location/Location;)V', makeLocation(vm, provider));
  };
  system.postToMain('location', deliver, firstFixMs);
}

function toProvider(vm: Machine, value: HeapObject | null): string {
  return value instanceof JavaString
    ? value.value
    : vm.throwNew('java/lang/IllegalArgumentException', 'invalid null provider');
}

/** requestLocationUpdates in its many orders of parameters. */
function updates(): Record<string, NativeMethod> {
  const methods: Record<string, NativeMethod> = {};
  const listener = 'Landroid/location/LocationListener;';
  for (const tail of ['', 'Landroid/os/Looper;']) {
    methods[`requestLocationUpdates(Ljava/lang/String;JF${listener}${tail})V`] = (
      vm: Machine,
      _self: JavaObject,
      provider: HeapObject | null,
      minTimeMs: bigint,
      _minDistanceM: number,
      target: HeapObject | null,
    ) => start(vm, toProvider(vm, provider), Number(minTimeMs), target, false);
  }
  methods[`requestLocationUpdates(Ljava/lang/String;JFLjava/util/concurrent/Executor;${listener})V`] = (
    vm: Machine,
    _self: JavaObject,
    provider: HeapObject | null,
    minTimeMs: bigint,
    _minDistanceM: number,
    _executor: HeapObject | null,
    target: HeapObject | null,
  ) => start(vm, toProvider(vm, provider), Number(minTimeMs), target, false);
  methods[`requestLocationUpdates(JFLandroid/location/Criteria;${listener}Landroid/os/Looper;)V`] = (
    vm: Machine,
    _self: JavaObject,
    minTimeMs: bigint,
    _minDistanceM: number,
    _criteria: HeapObject | null,
    target: HeapObject | null,
  ) => start(vm, 'gps', Number(minTimeMs), target, false);
  methods[`requestLocationUpdates(Ljava/lang/String;JFLandroid/app/PendingIntent;)V`] = (
    vm: Machine,
    _self: JavaObject,
    provider: HeapObject | null,
  ) => check(vm, toProvider(vm, provider));
  methods[`requestSingleUpdate(Ljava/lang/String;${listener}Landroid/os/Looper;)V`] = (
    vm: Machine,
    _self: JavaObject,
    provider: HeapObject | null,
    target: HeapObject | null,
  ) => start(vm, toProvider(vm, provider), 0, target, true);
  return methods;
}

const locationManager = defineClass({
  name: 'android/location/LocationManager',
  labels: 'container',
  methods: {
    'getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location;': (
      vm,
      _self: JavaObject,
      provider: HeapObject | null,
    ) => {
      const name = toProvider(vm, provider);
      check(vm, name);
      return maySeeNow(vm) ? makeLocation(vm, name) : null;
    },
    ...updates(),
    'getCurrentLocation(Ljava/lang/String;Landroid/os/CancellationSignal;Ljava/util/concurrent/Executor;Ljava/util/function/Consumer;)V':
      (
        vm,
        _self: JavaObject,
        provider: HeapObject | null,
        _signal: HeapObject | null,
        _executor: HeapObject,
        consumer: HeapObject,
      ) => {
        const name = toProvider(vm, provider);
        check(vm, name);
        vm.attached(SYSTEM).postToMain(
          'location',
          () =>
            vm.call(consumer, 'accept(Ljava/lang/Object;)V', maySeeNow(vm) ? makeLocation(vm, name) : null),
          firstFixMs,
        );
      },
    'removeUpdates(Landroid/location/LocationListener;)V': (
      vm,
      _self: JavaObject,
      listener: HeapObject | null,
    ) => {
      for (const request of requestsOf(vm)) if (request.listener === listener) requestsOf(vm).delete(request);
    },
    'removeUpdates(Landroid/app/PendingIntent;)V': () => undefined,
    'getAllProviders()Ljava/util/List;': (vm) => makeList(vm, providers),
    'getProviders(Z)Ljava/util/List;': (vm) => makeList(vm, providers),
    'getProviders(Landroid/location/Criteria;Z)Ljava/util/List;': (vm) => makeList(vm, providers),
    'getBestProvider(Landroid/location/Criteria;Z)Ljava/lang/String;': (vm) =>
      holds(vm, 'ACCESS_FINE_LOCATION') ? 'gps' : holds(vm, 'ACCESS_COARSE_LOCATION') ? 'network' : 'passive',
    'isProviderEnabled(Ljava/lang/String;)Z': (_vm, _self: JavaObject, provider: JavaString | null) =>
      providers.includes(provider?.value ?? ''),
    'hasProvider(Ljava/lang/String;)Z': (_vm, _self: JavaObject, provider: JavaString | null) =>
      providers.includes(provider?.value ?? ''),
    'isLocationEnabled()Z': () => true,
    'addNmeaListener(Landroid/location/OnNmeaMessageListener;)Z': (vm) => needFine(vm, 'addNmeaListener'),
    'addNmeaListener(Landroid/location/OnNmeaMessageListener;Landroid/os/Handler;)Z': (vm) =>
      needFine(vm, 'addNmeaListener'),
    'addGpsStatusListener(Landroid/location/GpsStatus$Listener;)Z': (vm) =>
      needFine(vm, 'addGpsStatusListener'),
    'removeGpsStatusListener(Landroid/location/GpsStatus$Listener;)V': () => undefined,
    'registerGnssStatusCallback(Landroid/location/GnssStatus$Callback;)Z': (vm) =>
      needFine(vm, 'registerGnssStatusCallback'),
    'registerGnssStatusCallback(Landroid/location/GnssStatus$Callback;Landroid/os/Handler;)Z': (vm) =>
      needFine(vm, 'registerGnssStatusCallback'),
    'unregisterGnssStatusCallback(Landroid/location/GnssStatus$Callback;)V': () => undefined,
  },
});

function needFine(vm: Machine, name: string): boolean {
  requirePermission(vm, name, 'ACCESS_FINE_LOCATION');
  return true;
}

const listenerMethods = {
  'onStatusChanged(Ljava/lang/String;ILandroid/os/Bundle;)V': () => undefined,
  'onProviderEnabled(Ljava/lang/String;)V': () => undefined,
  'onProviderDisabled(Ljava/lang/String;)V': () => undefined,
  'onFlushComplete(I)V': () => undefined,
};

export const locationManagerClasses: readonly ClassModel[] = [
  locationManager,
  defineClass({
    name: 'android/location/LocationListener',
    flags: 'interface',
    methods: {
      'onLocationChanged(Landroid/location/Location;)V': null,
      'onLocationChanged(Ljava/util/List;)V': () => undefined,
      ...listenerMethods,
    },
  }),
  defineClass({
    name: 'android/location/Criteria',
    methods: {
      '<init>()V': () => undefined,
      ...Object.fromEntries(
        ['setAccuracy', 'setPowerRequirement', 'setHorizontalAccuracy', 'setVerticalAccuracy'].map((name) => [
          `${name}(I)V`,
          () => undefined,
        ]),
      ),
      ...Object.fromEntries(
        ['setAltitudeRequired', 'setBearingRequired', 'setCostAllowed', 'setSpeedRequired'].map((name) => [
          `${name}(Z)V`,
          () => undefined,
        ]),
      ),
    },
  }),
  defineClass({
    name: 'android/location/Geocoder',
    methods: {
      '<init>(Landroid/content/Context;)V': () => undefined,
      '<init>(Landroid/content/Context;Ljava/util/Locale;)V': () => undefined,
      'static isPresent()Z': () => false,
      // A phone without a geocoding service answers with an empty list.
      'getFromLocation(DDI)Ljava/util/List;': (vm) => makeList(vm, []),
      'getFromLocationName(Ljava/lang/String;I)Ljava/util/List;': (vm) => makeList(vm, []),
    },
  }),
];
