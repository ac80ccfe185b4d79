import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, JavaValue, Machine } from '../../../machine/index.ts';
import { throwableClass } from '../../../java/lang/throwable.ts';

const name = 'Ljava/lang/String;';
const meta = 'Landroid/os/Bundle;';

type Fields = Readonly<Record<string, JavaValue>>;

function info(
  className: string,
  superName: string | undefined,
  fields: Fields,
  methods: ClassModel['methods'] = {},
): ClassModel {
  return defineClass({
    name: `android/content/pm/${className}`,
    ...(superName !== undefined && { super: `android/content/pm/${superName}` }),
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    fields,
    methods: { '<init>()V': () => undefined, ...methods },
  });
}

/** Sets public fields of an info object: keys are `name:descriptor`. */
export function fill(
  vm: Machine,
  object: JavaObject,
  values: Readonly<Record<string, JavaValue>>,
): JavaObject {
  for (const [key, value] of Object.entries(values)) vm.setField(object, key, value);
  return object;
}

const loaders: ClassModel['methods'] = {
  'loadLabel(Landroid/content/pm/PackageManager;)Ljava/lang/CharSequence;': (vm, self: JavaObject) =>
    vm.getField(self, 'nonLocalizedLabel:Ljava/lang/CharSequence;'),
  'loadIcon(Landroid/content/pm/PackageManager;)Landroid/graphics/drawable/Drawable;': function* (
    vm,
    self: JavaObject,
    manager: JavaObject,
  ) {
    return yield* vm.call(
      manager,
      `getApplicationIcon(Ljava/lang/String;)Landroid/graphics/drawable/Drawable;`,
      vm.getField(self, `packageName:${name}`),
    );
  },
};

/** A signing certificate, or the bytes that stand for one. */
export type Signature = JavaObject<{ readonly bytes: Uint8Array }>;

