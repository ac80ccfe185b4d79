import type { PlatformCallbacks } from '../../data/index.ts';
import type { DexFile, DexMethod } from '../../dex/index.ts';
import type { ClassHierarchy } from '../class-hierarchy.ts';
import type { MethodKey, MethodLookup } from '../method-lookup.ts';
import { NONE } from './abstract-value.ts';
import type { Cell } from './abstract-value.ts';

/** A method as an instruction names it, with what the app and the platform know of it. */
export type CallInfo = {
  readonly owner: string;
  readonly name: string;
  readonly key: MethodKey;
  readonly parameters: readonly string[];
  readonly returnType: string;
  /** Whether the app defines the class. */
  readonly isApp: boolean;
  /** The app's method that the name stands for, its own or an inherited one. */
  readonly declared: DexMethod | undefined;
};

/** A field as an instruction names it. */
export type FieldInfo = {
  /** Class that declares it, and name; unique. */
  readonly key: string;
  readonly name: string;
  readonly owner: string;
  readonly type: string;
  readonly isApp: boolean;
  /** What the static field holds, once it has been asked for. */
  ownCell: Cell | undefined;
  /** What was written to the field of objects that are not known, and to that of any object. */
  readonly openCell: Cell;
  readonly allCell: Cell;
};

function toFieldInfo(key: string, name: string, owner: string, type: string, isApp: boolean): FieldInfo {
  return {
    key,
    name,
    owner,
    type,
    isApp,
    ownCell: undefined,
    openCell: { value: NONE, readers: undefined },
    allCell: { value: NONE, readers: undefined },
  };
}

/** What may be handed to Android and called back later: interfaces whose one method says nothing by being there. */
export const DEFERRED: ReadonlyMap<string, MethodKey> = new Map([
  ['Ljava/lang/Runnable;', 'run()V'],
  ['Ljava/util/concurrent/Callable;', 'call()Ljava/lang/Object;'],
  ['Landroid/view/View$OnClickListener;', 'onClick(Landroid/view/View;)V'],
  ['Landroid/view/View$OnLongClickListener;', 'onLongClick(Landroid/view/View;)Z'],
  [
    'Landroid/widget/CompoundButton$OnCheckedChangeListener;',
    'onCheckedChanged(Landroid/widget/CompoundButton;Z)V',
  ],
  ['Landroid/content/DialogInterface$OnClickListener;', 'onClick(Landroid/content/DialogInterface;I)V'],
]);

const OBJECT = 'Ljava/lang/Object;';

/** Answers about pool entries, each found once. */
export class CallTable {
  private readonly hierarchy: ClassHierarchy;
  private readonly lookup: MethodLookup;
  private readonly callbacks: PlatformCallbacks;
  private readonly calls = new Map<DexFile, (CallInfo | undefined)[]>();
  private readonly fields = new Map<DexFile, (FieldInfo | undefined)[]>();
  private readonly found = new Map<string, Map<MethodKey, DexMethod | undefined>>();
  private readonly types = new Map<string, readonly string[]>();
  private readonly fieldsByKey = new Map<string, FieldInfo>();
  private readonly deferred = new Map<string, readonly DexMethod[]>();
  private parents: ReadonlySet<string> | undefined;

  constructor(hierarchy: ClassHierarchy, lookup: MethodLookup, callbacks: PlatformCallbacks) {
    this.hierarchy = hierarchy;
    this.lookup = lookup;
    this.callbacks = callbacks;
  }

  /** Whether the app brings this class. */
  isDefined(descriptor: string): boolean {
    return this.hierarchy.findClass(descriptor) !== undefined;
  }

  call(dex: DexFile, index: number): CallInfo {
    const table = this.calls.get(dex) ?? [];
    this.calls.set(dex, table);
    const known = table[index];
    if (known) return known;
    const { owner, name, proto } = dex.method(index);
    const key = name + proto.descriptor;
    const isApp = this.hierarchy.findClass(owner) !== undefined;
    const info: CallInfo = {
      owner,
      name,
      key,
      parameters: proto.parameters,
      returnType: proto.returnType,
      isApp,
      declared: isApp ? this.find(owner, key) : undefined,
    };
    table[index] = info;
    return info;
  }

  field(dex: DexFile, index: number): FieldInfo {
    const table = this.fields.get(dex) ?? [];
    this.fields.set(dex, table);
    const known = table[index];
    if (known) return known;
    const { owner, name, type } = dex.field(index);
    const declaring = this.hierarchy
      .chainOf(owner)
      .find((defined) =>
        [...defined.staticFields, ...defined.instanceFields].some((field) => field.ref.name === name),
      );
    const at = declaring?.descriptor ?? owner;
    const key = `${at}.${name}`;
    const info = this.fieldsByKey.get(key) ?? toFieldInfo(key, name, at, type, declaring !== undefined);
    this.fieldsByKey.set(key, info);
    table[index] = info;
    return info;
  }

  /** The method with code that runs when `key` is called on an object of this class. */
  find(descriptor: string, key: MethodKey): DexMethod | undefined {
    let byKey = this.found.get(descriptor);
    if (!byKey) this.found.set(descriptor, (byKey = new Map()));
    const known = byKey.get(key);
    if (known !== undefined || byKey.has(key)) return known;
    const method = this.lookup.find(descriptor, key);
    const found = method?.codeOffset === 0 ? undefined : method;
    byKey.set(key, found);
    return found;
  }

  /** What an object of the class is, beside java.lang.Object: as far as the app and the next of the platform's go. */
  typesOf(descriptor: string): readonly string[] {
    const known = this.types.get(descriptor);
    if (known) return known;
    const types = [
      ...this.hierarchy.chainOf(descriptor).map((each) => each.descriptor),
      ...this.hierarchy.interfacesOf(descriptor),
      this.hierarchy.findPlatformAncestor(descriptor) ?? OBJECT,
    ].filter((type) => type !== OBJECT);
    this.types.set(descriptor, types);
    return types;
  }

  /** The interface methods of a class that are called only where its object is handed over. */
  deferredOf(descriptor: string): readonly DexMethod[] {
    const known = this.deferred.get(descriptor);
    if (known) return known;
    const found: DexMethod[] = [];
    const ancestor = this.hierarchy.findPlatformAncestor(descriptor);
    const inherited =
      ancestor === undefined || ancestor === OBJECT
        ? undefined
        : this.callbacks.overridable(ancestor.slice(1, -1));
    const interfaces = this.hierarchy.interfacesOf(descriptor);
    for (const [name, key] of DEFERRED) {
      if (!interfaces.has(name) || inherited?.has(key)) continue;
      const method = this.find(descriptor, key);
      if (method) found.push(method);
    }
    this.deferred.set(descriptor, found);
    return found;
  }

  /** Whether some class of the app extends or implements this class of the platform. */
  isParent(descriptor: string): boolean {
    if (!this.parents) {
      const parents = new Set<string>();
      for (const defined of this.hierarchy.classes())
        for (const each of this.hierarchy.parentsOf(defined)) parents.add(each);
      parents.delete(OBJECT);
      this.parents = parents;
    }
    return this.parents.has(descriptor);
  }
}
