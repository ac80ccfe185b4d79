import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeComponentName } from '../content/component-name.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeList, makeObject, stringArray } from '../support/java-values.ts';
import { isInForeground, requirePermission } from '../support/require-permission.ts';
import { serviceBookOf } from './services.ts';

const text = 'Ljava/lang/String;';
const foreground = 100;
const cached = 400;
const megabyte = 1024n * 1024n;

function fields(
  vm: Machine,
  object: JavaObject,
  values: Readonly<Record<string, Parameters<Machine['setField']>[2]>>,
): JavaObject {
  for (const [key, value] of Object.entries(values)) vm.setField(object, key, value);
  return object;
}

/** Apps see only their own processes since Android 5.1. */
function* ownProcesses(vm: Machine): Steps<JavaObject> {
  const { uid, app, processes } = vm.attached(SYSTEM);
  const infos = processes.list().map(({ name, pid, vm: other }) =>
    fields(vm, vm.newObject('android/app/ActivityManager$RunningAppProcessInfo'), {
      [`processName:${text}`]: name,
      'pid:I': pid,
      'uid:I': uid,
      'importance:I': isInForeground(other) ? foreground : cached,
      [`pkgList:[${text}`]: stringArray(vm, [app.manifest.packageName]),
    }),
  );
  return yield* makeList(vm, infos);
}

function* ownServices(vm: Machine): Steps<JavaObject> {
  const { uid, app, processes } = vm.attached(SYSTEM);
  const infos = processes.list().flatMap(({ name, pid, vm: other }) =>
    [...serviceBookOf(other).running.values()].map((service) =>
      fields(vm, vm.newObject('android/app/ActivityManager$RunningServiceInfo'), {
        'service:Landroid/content/ComponentName;': makeComponentName(
          vm,
          app.manifest.packageName,
          service.className,
        ),
        [`process:${text}`]: name,
        'pid:I': pid,
        'uid:I': uid,
        'started:Z': service.started,
        'foreground:Z': service.foreground,
      }),
    ),
  );
  return yield* makeList(vm, infos);
}

function* ownTasks(vm: Machine): Steps<JavaObject> {
  const { app, activities } = vm.attached(SYSTEM);
  const { top, stack } = activities;
  if (!top) return yield* makeList(vm, []);
  const name = (className: string) => makeComponentName(vm, app.manifest.packageName, className);
  const info = fields(vm, vm.newObject('android/app/ActivityManager$RunningTaskInfo'), {
    'id:I': 1,
    'numActivities:I': stack.length,
    'topActivity:Landroid/content/ComponentName;': name(top.className),
    'baseActivity:Landroid/content/ComponentName;': name(stack[0]?.className ?? top.className),
  });
  return yield* makeList(vm, [info]);
}

const activityManager = defineClass({
  name: 'android/app/ActivityManager',
  labels: 'container',
  methods: {
    'getRunningAppProcesses()Ljava/util/List;': ownProcesses,
    'getRunningServices(I)Ljava/util/List;': ownServices,
    'getRunningTasks(I)Ljava/util/List;': ownTasks,
    'getRecentTasks(II)Ljava/util/List;': (vm) => makeList(vm, []),
    'getAppTasks()Ljava/util/List;': (vm) => makeList(vm, []),
    'getProcessesInErrorState()Ljava/util/List;': () => null,
    'getRunningServiceControlPanel(Landroid/content/ComponentName;)Landroid/app/PendingIntent;': () => null,
    [`getHistoricalProcessExitReasons(${text}II)Ljava/util/List;`]: (vm: Machine) => makeList(vm, []),
    'getMemoryInfo(Landroid/app/ActivityManager$MemoryInfo;)V': (vm, _self: JavaObject, info: JavaObject) => {
      fields(vm, info, {
        'totalMem:J': 5705n * megabyte,
        'availMem:J': 2846n * megabyte,
        'threshold:J': 216n * megabyte,
        'lowMemory:Z': false,
      });
    },
    'getMemoryClass()I': () => 256,
    'getLargeMemoryClass()I': () => 512,
    'isLowRamDevice()Z': () => false,
    'isBackgroundRestricted()Z': () => false,
    'getLauncherLargeIconSize()I': () => 192,
    'getLauncherLargeIconDensity()I': () => 640,
    'getLockTaskModeState()I': () => 0,
    [`killBackgroundProcesses(${text})V`]: (vm: Machine) =>
      requirePermission(vm, 'killBackgroundProcesses', 'KILL_BACKGROUND_PROCESSES'),
    'moveTaskToFront(II)V': (vm) => requirePermission(vm, 'moveTaskToFront', 'REORDER_TASKS'),
    'setWatchHeapLimit(J)V': () => undefined,
    'clearApplicationUserData()Z': () => false,
    'static isUserAMonkey()Z': () => false,
    'static isRunningInTestHarness()Z': () => false,
    'static isRunningInUserTestHarness()Z': () => false,
    'static getMyMemoryState(Landroid/app/ActivityManager$RunningAppProcessInfo;)V': (
      vm,
      info: JavaObject,
    ) => {
      vm.setField(info, 'importance:I', isInForeground(vm) ? foreground : cached);
    },
  },
});

