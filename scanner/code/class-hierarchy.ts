import { ScanError } from '../errors.ts';
import type { DexClass, DexFile } from '../dex/index.ts';

/** Longer chains than any app has; a hostile one may be a circle. */
const MAX_CHAIN = 256;
/** What is longer is worked out anew each time, so that made-up code does not fill memory. */
const MAX_KEPT = 16;
const NO_CLASSES: readonly DexClass[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

/** A class and what was worked out of its parents so far. */
type Node = {
  readonly defined: DexClass;
  superclass: string | undefined;
  ownInterfaces: readonly string[] | undefined;
  chain: readonly DexClass[] | undefined;
  interfaces: ReadonlySet<string> | undefined;
};

/** The classes that the app's dex files define, by descriptor, and how they inherit. */
export class ClassHierarchy {
  private readonly nodes = new Map<string, Node>();
  private firstByPackage: Map<string, DexClass> | undefined;

  /** Where several files define a class, the first one counts, as on a device. */
  constructor(dexFiles: readonly DexFile[]) {
    for (const dex of dexFiles) {
      for (let i = 0; i < dex.classCount; i++) {
        const defined = dex.classAt(i);
        const name = defined.descriptor;
        if (!this.nodes.has(name)) this.nodes.set(name, toNode(defined));
      }
    }
  }

  get size(): number {
    return this.nodes.size;
  }

  /** All classes that count, in the order of their files. */
  *classes(): Generator<DexClass> {
    for (const { defined } of this.nodes.values()) yield defined;
  }

  /** One class of every package, by dotted package name, in the order of the files. */
  packages(): ReadonlyMap<string, DexClass> {
    if (!this.firstByPackage) {
      this.firstByPackage = new Map();
      const seen = new Set<string>();
      for (const [name, { defined }] of this.nodes) {
        const internalName = name.slice(1, Math.max(1, name.lastIndexOf('/')));
        if (seen.has(internalName)) continue;
        seen.add(internalName);
        const packageName = internalName.replaceAll('/', '.');
        if (!this.firstByPackage.has(packageName)) this.firstByPackage.set(packageName, defined);
      }
    }
    return this.firstByPackage;
  }

  findClass(descriptor: string): DexClass | undefined {
    return this.nodes.get(descriptor)?.defined;
  }

  /** The class itself and its superclasses as far as the app defines them, nearest first. */
  chainOf(descriptor: string): readonly DexClass[] {
    const node = this.nodes.get(descriptor);
    return node === undefined ? NO_CLASSES : this.chainOfNode(node);
  }

  private chainOfNode(node: Node): readonly DexClass[] {
    if (node.chain !== undefined) return node.chain;
    const chain = this.readChain(node);
    if (chain.length <= MAX_KEPT) node.chain = chain;
    return chain;
  }

  private readChain(first: Node): readonly DexClass[] {
    const chain: DexClass[] = [];
    let node: Node | undefined = first;
    while (node !== undefined && chain.length < MAX_CHAIN && !chain.includes(node.defined)) {
      chain.push(node.defined);
      const above: string | undefined = superclassOf(node);
      node = above === undefined ? undefined : this.nodes.get(above);
    }
    return chain;
  }

  /** The nearest superclass that the app does not define; undefined where the class itself is none of the app's. */
  findPlatformAncestor(descriptor: string): string | undefined {
    const chain = this.chainOf(descriptor);
    const last = chain[chain.length - 1];
    if (last === undefined || chain.length === MAX_CHAIN) return undefined;
    return this.superclassOfDefined(last);
  }

  /** The superclass and the interfaces that a class names itself; those that cannot be read are left out. */
  parentsOf(defined: DexClass): readonly string[] {
    const superclass = this.superclassOfDefined(defined);
    const interfaces = interfacesOf(this.nodeOf(defined));
    return superclass === undefined ? interfaces : [superclass, ...interfaces];
  }

  /** Interfaces that a class of the app and its app superclasses name, with those that app interfaces extend. */
  interfacesOf(descriptor: string): ReadonlySet<string> {
    const node = this.nodes.get(descriptor);
    if (node === undefined) return NO_NAMES;
    if (node.interfaces !== undefined) return node.interfaces;
    const found = this.readInterfaces(node);
    if (found.size <= MAX_KEPT) node.interfaces = found;
    return found;
  }

  private readInterfaces(node: Node): ReadonlySet<string> {
    const queue: string[] = [];
    for (const defined of this.chainOfNode(node)) queue.push(...interfacesOf(this.nodeOf(defined)));
    if (queue.length === 0) return NO_NAMES;
    const found = new Set<string>();
    for (let name = queue.pop(); name !== undefined && found.size < MAX_CHAIN; name = queue.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const parent = this.nodes.get(name);
      if (parent) queue.push(...interfacesOf(parent));
    }
    return found;
  }

  private superclassOfDefined(defined: DexClass): string | undefined {
    return superclassOf(this.nodeOf(defined));
  }

  /** Classes that an earlier file defines too have no node that is kept. */
  private nodeOf(defined: DexClass): Node {
    const node = this.nodes.get(defined.descriptor);
    return node?.defined === defined ? node : toNode(defined);
  }
}

function toNode(defined: DexClass): Node {
  return {
    defined,
    superclass: undefined,
    ownInterfaces: undefined,
    chain: undefined,
    interfaces: undefined,
  };
}

/** Parents that cannot be read are none; openAppCode has told of them. */
function superclassOf(node: Node): string | undefined {
  return (node.superclass ??= orUnread(() => node.defined.superclass, undefined));
}

function interfacesOf(node: Node): readonly string[] {
  return (node.ownInterfaces ??= orUnread<readonly string[]>(() => node.defined.interfaces, []));
}

function orUnread<T>(read: () => T, unread: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code === 'BAD_DEX') return unread;
    throw error;
  }
}
