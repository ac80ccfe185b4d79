import { ScanError } from '../errors.ts';
import type { DexClass, DexFile } from '../dex/index.ts';

/** Longer chains than any app has; a hostile one may be a circle. */
const MAX_CHAIN = 256;
/** What is longer is worked out anew each time, so that made-up code does not fill memory. */
const MAX_KEPT = 16;
const NO_CLASSES: readonly DexClass[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

/** The classes that the app's dex files define, by descriptor, and how they inherit. */
export class ClassHierarchy {
  private readonly byName = new Map<string, DexClass>();
  private firstByPackage: Map<string, DexClass> | undefined;
  private readonly chains = new Map<string, readonly DexClass[]>();
  private readonly interfaceSets = new Map<string, ReadonlySet<string>>();

  /** Where several files define a class, the first one counts, as on a device. */
  constructor(dexFiles: readonly DexFile[]) {
    for (const dex of dexFiles) {
      for (let i = 0; i < dex.classCount; i++) {
        const defined = dex.classAt(i);
        const name = defined.descriptor;
        if (!this.byName.has(name)) this.byName.set(name, defined);
      }
    }
  }

  get size(): number {
    return this.byName.size;
  }

  /** All classes that count, in the order of their files. */
  classes(): IterableIterator<DexClass> {
    return this.byName.values();
  }

  /** One class of every package, by dotted package name, in the order of the files. */
  packages(): ReadonlyMap<string, DexClass> {
    if (!this.firstByPackage) {
      this.firstByPackage = new Map();
      for (const [name, defined] of this.byName) {
        const packageName = name.slice(1, Math.max(1, name.lastIndexOf('/'))).replaceAll('/', '.');
        if (!this.firstByPackage.has(packageName)) this.firstByPackage.set(packageName, defined);
      }
    }
    return this.firstByPackage;
  }

  findClass(descriptor: string): DexClass | undefined {
    return this.byName.get(descriptor);
  }

  /** The class itself and its superclasses as far as the app defines them, nearest first. */
  chainOf(descriptor: string): readonly DexClass[] {
    const known = this.chains.get(descriptor);
    if (known) return known;
    if (!this.byName.has(descriptor)) return NO_CLASSES;
    const chain = this.readChain(descriptor);
    if (chain.length <= MAX_KEPT) this.chains.set(descriptor, chain);
    return chain;
  }

  private readChain(descriptor: string): readonly DexClass[] {
    const chain: DexClass[] = [];
    let name: string | undefined = descriptor;
    while (name !== undefined && chain.length < MAX_CHAIN) {
      const defined: DexClass | undefined = this.byName.get(name);
      if (!defined || chain.includes(defined)) break;
      chain.push(defined);
      name = superclassOf(defined);
    }
    return chain;
  }

  /** The nearest superclass that the app does not define; undefined where the class itself is none of the app's. */
  findPlatformAncestor(descriptor: string): string | undefined {
    const chain = this.chainOf(descriptor);
    const last = chain[chain.length - 1];
    return last === undefined || chain.length === MAX_CHAIN ? undefined : superclassOf(last);
  }

  /** The superclass and the interfaces that a class names itself; those that cannot be read are left out. */
  parentsOf(defined: DexClass): readonly string[] {
    const superclass = superclassOf(defined);
    return superclass === undefined ? interfacesOf(defined) : [superclass, ...interfacesOf(defined)];
  }

  /** Interfaces that a class of the app and its app superclasses name, with those that app interfaces extend. */
  interfacesOf(descriptor: string): ReadonlySet<string> {
    const known = this.interfaceSets.get(descriptor);
    if (known) return known;
    if (!this.byName.has(descriptor)) return NO_NAMES;
    const found = this.readInterfaces(descriptor);
    if (found.size <= MAX_KEPT) this.interfaceSets.set(descriptor, found.size === 0 ? NO_NAMES : found);
    return found;
  }

  private readInterfaces(descriptor: string): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = this.chainOf(descriptor).flatMap(interfacesOf);
    for (let name = queue.pop(); name !== undefined && found.size < MAX_CHAIN; name = queue.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const defined = this.byName.get(name);
      if (defined) queue.push(...interfacesOf(defined));
    }
    return found;
  }
}

/** Parents that cannot be read are none; openAppCode has told of them. */
function superclassOf(defined: DexClass): string | undefined {
  return orUnread(() => defined.superclass, undefined);
}

function interfacesOf(defined: DexClass): readonly string[] {
  return orUnread<readonly string[]>(() => defined.interfaces, []);
}

function orUnread<T>(read: () => T, unread: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code === 'BAD_DEX') return unread;
    throw error;
  }
}
