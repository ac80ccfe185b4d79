import { UNKNOWN, defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import type { ComponentFacts } from '../../../../evidence/index.ts';
import { visiblePackages } from '../../../system/shell.ts';
import { SYSTEM } from '../../../system/system.ts';
import type { ComponentName } from '../component-name.ts';
import { matchesFilter } from '../intent-matching.ts';
import type { Intent } from '../intent.ts';
import { makeList } from '../../support/java-values.ts';
import { fill, infoClasses } from './info-classes.ts';
import {
  findApplicationInfo,
  findPackageInfo,
  isVisible,
  makeComponentInfo,
  nameOf,
} from './package-infos.ts';

const granted = 0;
const denied = -1;
const text = 'Ljava/lang/String;';
const flagsType = 'Landroid/content/pm/PackageManager';

const features = new Set([
  'android.hardware.bluetooth',
  'android.hardware.bluetooth_le',
  'android.hardware.camera',
  'android.hardware.camera.any',
  'android.hardware.camera.autofocus',
  'android.hardware.camera.flash',
  'android.hardware.camera.front',
  'android.hardware.location',
  'android.hardware.location.gps',
  'android.hardware.location.network',
  'android.hardware.microphone',
  'android.hardware.nfc',
  'android.hardware.screen.portrait',
  'android.hardware.sensor.accelerometer',
  'android.hardware.sensor.gyroscope',
  'android.hardware.sensor.light',
  'android.hardware.sensor.proximity',
  'android.hardware.sensor.stepcounter',
  'android.hardware.telephony',
  'android.hardware.telephony.gsm',
  'android.hardware.touchscreen',
  'android.hardware.touchscreen.multitouch',
  'android.hardware.usb.host',
  'android.hardware.wifi',
  'android.software.app_widgets',
  'android.software.webview',
]);

function notFound(vm: Machine, name: string): never {
  return vm.throwNew('android/content/pm/PackageManager$NameNotFoundException', name);
}

function packageInfo(vm: Machine, name: JavaString | null, flags: number): JavaObject {
  return findPackageInfo(vm, nameOf(name), flags) ?? notFound(vm, nameOf(name));
}

function applicationInfo(vm: Machine, name: JavaString | null): JavaObject {
  return findApplicationInfo(vm, nameOf(name)) ?? notFound(vm, nameOf(name));
}

/** Value of the flag objects that Android 13 brought. */
function flagsOf(flags: JavaObject<{ value: number }> | null): number {
  return flags?.peer.value ?? 0;
}

function componentInfo(
  vm: Machine,
  name: ComponentName,
  kinds: readonly ComponentFacts['kind'][],
): JavaObject {
  const { manifest } = vm.attached(SYSTEM).app;
  const { packageName, className } = name.peer;
  const found = manifest.components.find(
    (component) => kinds.includes(component.kind) && component.name === className,
  );
  if (packageName !== manifest.packageName || !found) return notFound(vm, `${packageName}/${className}`);
  return makeComponentInfo(vm, found);
}

const resolveField = {
  activity: 'activityInfo:Landroid/content/pm/ActivityInfo;',
  'activity-alias': 'activityInfo:Landroid/content/pm/ActivityInfo;',
  receiver: 'activityInfo:Landroid/content/pm/ActivityInfo;',
  service: 'serviceInfo:Landroid/content/pm/ServiceInfo;',
  provider: 'providerInfo:Landroid/content/pm/ProviderInfo;',
} as const;

function makeResolveInfo(
  vm: Machine,
  kind: ComponentFacts['kind'],
  info: JavaObject,
  label: string,
): JavaObject {
  return fill(vm, vm.newObject('android/content/pm/ResolveInfo'), {
    [resolveField[kind]]: info,
    'nonLocalizedLabel:Ljava/lang/CharSequence;': label,
    [`resolvePackageName:${text}`]: vm.getField(info, `packageName:${text}`),
  });
}

/** Components that take an intent: the app's own, then launcher activities and handlers of other apps in sight. */
function resolve(vm: Machine, intent: Intent, kinds: readonly ComponentFacts['kind'][]): JavaObject[] {
  const { app, phone } = vm.attached(SYSTEM);
  const { manifest } = app;
  const { component, packageName, action, categories, dataText } = intent.peer;
  const application = findApplicationInfo(vm, manifest.packageName);
  const own = manifest.components
    .filter(({ kind }) => kinds.includes(kind))
    .filter((candidate) => {
      if (component)
        return component.packageName === manifest.packageName && candidate.name === component.className;
      if (packageName !== null && packageName !== manifest.packageName) return false;
      return (
        candidate.enabled &&
        candidate.intentFilters.some((filter) =>
          matchesFilter(filter, intent.peer, kinds.includes('activity')),
        )
      );
    })
    .map((found) =>
      makeResolveInfo(
        vm,
        found.kind,
        makeComponentInfo(vm, found, application),
        found.label ?? manifest.label,
      ),
    );
  if (!kinds.includes('activity')) return own;
  const isLauncher =
    action === 'android.intent.action.MAIN' && categories.includes('android.intent.category.LAUNCHER');
  const isWeb = action === 'android.intent.action.VIEW' && /^https?:/.test(dataText ?? '');
  const others = phone.installed
    .filter((other) => isVisible(vm, other.packageName) || isWeb)
    .filter((other) => packageName === null || packageName === other.packageName)
    .filter(
      (other) =>
        !component &&
        ((isLauncher && other.packageName !== 'android') ||
          (isWeb && other.packageName === 'com.android.browser') ||
          (action?.startsWith('android.settings.') === true && other.packageName === 'com.android.settings')),
    )
    .map((other) => {
      const info = fill(vm, vm.newObject('android/content/pm/ActivityInfo'), {
        [`name:${text}`]: `${other.packageName}.MainActivity`,
        [`packageName:${text}`]: other.packageName,
        'nonLocalizedLabel:Ljava/lang/CharSequence;': other.label,
        'exported:Z': true,
        'applicationInfo:Landroid/content/pm/ApplicationInfo;':
          findApplicationInfo(vm, other.packageName) ?? null,
      });
      return makeResolveInfo(vm, 'activity', info, other.label);
    });
  return [...own, ...others];
}

function installed(vm: Machine, flags: number): Steps<JavaObject> {
  return makeList(
    vm,
    visiblePackages(vm).flatMap((name) => findPackageInfo(vm, name, flags) ?? []),
  );
}

function applications(vm: Machine): Steps<JavaObject> {
  return makeList(
    vm,
    visiblePackages(vm).flatMap((name) => findApplicationInfo(vm, name) ?? []),
  );
}

function* iconOf(vm: Machine): Steps<JavaValue> {
  const resources = yield* vm.callStatic<JavaObject>(
    'android/content/res/Resources',
    'getSystem()Landroid/content/res/Resources;',
  );
  const iconId =
    vm.attached(SYSTEM).app.resources.findId('android', 'drawable', 'sym_def_app_icon') ?? 0x01080093;
  return yield* vm.call(resources, 'getDrawable(I)Landroid/graphics/drawable/Drawable;', iconId);
}

const activityKinds = ['activity', 'activity-alias'] as const;

const packageManager = defineClass({
  name: 'android/content/pm/PackageManager',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    [`getPackageInfo(${text}I)Landroid/content/pm/PackageInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
      flags: number,
    ) => packageInfo(vm, name, flags),
    [`getPackageInfo(${text}${flagsType}$PackageInfoFlags;)Landroid/content/pm/PackageInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
      flags: JavaObject<{ value: number }> | null,
    ) => packageInfo(vm, name, flagsOf(flags)),
    // The phone's other apps offer no providers by intent.
    'queryIntentContentProviders(Landroid/content/Intent;I)Ljava/util/List;': (vm) =>
      vm.construct('java/util/ArrayList', '()V'),
    [`getApplicationInfo(${text}I)Landroid/content/pm/ApplicationInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
    ) => applicationInfo(vm, name),
    [`getApplicationInfo(${text}${flagsType}$ApplicationInfoFlags;)Landroid/content/pm/ApplicationInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
    ) => applicationInfo(vm, name),
    'getInstalledPackages(I)Ljava/util/List;': (vm, _self: JavaObject, flags: number) => installed(vm, flags),
    [`getInstalledPackages(${flagsType}$PackageInfoFlags;)Ljava/util/List;`]: (
      vm: Machine,
      _self: JavaObject,
      flags: JavaObject<{ value: number }> | null,
    ) => installed(vm, flagsOf(flags)),
    'getInstalledApplications(I)Ljava/util/List;': (vm) => applications(vm),
    // Hidden ones; the phone has one person.
    'getInstalledPackagesAsUser(II)Ljava/util/List;': (vm, _self: JavaObject, flags: number) =>
      installed(vm, flags),
    'getInstalledApplicationsAsUser(II)Ljava/util/List;': (vm) => applications(vm),
    [`getPackageInfoAsUser(${text}II)Landroid/content/pm/PackageInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
      flags: number,
    ) => packageInfo(vm, name, flags),
    [`getInstalledApplications(${flagsType}$ApplicationInfoFlags;)Ljava/util/List;`]: (vm: Machine) =>
      applications(vm),
    'getPackagesHoldingPermissions([Ljava/lang/String;I)Ljava/util/List;': (vm) => makeList(vm, []),
    'getActivityInfo(Landroid/content/ComponentName;I)Landroid/content/pm/ActivityInfo;': (
      vm,
      _self: JavaObject,
      name: ComponentName,
    ) => componentInfo(vm, name, activityKinds),
    'getReceiverInfo(Landroid/content/ComponentName;I)Landroid/content/pm/ActivityInfo;': (
      vm,
      _self: JavaObject,
      name: ComponentName,
    ) => componentInfo(vm, name, ['receiver']),
    'getServiceInfo(Landroid/content/ComponentName;I)Landroid/content/pm/ServiceInfo;': (
      vm,
      _self: JavaObject,
      name: ComponentName,
    ) => componentInfo(vm, name, ['service']),
    'getProviderInfo(Landroid/content/ComponentName;I)Landroid/content/pm/ProviderInfo;': (
      vm,
      _self: JavaObject,
      name: ComponentName,
    ) => componentInfo(vm, name, ['provider']),
    [`resolveContentProvider(${text}I)Landroid/content/pm/ProviderInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      authority: JavaString | null,
    ) => {
      const found = vm
        .attached(SYSTEM)
        .app.manifest.components.find(({ authorities }) => authorities?.includes(nameOf(authority)) === true);
      return found ? makeComponentInfo(vm, found) : null;
    },
    'resolveActivity(Landroid/content/Intent;I)Landroid/content/pm/ResolveInfo;': (
      vm,
      _self: JavaObject,
      intent: Intent,
    ) => resolve(vm, intent, activityKinds)[0] ?? null,
    'resolveService(Landroid/content/Intent;I)Landroid/content/pm/ResolveInfo;': (
      vm,
      _self: JavaObject,
      intent: Intent,
    ) => resolve(vm, intent, ['service'])[0] ?? null,
    'queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;': (
      vm,
      _self: JavaObject,
      intent: Intent,
    ) => makeList(vm, resolve(vm, intent, activityKinds)),
    [`queryIntentActivities(Landroid/content/Intent;${flagsType}$ResolveInfoFlags;)Ljava/util/List;`]: (
      vm: Machine,
      _self: JavaObject,
      intent: Intent,
    ) => makeList(vm, resolve(vm, intent, activityKinds)),
    'queryIntentActivityOptions(Landroid/content/ComponentName;[Landroid/content/Intent;Landroid/content/Intent;I)Ljava/util/List;':
      (vm, _self: JavaObject, _caller: JavaObject | null, _specifics: JavaArray | null, intent: Intent) =>
        makeList(vm, resolve(vm, intent, activityKinds)),
    'queryIntentServices(Landroid/content/Intent;I)Ljava/util/List;': (
      vm,
      _self: JavaObject,
      intent: Intent,
    ) => makeList(vm, resolve(vm, intent, ['service'])),
    'queryBroadcastReceivers(Landroid/content/Intent;I)Ljava/util/List;': (
      vm,
      _self: JavaObject,
      intent: Intent,
    ) => makeList(vm, resolve(vm, intent, ['receiver'])),
    [`getLaunchIntentForPackage(${text})Landroid/content/Intent;`]: function* (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
    ) {
      const { manifest } = vm.attached(SYSTEM).app;
      if (!isVisible(vm, nameOf(name))) return null;
      const launcher = manifest.components.find(({ intentFilters }) =>
        intentFilters.some(({ categories }) => categories.includes('android.intent.category.LAUNCHER')),
      );
      const isOwn = nameOf(name) === manifest.packageName;
      if (isOwn && !launcher) return null;
      const intent = yield* vm.construct<Intent>(
        'android/content/Intent',
        `(${text})V`,
        'android.intent.action.MAIN',
      );
      intent.peer.categories.push('android.intent.category.LAUNCHER');
      intent.peer.flags = 0x10000000;
      intent.peer.component = {
        packageName: nameOf(name),
        className: isOwn ? (launcher?.name ?? '') : `${nameOf(name)}.MainActivity`,
      };
      return intent;
    },
    [`checkPermission(${text}${text})I`]: (
      vm: Machine,
      _self: JavaObject,
      permission: JavaString | null,
      name: JavaString | null,
    ) => {
      const { permissions, app } = vm.attached(SYSTEM);
      if (nameOf(name) !== app.manifest.packageName) return denied;
      return permissions.isGranted(nameOf(permission)) ? granted : denied;
    },
    [`getPermissionInfo(${text}I)Landroid/content/pm/PermissionInfo;`]: (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
    ) => {
      const known = vm.attached(SYSTEM).app.manifest.permissions.find((item) => item.name === nameOf(name));
      if (!known) return notFound(vm, nameOf(name));
      return fill(vm, vm.newObject('android/content/pm/PermissionInfo'), {
        [`name:${text}`]: known.name,
        'protectionLevel:I': known.protection?.startsWith('dangerous') === true ? 1 : 0,
        [`group:${text}`]: known.group === undefined ? null : `android.permission-group.${known.group}`,
      });
    },
    [`isPermissionRevokedByPolicy(${text}${text})Z`]: () => false,
    [`hasSystemFeature(${text})Z`]: (_vm: Machine, _self: JavaObject, name: JavaString | null) =>
      features.has(nameOf(name)),
    [`hasSystemFeature(${text}I)Z`]: (_vm: Machine, _self: JavaObject, name: JavaString | null) =>
      features.has(nameOf(name)),
    'getSystemSharedLibraryNames()[Ljava/lang/String;': (vm) =>
      vm.arrayOf('[Ljava/lang/String;', ['android.test.runner', 'org.apache.http.legacy']),
    'getApplicationLabel(Landroid/content/pm/ApplicationInfo;)Ljava/lang/CharSequence;': (
      vm,
      _self: JavaObject,
      info: JavaObject,
    ) => vm.getField(info, 'nonLocalizedLabel:Ljava/lang/CharSequence;'),
    'getText(Ljava/lang/String;ILandroid/content/pm/ApplicationInfo;)Ljava/lang/CharSequence;': () => UNKNOWN,
    [`getApplicationIcon(${text})Landroid/graphics/drawable/Drawable;`]: (vm: Machine) => iconOf(vm),
    'getApplicationIcon(Landroid/content/pm/ApplicationInfo;)Landroid/graphics/drawable/Drawable;': (vm) =>
      iconOf(vm),
    'getActivityIcon(Landroid/content/ComponentName;)Landroid/graphics/drawable/Drawable;': (vm) =>
      iconOf(vm),
    'getDefaultActivityIcon()Landroid/graphics/drawable/Drawable;': (vm) => iconOf(vm),
    'getResourcesForApplication(Landroid/content/pm/ApplicationInfo;)Landroid/content/res/Resources;':
      function* (vm, _self: JavaObject, info: JavaObject) {
        const name = vm.getField(info, `packageName:${text}`) as JavaString | null;
        return yield* resourcesFor(vm, nameOf(name));
      },
    [`getResourcesForApplication(${text})Landroid/content/res/Resources;`]: function* (
      vm: Machine,
      _self: JavaObject,
      name: JavaString | null,
    ) {
      return yield* resourcesFor(vm, nameOf(name));
    },
    [`getInstallerPackageName(${text})${text}`]: () => null,
    'getNameForUid(I)Ljava/lang/String;': (vm, _self: JavaObject, uid: number) =>
      uid === vm.attached(SYSTEM).uid ? vm.attached(SYSTEM).app.manifest.packageName : null,
    'getPackagesForUid(I)[Ljava/lang/String;': (vm, _self: JavaObject, uid: number) =>
      uid === vm.attached(SYSTEM).uid
        ? vm.arrayOf('[Ljava/lang/String;', [vm.attached(SYSTEM).app.manifest.packageName])
        : null,
    [`getPackageUid(${text}I)I`]: (vm: Machine, _self: JavaObject, name: JavaString | null) =>
      Number(vm.getField(applicationInfo(vm, name), 'uid:I')),
    'getComponentEnabledSetting(Landroid/content/ComponentName;)I': () => 0,
    'setComponentEnabledSetting(Landroid/content/ComponentName;II)V': () => undefined,
    [`getApplicationEnabledSetting(${text})I`]: () => 0,
    'isSafeMode()Z': () => false,
    'canRequestPackageInstalls()Z': (vm) =>
      vm.attached(SYSTEM).permissions.decisionOf('android.permission.REQUEST_INSTALL_PACKAGES') === 'granted',
    [`getPackageArchiveInfo(${text}I)Landroid/content/pm/PackageInfo;`]: () => UNKNOWN,
  },
});

