import type {
  ConfiguredResources,
  ResConfig,
  ResourceName,
  ResourceVariant,
  TypedValue,
} from '../../../package/index.ts';

const systemPackageId = 0x01;
/** The framework follows as many references before it gives up. */
const mostReferences = 20;
const mostParents = 100;

/** A value that is no reference any more, with the id and the table it came from. */
export type FoundValue = {
  readonly value: TypedValue;
  /** Last resource id of the chain of references; 0 when there was none. */
  readonly resourceId: number;
  readonly isSystem: boolean;
  readonly config: ResConfig | undefined;
};

/** Items of a style or array with its parents' items under them. */
export type FoundBag = {
  readonly id: number;
  readonly items: ReadonlyMap<number, BagValue>;
};

/** An item of a bag, and the table against which a string in it is a file name. */
export type BagValue = { readonly value: TypedValue; readonly isSystem: boolean };

/** The app's resources over the platform's, for one configuration: package 0x01 is the platform's. */
export class ResourceSet {
  readonly app: ConfiguredResources | undefined;
  readonly system: ConfiguredResources;
  readonly #bags = new Map<number, FoundBag | undefined>();

  constructor(app: ConfiguredResources | undefined, system: ConfiguredResources) {
    this.app = app;
    this.system = system;
  }

  find(id: number): ResourceVariant | undefined {
    return this.#tableOf(id)?.find(id);
  }

  /** Follows references over both tables; undefined when the chain ends nowhere, in a bag, or goes round. */
  findValue(id: number): FoundValue | undefined {
    let at = id;
    for (let step = 0; step < mostReferences; step++) {
      const found = this.find(at);
      if (!found || found.content.kind === 'bag') return undefined;
      const { value } = found.content;
      if (value.kind !== 'reference' || value.id === 0) {
        return { value, resourceId: at, isSystem: isSystemId(at), config: found.config };
      }
      at = value.id;
    }
    return undefined;
  }

  /**
   * A value with references followed. A reference to a bag keeps its id and stays a reference, as
   * TypedArray.getResourceId expects.
   */
  resolve(value: TypedValue, isSystem: boolean): FoundValue {
    if (value.kind !== 'reference' || value.id === 0) {
      return { value, resourceId: 0, isSystem, config: undefined };
    }
    const found = this.findValue(value.id);
    return found ?? { value, resourceId: value.id, isSystem: isSystemId(value.id), config: undefined };
  }

  findBag(id: number): FoundBag | undefined {
    if (this.#bags.has(id)) return this.#bags.get(id);
    const bag = this.#readBag(id);
    this.#bags.set(id, bag);
    return bag;
  }

  findName(id: number): ResourceName | undefined {
    return this.#tableOf(id)?.table.findName(id);
  }

  findId(packageName: string, type: string, entry: string): number | undefined {
    const table = packageName === 'android' ? this.system : this.app;
    return table?.table.findId(type, entry);
  }

  #readBag(id: number): FoundBag | undefined {
    const chain: { readonly id: number; readonly variant: ResourceVariant }[] = [];
    let at = this.#followToBag(id);
    while (at !== 0 && chain.length < mostParents && !chain.some((link) => link.id === at)) {
      const variant = this.find(at);
      if (!variant || variant.content.kind !== 'bag') break;
      chain.push({ id: at, variant });
      at = this.#followToBag(variant.content.parentId);
    }
    if (chain.length === 0) return undefined;
    const items = new Map<number, BagValue>();
    for (const { id: linkId, variant } of chain.toReversed()) {
      if (variant.content.kind !== 'bag') continue;
      for (const item of variant.content.items) {
        items.set(item.name, { value: item.value, isSystem: isSystemId(linkId) });
      }
    }
    return { id, items };
  }

  /** Styles may be references to styles. */
  #followToBag(id: number): number {
    let at = id;
    for (let step = 0; step < mostReferences; step++) {
      const content = this.find(at)?.content;
      if (content?.kind !== 'value' || content.value.kind !== 'reference') return at;
      at = content.value.id;
    }
    return 0;
  }

  #tableOf(id: number): ConfiguredResources | undefined {
    return isSystemId(id) ? this.system : this.app;
  }
}

export function isSystemId(id: number): boolean {
  return id >>> 24 === systemPackageId;
}
