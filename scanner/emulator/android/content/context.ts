import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { startActivity, startActivityForContext } from '../app/start-activity.ts';
import { componentMethods } from './context-components.ts';
import { databaseMethods } from './context-databases.ts';
import { makeContextImpl, singleton, wrapperOf, type ContextImpl } from './context-state.ts';
import type { Intent } from './intent.ts';
import { findSystemService, serviceNameOfClass } from './system-services.ts';

type Methods = NonNullable<ClassModel['methods']>;

const granted = 0;
const denied = -1;

function check(vm: Machine, permission: JavaString | null): number {
  return vm.attached(SYSTEM).permissions.isGranted(vm.text(permission)) ? granted : denied;
}

const dataFolder = (vm: Machine) => `/data/user/0/${vm.attached(SYSTEM).app.manifest.packageName}`;

function* fileAt(vm: Machine, path: string): Steps<JavaObject> {
  const file = yield* vm.construct('java/io/File', '(Ljava/lang/String;)V', path);
  yield* vm.call(file, 'mkdirs()Z');
  return file;
}

function* resourcesOf(vm: Machine, self: ContextImpl): Steps<JavaObject> {
  const resources =
    self.peer.resources ??
    (yield* vm.callStatic<JavaObject>(
      'android/content/res/Resources',
      'getSystem()Landroid/content/res/Resources;',
    ));
  self.peer.resources = resources;
  return resources;
}

function* themeOf(vm: Machine, self: ContextImpl): Steps<JavaObject> {
  if (self.peer.theme) return self.peer.theme;
  const resources = yield* resourcesOf(vm, self);
  const theme = yield* vm.call<JavaObject>(resources, 'newTheme()Landroid/content/res/Resources$Theme;');
  if (self.peer.themeId !== 0) yield* vm.call(theme, 'applyStyle(IZ)V', self.peer.themeId, true);
  self.peer.theme = theme;
  return theme;
}