function* resourcesFor(vm: Machine, name: string): Steps<JavaValue> {
  const { app, application } = vm.attached(SYSTEM);
  if (name !== app.manifest.packageName) return notFound(vm, name);
  return yield* vm.call(application, 'getResources()Landroid/content/res/Resources;');
}

function flagsClass(name: string): ClassModel {
  type Flags = JavaObject<{ value: number }>;
  return defineClass({
    name: `android/content/pm/PackageManager$${name}`,
    methods: {
      [`static of(J)Landroid/content/pm/PackageManager$${name};`]: (vm: Machine, value: bigint) => {
        const made: Flags = vm.newObject(`android/content/pm/PackageManager$${name}`);
        made.peer = { value: Number(BigInt.asIntN(32, value)) };
        return made;
      },
      'getValue()J': (_vm, self: Flags) => BigInt(self.peer.value),
    },
  });
}

/** android.content.pm */
export const packageManagerClasses: readonly ClassModel[] = [
  ...infoClasses,
  packageManager,
  defineClass({ name: 'android/app/ApplicationPackageManager', super: 'android/content/pm/PackageManager' }),
  flagsClass('PackageInfoFlags'),
  flagsClass('ApplicationInfoFlags'),
  flagsClass('ComponentInfoFlags'),
  flagsClass('ResolveInfoFlags'),
];
