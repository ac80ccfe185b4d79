import type { PlatformCallbacks } from '../data/index.ts';
import type { DexMethod } from '../dex/index.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import type { MethodLookup } from './method-lookup.ts';

/** Which methods of an app class Android itself may call on its objects. */
export class PlatformOverrides {
  private readonly hierarchy: ClassHierarchy;
  private readonly lookup: MethodLookup;
  private readonly callbacks: PlatformCallbacks;

  constructor(hierarchy: ClassHierarchy, lookup: MethodLookup, callbacks: PlatformCallbacks) {
    this.hierarchy = hierarchy;
    this.lookup = lookup;
    this.callbacks = callbacks;
  }

  /**
   * Methods with code, the class's own and those of its app superclasses, that override one of the platform's. Where
   * a parent is neither the app's nor known, any method might, so all that can be overridden count.
   */
  of(descriptor: string): readonly DexMethod[] {
    const chain = this.hierarchy.chainOf(descriptor);
    const parents = [
      this.hierarchy.findPlatformAncestor(descriptor),
      ...this.hierarchy.interfacesOf(descriptor),
    ];
    const sets: ReadonlySet<string>[] = [];
    let isUnknown = false;
    for (const parent of parents) {
      if (parent === undefined || this.hierarchy.findClass(parent)) continue;
      const internalName = parent.slice(1, -1);
      if (this.callbacks.has(internalName)) sets.push(this.callbacks.overridable(internalName));
      else isUnknown = true;
    }
    const found: DexMethod[] = [];
    const seen = new Set<string>();
    for (const defined of chain) {
      for (const [key, method] of this.lookup.declared(defined)) {
        if (method.isDirect || method.codeOffset === 0 || seen.has(key)) continue;
        seen.add(key);
        if (isUnknown || isIn(sets, key)) found.push(method);
      }
    }
    return found;
  }
}

function isIn(sets: readonly ReadonlySet<string>[], key: string): boolean {
  if (sets.some((set) => set.has(key))) return true;
  if (sets.length === 0) return false;
  const loose = toLooseKey(key);
  return loose !== key && sets.some((set) => set.has(loose));
}

/** The table writes `#` for numeric types that the source of newer levels does not tell. */
function toLooseKey(key: string): string {
  const open = key.indexOf('(');
  return (
    key.slice(0, open) +
    key.slice(open).replace(/L[^;]*;|[BSIJFD]/g, (type) => (type.length > 1 ? type : '#'))
  );
}
