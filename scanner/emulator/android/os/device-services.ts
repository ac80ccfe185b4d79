import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeList, makeObject } from '../support/java-values.ts';

const shared = '/storage/emulated/0';
const gigabyte = 1024n ** 3n;
const totalBytes = 110n * gigabyte;
const freeBytes = 64n * gigabyte;
const blockBytes = 4096n;

const file = (vm: Machine, path: string) => vm.construct('java/io/File', '(Ljava/lang/String;)V', path);

const folders: Readonly<Record<string, string>> = {
  DIRECTORY_DCIM: 'DCIM',
  DIRECTORY_PICTURES: 'Pictures',
  DIRECTORY_DOWNLOADS: 'Download',
  DIRECTORY_DOCUMENTS: 'Documents',
  DIRECTORY_MUSIC: 'Music',
  DIRECTORY_MOVIES: 'Movies',
  DIRECTORY_ALARMS: 'Alarms',
  DIRECTORY_NOTIFICATIONS: 'Notifications',
  DIRECTORY_PODCASTS: 'Podcasts',
  DIRECTORY_RINGTONES: 'Ringtones',
};

const environment = defineClass({
  name: 'android/os/Environment',
  // These are not compile-time constants, so apps read the fields.
  fields: Object.fromEntries(
    Object.entries(folders).map(([name, folder]) => [`static ${name}:Ljava/lang/String;`, folder]),
  ),
  methods: {
    'static getExternalStorageDirectory()Ljava/io/File;': (vm) => file(vm, shared),
    'static getExternalStoragePublicDirectory(Ljava/lang/String;)Ljava/io/File;': (vm, type: JavaString) =>
      file(vm, `${shared}/${vm.text(type)}`),
    'static getExternalStorageState()Ljava/lang/String;': () => 'mounted',
    'static getExternalStorageState(Ljava/io/File;)Ljava/lang/String;': () => 'mounted',
    'static getStorageState(Ljava/io/File;)Ljava/lang/String;': () => 'mounted',
    'static getDataDirectory()Ljava/io/File;': (vm) => file(vm, '/data'),
    'static getRootDirectory()Ljava/io/File;': (vm) => file(vm, '/system'),
    'static getDownloadCacheDirectory()Ljava/io/File;': (vm) => file(vm, '/data/cache'),
    'static isExternalStorageEmulated()Z': () => true,
    'static isExternalStorageRemovable()Z': () => false,
    'static isExternalStorageLegacy()Z': (vm) => {
      const { phone, app } = vm.attached(SYSTEM);
      return phone.apiLevel < 29 || app.manifest.targetSdk < 29;
    },
    'static isExternalStorageManager()Z': (vm) =>
      vm.attached(SYSTEM).permissions.decisionOf('android.permission.MANAGE_EXTERNAL_STORAGE') === 'granted',
  },
});

const statFs = defineClass({
  name: 'android/os/StatFs',
  methods: {
    '<init>(Ljava/lang/String;)V': () => undefined,
    'restat(Ljava/lang/String;)V': () => undefined,
    'getBlockSize()I': () => Number(blockBytes),
    'getBlockSizeLong()J': () => blockBytes,
    'getBlockCount()I': () => Number(totalBytes / blockBytes),
    'getBlockCountLong()J': () => totalBytes / blockBytes,
    'getFreeBlocks()I': () => Number(freeBytes / blockBytes),
    'getFreeBlocksLong()J': () => freeBytes / blockBytes,
    'getAvailableBlocks()I': () => Number(freeBytes / blockBytes),
    'getAvailableBlocksLong()J': () => freeBytes / blockBytes,
    'getFreeBytes()J': () => freeBytes,
    'getAvailableBytes()J': () => freeBytes,
    'getTotalBytes()J': () => totalBytes,
  },
});

const batteryCapacity = 4;
const batteryChargeCounter = 1;
const unsupported = -2147483648;

const batteryManager = defineClass({
  name: 'android/os/BatteryManager',
  labels: 'container',
  methods: {
    'getIntProperty(I)I': (_vm, _self: JavaObject, id: number) =>
      id === batteryCapacity ? 80 : id === batteryChargeCounter ? 3_200_000 : unsupported,
    'getLongProperty(I)J': () => -9223372036854775808n,
    'isCharging()Z': () => false,
  },
});

type WakeLock = JavaObject<{ held: number }>;

const powerManager = defineClass({
  name: 'android/os/PowerManager',
  labels: 'container',
  methods: {
    'newWakeLock(ILjava/lang/String;)Landroid/os/PowerManager$WakeLock;': (vm) =>
      makeObject(vm, 'android/os/PowerManager$WakeLock', { held: 0 }),
    'isScreenOn()Z': () => true,
    'isInteractive()Z': () => true,
    'isPowerSaveMode()Z': () => false,
    'isDeviceIdleMode()Z': () => false,
    'isIgnoringBatteryOptimizations(Ljava/lang/String;)Z': () => false,
    'getLocationPowerSaveMode()I': () => 0,
    'getCurrentThermalStatus()I': () => 0,
  },
});

