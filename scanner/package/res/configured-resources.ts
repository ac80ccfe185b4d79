import { isBetterConfig, matchesConfig } from './config-match.ts';
import type { ResConfig } from './config.ts';
import type { ResourcePackage, ResourceType } from './resource-package.ts';
import type { ResourceTable, ResourceVariant } from './resource-table.ts';
import type { TypeChunk } from './type-chunk.ts';
import type { TypedValue } from './typed-value.ts';

/** References to references: the framework follows as many. */
const MAX_REFERENCES = 20;
const MAX_PARENTS = 100;

/** A value that is no reference any more, and the resource it was found in. */
export type ResolvedValue = {
  readonly value: TypedValue;
  /** The last id of the chain; 0 when the value was no reference to begin with. */
  readonly id: number;
  readonly config: ResConfig | undefined;
};

/** A bag with everything its parents hold, the child's items over the parents'. */
export type ResolvedBag = {
  readonly id: number;
  /** By attribute id or array key. References in it are not followed. */
  readonly items: ReadonlyMap<number, TypedValue>;
  /** The bag's own parent and theirs, nearest first. */
  readonly parents: readonly number[];
};

type Candidate = { readonly pkg: ResourcePackage; readonly chunk: TypeChunk };

/** The resources of a table as one device sees them: the best match for each id, references followed. */
export class ConfiguredResources {
  readonly table: ResourceTable;
  readonly config: ResConfig;
  readonly #candidates = new Map<number, readonly Candidate[]>();
  readonly #found = new Map<number, (ResourceVariant & { readonly pkg: ResourcePackage }) | undefined>();

  constructor(table: ResourceTable, config: ResConfig) {
    this.table = table;
    this.config = config;
  }

  /** The best variant of a resource for this device, or undefined when there is none. References are not followed. */
  find(id: number): ResourceVariant | undefined {
    return this.#find(id);
  }

  /** The plain value of a resource, references followed; undefined for bags, missing ids and circles. */
  findValue(id: number): ResolvedValue | undefined {
    let at = id;
    for (let step = 0; step < MAX_REFERENCES; step += 1) {
      const found = this.#find(at);
      if (found === undefined || found.content.kind === 'bag') return undefined;
      const { value } = found.content;
      if (value.kind !== 'reference' || value.id === 0)
        return { value, id: this.table.toFinalId(at), config: found.config };
      at = this.table.toAbsoluteId(value.id, found.pkg);
    }
    return undefined;
  }

  /** A value with references followed; undefined when a reference leads nowhere (or to the platform). */
  resolve(value: TypedValue): ResolvedValue | undefined {
    if (value.kind !== 'reference' || value.id === 0) return { value, id: 0, config: undefined };
    return this.findValue(this.#fromApp(value.id));
  }

  /** A resource's text, or undefined when it has none. */
  findString(id: number): string | undefined {
    const value = this.findValue(id)?.value;
    return value?.kind === 'string' ? value.text : undefined;
  }

  /** A style, array, plural or attribute with its parents' items; undefined when the id is no bag. */
  findBag(id: number): ResolvedBag | undefined {
    const chain: ResourceVariant[] = [];
    const ids: number[] = [];
    let at = this.#toBagId(id);
    while (at !== 0 && !ids.includes(at) && ids.length < MAX_PARENTS) {
      const found = this.#find(at);
      if (found === undefined || found.content.kind !== 'bag') break;
      chain.push(found);
      ids.push(at);
      at = this.table.toAbsoluteId(found.content.parentId, found.pkg);
    }
    const own = ids[0];
    if (own === undefined) return undefined;
    const parents = ids.slice(1);
    // A parent outside this table (the platform's styles) is named, so that its owner can go on from there.
    if (at !== 0 && !ids.includes(at)) parents.push(at);
    const items = new Map<number, TypedValue>();
    for (const variant of chain.toReversed())
      if (variant.content.kind === 'bag')
        for (const item of variant.content.items) items.set(item.name, item.value);
    return { id: own, items, parents };
  }

  /** Styles may be references to styles. */
  #toBagId(id: number): number {
    let at = id;
    for (let step = 0; step < MAX_REFERENCES; step += 1) {
      const found = this.#find(at);
      if (found?.content.kind !== 'value' || found.content.value.kind !== 'reference') return at;
      at = this.table.toAbsoluteId(found.content.value.id, found.pkg);
    }
    return 0;
  }

  #fromApp(id: number): number {
    const [own] = this.table.packages;
    return own === undefined ? id : this.table.toAbsoluteId(id, own);
  }

  #find(id: number): (ResourceVariant & { readonly pkg: ResourcePackage }) | undefined {
    const finalId = this.table.toFinalId(id);
    if (this.#found.has(finalId)) return this.#found.get(finalId);
    const index = finalId & 0xffff;
    let best: Candidate | undefined;
    for (const candidate of this.#candidatesOf(finalId)) {
      if (!candidate.chunk.has(index)) continue;
      if (best === undefined || isBetterConfig(candidate.chunk.config, best.chunk.config, this.config))
        best = candidate;
    }
    const content = best?.chunk.find(index, best.pkg.values);
    const found =
      best === undefined || content === undefined
        ? undefined
        : { config: best.chunk.config, content, pkg: best.pkg };
    this.#found.set(finalId, found);
    return found;
  }

  #candidatesOf(id: number): readonly Candidate[] {
    const key = id >>> 16;
    const known = this.#candidates.get(key);
    if (known !== undefined) return known;
    const candidates: Candidate[] = [];
    for (const { pkg, type } of this.table.partsOf(id)) addMatching(candidates, pkg, type, this.config);
    this.#candidates.set(key, candidates);
    return candidates;
  }
}

function addMatching(
  candidates: Candidate[],
  pkg: ResourcePackage,
  type: ResourceType,
  config: ResConfig,
): void {
  for (const chunk of type.chunks) if (matchesConfig(chunk.config, config)) candidates.push({ pkg, chunk });
}
