import { ScanError } from '../../errors.ts';
import type { AnomalyLog } from '../anomaly.ts';
import { ByteView } from '../bytes.ts';
import { CHUNK_PACKAGE, CHUNK_STRING_POOL, CHUNK_TABLE, findChunk, findCutChunk } from './chunk.ts';
import type { ResConfig } from './config.ts';
import { ConfiguredResources } from './configured-resources.ts';
import { ResourcePackage } from './resource-package.ts';
import type { ResourceType } from './resource-package.ts';
import { StringPool } from './string-pool.ts';
import type { EntryContent } from './type-chunk.ts';

export type ResourceName = { readonly packageName: string; readonly type: string; readonly entry: string };

/** One variant of a resource: the qualifiers and what they hold. */
export type ResourceVariant = { readonly config: ResConfig; readonly content: EntryContent };

/** The bytes of a resources.arsc, and its name for errors. */
export type ResourceTableFile = { readonly bytes: Uint8Array; readonly file: string };

/**
 * The resources of an app: one resources.arsc, or those of base and splits together, as the AssetManager joins them.
 * Opening reads chunk headers; entries and strings are decoded when asked for. Ids are 0xPPTTEEEE, unsigned.
 */
export class ResourceTable {
  /** In file order; packages of several files may share an id. */
  readonly packages: readonly ResourcePackage[];
  readonly #byId = new Map<number, ResourcePackage[]>();
  readonly #aliases = new Map<number, number>();
  readonly #idsByType = new Map<string, Map<string, number>>();

  /**
   * From files, or from packages that were read already (to join the tables of base and splits).
   * Throws BAD_RESOURCES, with the offset, when a file holds no table at all.
   */
  constructor(parts: readonly (ResourceTableFile | ResourcePackage)[], anomalies?: AnomalyLog) {
    this.packages = parts.flatMap((part) => ('bytes' in part ? readPackages(part, anomalies) : [part]));
    for (const pkg of this.packages) {
      const same = this.#byId.get(pkg.id);
      if (same === undefined) this.#byId.set(pkg.id, [pkg]);
      else same.push(pkg);
      for (const [staged, final] of pkg.aliases) this.#aliases.set(staged, final);
    }
  }

  /** The resources as a device so configured sees them. Keeps caches: hold on to it while the device stays the same. */
  configured(config: ResConfig): ConfiguredResources {
    return new ConfiguredResources(this, config);
  }

  /** Every part of the table that may hold the id: a package and its type, one for each file that has them. */
  *partsOf(id: number): Generator<{ readonly pkg: ResourcePackage; readonly type: ResourceType }> {
    for (const pkg of this.#byId.get(id >>> 24) ?? []) {
      const type = pkg.types.get((id >>> 16) & 0xff);
      if (type !== undefined) yield { pkg, type };
    }
  }

  /** The final id of a staged one; other ids as they are. */
  toFinalId(id: number): number {
    return this.#aliases.get(id) ?? id;
  }

  /**
   * An id as this table's readers use it: 0 as package means the package itself, a library's build-time id its real one.
   */
  toAbsoluteId(id: number, from: ResourcePackage): number {
    const packageId = id >>> 24;
    if (packageId === 0) return id === 0 ? 0 : ((from.id << 24) | id) >>> 0;
    const library = from.libraries.get(packageId);
    if (library === undefined) return id;
    const found = this.packages.find((pkg) => pkg.name === library);
    return found === undefined ? id : ((found.id << 24) | (id & 0xffffff)) >>> 0;
  }

  /** The id of `type/name`, in the app's package or the named one; undefined when there is none. */
  findId(type: string, name: string, packageName?: string): number | undefined {
    const key = `${packageName ?? ''}:${type}`;
    let ids = this.#idsByType.get(key);
    if (ids === undefined) {
      ids = this.#readIds(type, packageName);
      this.#idsByType.set(key, ids);
    }
    return ids.get(name);
  }

