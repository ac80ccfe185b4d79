import { type JavaString } from '../../../machine/index.ts';
import type { JavaObject, JavaValue, Machine } from '../../../machine/index.ts';
import type { ComponentFacts, MetaDataFacts } from '../../../../evidence/index.ts';
import { visiblePackages } from '../../../system/shell.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeBundle } from '../../os/bundle.ts';
import { fill } from './info-classes.ts';

const text = 'Ljava/lang/String;';
const flagSystem = 1;
const flagDebuggable = 2;
const flagAllowBackup = 0x8000;
const flagInstalled = 0x800000;
const flagHasCode = 4;

const getActivities = 0x1;
const getReceivers = 0x2;
const getServices = 0x4;
const getProviders = 0x8;
const getSignatures = 0x40;
const getPermissions = 0x1000;
const getSigningCertificates = 0x8000000;
const permissionGranted = 2;
const permissionRequired = 1;

const infoClass = (kind: ComponentFacts['kind']) =>
  ({
    activity: 'ActivityInfo',
    'activity-alias': 'ActivityInfo',
    receiver: 'ActivityInfo',
    service: 'ServiceInfo',
    provider: 'ProviderInfo',
  })[kind];

/** Is it a package that the app may learn about? */
export function isVisible(vm: Machine, packageName: string): boolean {
  return visiblePackages(vm).includes(packageName);
}

/** Meta-data of the manifest as a Bundle: numbers, booleans and references in their own types. */
export function makeMetaData(vm: Machine, items: readonly MetaDataFacts[]): JavaObject | null {
  if (items.length === 0) return null;
  return makeBundle(
    vm,
    items.map(({ name, value, resource }): [string, JavaValue] => {
      const raw = value ?? resource ?? '';
      const reference = /^@?0x([0-9a-f]{8})$/i.exec(raw)?.[1];
      if (reference !== undefined) return [name, Number.parseInt(reference, 16) | 0];
      if (raw === 'true' || raw === 'false') return [name, raw === 'true'];
      if (/^-?\d{1,9}$/.test(raw)) return [name, Number(raw)];
      return [name, vm.string(raw)];
    }),
  );
}

/** ApplicationInfo of a package, or undefined where it is not installed or not to be seen. */
export function findApplicationInfo(vm: Machine, packageName: string): JavaObject | undefined {
  const { app, phone, uid, processName } = vm.attached(SYSTEM);
  const { manifest } = app;
  const info = vm.newObject('android/content/pm/ApplicationInfo');
  if (packageName === manifest.packageName) {
    const { application } = manifest;
    return fill(vm, info, {
      [`packageName:${text}`]: packageName,
      [`processName:${text}`]: processName,
      [`name:${text}`]: application.name ?? null,
      [`className:${text}`]: application.name ?? null,
      'nonLocalizedLabel:Ljava/lang/CharSequence;': manifest.label,
      'metaData:Landroid/os/Bundle;': makeMetaData(vm, application.metaData),
      'theme:I': application.themeId ?? 0,
      'flags:I':
        flagHasCode |
        flagInstalled |
        (application.debuggable ? flagDebuggable : 0) |
        (application.allowBackup ? flagAllowBackup : 0),
      [`sourceDir:${text}`]: `/data/app/${packageName}/base.apk`,
      [`publicSourceDir:${text}`]: `/data/app/${packageName}/base.apk`,
      [`dataDir:${text}`]: `/data/user/0/${packageName}`,
      [`nativeLibraryDir:${text}`]: `/data/app/${packageName}/lib/arm64`,
      'uid:I': uid,
      'minSdkVersion:I': manifest.minSdk,
      'targetSdkVersion:I': manifest.targetSdk,
      'enabled:Z': true,
    });
  }
  const other = phone.installed.find((candidate) => candidate.packageName === packageName);
  if (!other || !isVisible(vm, packageName)) return undefined;
  return fill(vm, info, {
    [`packageName:${text}`]: packageName,
    [`processName:${text}`]: packageName,
    'nonLocalizedLabel:Ljava/lang/CharSequence;': other.label,
    'flags:I': flagHasCode | flagInstalled | (other.system ? flagSystem : 0),
    [`sourceDir:${text}`]: `/data/app/${packageName}/base.apk`,
    [`publicSourceDir:${text}`]: `/data/app/${packageName}/base.apk`,
    [`dataDir:${text}`]: `/data/user/0/${packageName}`,
    'uid:I': other.system ? 1000 : 10_000 + phone.installed.indexOf(other),
    'targetSdkVersion:I': phone.apiLevel,
    'enabled:Z': true,
  });
}

