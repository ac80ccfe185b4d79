import { HeapObject, JavaArray, defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, JavaValue, Machine } from '../../machine/index.ts';
import { makeBundle, type Bundle, type BundleState } from '../os/bundle.ts';
import { makeUri, type Uri } from '../net/uri.ts';
import { makeComponentName, type ComponentName, type ComponentState } from './component-name.ts';

/** An android.content.Intent. */
export type IntentState = {
  action: string | null;
  dataText: string | null;
  type: string | null;
  packageName: string | null;
  component: ComponentState | null;
  categories: string[];
  flags: number;
  extras: BundleState;
  selector: JavaObject<IntentState> | null;
};
export type Intent = JavaObject<IntentState>;

export function emptyIntent(): IntentState {
  return {
    action: null,
    dataText: null,
    type: null,
    packageName: null,
    component: null,
    categories: [],
    flags: 0,
    extras: new Map(),
    selector: null,
  };
}

export function makeIntent(vm: Machine, state: Partial<IntentState>): Intent {
  const intent = vm.newObject<IntentState>('android/content/Intent');
  intent.peer = { ...emptyIntent(), ...state };
  return intent;
}

function copyState(state: IntentState): IntentState {
  return { ...state, categories: [...state.categories], extras: new Map(state.extras) };
}

function textOf(value: JavaString | null): string | null {
  return value?.value ?? null;
}

function componentOf(vm: Machine, self: Intent): ComponentName | null {
  const { component } = self.peer;
  return component && makeComponentName(vm, component.packageName, component.className);
}

type Methods = NonNullable<ClassModel['methods']>;

/** putExtra and get…Extra for each type that Intent declares. */
function extras(): Methods {
  const methods: Record<string, Methods[string]> = {};
  const putTypes = [
    'Z',
    'B',
    'C',
    'S',
    'I',
    'J',
    'F',
    'D',
    'Ljava/lang/String;',
    'Ljava/lang/CharSequence;',
    'Landroid/os/Parcelable;',
    'Ljava/io/Serializable;',
    '[Z',
    '[B',
    '[C',
    '[S',
    '[I',
    '[J',
    '[F',
    '[D',
    '[Ljava/lang/String;',
    '[Ljava/lang/CharSequence;',
    '[Landroid/os/Parcelable;',
    'Landroid/os/Bundle;',
  ];
  for (const type of putTypes) {
    methods[`putExtra(Ljava/lang/String;${type})Landroid/content/Intent;`] = (
      _vm: Machine,
      self: Intent,
      key: JavaString | null,
      value: JavaValue,
    ) => {
      self.peer.extras.set(key?.value ?? '', value);
      return self;
    };
  }
  for (const name of [
    'StringArrayList',
    'IntegerArrayList',
    'ParcelableArrayList',
    'CharSequenceArrayList',
  ]) {
    methods[`put${name}Extra(Ljava/lang/String;Ljava/util/ArrayList;)Landroid/content/Intent;`] = (
      _vm: Machine,
      self: Intent,
      key: JavaString | null,
      value: JavaValue,
    ) => {
      self.peer.extras.set(key?.value ?? '', value);
      return self;
    };
  }
  const withFallback: readonly (readonly [string, string, 'boolean' | 'number' | 'bigint'])[] = [
    ['Boolean', 'Z', 'boolean'],
    ['Byte', 'B', 'number'],
    ['Short', 'S', 'number'],
    ['Char', 'C', 'number'],
    ['Int', 'I', 'number'],
    ['Long', 'J', 'bigint'],
    ['Float', 'F', 'number'],
    ['Double', 'D', 'number'],
  ];
  for (const [name, type, kind] of withFallback) {
    methods[`get${name}Extra(Ljava/lang/String;${type})${type}`] = (
      _vm: Machine,
      self: Intent,
      key: JavaString | null,
      fallback: JavaValue,
    ) => {
      const value = self.peer.extras.get(key?.value ?? '');
      return typeof value === kind ? value : fallback;
    };
  }
  const references: readonly (readonly [string, string])[] = [
    ['String', 'Ljava/lang/String;'],
    ['CharSequence', 'Ljava/lang/CharSequence;'],
    ['Bundle', 'Landroid/os/Bundle;'],
    ['Parcelable', 'Landroid/os/Parcelable;'],
    ['Serializable', 'Ljava/io/Serializable;'],
    ['ParcelableArray', '[Landroid/os/Parcelable;'],
    ['StringArray', '[Ljava/lang/String;'],
    ['IntArray', '[I'],
    ['ByteArray', '[B'],
    ['LongArray', '[J'],
    ['BooleanArray', '[Z'],
    ['FloatArray', '[F'],
    ['DoubleArray', '[D'],
    ['StringArrayList', 'Ljava/util/ArrayList;'],
    ['IntegerArrayList', 'Ljava/util/ArrayList;'],
    ['ParcelableArrayList', 'Ljava/util/ArrayList;'],
    ['CharSequenceArrayList', 'Ljava/util/ArrayList;'],
  ];
  for (const [name, type] of references) {
    methods[`get${name}Extra(Ljava/lang/String;)${type}`] = (
      _vm: Machine,
      self: Intent,
      key: JavaString | null,
    ) => {
      const value = self.peer.extras.get(key?.value ?? '');
      const fits = value instanceof HeapObject && (!type.startsWith('[') || value instanceof JavaArray);
      return fits ? value : null;
    };
  }
  return methods;
}