  /** Ids by name; the lowest one where a name comes twice. */
  #readIds(typeName: string, packageName: string | undefined): Map<string, number> {
    const ids = new Map<string, number>();
    for (const pkg of this.packages) {
      if (packageName !== undefined && pkg.name !== packageName) continue;
      for (const [typeId, type] of pkg.types) {
        if (type.name !== typeName) continue;
        for (const chunk of type.chunks)
          for (const index of chunk.indexes()) {
            const key = chunk.findKey(index);
            const entry = key === undefined ? undefined : pkg.keys?.find(key);
            if (entry === undefined) continue;
            const id = ((pkg.id << 24) | (typeId << 16) | index) >>> 0;
            const known = ids.get(entry);
            if (known === undefined || id < known) ids.set(entry, id);
          }
      }
    }
    return ids;
  }

  /** Names of a resource id, or undefined when the table does not hold it. */
  findName(id: number): ResourceName | undefined {
    for (const { pkg, type } of this.partsOf(this.toFinalId(id))) {
      for (const chunk of type.chunks) {
        const key = chunk.findKey(id & 0xffff);
        if (key !== undefined)
          return { packageName: pkg.name, type: type.name, entry: pkg.keys?.find(key) ?? '' };
      }
    }
    return undefined;
  }

  /** Every id that has at least one value, ascending within each package; of one type or package when given. */
  *ids(typeName?: string, packageName?: string): Generator<number> {
    for (const [packageId, parts] of this.#byId) {
      const typeIds = new Set(parts.flatMap((pkg) => [...pkg.types.keys()]));
      for (const typeId of [...typeIds].sort((a, b) => a - b)) {
        const present = new Set<number>();
        for (const pkg of parts) {
          if (packageName !== undefined && pkg.name !== packageName) continue;
          const type = pkg.types.get(typeId);
          if (type === undefined || (typeName !== undefined && type.name !== typeName)) continue;
          for (const chunk of type.chunks) for (const index of chunk.indexes()) present.add(index);
        }
        for (const index of [...present].sort((a, b) => a - b))
          yield ((packageId << 24) | (typeId << 16) | index) >>> 0;
      }
    }
  }

  /** Every variant of a resource, in file order. */
  variants(id: number): ResourceVariant[] {
    const found: ResourceVariant[] = [];
    for (const { pkg, type } of this.partsOf(this.toFinalId(id))) {
      for (const chunk of type.chunks) {
        const content = chunk.find(id & 0xffff, pkg.values);
        if (content !== undefined) found.push({ config: chunk.config, content });
      }
    }
    return found;
  }

  /** Every configuration that some resource has. */
  *configs(): Generator<ResConfig> {
    for (const pkg of this.packages)
      for (const type of pkg.types.values()) for (const chunk of type.chunks) yield chunk.config;
  }
}

function readPackages(table: ResourceTableFile, anomalies: AnomalyLog | undefined): ResourcePackage[] {
  const view = new ByteView(table.bytes, 'BAD_RESOURCES', table.file);
  if (view.sizeBytes < 12 || view.u16(0) !== CHUNK_TABLE)
    throw new ScanError('BAD_RESOURCES', `${table.file} is not a resource table.`, {
      file: table.file,
      offsetBytes: 0,
    });
  const end = Math.min(view.u32(4), view.sizeBytes);
  const packages: ResourcePackage[] = [];
  let values: StringPool | undefined;
  let offset = view.u16(2);
  while (offset < end) {
    const whole = findChunk(view, offset, end);
    if (whole === undefined)
      anomalies?.add(
        'BROKEN_CHUNK',
        'A chunk of the resource table does not fit; what there is of it is read.',
        {
          file: table.file,
          offsetBytes: offset,
        },
      );
    const chunk = whole ?? findCutChunk(view, offset, end);
    if (chunk === undefined) break;
    if (chunk.type === CHUNK_STRING_POOL) values ??= new StringPool(view, chunk);
    else if (chunk.type === CHUNK_PACKAGE) packages.push(new ResourcePackage(view, chunk, values, anomalies));
    offset = chunk.end;
  }
  return packages;
}
