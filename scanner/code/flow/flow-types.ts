import type { DexClass, DexField, DexFile, DexMethod } from '../../dex/index.ts';
import type { AppCode } from '../app-code.ts';
import { MethodLookup } from '../method-lookup.ts';
import type { Reachability } from '../reachability.ts';

const MAX_SUBTYPES = 400;
const MAX_TARGETS = 24;

/** A field as instructions name it, led back to the class that declares it. */
export type FieldInfo = { readonly key: string; readonly type: string };

/** Which methods a call may run and which field an instruction means. */
export class FlowTypes {
  readonly lookup: MethodLookup;
  private readonly app: AppCode;
  private readonly reachability: Pick<Reachability, 'has'>;
  private readonly isLibrary: (descriptor: string) => boolean;
  private subtypes: Map<string, string[]> | undefined;
  private readonly fields = new Map<DexFile, (FieldInfo | undefined)[]>();
  private readonly appFields = new Map<string, boolean>();
  private readonly targets = new Map<string, readonly DexMethod[]>();

  constructor(
    app: AppCode,
    reachability: Pick<Reachability, 'has'>,
    isLibrary: (descriptor: string) => boolean,
  ) {
    this.app = app;
    this.isLibrary = isLibrary;
    this.reachability = reachability;
    this.lookup = new MethodLookup(app.hierarchy);
  }

  field(dex: DexFile, index: number): FieldInfo {
    let infos = this.fields.get(dex);
    if (infos === undefined) this.fields.set(dex, (infos = []));
    return (infos[index] ??= this.findField(dex, index));
  }

  private findField(dex: DexFile, index: number): FieldInfo {
    const { owner, name, type } = dex.field(index);
    const isIt = ({ ref }: DexField): boolean => ref.name === name && ref.type === type;
    const declares = (defined: DexClass): boolean =>
      defined.instanceFields.some(isIt) || defined.staticFields.some(isIt);
    const declaring = this.app.hierarchy.chainOf(owner).find(declares)?.descriptor ?? owner;
    return { key: `${declaring}->${name}`, type };
  }

  /** Whether code of the class is followed: it is in the package and no bundled library's. */
  isApp(descriptor: string): boolean {
    return this.app.hierarchy.findClass(descriptor) !== undefined && !this.isLibrary(descriptor);
  }

  /** Whether a name is that of a field, as FieldInfo has it, of such a class. */
  isAppField(key: string): boolean {
    let answer = this.appFields.get(key);
    if (answer === undefined) {
      const end = key.indexOf('->');
      this.appFields.set(key, (answer = end > 0 && this.isApp(key.slice(0, end))));
    }
    return answer;
  }

  /** Whether the body of a method is read. */
  private isFollowed(method: DexMethod): boolean {
    return method.codeOffset !== 0 && !this.isLibrary(method.owner.descriptor);
  }

  /** Whether a class of the app is the other one or inherits from it. */
  isSubtype(descriptor: string, parent: string): boolean {
    if (descriptor === parent || parent === 'Ljava/lang/Object;') return true;
    const { hierarchy } = this.app;
    return (
      hierarchy.chainOf(descriptor).some((defined) => defined.descriptor === parent) ||
      hierarchy.findPlatformAncestor(descriptor) === parent ||
      hierarchy.interfacesOf(descriptor).has(parent)
    );
  }

  /** Whether objects of a class that only the declared type tells may be listeners; too much inherits from Object. */
  mayBeListener(type: string): boolean {
    return type.startsWith('L') && !type.startsWith('Ljava/') && type !== 'Landroid/content/Context;';
  }

  /** The one method that runs on an object of exactly this class. */
  exact(descriptor: string, key: string): DexMethod | undefined {
    const method = this.lookup.find(descriptor, key);
    return method !== undefined && this.isFollowed(method) ? method : undefined;
  }

  /** Methods that may run when `key` is called on an object of this class or one below it; those that can run only. */
  virtual(descriptor: string, key: string): readonly DexMethod[] {
    const cacheKey = `${descriptor}${key}`;
    const known = this.targets.get(cacheKey);
    if (known !== undefined) return known;
    const found = new Set<DexMethod>();
    const add = (method: DexMethod | undefined): void => {
      if (method !== undefined && this.isFollowed(method) && this.reachability.has(method)) found.add(method);
    };
    add(this.lookup.find(descriptor, key));
    const queue = [descriptor];
    const seen = new Set(queue);
    for (let i = 0; i < queue.length && queue.length < MAX_SUBTYPES && found.size < MAX_TARGETS; i++) {
      for (const below of this.subtypesOf(queue[i] ?? '')) {
        if (seen.has(below)) continue;
        seen.add(below);
        queue.push(below);
        add(this.lookup.find(below, key));
      }
    }
    const result = [...found];
    this.targets.set(cacheKey, result);
    return result;
  }

  /** Methods of a class of the app, or of its app superclasses, with this name; nearest first. */
  named(descriptor: string, name: string): readonly DexMethod[] {
    const found: DexMethod[] = [];
    for (const defined of this.app.hierarchy.chainOf(descriptor))
      for (const method of defined.methods())
        if (method.ref.name === name && this.isFollowed(method) && this.reachability.has(method))
          found.push(method);
    return found;
  }

  /** Methods with this name on the classes of the app below a class or interface, the platform's too. */
  namedBelow(descriptor: string, name: string): readonly DexMethod[] {
    const found = new Set<DexMethod>(this.named(descriptor, name));
    for (const below of this.subtypesOf(descriptor))
      for (const method of this.named(below, name)) if (found.size < MAX_TARGETS) found.add(method);
    return [...found];
  }

  private subtypesOf(descriptor: string): readonly string[] {
    if (this.subtypes === undefined) {
      this.subtypes = new Map();
      for (const defined of this.app.hierarchy.classes()) {
        for (const parent of this.app.hierarchy.parentsOf(defined)) {
          const below = this.subtypes.get(parent);
          if (below === undefined) this.subtypes.set(parent, [defined.descriptor]);
          else below.push(defined.descriptor);
        }
      }
    }
    return this.subtypes.get(descriptor) ?? [];
  }
}
