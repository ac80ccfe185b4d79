import type { AnomalyLog } from '../anomaly.ts';
import { asBuffer } from '../bytes.ts';
import type { ByteView } from '../bytes.ts';
import {
  CHUNK_LIBRARY,
  CHUNK_OVERLAYABLE,
  CHUNK_STAGED_ALIAS,
  CHUNK_STRING_POOL,
  CHUNK_TYPE,
  CHUNK_TYPE_SPEC,
  findChunk,
  findCutChunk,
} from './chunk.ts';
import type { Chunk } from './chunk.ts';
import { StringPool } from './string-pool.ts';
import { TypeChunk } from './type-chunk.ts';

/** Real tables have some hundred configurations for a type; lookups cost as many steps. */
const MAX_CHUNKS_PER_TYPE = 4096;
const NAME_UNITS = 128;
const LIBRARY_ENTRY_BYTES = 4 + NAME_UNITS * 2;
const OVERLAYABLE_NAME_UNITS = 256;

/** One type of a package: its name and its entries, one chunk for each configuration. */
export type ResourceType = {
  readonly typeId: number;
  readonly name: string;
  /** How many entry ids the type has, as declared by its specification. */
  readonly entryCount: number;
  readonly chunks: readonly TypeChunk[];
};

type OpenType = { typeId: number; name: string; entryCount: number; chunks: TypeChunk[] };

/** A package chunk (ResTable_package) of one table. */
export class ResourcePackage {
  readonly id: number;
  readonly name: string;
  /** By type id; ids are shifted by the package's type offset, as feature splits need it. */
  readonly types: ReadonlyMap<number, ResourceType>;
  readonly values: StringPool | undefined;
  readonly keys: StringPool | undefined;
  /** Names of shared libraries by the package id under which this table refers to them. */
  readonly libraries: ReadonlyMap<number, string>;
  /** Staged resource ids and the final ones they became. */
  readonly aliases: ReadonlyMap<number, number>;
  /** Names of the groups of resources that overlays may replace. */
  readonly overlayables: readonly string[];

  /** Reads headers only. Broken chunks are noted and end the reading; throws BAD_RESOURCES without a whole header. */
  constructor(
    view: ByteView,
    chunk: Chunk,
    values: StringPool | undefined,
    anomalies: AnomalyLog | undefined,
  ) {
    const at = chunk.offset;
    const note = (offsetBytes: number, message: string): void =>
      anomalies?.add('BROKEN_CHUNK', message, { file: view.file, offsetBytes });
    this.values = values;
    this.id = view.u32(at + 8) & 0xff;
    this.name = readName(view, at + 12, NAME_UNITS);
    const typeNamesAt = at + view.u32(at + 12 + NAME_UNITS * 2);
    const keysAt = at + view.u32(at + 20 + NAME_UNITS * 2);
    const typeOffset = chunk.headerSizeBytes >= 288 ? view.u32(at + 28 + NAME_UNITS * 2) : 0;

    const types = new Map<number, OpenType>();
    const libraries = new Map<number, string>();
    const aliases = new Map<number, number>();
    const overlayables: string[] = [];
    let typeNames: StringPool | undefined;
    let keys: StringPool | undefined;
    const openType = (writtenId: number): OpenType => {
      const typeId = writtenId + typeOffset;
      let type = types.get(typeId);
      if (type === undefined) {
        type = { typeId, name: typeNames?.find(writtenId - 1) ?? '', entryCount: 0, chunks: [] };
        types.set(typeId, type);
      }
      return type;
    };

    let offset = at + chunk.headerSizeBytes;
    while (offset < chunk.end) {
      const whole = findChunk(view, offset, chunk.end);
      if (whole === undefined)
        note(offset, `A chunk of package ${this.name} does not fit; what there is of it is read.`);
      const inner = whole ?? findCutChunk(view, offset, chunk.end);
      if (inner === undefined) break;
      const body = inner.offset + inner.headerSizeBytes;
      if (inner.type === CHUNK_STRING_POOL) {
        if (inner.offset === typeNamesAt) typeNames = new StringPool(view, inner);
        else if (inner.offset === keysAt) keys = new StringPool(view, inner);
        else note(inner.offset, 'A string pool that nothing points at.');
      } else if (inner.type === CHUNK_TYPE_SPEC) {
        if (inner.headerSizeBytes >= 16) {
          const type = openType(view.u8(inner.offset + 8));
          type.entryCount = Math.max(type.entryCount, Math.min(view.u32(inner.offset + 12), 0x1_0000));
        }
      } else if (inner.type === CHUNK_TYPE) {
        if (inner.headerSizeBytes < 20) {
          note(inner.offset, 'The header of a resource type is cut off.');
        } else {
          const typeChunk = new TypeChunk(view, inner);
          const type = openType(typeChunk.typeId);
          if (type.chunks.length >= MAX_CHUNKS_PER_TYPE)
            note(inner.offset, 'Too many configurations; ignored.');
          else type.chunks.push(typeChunk);
          type.entryCount = Math.max(type.entryCount, typeChunk.indexLimit);
        }
      } else if (inner.type === CHUNK_LIBRARY) {
        for (let entry = body; entry + LIBRARY_ENTRY_BYTES <= inner.end; entry += LIBRARY_ENTRY_BYTES)
          libraries.set(view.u32(entry) & 0xff, readName(view, entry + 4, NAME_UNITS));
      } else if (inner.type === CHUNK_STAGED_ALIAS) {
        for (let entry = body; entry + 8 <= inner.end; entry += 8)
          aliases.set(view.u32(entry), view.u32(entry + 4));
      } else if (inner.type === CHUNK_OVERLAYABLE) {
        if (inner.headerSizeBytes >= 8 + OVERLAYABLE_NAME_UNITS * 2)
          overlayables.push(readName(view, inner.offset + 8, OVERLAYABLE_NAME_UNITS));
      }
      offset = inner.end;
    }
    this.types = types;
    this.keys = keys;
    this.libraries = libraries;
    this.aliases = aliases;
    this.overlayables = overlayables;
  }
}

function readName(view: ByteView, offset: number, maxUnits: number): string {
  const text = asBuffer(view.slice(offset, maxUnits * 2)).toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
