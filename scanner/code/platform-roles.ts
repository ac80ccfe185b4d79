import { toDescriptor } from '../dex/index.ts';

/** What a platform method means to the passes, beside reading personal information. */
export type Role =
  | 'own-package'
  | 'parse-uri'
  | 'append-uri'
  | 'uri-authority'
  | 'uri-builder'
  | 'content-resolver'
  | 'intent'
  | 'exec'
  | 'class-by-name'
  | 'member-by-name'
  | 'invoke-reflected'
  | 'load-code'
  | 'load-native';

type RoleRow = readonly [role: Role, className: string, methods: readonly string[]];

const CONTEXTS = [
  'android.content.Context',
  'android.content.ContextWrapper',
  'android.view.ContextThemeWrapper',
  'android.app.Application',
  'android.app.Activity',
  'android.app.ListActivity',
  'android.app.TabActivity',
  'android.app.NativeActivity',
  'android.preference.PreferenceActivity',
  'android.app.Service',
  'android.app.IntentService',
];

// Source: the Android and Java API reference. An empty list means every method.
const ROWS: readonly RoleRow[] = [
  ...CONTEXTS.map((name): RoleRow => ['own-package', name, ['getPackageName']]),
  ['parse-uri', 'android.net.Uri', ['parse']],
  ['append-uri', 'android.net.Uri', ['withAppendedPath']],
  ['append-uri', 'android.content.ContentUris', ['withAppendedId']],
  ['uri-authority', 'android.net.Uri$Builder', ['authority', 'encodedAuthority']],
  ['uri-builder', 'android.net.Uri$Builder', []],
  ['content-resolver', 'android.content.ContentResolver', []],
  ['content-resolver', 'android.content.ContentProviderClient', []],
  ['content-resolver', 'android.app.Activity', ['managedQuery']],
  ['content-resolver', 'android.content.CursorLoader', ['<init>']],
  ['content-resolver', 'androidx.loader.content.CursorLoader', ['<init>']],
  ['content-resolver', 'android.support.v4.content.CursorLoader', ['<init>']],
  ['intent', 'android.content.Intent', ['<init>', 'setData', 'setDataAndType', 'setDataAndNormalize']],
  ['exec', 'java.lang.Runtime', ['exec']],
  ['exec', 'java.lang.ProcessBuilder', ['<init>', 'command']],
  ['class-by-name', 'java.lang.Class', ['forName']],
  ['class-by-name', 'java.lang.ClassLoader', ['loadClass']],
  ['member-by-name', 'java.lang.Class', ['getMethod', 'getDeclaredMethod', 'getField', 'getDeclaredField']],
  ['invoke-reflected', 'java.lang.reflect.Method', ['invoke']],
  ['invoke-reflected', 'java.lang.reflect.Constructor', ['newInstance']],
  ['invoke-reflected', 'java.lang.reflect.Field', ['get']],
  ['load-code', 'dalvik.system.DexClassLoader', ['<init>']],
  ['load-code', 'dalvik.system.PathClassLoader', ['<init>']],
  ['load-code', 'dalvik.system.InMemoryDexClassLoader', ['<init>']],
  ['load-code', 'dalvik.system.DelegateLastClassLoader', ['<init>']],
  ['load-code', 'dalvik.system.BaseDexClassLoader', ['<init>']],
  ['load-code', 'dalvik.system.DexFile', ['<init>', 'loadDex', 'openDexFile']],
  ['load-native', 'java.lang.System', ['loadLibrary', 'load']],
  ['load-native', 'java.lang.Runtime', ['loadLibrary', 'load']],
];

const EVERY_METHOD = '*';

/** By class, then by method. */
const BY_CLASS = new Map<string, Map<string, Role>>();
for (const [role, className, methods] of ROWS) {
  const roles = BY_CLASS.get(className) ?? new Map<string, Role>();
  BY_CLASS.set(className, roles);
  for (const method of methods.length === 0 ? [EVERY_METHOD] : methods) roles.set(method, role);
}

const DESCRIPTORS = new Set([...BY_CLASS.keys()].map(toDescriptor));

/** Whether a class, by descriptor, has methods with a role. */
export function hasRoles(descriptor: string): boolean {
  return DESCRIPTORS.has(descriptor);
}

/** The role of a platform method, by dotted class name and method name. */
export function findRole(className: string, method: string): Role | undefined {
  const roles = BY_CLASS.get(className);
  return roles?.get(method) ?? roles?.get(EVERY_METHOD);
}
