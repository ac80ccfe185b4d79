import { toClassName } from '../../dex/index.ts';
import type { DexFile, MethodRef } from '../../dex/index.ts';
import type { ClassHierarchy } from '../class-hierarchy.ts';
import type { FlowTables, LibraryFlow, SinkRow } from './flow-tables.ts';

/** What is known of a method that instructions name, before any value is. */
export type CallInfo = {
  readonly ref: MethodRef;
  /** Name and descriptor. */
  readonly key: string;
  /** Whether the app's dex files define the class, and it is no bundled library's. */
  readonly isAppClass: boolean;
  /** The class under which the tables may know it, dotted: the platform's where an app class inherits it. */
  readonly className: string;
  readonly flow?: LibraryFlow;
  readonly sink?: SinkRow;
  /** The tables know this very class, so that its body, should the app bundle it, is not read. */
  readonly isModelled: boolean;
};

/** CallInfo for the method references of each dex file, made when first asked for. */
export class CallTable {
  private readonly hierarchy: ClassHierarchy;
  private readonly tables: FlowTables;
  private readonly isLibrary: (descriptor: string) => boolean;
  private readonly parents = new Map<string, readonly string[]>();
  private readonly byDex = new Map<DexFile, (CallInfo | undefined)[]>();

  constructor(hierarchy: ClassHierarchy, tables: FlowTables, isLibrary: (descriptor: string) => boolean) {
    this.hierarchy = hierarchy;
    this.isLibrary = isLibrary;
    this.tables = tables;
  }

  of(dex: DexFile, index: number): CallInfo {
    let infos = this.byDex.get(dex);
    if (infos === undefined) this.byDex.set(dex, (infos = []));
    return (infos[index] ??= this.make(dex.method(index), dex.methodKey(index)));
  }

  private make(ref: MethodRef, key: string): CallInfo {
    const isDefined = this.hierarchy.findClass(ref.owner) !== undefined;
    const isAppClass = isDefined && !this.isLibrary(ref.owner);
    const own = toClassName(ref.owner);
    const flows = this.tables.libraryFlows;
    let className = own;
    let flow = flows.findOwn(own, ref.name);
    let sink = this.tables.sinks.findOwn(own, ref.name);
    const isModelled = isAppClass && (flow !== undefined || sink !== undefined);
    if (isDefined && !isModelled && flow === undefined && sink === undefined) {
      for (const name of this.platformParents(ref.owner)) {
        flow ??= flows.findOwn(name, ref.name);
        sink ??= this.tables.sinks.findOwn(name, ref.name);
        if (flow !== undefined || sink !== undefined) {
          className = name;
          break;
        }
        if (className === own) className = name;
      }
    }
    // Rows for any class speak of the platform's; an app class comes to them through its platform parent.
    flow ??= flows.findAny(ref.name);
    sink ??= this.tables.sinks.findAny(ref.name);
    return {
      ref,
      key,
      isAppClass,
      className,
      ...(flow === undefined ? {} : { flow }),
      ...(sink === undefined ? {} : { sink }),
      isModelled,
    };
  }

  private platformParents(owner: string): readonly string[] {
    const known = this.parents.get(owner);
    if (known !== undefined) return known;
    const found = this.findParents(owner).map(toClassName);
    this.parents.set(owner, found);
    return found;
  }

  private findParents(owner: string): readonly string[] {
    const ancestor = this.hierarchy.findPlatformAncestor(owner);
    return [
      ...(ancestor === undefined ? [] : [ancestor]),
      ...[...this.hierarchy.interfacesOf(owner)].filter((name) => !this.hierarchy.findClass(name)),
    ];
  }
}