const vibratorMethods: ClassModel['methods'] = {
  'hasVibrator()Z': () => true,
  'hasAmplitudeControl()Z': () => false,
  'vibrate(J)V': () => undefined,
  'vibrate([JI)V': () => undefined,
  'vibrate(JLandroid/media/AudioAttributes;)V': () => undefined,
  'vibrate(Landroid/os/VibrationEffect;)V': () => undefined,
  'cancel()V': () => undefined,
};

type Cancellation = JavaObject<{ cancelled: boolean; listener: HeapObject | null }>;
type UserHandle = JavaObject<{ readonly id: number }>;
const owner = (vm: Machine) => makeObject(vm, 'android/os/UserHandle', { id: 0 });

/** android.os: storage, power, battery, vibration and users. */
export const deviceServiceClasses: readonly ClassModel[] = [
  environment,
  statFs,
  batteryManager,
  powerManager,
  defineClass({
    name: 'android/os/PowerManager$WakeLock',
    labels: 'container',
    methods: {
      'acquire()V': (_vm, self: WakeLock) => {
        self.peer.held++;
      },
      'acquire(J)V': (_vm, self: WakeLock) => {
        self.peer.held++;
      },
      'release()V': (_vm, self: WakeLock) => {
        self.peer.held = Math.max(0, self.peer.held - 1);
      },
      'isHeld()Z': (_vm, self: WakeLock) => self.peer.held > 0,
      'setReferenceCounted(Z)V': () => undefined,
      'setWorkSource(Landroid/os/WorkSource;)V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/os/Vibrator',
    flags: 'abstract',
    labels: 'container',
    methods: vibratorMethods,
  }),
  defineClass({ name: 'android/os/SystemVibrator', super: 'android/os/Vibrator', labels: 'container' }),
  defineClass({
    name: 'android/os/UserHandle',
    interfaces: ['android/os/Parcelable'],
    methods: {
      'hashCode()I': (_vm, self: UserHandle) => self.peer.id,
      'getIdentifier()I': (_vm, self: UserHandle) => self.peer.id,
      'toString()Ljava/lang/String;': (_vm, self: UserHandle) => `UserHandle{${self.peer.id}}`,
    },
  }),
  defineClass({
    name: 'android/os/UserManager',
    labels: 'container',
    methods: {
      'isUserUnlocked()Z': () => true,
      'isSystemUser()Z': () => true,
      'isManagedProfile()Z': () => false,
      'isDemoUser()Z': () => false,
      'isUserAGoat()Z': () => false,
      'getSerialNumberForUser(Landroid/os/UserHandle;)J': () => 0n,
      'getUserProfiles()Ljava/util/List;': (vm) => makeList(vm, [owner(vm)]),
    },
  }),
  defineClass({
    name: 'android/os/FileObserver',
    flags: 'abstract',
    labels: 'container',
    methods: {
      // Nothing outside the app writes files on this phone, so no event ever comes for shared storage.
      '<init>(Ljava/lang/String;)V': () => undefined,
      '<init>(Ljava/lang/String;I)V': () => undefined,
      '<init>(Ljava/io/File;)V': () => undefined,
      '<init>(Ljava/io/File;I)V': () => undefined,
      'startWatching()V': () => undefined,
      'stopWatching()V': () => undefined,
      'abstract onEvent(ILjava/lang/String;)V': null,
    },
  }),
  defineClass({
    name: 'android/os/CancellationSignal',
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: Cancellation) => {
        self.peer = { cancelled: false, listener: null };
      },
      'cancel()V': function* (vm, self: Cancellation) {
        if (self.peer.cancelled) return;
        self.peer.cancelled = true;
        const { listener } = self.peer;
        if (listener) yield* vm.call(listener, 'onCancel()V');
      },
      'isCanceled()Z': (_vm, self: Cancellation) => self.peer.cancelled,
      'setOnCancelListener(Landroid/os/CancellationSignal$OnCancelListener;)V': (
        _vm,
        self: Cancellation,
        listener: HeapObject | null,
      ) => {
        self.peer.listener = listener;
      },
      'throwIfCanceled()V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/os/Debug',
    methods: {
      'static isDebuggerConnected()Z': () => false,
      'static waitingForDebugger()Z': () => false,
      'static getNativeHeapSize()J': () => 64n * 1024n * 1024n,
      'static getNativeHeapAllocatedSize()J': () => 32n * 1024n * 1024n,
      'static getNativeHeapFreeSize()J': () => 32n * 1024n * 1024n,
    },
  }),
  defineClass({
    name: 'android/os/Trace',
    methods: {
      'static beginSection(Ljava/lang/String;)V': () => undefined,
      'static endSection()V': () => undefined,
      'static isEnabled()Z': () => false,
      'static beginAsyncSection(Ljava/lang/String;I)V': () => undefined,
      'static endAsyncSection(Ljava/lang/String;I)V': () => undefined,
      'static setCounter(Ljava/lang/String;J)V': () => undefined,
    },
  }),
];

export const osServices: readonly SystemServiceModel[] = [
  { serviceName: 'batterymanager', className: 'android/os/BatteryManager' },
  { serviceName: 'power', className: 'android/os/PowerManager' },
  { serviceName: 'vibrator', className: 'android/os/SystemVibrator' },
  { serviceName: 'user', className: 'android/os/UserManager' },
];