/** What PackageManager hands out: classes of public fields. */
export const infoClasses: readonly ClassModel[] = [
  info(
    'PackageItemInfo',
    undefined,
    {
      [`name:${name}`]: null,
      [`packageName:${name}`]: null,
      'labelRes:I': 0,
      'nonLocalizedLabel:Ljava/lang/CharSequence;': null,
      'icon:I': 0,
      'banner:I': 0,
      'logo:I': 0,
      [`metaData:${meta}`]: null,
    },
    loaders,
  ),
  info(
    'ApplicationInfo',
    'PackageItemInfo',
    {
      [`taskAffinity:${name}`]: null,
      [`permission:${name}`]: null,
      [`processName:${name}`]: null,
      [`className:${name}`]: null,
      'theme:I': 0,
      'flags:I': 0,
      [`sourceDir:${name}`]: null,
      [`publicSourceDir:${name}`]: null,
      [`splitSourceDirs:[${name}`]: null,
      [`dataDir:${name}`]: null,
      [`deviceProtectedDataDir:${name}`]: null,
      [`nativeLibraryDir:${name}`]: null,
      'uid:I': 0,
      'minSdkVersion:I': 0,
      'targetSdkVersion:I': 0,
      'enabled:Z': true,
      'category:I': -1,
    },
    { 'loadDescription(Landroid/content/pm/PackageManager;)Ljava/lang/CharSequence;': () => null },
  ),
  info('ComponentInfo', 'PackageItemInfo', {
    'applicationInfo:Landroid/content/pm/ApplicationInfo;': null,
    [`processName:${name}`]: null,
    'enabled:Z': true,
    'exported:Z': false,
    'directBootAware:Z': false,
  }),
  info('ActivityInfo', 'ComponentInfo', {
    'theme:I': 0,
    'launchMode:I': 0,
    'screenOrientation:I': -1,
    'configChanges:I': 0,
    'softInputMode:I': 0,
    'flags:I': 0,
    [`permission:${name}`]: null,
    [`targetActivity:${name}`]: null,
    [`taskAffinity:${name}`]: null,
    [`parentActivityName:${name}`]: null,
  }),
  info('ServiceInfo', 'ComponentInfo', { [`permission:${name}`]: null, 'flags:I': 0 }),
  info('ProviderInfo', 'ComponentInfo', {
    [`authority:${name}`]: null,
    [`readPermission:${name}`]: null,
    [`writePermission:${name}`]: null,
    'grantUriPermissions:Z': false,
    'multiprocess:Z': false,
    'initOrder:I': 0,
  }),
  info(
    'PermissionInfo',
    'PackageItemInfo',
    { 'protectionLevel:I': 0, [`group:${name}`]: null, 'flags:I': 0 },
    {
      'getProtection()I': (vm, self: JavaObject) => Number(vm.getField(self, 'protectionLevel:I')) & 0xf,
    },
  ),
  info('FeatureInfo', undefined, { [`name:${name}`]: null, 'version:I': 0, 'flags:I': 0 }),
  info(
    'ResolveInfo',
    undefined,
    {
      'activityInfo:Landroid/content/pm/ActivityInfo;': null,
      'serviceInfo:Landroid/content/pm/ServiceInfo;': null,
      'providerInfo:Landroid/content/pm/ProviderInfo;': null,
      'filter:Landroid/content/IntentFilter;': null,
      'priority:I': 0,
      'preferredOrder:I': 0,
      'match:I': 0x108000,
      'isDefault:Z': true,
      'nonLocalizedLabel:Ljava/lang/CharSequence;': null,
      [`resolvePackageName:${name}`]: null,
    },
    {
      'loadLabel(Landroid/content/pm/PackageManager;)Ljava/lang/CharSequence;': (vm, self: JavaObject) => {
        const activity = vm.getField(
          self,
          'activityInfo:Landroid/content/pm/ActivityInfo;',
        ) as JavaObject | null;
        return activity && vm.getField(activity, 'nonLocalizedLabel:Ljava/lang/CharSequence;');
      },
    },
  ),
  info(
    'PackageInfo',
    undefined,
    {
      [`packageName:${name}`]: null,
      [`versionName:${name}`]: null,
      'versionCode:I': 0,
      [`sharedUserId:${name}`]: null,
      'applicationInfo:Landroid/content/pm/ApplicationInfo;': null,
      'firstInstallTime:J': 0n,
      'lastUpdateTime:J': 0n,
      'activities:[Landroid/content/pm/ActivityInfo;': null,
      'receivers:[Landroid/content/pm/ActivityInfo;': null,
      'services:[Landroid/content/pm/ServiceInfo;': null,
      'providers:[Landroid/content/pm/ProviderInfo;': null,
      'permissions:[Landroid/content/pm/PermissionInfo;': null,
      [`requestedPermissions:[${name}`]: null,
      'requestedPermissionsFlags:[I': null,
      'signatures:[Landroid/content/pm/Signature;': null,
      'signingInfo:Landroid/content/pm/SigningInfo;': null,
      'reqFeatures:[Landroid/content/pm/FeatureInfo;': null,
      [`splitNames:[${name}`]: null,
    },
    {
      'getLongVersionCode()J': (vm, self: JavaObject) => BigInt(Number(vm.getField(self, 'versionCode:I'))),
    },
  ),
  defineClass({
    name: 'android/content/pm/Signature',
    interfaces: ['android/os/Parcelable'],
    methods: {
      'toByteArray()[B': (vm, self: Signature) => vm.byteArray(self.peer.bytes),
      'toCharsString()Ljava/lang/String;': (_vm, self: Signature) =>
        Buffer.from(self.peer.bytes).toString('hex'),
      'hashCode()I': (_vm, self: Signature) =>
        self.peer.bytes.reduce((hash, byte) => (Math.imul(hash, 31) + ((byte << 24) >> 24)) | 0, 1),
      'equals(Ljava/lang/Object;)Z': (_vm, self: Signature, other: JavaObject | null) =>
        other?.cls === self.cls && Buffer.compare((other as Signature).peer.bytes, self.peer.bytes) === 0,
    },
  }),
  defineClass({
    name: 'android/content/pm/SigningInfo',
    methods: {
      'hasMultipleSigners()Z': (_vm, self: JavaObject<{ signatures: JavaArray }>) =>
        self.peer.signatures.length > 1,
      'hasPastSigningCertificates()Z': () => false,
      'getApkContentsSigners()[Landroid/content/pm/Signature;': (
        _vm,
        self: JavaObject<{ signatures: JavaArray }>,
      ) => self.peer.signatures,
      'getSigningCertificateHistory()[Landroid/content/pm/Signature;': (
        _vm,
        self: JavaObject<{ signatures: JavaArray }>,
      ) => self.peer.signatures,
    },
  }),
  throwableClass('android/content/pm/PackageManager$NameNotFoundException', 'android/util/AndroidException'),
];
