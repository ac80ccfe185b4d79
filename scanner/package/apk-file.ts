import { ScanError } from '../errors.ts';
import { AnomalyLog } from './anomaly.ts';
import type { Anomaly } from './anomaly.ts';
import { readProtoXml } from './bundle/proto-xml.ts';
import type { ByteSource } from './byte-source.ts';
import { readXml } from './axml/index.ts';
import type { XmlElement } from './axml/index.ts';
import { ResourceTable } from './res/index.ts';
import type { ZipArchive, ZipEntry } from './zip/index.ts';

/** A native library inside an APK: `lib/<abi>/<name>`. */
export type NativeLibraryEntry = { readonly entry: ZipEntry; readonly abi: string; readonly name: string };

/** Where an APK, or one module of an App Bundle, keeps its parts. */
export type ApkLayout = {
  /** Put before every name; `''` in an APK, `base/` in a bundle. */
  readonly prefix: string;
  readonly manifestName: string;
  readonly dexFolder: string;
  /** Bundles hold protocol buffers instead of binary XML, and no resources.arsc. */
  readonly isProto: boolean;
};

export const APK_LAYOUT: ApkLayout = {
  prefix: '',
  manifestName: 'AndroidManifest.xml',
  dexFolder: '',
  isProto: false,
};

/** The largest manifests of real apps have some two million bytes. */
const MAX_XML_BYTES = 64 * 1024 * 1024;

/** One APK of the sample. Everything is read when asked for; manifest and resource table are kept. */
export class ApkFile {
  /** The name in the bundle, or the sample's own file name. */
  readonly name: string;
  readonly archive: ZipArchive;
  readonly #layout: ApkLayout;
  readonly #log = new AnomalyLog();
  #manifest: XmlElement | undefined;
  #resources: ResourceTable | undefined;

  constructor(name: string, archive: ZipArchive, layout: ApkLayout = APK_LAYOUT) {
    this.name = name;
    this.archive = archive;
    this.#layout = layout;
  }

  /** The APK's own bytes. For a module of an App Bundle, the whole bundle's. */
  get source(): ByteSource {
    return this.archive.source;
  }

  /** Grows as more of the file is read. */
  get anomalies(): readonly Anomaly[] {
    return [...this.archive.anomalies.list, ...this.#log.list];
  }

  /** Every entry in directory order, shadowed duplicates included. */
  entries(): readonly ZipEntry[] {
    const { prefix } = this.#layout;
    if (prefix === '') return this.archive.entries;
    return this.archive.entries.filter((entry) => entry.name.startsWith(prefix));
  }

  /** By the full name as the archive has it. */
  find(name: string): ZipEntry | undefined {
    return this.archive.find(name);
  }

  /** The entry's bytes, inflated. Errors as ZipArchive.read. */
  read(entry: ZipEntry): Uint8Array {
    return this.archive.read(entry);
  }

  /** `classes.dex`, `classes2.dex`, ... in the order in which Android loads them. */
  dexEntries(): ZipEntry[] {
    const folder = this.#layout.prefix + this.#layout.dexFolder;
    const numbered: { number: number; entry: ZipEntry }[] = [];
    for (const entry of this.archive.entries) {
      if (entry.shadowed || !entry.name.startsWith(folder)) continue;
      const match = /^classes([2-9]|[1-9]\d{1,4})?\.dex$/u.exec(entry.name.slice(folder.length));
      if (match !== null) numbered.push({ number: Number(match[1] ?? 1), entry });
    }
    return numbered.sort((a, b) => a.number - b.number).map(({ entry }) => entry);
  }

  nativeLibraries(): NativeLibraryEntry[] {
    const folder = `${this.#layout.prefix}lib/`;
    const found: NativeLibraryEntry[] = [];
    for (const entry of this.archive.entries) {
      if (entry.shadowed || !entry.name.startsWith(folder)) continue;
      const match = /^([^/]+)\/([^/]+\.so)$/u.exec(entry.name.slice(folder.length));
      if (match?.[1] !== undefined && match[2] !== undefined)
        found.push({ entry, abi: match[1], name: match[2] });
    }
    return found;
  }

  /** The manifest's root element. Throws NO_MANIFEST or BAD_MANIFEST, or what reading the entry throws. */
  manifest(): XmlElement {
    if (this.#manifest !== undefined) return this.#manifest;
    const name = this.#layout.prefix + this.#layout.manifestName;
    const entry = this.find(name);
    if (entry === undefined)
      throw new ScanError('NO_MANIFEST', `${this.name} has no ${name}.`, { file: this.name, offsetBytes: 0 });
    const bytes = this.#readXmlBytes(entry);
    this.#manifest = this.#layout.isProto
      ? readProtoXml(bytes, name)
      : readXml(bytes, { file: name, code: 'BAD_MANIFEST', anomalies: this.#log });
    return this.#manifest;
  }

  /** Any binary XML entry, e.g. a layout. Errors: BAD_RESOURCES, LIMIT_EXCEEDED, and those of reading the entry. */
  xml(entry: ZipEntry): XmlElement {
    return this.#layout.isProto
      ? readProtoXml(this.#readXmlBytes(entry), entry.name)
      : readXml(this.#readXmlBytes(entry), { file: entry.name, code: 'BAD_RESOURCES', anomalies: this.#log });
  }

  /** The resource table of this APK alone; undefined when it has none. Throws BAD_RESOURCES. */
  resources(): ResourceTable | undefined {
    if (this.#resources !== undefined) return this.#resources;
    const entry = this.#layout.isProto ? undefined : this.find('resources.arsc');
    if (entry !== undefined)
      this.#resources = new ResourceTable([{ bytes: this.read(entry), file: 'resources.arsc' }], this.#log);
    return this.#resources;
  }

  #readXmlBytes(entry: ZipEntry): Uint8Array {
    if (entry.sizeBytes > MAX_XML_BYTES)
      throw new ScanError('LIMIT_EXCEEDED', `${entry.name} is larger than any XML file should be.`, {
        file: entry.name,
        offsetBytes: entry.localHeaderOffset,
      });
    return this.read(entry);
  }
}
