import { defineClass, floatsOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { MotionSample } from '../../../device/device.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeList, makeObject } from '../support/java-values.ts';
import { apiLevel, holds, targetSdk } from '../support/require-permission.ts';

type SensorState = {
  readonly type: number;
  readonly stringType: string;
  readonly name: string;
  readonly maximum: number;
  readonly permission?: string;
};
type Sensor = JavaObject<SensorState>;
type Listening = { readonly listener: HeapObject; readonly sensor: Sensor; readonly isTrigger: boolean };

const accelerometer = 1;
const gyroscope = 4;
const light = 5;
const proximity = 8;
const gravity = 9;
const linearAcceleration = 10;
const standardGravity = 9.80665;
const highAccuracy = 3;

/** Sensors of the phone, by Android's type numbers. */
const sensors: readonly SensorState[] = [
  { type: accelerometer, stringType: 'android.sensor.accelerometer', name: 'Accelerometer', maximum: 78.4 },
  { type: 2, stringType: 'android.sensor.magnetic_field', name: 'Magnetometer', maximum: 4900 },
  { type: 3, stringType: 'android.sensor.orientation', name: 'Orientation', maximum: 360 },
  { type: gyroscope, stringType: 'android.sensor.gyroscope', name: 'Gyroscope', maximum: 34.9 },
  { type: light, stringType: 'android.sensor.light', name: 'Light', maximum: 43_000 },
  { type: proximity, stringType: 'android.sensor.proximity', name: 'Proximity', maximum: 5 },
  { type: gravity, stringType: 'android.sensor.gravity', name: 'Gravity', maximum: 78.4 },
  {
    type: linearAcceleration,
    stringType: 'android.sensor.linear_acceleration',
    name: 'Linear Acceleration',
    maximum: 78.4,
  },
  { type: 11, stringType: 'android.sensor.rotation_vector', name: 'Rotation Vector', maximum: 1 },
  {
    type: 18,
    stringType: 'android.sensor.step_detector',
    name: 'Step Detector',
    maximum: 1,
    permission: 'ACTIVITY_RECOGNITION',
  },
  {
    type: 19,
    stringType: 'android.sensor.step_counter',
    name: 'Step Counter',
    maximum: 1e9,
    permission: 'ACTIVITY_RECOGNITION',
  },
];

type SensorHub = { readonly objects: Map<number, Sensor>; listening: Listening[] };
const hubs = new WeakMap<Machine, SensorHub>();

function hubOf(vm: Machine): SensorHub {
  let hub = hubs.get(vm);
  if (!hub) {
    hub = { objects: new Map(), listening: [] };
    hubs.set(vm, hub);
  }
  return hub;
}

/** Step sensors are hidden from apps that target Android 10 and lack the permission. */
function isVisible(vm: Machine, { permission }: SensorState): boolean {
  return permission === undefined || apiLevel(vm) < 29 || targetSdk(vm) < 29 || holds(vm, permission);
}

function sensorOf(vm: Machine, state: SensorState): Sensor {
  const hub = hubOf(vm);
  let sensor = hub.objects.get(state.type);
  if (!sensor) {
    sensor = makeObject(vm, 'android/hardware/Sensor', state);
    hub.objects.set(state.type, sensor);
  }
  return sensor;
}

function findSensor(vm: Machine, type: number): Sensor | null {
  const state = sensors.find((candidate) => candidate.type === type);
  return state && isVisible(vm, state) ? sensorOf(vm, state) : null;
}

function recordListen(vm: Machine, { type, stringType }: SensorState, listening: boolean): void {
  vm.attached(SYSTEM).events.record({
    kind: 'sensor-listen',
    sensor: stringType.replace('android.sensor.', '') || String(type),
    listening,
  });
}

function listen(
  vm: Machine,
  listener: HeapObject | null,
  sensor: Sensor | null,
  isTrigger: boolean,
): boolean {
  if (listener === null || sensor === null) return false;
  const hub = hubOf(vm);
  if (hub.listening.some((other) => other.listener === listener && other.sensor === sensor)) return false;
  hub.listening.push({ listener, sensor, isTrigger });
  recordListen(vm, sensor.peer, true);
  const first = restingValues(sensor.peer.type);
  if (first && !isTrigger) vm.attached(SYSTEM).postToMain('sensor', () => deliver(vm, sensor, first), 20);
  return true;
}

function stop(vm: Machine, listener: HeapObject | null, sensor: Sensor | null): void {
  const hub = hubOf(vm);
  const isGone = (item: Listening) =>
    item.listener === listener && (sensor === null || item.sensor === sensor);
  for (const { sensor: gone } of hub.listening.filter(isGone)) recordListen(vm, gone.peer, false);
  hub.listening = hub.listening.filter((item) => !isGone(item));
}

/** What a phone that lies on a table measures. */
function restingValues(type: number): readonly number[] | undefined {
  switch (type) {
    case accelerometer:
    case gravity:
      return [0, 0, standardGravity];
    case gyroscope:
    case linearAcceleration:
      return [0, 0, 0];
    case light:
      return [120];
    case proximity:
      return [5];
    default:
      return undefined;
  }
}

function* deliver(vm: Machine, sensor: Sensor, values: readonly number[]): Steps<void> {
  const event = vm.newObject('android/hardware/SensorEvent');
  const array = vm.newArray('[F', values.length);
  floatsOf(array).set(values);
  vm.setField(event, 'values:[F', array);
  vm.setField(event, 'sensor:Landroid/hardware/Sensor;', sensor);
  vm.setField(event, 'accuracy:I', highAccuracy);
  vm.setField(event, 'timestamp:J', BigInt(Math.floor(vm.nowMs * 1e6)));
  for (const { listener, isTrigger } of hubOf(vm).listening.filter((item) => item.sensor === sensor))
    if (!isTrigger) yield* vm.call(listener, 'onSensorChanged(Landroid/hardware/SensorEvent;)V', event);
}

/** Gives one sample of the phone's motion to whoever listens. */
export function* deliverMotion(vm: Machine, { acceleration, rotation }: MotionSample): Steps<void> {
  const [x, y, z] = acceleration;
  const values: readonly (readonly [number, readonly number[]])[] = [
    [accelerometer, acceleration],
    [gyroscope, rotation],
    [linearAcceleration, [x, y, z - standardGravity]],
  ];
  for (const [type, sample] of values) {
    const sensor = hubOf(vm).objects.get(type);
    if (sensor) yield* deliver(vm, sensor, sample);
  }
}

const listenerType = 'Landroid/hardware/SensorEventListener;';
const sensorType = 'Landroid/hardware/Sensor;';

const sensorManager = defineClass({
  name: 'android/hardware/SensorManager',
  flags: 'abstract',
  labels: 'container',
  methods: {
    'getDefaultSensor(I)Landroid/hardware/Sensor;': (vm, _self: JavaObject, type: number) =>
      findSensor(vm, type),
    'getDefaultSensor(IZ)Landroid/hardware/Sensor;': (vm, _self: JavaObject, type: number) =>
      findSensor(vm, type),
    'getSensorList(I)Ljava/util/List;': (vm, _self: JavaObject, type: number) =>
      makeList(
        vm,
        sensors
          .filter((state) => (type === -1 || state.type === type) && isVisible(vm, state))
          .map((state) => sensorOf(vm, state)),
      ),
    ...Object.fromEntries(
      ['I', 'II', 'ILandroid/os/Handler;', 'IILandroid/os/Handler;'].map((tail) => [
        `registerListener(${listenerType}${sensorType}${tail})Z`,
        (vm: Machine, _self: JavaObject, listener: HeapObject | null, sensor: Sensor | null) =>
          listen(vm, listener, sensor, false),
      ]),
    ),
    [`unregisterListener(${listenerType})V`]: (vm: Machine, _self: JavaObject, listener: HeapObject | null) =>
      stop(vm, listener, null),
    [`unregisterListener(${listenerType}${sensorType})V`]: (
      vm: Machine,
      _self: JavaObject,
      listener: HeapObject | null,
      sensor: Sensor | null,
    ) => stop(vm, listener, sensor),
    [`requestTriggerSensor(Landroid/hardware/TriggerEventListener;${sensorType})Z`]: (
      vm: Machine,
      _self: JavaObject,
      listener: HeapObject | null,
      sensor: Sensor | null,
    ) => listen(vm, listener, sensor, true),
    [`cancelTriggerSensor(Landroid/hardware/TriggerEventListener;${sensorType})Z`]: (
      vm: Machine,
      _self: JavaObject,
      listener: HeapObject | null,
      sensor: Sensor | null,
    ) => {
      stop(vm, listener, sensor);
      return true;
    },
    [`flush(${listenerType})Z`]: () => true,
  },
});

/** Sensors. */
export const sensorClasses: readonly ClassModel[] = [
  sensorManager,
  defineClass({ name: 'android/hardware/SystemSensorManager', super: 'android/hardware/SensorManager' }),
  defineClass({
    name: 'android/hardware/Sensor',
    methods: {
      'getType()I': (_vm, self: Sensor) => self.peer.type,
      'getStringType()Ljava/lang/String;': (_vm, self: Sensor) => self.peer.stringType,
      'getName()Ljava/lang/String;': (_vm, self: Sensor) => self.peer.name,
      'getVendor()Ljava/lang/String;': () => 'Appgov',
      'getVersion()I': () => 1,
      'getMaximumRange()F': (_vm, self: Sensor) => self.peer.maximum,
      'getResolution()F': () => 0.01,
      'getPower()F': () => 0.2,
      'getMinDelay()I': () => 5_000,
      'getMaxDelay()I': () => 200_000,
      'isWakeUpSensor()Z': () => false,
      'toString()Ljava/lang/String;': (_vm, self: Sensor) =>
        `{Sensor name="${self.peer.name}", type=${self.peer.type}}`,
    },
  }),
  defineClass({
    name: 'android/hardware/SensorEvent',
    fields: {
      'values:[F': null,
      'sensor:Landroid/hardware/Sensor;': null,
      'accuracy:I': 0,
      'timestamp:J': 0n,
      'firstEventAfterDiscontinuity:Z': false,
    },
    methods: {},
  }),
  defineClass({
    name: 'android/hardware/SensorEventListener',
    flags: 'interface',
    methods: {
      'onSensorChanged(Landroid/hardware/SensorEvent;)V': null,
      'onAccuracyChanged(Landroid/hardware/Sensor;I)V': null,
    },
  }),
  defineClass({
    name: 'android/hardware/SensorEventListener2',
    flags: 'interface',
    interfaces: ['android/hardware/SensorEventListener'],
    methods: { 'onFlushCompleted(Landroid/hardware/Sensor;)V': null },
  }),
  defineClass({
    name: 'android/hardware/TriggerEventListener',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
];