/** What a context does itself; ContextWrapper hands all of it on to the context it wraps. */
const implemented: Methods = {
  ...componentMethods,
  ...databaseMethods,
  'getPackageName()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).app.manifest.packageName,
  'getOpPackageName()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).app.manifest.packageName,
  'getAttributionTag()Ljava/lang/String;': () => null,
  'getApplicationInfo()Landroid/content/pm/ApplicationInfo;': function* (vm, self: ContextImpl) {
    const manager = yield* vm.call<JavaObject>(
      self,
      'getPackageManager()Landroid/content/pm/PackageManager;',
    );
    return yield* vm.call(
      manager,
      'getApplicationInfo(Ljava/lang/String;I)Landroid/content/pm/ApplicationInfo;',
      vm.attached(SYSTEM).app.manifest.packageName,
      0,
    );
  },
  'getApplicationContext()Landroid/content/Context;': (vm) => vm.attached(SYSTEM).application,
  'getResources()Landroid/content/res/Resources;': (vm, self: ContextImpl) => resourcesOf(vm, self),
  'getAssets()Landroid/content/res/AssetManager;': function* (vm, self: ContextImpl) {
    return yield* vm.call(yield* resourcesOf(vm, self), 'getAssets()Landroid/content/res/AssetManager;');
  },
  'getTheme()Landroid/content/res/Resources$Theme;': (vm, self: ContextImpl) => themeOf(vm, self),
  'setTheme(I)V': function* (vm, self: ContextImpl, themeId: number) {
    self.peer.themeId = themeId;
    if (self.peer.theme) yield* vm.call(self.peer.theme, 'applyStyle(IZ)V', themeId, true);
  },
  'getSystemService(Ljava/lang/String;)Ljava/lang/Object;': (vm, self: ContextImpl, name: JavaString) =>
    findSystemService(vm, self.peer.outer ?? self, vm.text(name)),
  'getSystemServiceName(Ljava/lang/Class;)Ljava/lang/String;': (
    _vm,
    _self: ContextImpl,
    cls: JavaObject<{ name: string }>,
  ) => serviceNameOfClass(cls.peer.name) ?? null,
  'getContentResolver()Landroid/content/ContentResolver;': (vm) =>
    singleton(vm, 'android/content/ContentResolver'),
  'getPackageManager()Landroid/content/pm/PackageManager;': (vm) =>
    singleton(vm, 'android/app/ApplicationPackageManager'),
  'getMainLooper()Landroid/os/Looper;': (vm) => vm.attached(SYSTEM).mainLooper,
  'getMainExecutor()Ljava/util/concurrent/Executor;': (vm) => singleton(vm, 'android/os/HandlerExecutor'),
  'getClassLoader()Ljava/lang/ClassLoader;': (vm) =>
    vm.callStatic('java/lang/ClassLoader', 'getSystemClassLoader()Ljava/lang/ClassLoader;'),
  'getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;': (
    vm,
    _self: ContextImpl,
    name: JavaString | null,
  ) => openPreferences(vm, name?.value ?? 'null'),
  'isDeviceProtectedStorage()Z': () => false,
  'isRestricted()Z': () => false,
  'createDeviceProtectedStorageContext()Landroid/content/Context;': (_vm, self: ContextImpl) => self,
  'createConfigurationContext(Landroid/content/res/Configuration;)Landroid/content/Context;': (
    vm,
    self: ContextImpl,
  ) => makeContextImpl(vm, self.peer.outer),
  'createAttributionContext(Ljava/lang/String;)Landroid/content/Context;': (_vm, self: ContextImpl) => self,

  'getDataDir()Ljava/io/File;': (vm) => fileAt(vm, dataFolder(vm)),
  'getFilesDir()Ljava/io/File;': (vm) => fileAt(vm, `${dataFolder(vm)}/files`),
  'getNoBackupFilesDir()Ljava/io/File;': (vm) => fileAt(vm, `${dataFolder(vm)}/no_backup`),
  'getCacheDir()Ljava/io/File;': (vm) => fileAt(vm, `${dataFolder(vm)}/cache`),
  'getCodeCacheDir()Ljava/io/File;': (vm) => fileAt(vm, `${dataFolder(vm)}/code_cache`),
  'getDir(Ljava/lang/String;I)Ljava/io/File;': (vm, _self: ContextImpl, name: JavaString) =>
    fileAt(vm, `${dataFolder(vm)}/app_${vm.text(name)}`),
  'getExternalFilesDir(Ljava/lang/String;)Ljava/io/File;': (
    vm,
    _self: ContextImpl,
    type: JavaString | null,
  ) =>
    fileAt(
      vm,
      `/storage/emulated/0/Android/data/${vm.attached(SYSTEM).app.manifest.packageName}/files${type ? `/${type.value}` : ''}`,
    ),
  'getExternalCacheDir()Ljava/io/File;': (vm) =>
    fileAt(vm, `/storage/emulated/0/Android/data/${vm.attached(SYSTEM).app.manifest.packageName}/cache`),
  'getFileStreamPath(Ljava/lang/String;)Ljava/io/File;': (vm, _self: ContextImpl, name: JavaString) =>
    vm.construct('java/io/File', '(Ljava/lang/String;)V', `${dataFolder(vm)}/files/${vm.text(name)}`),
  'getDatabasePath(Ljava/lang/String;)Ljava/io/File;': (vm, _self: ContextImpl, name: JavaString) =>
    vm.construct('java/io/File', '(Ljava/lang/String;)V', `${dataFolder(vm)}/databases/${vm.text(name)}`),
  'openFileInput(Ljava/lang/String;)Ljava/io/FileInputStream;': (vm, _self: ContextImpl, name: JavaString) =>
    vm.construct(
      'java/io/FileInputStream',
      '(Ljava/lang/String;)V',
      `${dataFolder(vm)}/files/${vm.text(name)}`,
    ),
  'openFileOutput(Ljava/lang/String;I)Ljava/io/FileOutputStream;': function* (
    vm,
    _self: ContextImpl,
    name: JavaString,
    mode: number,
  ) {
    yield* fileAt(vm, `${dataFolder(vm)}/files`);
    const append = (mode & 0x8000) !== 0;
    return yield* vm.construct(
      'java/io/FileOutputStream',
      '(Ljava/lang/String;Z)V',
      `${dataFolder(vm)}/files/${vm.text(name)}`,
      append,
    );
  },
  'deleteFile(Ljava/lang/String;)Z': function* (vm, _self: ContextImpl, name: JavaString) {
    const file = yield* vm.construct(
      'java/io/File',
      '(Ljava/lang/String;)V',
      `${dataFolder(vm)}/files/${vm.text(name)}`,
    );
    return yield* vm.call(file, 'delete()Z');
  },
  'getPackageCodePath()Ljava/lang/String;': (vm) =>
    `/data/app/${vm.attached(SYSTEM).app.manifest.packageName}/base.apk`,
  'getPackageResourcePath()Ljava/lang/String;': (vm) =>
    `/data/app/${vm.attached(SYSTEM).app.manifest.packageName}/base.apk`,

  'startActivity(Landroid/content/Intent;)V': (vm, self: ContextImpl, intent: Intent) =>
    startActivityForContext(vm, self.peer.outer, intent),
  'startActivity(Landroid/content/Intent;Landroid/os/Bundle;)V': (vm, self: ContextImpl, intent: Intent) =>
    startActivityForContext(vm, self.peer.outer, intent),
  'startActivities([Landroid/content/Intent;)V': function* (vm, _self: ContextImpl, intents: JavaArray) {
    for (const intent of intents.data) yield* startActivity(vm, intent as unknown as Intent, undefined, -1);
  },

  'checkPermission(Ljava/lang/String;II)I': (vm, _self: ContextImpl, permission: JavaString | null) =>
    check(vm, permission),
  'checkSelfPermission(Ljava/lang/String;)I': (vm, _self: ContextImpl, permission: JavaString | null) =>
    check(vm, permission),
  'checkCallingPermission(Ljava/lang/String;)I': () => denied,
  'checkCallingOrSelfPermission(Ljava/lang/String;)I': (
    vm,
    _self: ContextImpl,
    permission: JavaString | null,
  ) => check(vm, permission),
  'enforceCallingOrSelfPermission(Ljava/lang/String;Ljava/lang/String;)V': (
    vm,
    _self: ContextImpl,
    permission: JavaString | null,
    message: JavaString | null,
  ) => {
    if (check(vm, permission) !== granted) vm.throwNew('java/lang/SecurityException', message?.value ?? '');
  },
};

