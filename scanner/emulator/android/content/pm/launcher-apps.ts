import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../../machine/index.ts';
import { visiblePackages } from '../../../system/shell.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeList, makeObject } from '../../support/java-values.ts';
import { makeComponentName } from '../component-name.ts';
import { findApplicationInfo, nameOf } from './package-infos.ts';

type Entry = { readonly packageName: string; readonly className: string; readonly label: string };
type ActivityInfo = JavaObject<Entry & { readonly user: HeapObject | null }>;

const text = 'Ljava/lang/String;';
const user = 'Landroid/os/UserHandle;';

/** What the launcher shows of the packages in sight: the app's own entries by their classes, others by one entry each. */
function entries(vm: Machine, wanted: string): Entry[] {
  const { app, phone } = vm.attached(SYSTEM);
  const { manifest } = app;
  const own = manifest.components
    .filter(({ intentFilters }) =>
      intentFilters.some(({ categories }) => categories.includes('android.intent.category.LAUNCHER')),
    )
    .map(({ name, label }) => ({
      packageName: manifest.packageName,
      className: name,
      label: label ?? manifest.label,
    }));
  const visible = visiblePackages(vm);
  const others = phone.installed
    .filter(({ packageName, system }) => !system && visible.includes(packageName))
    .map(({ packageName, label }) => ({ packageName, label, className: `${packageName}.MainActivity` }));
  return [...own, ...others].filter(({ packageName }) => wanted === '' || packageName === wanted);
}

/** android.content.pm.LauncherApps: what is installed, as a launcher asks for it. */
export const launcherAppsClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/content/pm/LauncherApps',
    labels: 'container',
    methods: {
      [`getActivityList(${text}${user})Ljava/util/List;`]: (
        vm: Machine,
        _self: JavaObject,
        packageName: JavaString | null,
        profile: HeapObject | null,
      ) =>
        makeList(
          vm,
          entries(vm, nameOf(packageName)).map((entry) =>
            makeObject(vm, 'android/content/pm/LauncherActivityInfo', { ...entry, user: profile }),
          ),
        ),
      'getProfiles()Ljava/util/List;': function* (vm) {
        return yield* makeList(vm, [
          yield* vm.callStatic<JavaObject>('android/os/Process', `myUserHandle()${user}`),
        ]);
      },
      [`isPackageEnabled(${text}${user})Z`]: (
        vm: Machine,
        _self: JavaObject,
        packageName: JavaString | null,
      ) => entries(vm, nameOf(packageName)).length > 0,
      'registerCallback(Landroid/content/pm/LauncherApps$Callback;)V': () => undefined,
      'unregisterCallback(Landroid/content/pm/LauncherApps$Callback;)V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/content/pm/LauncherActivityInfo',
    methods: {
      'getComponentName()Landroid/content/ComponentName;': (vm, self: ActivityInfo) =>
        makeComponentName(vm, self.peer.packageName, self.peer.className),
      [`getName()${text}`]: (_vm: Machine, self: ActivityInfo) => self.peer.className,
      'getLabel()Ljava/lang/CharSequence;': (_vm, self: ActivityInfo) => self.peer.label,
      [`getUser()${user}`]: (_vm: Machine, self: ActivityInfo) => self.peer.user,
      'getApplicationInfo()Landroid/content/pm/ApplicationInfo;': (vm, self: ActivityInfo) =>
        findApplicationInfo(vm, self.peer.packageName) ?? null,
      [`toString()${text}`]: (_vm: Machine, self: ActivityInfo) => self.peer.packageName,
    },
  }),
];