/** Usage access is a switch in the settings that the person has not set: lists come empty. */
const usageStats = defineClass({
  name: 'android/app/usage/UsageStatsManager',
  labels: 'container',
  methods: {
    'queryUsageStats(IJJ)Ljava/util/List;': (vm) => makeList(vm, []),
    'queryAndAggregateUsageStats(JJ)Ljava/util/Map;': (vm) => vm.construct('java/util/HashMap', '()V'),
    'queryEvents(JJ)Landroid/app/usage/UsageEvents;': (vm) =>
      makeObject(vm, 'android/app/usage/UsageEvents', {}),
    'queryEventsForSelf(JJ)Landroid/app/usage/UsageEvents;': (vm) =>
      makeObject(vm, 'android/app/usage/UsageEvents', {}),
    [`isAppInactive(${text})Z`]: () => false,
    'getAppStandbyBucket()I': () => 10,
  },
});

type Download = JavaObject<{ readonly url: string }>;

const downloadManager = defineClass({
  name: 'android/app/DownloadManager',
  labels: 'container',
  methods: {
    'enqueue(Landroid/app/DownloadManager$Request;)J': (vm, _self: JavaObject, request: Download) => {
      // Another process of the phone fetches it; for evidence it is a request that the app caused.
      vm.attached(SYSTEM).events.record({
        kind: 'network-request',
        method: 'GET',
        url: request.peer.url,
        headers: {},
        body: '',
        bodySizeBytes: 0,
        labels: vm.attached(SYSTEM).events.toDataLabels(vm.labelOf(request)),
      });
      return 1n;
    },
    'remove([J)I': () => 0,
  },
});

const requestType = 'Landroid/app/DownloadManager$Request;';
const requestSetters = [
  `setDestinationInExternalPublicDir(${text}${text})`,
  `setDestinationInExternalFilesDir(Landroid/content/Context;${text}${text})`,
  'setDestinationUri(Landroid/net/Uri;)',
  'setTitle(Ljava/lang/CharSequence;)',
  'setDescription(Ljava/lang/CharSequence;)',
  `setMimeType(${text})`,
  'setNotificationVisibility(I)',
  'setAllowedNetworkTypes(I)',
  'setAllowedOverRoaming(Z)',
  'setAllowedOverMetered(Z)',
  'setVisibleInDownloadsUi(Z)',
  `addRequestHeader(${text}${text})`,
];

