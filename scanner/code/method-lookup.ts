import type { DexClass, DexMethod } from '../dex/index.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';

/** A method as calls name it: name and descriptor in one. */
export type MethodKey = string;

export function toMethodKey(method: DexMethod): MethodKey {
  return method.owner.dex.methodKey(method.index);
}

/** Finds methods of app classes by name and descriptor; a class's table is made when it is first asked for. */
export class MethodLookup {
  private readonly hierarchy: ClassHierarchy;
  private readonly tables = new Map<DexClass, ReadonlyMap<MethodKey, DexMethod>>();

  constructor(hierarchy: ClassHierarchy) {
    this.hierarchy = hierarchy;
  }

  /** Methods that a class declares itself. */
  declared(defined: DexClass): ReadonlyMap<MethodKey, DexMethod> {
    const known = this.tables.get(defined);
    if (known) return known;
    const table = new Map<MethodKey, DexMethod>();
    for (const method of defined.methods()) table.set(toMethodKey(method), method);
    this.tables.set(defined, table);
    return table;
  }

  /** The method that runs when `key` is called on an object of this class: its own, an inherited, a default one. */
  find(descriptor: string, key: MethodKey): DexMethod | undefined {
    for (const defined of this.hierarchy.chainOf(descriptor)) {
      const method = this.declared(defined).get(key);
      if (method) return method;
    }
    for (const name of this.hierarchy.interfacesOf(descriptor)) {
      const defined = this.hierarchy.findClass(name);
      const method = defined && this.declared(defined).get(key);
      if (method && method.codeOffset !== 0) return method;
    }
    return undefined;
  }
}

/** Whether some class of the app declares a method with one of these names. */
export function declaresMethodNamed(hierarchy: ClassHierarchy, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  for (const defined of hierarchy.classes())
    for (const method of defined.methods()) if (names.has(method.ref.name)) return true;
  return false;
}