export const intent = defineClass({
  name: 'android/content/Intent',
  interfaces: ['android/os/Parcelable', 'java/lang/Cloneable'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Intent) => {
      self.peer = emptyIntent();
    },
    '<init>(Ljava/lang/String;)V': (_vm, self: Intent, action: JavaString | null) => {
      self.peer = { ...emptyIntent(), action: textOf(action) };
    },
    '<init>(Ljava/lang/String;Landroid/net/Uri;)V': (
      vm,
      self: Intent,
      action: JavaString | null,
      data: Uri | null,
    ) => {
      vm.addLabel(self, vm.labelOf(data));
      self.peer = { ...emptyIntent(), action: textOf(action), dataText: data?.peer.text ?? null };
    },
    '<init>(Landroid/content/Intent;)V': (_vm, self: Intent, other: Intent) => {
      self.peer = copyState(other.peer);
    },
    '<init>(Landroid/content/Context;Ljava/lang/Class;)V': function* (
      vm,
      self: Intent,
      context: HeapObject,
      cls: JavaObject<{ javaName: string }>,
    ) {
      self.peer = { ...emptyIntent(), component: yield* componentFor(vm, context, cls) };
    },
    '<init>(Ljava/lang/String;Landroid/net/Uri;Landroid/content/Context;Ljava/lang/Class;)V': function* (
      vm,
      self: Intent,
      action: JavaString | null,
      data: Uri | null,
      context: HeapObject,
      cls: JavaObject<{ javaName: string }>,
    ) {
      self.peer = {
        ...emptyIntent(),
        action: textOf(action),
        dataText: data?.peer.text ?? null,
        component: yield* componentFor(vm, context, cls),
      };
    },
    'static createChooser(Landroid/content/Intent;Ljava/lang/CharSequence;)Landroid/content/Intent;': (
      vm,
      target: Intent,
      title: HeapObject | null,
    ) =>
      makeIntent(vm, {
        action: 'android.intent.action.CHOOSER',
        extras: new Map<string, JavaValue>([
          ['android.intent.extra.INTENT', target],
          ['android.intent.extra.TITLE', title],
        ]),
      }),
    'clone()Ljava/lang/Object;': (vm, self: Intent) => makeIntent(vm, copyState(self.peer)),

    'getAction()Ljava/lang/String;': (_vm, self: Intent) => self.peer.action,
    'setAction(Ljava/lang/String;)Landroid/content/Intent;': (
      _vm,
      self: Intent,
      action: JavaString | null,
    ) => {
      self.peer.action = textOf(action);
      return self;
    },
    'getData()Landroid/net/Uri;': (vm, self: Intent) =>
      self.peer.dataText === null ? null : makeUri(vm, self.peer.dataText),
    'getDataString()Ljava/lang/String;': (_vm, self: Intent) => self.peer.dataText,
    'setData(Landroid/net/Uri;)Landroid/content/Intent;': (vm, self: Intent, data: Uri | null) => {
      vm.addLabel(self, vm.labelOf(data));
      self.peer.dataText = data?.peer.text ?? null;
      self.peer.type = null;
      return self;
    },
    'setDataAndType(Landroid/net/Uri;Ljava/lang/String;)Landroid/content/Intent;': (
      vm,
      self: Intent,
      data: Uri | null,
      type: JavaString | null,
    ) => {
      vm.addLabel(self, vm.labelOf(data));
      self.peer.dataText = data?.peer.text ?? null;
      self.peer.type = textOf(type);
      return self;
    },
    'getScheme()Ljava/lang/String;': (_vm, self: Intent) =>
      /^([^:/]+):/.exec(self.peer.dataText ?? '')?.[1] ?? null,
    'getType()Ljava/lang/String;': (_vm, self: Intent) => self.peer.type,
    'setType(Ljava/lang/String;)Landroid/content/Intent;': (_vm, self: Intent, type: JavaString | null) => {
      self.peer.type = textOf(type);
      self.peer.dataText = null;
      return self;
    },
    'getPackage()Ljava/lang/String;': (_vm, self: Intent) => self.peer.packageName,
    'setPackage(Ljava/lang/String;)Landroid/content/Intent;': (
      _vm,
      self: Intent,
      name: JavaString | null,
    ) => {
      self.peer.packageName = textOf(name);
      return self;
    },
    'getComponent()Landroid/content/ComponentName;': (vm, self: Intent) => componentOf(vm, self),
    'setComponent(Landroid/content/ComponentName;)Landroid/content/Intent;': (
      _vm,
      self: Intent,
      component: ComponentName | null,
    ) => {
      self.peer.component = component?.peer ?? null;
      return self;
    },
    'setClass(Landroid/content/Context;Ljava/lang/Class;)Landroid/content/Intent;': function* (
      vm,
      self: Intent,
      context: HeapObject,
      cls: JavaObject<{ javaName: string }>,
    ) {
      self.peer.component = yield* componentFor(vm, context, cls);
      return self;
    },
    'setClassName(Ljava/lang/String;Ljava/lang/String;)Landroid/content/Intent;': (
      vm,
      self: Intent,
      packageName: JavaString,
      className: JavaString,
    ) => {
      self.peer.component = { packageName: vm.text(packageName), className: vm.text(className) };
      return self;
    },
    'setClassName(Landroid/content/Context;Ljava/lang/String;)Landroid/content/Intent;': function* (
      vm,
      self: Intent,
      context: HeapObject,
      className: JavaString,
    ) {
      const packageName = yield* vm.call<JavaString>(context, 'getPackageName()Ljava/lang/String;');
      self.peer.component = { packageName: vm.text(packageName), className: vm.text(className) };
      return self;
    },
    'addCategory(Ljava/lang/String;)Landroid/content/Intent;': (vm, self: Intent, category: JavaString) => {
      if (!self.peer.categories.includes(vm.text(category))) self.peer.categories.push(vm.text(category));
      return self;
    },
    'removeCategory(Ljava/lang/String;)V': (vm, self: Intent, category: JavaString) => {
      self.peer.categories = self.peer.categories.filter((name) => name !== vm.text(category));
    },
    'hasCategory(Ljava/lang/String;)Z': (vm, self: Intent, category: JavaString) =>
      self.peer.categories.includes(vm.text(category)),
    'getCategories()Ljava/util/Set;': function* (vm, self: Intent) {
      if (self.peer.categories.length === 0) return null;
      const set = yield* vm.construct('java/util/HashSet', '()V');
      for (const name of self.peer.categories) yield* vm.call(set, 'add(Ljava/lang/Object;)Z', name);
      return set;
    },
    'getFlags()I': (_vm, self: Intent) => self.peer.flags,
    'setFlags(I)Landroid/content/Intent;': (_vm, self: Intent, flags: number) => {
      self.peer.flags = flags;
      return self;
    },
    'addFlags(I)Landroid/content/Intent;': (_vm, self: Intent, flags: number) => {
      self.peer.flags |= flags;
      return self;
    },
    'removeFlags(I)V': (_vm, self: Intent, flags: number) => {
      self.peer.flags &= ~flags;
    },
    'getExtras()Landroid/os/Bundle;': (vm, self: Intent) =>
      self.peer.extras.size === 0 ? null : makeBundle(vm, self.peer.extras),
    'putExtras(Landroid/os/Bundle;)Landroid/content/Intent;': (_vm, self: Intent, bundle: Bundle) => {
      for (const [key, value] of bundle.peer) self.peer.extras.set(key, value);
      return self;
    },
    'putExtras(Landroid/content/Intent;)Landroid/content/Intent;': (_vm, self: Intent, other: Intent) => {
      for (const [key, value] of other.peer.extras) self.peer.extras.set(key, value);
      return self;
    },
    'replaceExtras(Landroid/os/Bundle;)Landroid/content/Intent;': (
      _vm,
      self: Intent,
      bundle: Bundle | null,
    ) => {
      self.peer.extras = new Map(bundle?.peer);
      return self;
    },
    'hasExtra(Ljava/lang/String;)Z': (_vm, self: Intent, key: JavaString | null) =>
      self.peer.extras.has(key?.value ?? ''),
    'removeExtra(Ljava/lang/String;)V': (_vm, self: Intent, key: JavaString | null) => {
      self.peer.extras.delete(key?.value ?? '');
    },
    'setExtrasClassLoader(Ljava/lang/ClassLoader;)V': () => undefined,
    'setSelector(Landroid/content/Intent;)V': (_vm, self: Intent, selector: Intent | null) => {
      self.peer.selector = selector;
    },
    'toString()Ljava/lang/String;': (vm, self: Intent) =>
      vm.string(renderIntent(self.peer), vm.labelOf(self)),
    ...extras(),
  },
});

function* componentFor(vm: Machine, context: HeapObject, cls: JavaObject<{ javaName: string }>) {
  const packageName = yield* vm.call<JavaString>(context, 'getPackageName()Ljava/lang/String;');
  return { packageName: vm.text(packageName), className: cls.peer.javaName };
}

/** For logs and evidence, in the platform's own short form. */
export function renderIntent({ action, dataText, type, packageName, component }: IntentState): string {
  const parts = [
    action === null ? '' : `act=${action}`,
    dataText === null ? '' : `dat=${dataText}`,
    type === null ? '' : `typ=${type}`,
    packageName === null ? '' : `pkg=${packageName}`,
    component === null ? '' : `cmp=${component.packageName}/${component.className}`,
  ];
  return `Intent { ${parts.filter((part) => part !== '').join(' ')} }`;
}