/** android.app: what is known of processes, and small services. */
export const processServiceClasses: readonly ClassModel[] = [
  activityManager,
  usageStats,
  downloadManager,
  defineClass({
    name: 'android/app/DownloadManager$Request',
    methods: {
      '<init>(Landroid/net/Uri;)V': (_vm, self: Download, uri: JavaObject<{ text: string }>) => {
        self.peer = { url: uri.peer.text };
      },
      ...Object.fromEntries(
        requestSetters.map((selector) => [
          `${selector}${requestType}`,
          (_vm: Machine, self: Download) => self,
        ]),
      ),
      'allowScanningByMediaScanner()V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/app/usage/UsageEvents',
    methods: {
      'hasNextEvent()Z': () => false,
      'getNextEvent(Landroid/app/usage/UsageEvents$Event;)Z': () => false,
    },
  }),
  defineClass({
    name: 'android/app/ActivityManager$RunningAppProcessInfo',
    interfaces: ['android/os/Parcelable'],
    fields: {
      [`processName:${text}`]: null,
      'pid:I': 0,
      'uid:I': 0,
      'importance:I': 0,
      'importanceReasonCode:I': 0,
      'lru:I': 0,
      [`pkgList:[${text}`]: null,
    },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/app/ActivityManager$RunningServiceInfo',
    fields: {
      'service:Landroid/content/ComponentName;': null,
      [`process:${text}`]: null,
      'pid:I': 0,
      'uid:I': 0,
      'started:Z': false,
      'foreground:Z': false,
      'clientCount:I': 0,
    },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/app/ActivityManager$RunningTaskInfo',
    fields: {
      'id:I': 0,
      'numActivities:I': 0,
      'numRunning:I': 1,
      'topActivity:Landroid/content/ComponentName;': null,
      'baseActivity:Landroid/content/ComponentName;': null,
    },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/app/ActivityManager$MemoryInfo',
    fields: { 'totalMem:J': 0n, 'availMem:J': 0n, 'threshold:J': 0n, 'lowMemory:Z': false },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/app/ActivityManager$TaskDescription',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      '<init>()V': () => undefined,
      [`<init>(${text})V`]: () => undefined,
      [`<init>(${text}Landroid/graphics/Bitmap;I)V`]: () => undefined,
      [`<init>(${text}II)V`]: () => undefined,
    },
  }),
  defineClass({
    name: 'android/app/KeyguardManager',
    labels: 'container',
    methods: {
      'isKeyguardLocked()Z': () => false,
      'isKeyguardSecure()Z': () => true,
      'isDeviceLocked()Z': () => false,
      'isDeviceSecure()Z': () => true,
      'inKeyguardRestrictedInputMode()Z': () => false,
    },
  }),
  defineClass({
    name: 'android/app/AppOpsManager',
    labels: 'container',
    methods: {
      // 2 is MODE_ERRORED, 3 MODE_DEFAULT: usage access and its kin are off until the person switches them on.
      [`checkOpNoThrow(${text}I${text})I`]: (_vm: Machine, _self: JavaObject, op: JavaString | null) =>
        op?.value === 'android:get_usage_stats' ? 3 : 0,
      [`unsafeCheckOpNoThrow(${text}I${text})I`]: (_vm: Machine, _self: JavaObject, op: JavaString | null) =>
        op?.value === 'android:get_usage_stats' ? 3 : 0,
      [`noteOp(${text}I${text})I`]: () => 0,
      [`noteOpNoThrow(${text}I${text})I`]: () => 0,
      [`noteProxyOpNoThrow(${text}${text})I`]: () => 0,
      [`static permissionToOp(${text})${text}`]: () => null,
    },
  }),
  defineClass({
    name: 'android/app/admin/DevicePolicyManager',
    labels: 'container',
    methods: {
      'isAdminActive(Landroid/content/ComponentName;)Z': () => false,
      [`isDeviceOwnerApp(${text})Z`]: () => false,
      [`isProfileOwnerApp(${text})Z`]: () => false,
      [`getWifiMacAddress(Landroid/content/ComponentName;)${text}`]: (
        vm: Machine,
        _self: JavaObject,
        _admin: HeapObject | null,
      ) => vm.throwNew('java/lang/SecurityException', 'getWifiMacAddress: no active admin'),
      [`getEnrollmentSpecificId()${text}`]: (vm: Machine) =>
        vm.throwNew(
          'java/lang/SecurityException',
          'getEnrollmentSpecificId: caller is no device or profile owner',
        ),
      'getActiveAdmins()Ljava/util/List;': () => null,
      'getStorageEncryptionStatus()I': () => 5,
    },
  }),
];

export const processServices: readonly SystemServiceModel[] = [
  { serviceName: 'activity', className: 'android/app/ActivityManager' },
  { serviceName: 'usagestats', className: 'android/app/usage/UsageStatsManager' },
  { serviceName: 'download', className: 'android/app/DownloadManager' },
  { serviceName: 'keyguard', className: 'android/app/KeyguardManager' },
  { serviceName: 'appops', className: 'android/app/AppOpsManager' },
  { serviceName: 'device_policy', className: 'android/app/admin/DevicePolicyManager' },
];