/** ActivityInfo, ServiceInfo or ProviderInfo of one of the app's components; many of one answer share the app's info. */
export function makeComponentInfo(
  vm: Machine,
  component: ComponentFacts,
  application = findApplicationInfo(vm, vm.attached(SYSTEM).app.manifest.packageName),
): JavaObject {
  const { manifest } = vm.attached(SYSTEM).app;
  const info = vm.newObject(`android/content/pm/${infoClass(component.kind)}`);
  fill(vm, info, {
    [`name:${text}`]: component.name,
    [`packageName:${text}`]: manifest.packageName,
    [`processName:${text}`]: component.process ?? manifest.packageName,
    'nonLocalizedLabel:Ljava/lang/CharSequence;': component.label ?? manifest.label,
    'applicationInfo:Landroid/content/pm/ApplicationInfo;': application ?? null,
    'metaData:Landroid/os/Bundle;': makeMetaData(vm, component.metaData),
    'enabled:Z': component.enabled,
    'exported:Z': component.exported,
  });
  if (component.kind === 'provider')
    fill(vm, info, { [`authority:${text}`]: component.authorities?.join(';') ?? null });
  if (component.kind === 'activity' || component.kind === 'activity-alias')
    fill(vm, info, {
      'theme:I': component.themeId ?? 0,
      [`targetActivity:${text}`]: component.targetActivity ?? null,
    });
  return info;
}

/** PackageInfo with the parts that `flags` ask for, or undefined where the app may not know the package. */
export function findPackageInfo(vm: Machine, packageName: string, flags: number): JavaObject | undefined {
  const application = findApplicationInfo(vm, packageName);
  if (!application) return undefined;
  const { app, phone } = vm.attached(SYSTEM);
  const { manifest } = app;
  const info = vm.newObject('android/content/pm/PackageInfo');
  const isOwn = packageName === manifest.packageName;
  const other = phone.installed.find((candidate) => candidate.packageName === packageName);
  fill(vm, info, {
    [`packageName:${text}`]: packageName,
    [`versionName:${text}`]: isOwn ? manifest.versionName : (other?.versionName ?? null),
    'versionCode:I': isOwn ? manifest.versionCode | 0 : (other?.versionCode ?? 0),
    'applicationInfo:Landroid/content/pm/ApplicationInfo;': application,
    'firstInstallTime:J': BigInt(isOwn ? app.installedAtMs : phone.build.timeMs),
    'lastUpdateTime:J': BigInt(isOwn ? app.installedAtMs : phone.build.timeMs),
  });
  if (!isOwn) return info;
  const parts = (flag: number, field: string, kinds: readonly ComponentFacts['kind'][]) => {
    const components = manifest.components.filter(({ kind }) => kinds.includes(kind));
    if ((flags & flag) === 0 || components.length === 0) return;
    const descriptor = `[Landroid/content/pm/${infoClass(kinds[0]!)};`;
    const items = components.map((component) => makeComponentInfo(vm, component, application));
    vm.setField(info, `${field}:${descriptor}`, vm.arrayOf(descriptor, items));
  };
  parts(getActivities, 'activities', ['activity', 'activity-alias']);
  parts(getReceivers, 'receivers', ['receiver']);
  parts(getServices, 'services', ['service']);
  parts(getProviders, 'providers', ['provider']);
  if ((flags & getPermissions) !== 0 && manifest.permissions.length > 0) {
    const names = manifest.permissions.map(({ name }) => name);
    const granted = vm.newArray('[I', names.length);
    names.forEach((name, index) => {
      granted.data[index] =
        permissionRequired | (vm.attached(SYSTEM).permissions.isGranted(name) ? permissionGranted : 0);
    });
    fill(vm, info, {
      [`requestedPermissions:[${text}`]: vm.arrayOf(`[${text}`, names),
      'requestedPermissionsFlags:[I': granted,
    });
  }
  if ((flags & (getSignatures | getSigningCertificates)) !== 0) addSignatures(vm, info);
  return info;
}

function addSignatures(vm: Machine, info: JavaObject): void {
  const signatures = vm.arrayOf(
    '[Landroid/content/pm/Signature;',
    vm
      .attached(SYSTEM)
      .app.certificates()
      .map((bytes) => {
        const made = vm.newObject<{ bytes: Uint8Array }>('android/content/pm/Signature');
        made.peer = { bytes };
        return made;
      }),
  );
  const signing = vm.newObject<{ signatures: JavaValue }>('android/content/pm/SigningInfo');
  signing.peer = { signatures };
  fill(vm, info, {
    'signatures:[Landroid/content/pm/Signature;': signatures,
    'signingInfo:Landroid/content/pm/SigningInfo;': signing,
  });
}

/** Text of an argument that may be null. */
export function nameOf(value: JavaString | null): string {
  return value?.value ?? '';
}