function openPreferences(vm: Machine, name: string): JavaObject {
  const { singletons } = vm.attached(SYSTEM);
  const key = `preferences:${name}`;
  const known = singletons.get(key);
  if (known) return known as JavaObject;
  const made = vm.newObject<{ name: string; listeners: HeapObject[] }>('android/app/SharedPreferencesImpl');
  made.peer = { name, listeners: [] };
  singletons.set(key, made);
  return made;
}

/** Methods that Context itself defines, in terms of the ones above. */
const derived: Methods = {
  '<init>()V': () => undefined,
  'final getString(I)Ljava/lang/String;': function* (vm, self: JavaObject, id: number) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    return yield* vm.call(resources, 'getString(I)Ljava/lang/String;', id);
  },
  'final getString(I[Ljava/lang/Object;)Ljava/lang/String;': function* (
    vm,
    self: JavaObject,
    id: number,
    args: JavaArray,
  ) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    return yield* vm.call(resources, 'getString(I[Ljava/lang/Object;)Ljava/lang/String;', id, args);
  },
  'final getText(I)Ljava/lang/CharSequence;': function* (vm, self: JavaObject, id: number) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    return yield* vm.call(resources, 'getText(I)Ljava/lang/CharSequence;', id);
  },
  'final getColor(I)I': function* (vm, self: JavaObject, id: number) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    const theme = yield* vm.call<JavaObject>(self, 'getTheme()Landroid/content/res/Resources$Theme;');
    return yield* vm.call(resources, 'getColor(ILandroid/content/res/Resources$Theme;)I', id, theme);
  },
  'final getColorStateList(I)Landroid/content/res/ColorStateList;': function* (
    vm,
    self: JavaObject,
    id: number,
  ) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    const theme = yield* vm.call<JavaObject>(self, 'getTheme()Landroid/content/res/Resources$Theme;');
    return yield* vm.call(
      resources,
      'getColorStateList(ILandroid/content/res/Resources$Theme;)Landroid/content/res/ColorStateList;',
      id,
      theme,
    );
  },
  'final getDrawable(I)Landroid/graphics/drawable/Drawable;': function* (vm, self: JavaObject, id: number) {
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    const theme = yield* vm.call<JavaObject>(self, 'getTheme()Landroid/content/res/Resources$Theme;');
    return yield* vm.call(
      resources,
      'getDrawable(ILandroid/content/res/Resources$Theme;)Landroid/graphics/drawable/Drawable;',
      id,
      theme,
    );
  },
  'final getSystemService(Ljava/lang/Class;)Ljava/lang/Object;': function* (
    vm,
    self: JavaObject,
    cls: JavaObject,
  ) {
    const name = yield* vm.call<JavaString | null>(
      self,
      'getSystemServiceName(Ljava/lang/Class;)Ljava/lang/String;',
      cls,
    );
    return name === null
      ? null
      : yield* vm.call(self, 'getSystemService(Ljava/lang/String;)Ljava/lang/Object;', name);
  },
  ...Object.fromEntries(
    ['([I)', '(I[I)', '(Landroid/util/AttributeSet;[I)', '(Landroid/util/AttributeSet;[III)'].map(
      (parameters) => {
        const selector = `obtainStyledAttributes${parameters}Landroid/content/res/TypedArray;`;
        const obtain = function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
          const theme = yield* vm.call<JavaObject>(self, 'getTheme()Landroid/content/res/Resources$Theme;');
          if (parameters !== '(Landroid/util/AttributeSet;[I)')
            return yield* vm.call(theme, selector, ...args);
          return yield* vm.call(
            theme,
            'obtainStyledAttributes(Landroid/util/AttributeSet;[III)Landroid/content/res/TypedArray;',
            ...args,
            0,
            0,
          );
        };
        return [`final ${selector}`, obtain] as const;
      },
    ),
  ),
};

export const context = defineClass({
  name: 'android/content/Context',
  flags: 'abstract',
  methods: {
    ...derived,
    ...Object.fromEntries(Object.keys(implemented).map((selector) => [selector, null])),
  },
});

export const contextImpl = defineClass({
  name: 'android/app/ContextImpl',
  super: 'android/content/Context',
  methods: implemented,
});

function delegate(selector: string) {
  return function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
    return yield* vm.call(wrapperOf(self).base, selector, ...args);
  };
}

export const contextWrapper = defineClass({
  name: 'android/content/ContextWrapper',
  super: 'android/content/Context',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, base: JavaObject | null) => {
      wrapperOf(self).base = base;
    },
    'protected attachBaseContext(Landroid/content/Context;)V': (
      vm,
      self: JavaObject,
      base: JavaObject | null,
    ) => {
      if (wrapperOf(self).base) vm.throwNew('java/lang/IllegalStateException', 'Base context already set');
      wrapperOf(self).base = base;
    },
    'getBaseContext()Landroid/content/Context;': (_vm, self: JavaObject) => wrapperOf(self).base,
    ...Object.fromEntries(Object.keys(implemented).map((selector) => [selector, delegate(selector)])),
  },
});
