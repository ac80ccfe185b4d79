import { defineClass } from '../../machine/index.ts';
import type { JavaArray, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { floatsOf } from '../../machine/index.ts';
import { isMadeByApp, markMadeByApp, recordRead } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';

export type LocationState = {
  provider: JavaString | null;
  latitude: number;
  longitude: number;
  accuracyM: number;
  altitudeM: number;
  bearingDeg: number;
  speedMs: number;
  timeMs: bigint;
  elapsedNs: bigint;
  extras: JavaObject | null;
};
export type Location = JavaObject<LocationState>;

function emptyState(provider: JavaString | null): LocationState {
  return {
    provider,
    latitude: 0,
    longitude: 0,
    accuracyM: 0,
    altitudeM: 0,
    bearingDeg: 0,
    speedMs: 0,
    timeMs: 0n,
    elapsedNs: 0n,
    extras: null,
  };
}

/** Where the phone is, as this provider tells it. */
export function makeLocation(vm: Machine, provider: string): Location {
  const { location } = vm.attached(SYSTEM).phone;
  const made = vm.newObject<LocationState>('android/location/Location');
  made.peer = {
    ...emptyState(vm.string(provider)),
    latitude: location.latitude,
    longitude: location.longitude,
    // The network knows less precisely than satellites do.
    accuracyM: provider === 'gps' ? location.accuracyM : location.accuracyM * 40,
    altitudeM: provider === 'gps' ? location.altitudeM : 0,
    timeMs: BigInt(vm.epochMs),
    elapsedNs: BigInt(Math.floor(vm.nowMs)) * 1_000_000n,
  };
  return made;
}

const earthRadiusM = 6_371_009;

/** Distance over the sphere; real Android uses the WGS84 ellipsoid, within half a percent of it. */
function distanceM(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const toRadians = Math.PI / 180;
  const dLat = (lat2 - lat1) * toRadians;
  const dLon = (lon2 - lon1) * toRadians;
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(lat1 * toRadians) * Math.cos(lat2 * toRadians) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(a)));
}

export const location = defineClass({
  name: 'android/location/Location',
  interfaces: ['android/os/Parcelable'],
  methods: {
    '<init>(Ljava/lang/String;)V': (_vm, self: Location, provider: JavaString | null) => {
      self.peer = emptyState(provider);
      markMadeByApp(self);
    },
    '<init>(Landroid/location/Location;)V': (_vm, self: Location, other: Location) => {
      self.peer = { ...other.peer };
    },
    'set(Landroid/location/Location;)V': (_vm, self: Location, other: Location) => {
      self.peer = { ...other.peer };
    },
    'getProvider()Ljava/lang/String;': (_vm, self: Location) => self.peer.provider,
    'setProvider(Ljava/lang/String;)V': (_vm, self: Location, provider: JavaString | null) => {
      self.peer.provider = provider;
    },
    'getLatitude()D': (_vm, self: Location) => self.peer.latitude,
    'setLatitude(D)V': (_vm, self: Location, value: number) => {
      self.peer.latitude = value;
    },
    'getLongitude()D': (_vm, self: Location) => self.peer.longitude,
    'setLongitude(D)V': (_vm, self: Location, value: number) => {
      self.peer.longitude = value;
    },
    'getAccuracy()F': (_vm, self: Location) => self.peer.accuracyM,
    'setAccuracy(F)V': (_vm, self: Location, value: number) => {
      self.peer.accuracyM = value;
    },
    'hasAccuracy()Z': (_vm, self: Location) => self.peer.accuracyM !== 0,
    'getAltitude()D': (_vm, self: Location) => self.peer.altitudeM,
    'setAltitude(D)V': (_vm, self: Location, value: number) => {
      self.peer.altitudeM = value;
    },
    'hasAltitude()Z': (_vm, self: Location) => self.peer.altitudeM !== 0,
    'getBearing()F': (_vm, self: Location) => self.peer.bearingDeg,
    'setBearing(F)V': (_vm, self: Location, value: number) => {
      self.peer.bearingDeg = value;
    },
    'hasBearing()Z': (_vm, self: Location) => self.peer.bearingDeg !== 0,
    'getSpeed()F': (_vm, self: Location) => self.peer.speedMs,
    'setSpeed(F)V': (_vm, self: Location, value: number) => {
      self.peer.speedMs = value;
    },
    'hasSpeed()Z': (_vm, self: Location) => self.peer.speedMs !== 0,
    'getTime()J': (_vm, self: Location) => self.peer.timeMs,
    'setTime(J)V': (_vm, self: Location, value: bigint) => {
      self.peer.timeMs = value;
    },
    'getElapsedRealtimeNanos()J': (_vm, self: Location) => self.peer.elapsedNs,
    'setElapsedRealtimeNanos(J)V': (_vm, self: Location, value: bigint) => {
      self.peer.elapsedNs = value;
    },
    'getExtras()Landroid/os/Bundle;': (_vm, self: Location) => self.peer.extras,
    'setExtras(Landroid/os/Bundle;)V': (_vm, self: Location, extras: JavaObject | null) => {
      self.peer.extras = extras;
    },
    'isFromMockProvider()Z': () => false,
    'isMock()Z': () => false,
    'distanceTo(Landroid/location/Location;)F': (_vm, self: Location, other: Location) =>
      distanceM(self.peer.latitude, self.peer.longitude, other.peer.latitude, other.peer.longitude),
    'static distanceBetween(DDDD[F)V': (
      vm,
      lat1: number,
      lon1: number,
      lat2: number,
      lon2: number,
      results: JavaArray,
    ) => {
      if (results.length < 1)
        vm.throwNew('java/lang/IllegalArgumentException', 'results is null or has length < 1');
      floatsOf(results)[0] = distanceM(lat1, lon1, lat2, lon2);
    },
    'toString()Ljava/lang/String;': (vm, self: Location) => {
      const { provider, latitude, longitude } = self.peer;
      const text = vm.string(
        `Location[${provider?.value ?? 'null'} ${latitude.toFixed(6)},${longitude.toFixed(6)}]`,
      );
      // Tells as much as getLatitude does, which is watched.
      if (!isMadeByApp(self)) {
        const piType = provider?.value === 'gps' ? 'location_fine' : 'location_coarse';
        const api = 'android.location.Location.toString';
        vm.addLabel(text, recordRead(vm, piType, { api, value: text.value }));
      }
      return text;
    },
  },
});
