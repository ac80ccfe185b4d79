import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';

export type ComponentState = { readonly packageName: string; readonly className: string };
export type ComponentName = JavaObject<ComponentState>;

export function makeComponentName(vm: Machine, packageName: string, className: string): ComponentName {
  const made = vm.newObject<ComponentState>('android/content/ComponentName');
  made.peer = { packageName, className };
  return made;
}

export const componentName = defineClass({
  name: 'android/content/ComponentName',
  flags: 'final',
  interfaces: ['android/os/Parcelable', 'java/lang/Cloneable', 'java/lang/Comparable'],
  methods: {
    '<init>(Ljava/lang/String;Ljava/lang/String;)V': (
      vm,
      self: ComponentName,
      pkg: JavaString,
      cls: JavaString,
    ) => {
      self.peer = { packageName: vm.text(pkg), className: vm.text(cls) };
    },
    '<init>(Landroid/content/Context;Ljava/lang/String;)V': function* (
      vm,
      self: ComponentName,
      context: HeapObject,
      cls: JavaString,
    ) {
      const packageName = yield* vm.call<JavaString>(context, 'getPackageName()Ljava/lang/String;');
      self.peer = { packageName: vm.text(packageName), className: vm.text(cls) };
    },
    '<init>(Landroid/content/Context;Ljava/lang/Class;)V': function* (
      vm,
      self: ComponentName,
      context: HeapObject,
      cls: JavaObject<{ javaName: string }>,
    ) {
      const packageName = yield* vm.call<JavaString>(context, 'getPackageName()Ljava/lang/String;');
      self.peer = { packageName: vm.text(packageName), className: cls.peer.javaName };
    },
    'getPackageName()Ljava/lang/String;': (_vm, self: ComponentName) => self.peer.packageName,
    'getClassName()Ljava/lang/String;': (_vm, self: ComponentName) => self.peer.className,
    'getShortClassName()Ljava/lang/String;': (_vm, self: ComponentName) => shortName(self.peer),
    'flattenToString()Ljava/lang/String;': (_vm, self: ComponentName) =>
      `${self.peer.packageName}/${self.peer.className}`,
    'flattenToShortString()Ljava/lang/String;': (_vm, self: ComponentName) =>
      `${self.peer.packageName}/${shortName(self.peer)}`,
    'static unflattenFromString(Ljava/lang/String;)Landroid/content/ComponentName;': (
      vm,
      text: JavaString,
    ) => {
      const [packageName = '', className = ''] = vm.text(text).split('/', 2);
      if (packageName === '' || className === '') return null;
      return makeComponentName(
        vm,
        packageName,
        className.startsWith('.') ? packageName + className : className,
      );
    },
    'equals(Ljava/lang/Object;)Z': (_vm, self: ComponentName, other: HeapObject | null) =>
      other !== null && other.cls === self.cls && sameComponent(self.peer, (other as ComponentName).peer),
    'hashCode()I': (_vm, self: ComponentName) =>
      self.peer.className.length * 31 + self.peer.packageName.length,
    'toString()Ljava/lang/String;': (_vm, self: ComponentName) =>
      `ComponentInfo{${self.peer.packageName}/${self.peer.className}}`,
  },
});

function sameComponent(a: ComponentState, b: ComponentState): boolean {
  return a.packageName === b.packageName && a.className === b.className;
}

function shortName({ packageName, className }: ComponentState): string {
  return className.startsWith(`${packageName}.`) ? className.slice(packageName.length) : className;
}
