import { ScanError } from '../../errors.ts';
import type { ScanErrorCode } from '../../errors.ts';
import type { AnomalyLog } from '../anomaly.ts';
import { ByteView } from '../bytes.ts';
import {
  CHUNK_STRING_POOL,
  CHUNK_XML,
  CHUNK_XML_FIRST_NODE,
  CHUNK_XML_LAST_NODE,
  CHUNK_XML_RESOURCE_MAP,
  findChunk,
  findCutChunk,
} from '../res/chunk.ts';
import type { Chunk } from '../res/chunk.ts';
import { StringPool } from '../res/string-pool.ts';
import { toTypedValue } from '../res/typed-value.ts';
import { findPlatformAttributeId, findPlatformAttributeName } from './platform-attributes.ts';
import { ANDROID_NAMESPACE } from './xml-tree.ts';
import type { XmlAttribute, XmlElement, XmlText } from './xml-tree.ts';

const NODE_START_ELEMENT = 0x0102;
const NODE_END_ELEMENT = 0x0103;
const NODE_TEXT = 0x0104;
const NO_STRING = 0xffffffff;
const ATTRIBUTE_BYTES = 20;
const ELEMENT_BYTES = 20;

const MAX_DEPTH = 400;
const MAX_NODES = 500_000;
const MAX_ATTRIBUTES = 500_000;

export type XmlReadOptions = {
  /** Entry name, for errors. */
  readonly file: string;
  /** The code of the errors: BAD_MANIFEST for the manifest, BAD_RESOURCES for layouts and the rest. */
  readonly code: ScanErrorCode;
  readonly anomalies?: AnomalyLog;
};

type OpenElement = Omit<XmlElement, 'children'> & { readonly children: (XmlElement | XmlText)[] };

/**
 * Reads binary XML (ResXMLTree) into a tree. Follows the framework's tolerance: the outer chunk's type is not looked
 * at, unknown chunks are skipped, attributes stand `attributeSize` bytes apart, names come from resource ids.
 * Throws the given code, or LIMIT_EXCEEDED, with the offset; a broken end of file keeps what was read, as an anomaly.
 */
export function readXml(bytes: Uint8Array, options: XmlReadOptions): XmlElement {
  return new XmlReader(bytes, options).read();
}

class XmlReader {
  readonly #view: ByteView;
  readonly #options: XmlReadOptions;
  #pool: StringPool | undefined;
  #resourceIds: Uint32Array | undefined;
  #root: OpenElement | undefined;
  readonly #stack: OpenElement[] = [];
  #nodeCount = 0;
  #attributeCount = 0;

  constructor(bytes: Uint8Array, options: XmlReadOptions) {
    this.#view = new ByteView(bytes, options.code, options.file);
    this.#options = options;
  }

  read(): XmlElement {
    const view = this.#view;
    if (view.sizeBytes < 8) throw view.error(0, `${view.file} is too short for binary XML.`);
    if (view.u16(0) !== CHUNK_XML) {
      if (view.u8(0) === 0x3c) throw view.error(0, `${view.file} is text XML, not the binary form.`);
      this.#note(0, 'The file does not say that it is binary XML; Android does not look.');
    }
    const declaredEnd = view.u32(4);
    const end = Math.min(declaredEnd, view.sizeBytes);
    if (declaredEnd !== view.sizeBytes)
      this.#note(4, `${declaredEnd} bytes are declared, ${view.sizeBytes} there.`);
    let at = view.u16(2);
    while (at < end) {
      const chunk =
        findChunk(view, at, end) ?? (this.#root === undefined ? findCutChunk(view, at, end) : undefined);
      if (chunk === undefined) {
        this.#note(at, 'A chunk does not fit; the rest is ignored.');
        break;
      }
      this.#readChunk(chunk);
      at = chunk.end;
    }
    if (this.#root === undefined)
      throw view.error(Math.min(at, view.sizeBytes), `${view.file} holds no element.`);
    return this.#root;
  }

  #readChunk(chunk: Chunk): void {
    if (chunk.type === CHUNK_STRING_POOL) {
      // ResXMLTree::setTo reads each pool it meets before the first node over the former.
      if (this.#root === undefined) this.#pool = new StringPool(this.#view, chunk);
    } else if (chunk.type === CHUNK_XML_RESOURCE_MAP) {
      if (this.#root === undefined) this.#resourceIds = this.#readResourceMap(chunk);
    } else if (chunk.type >= CHUNK_XML_FIRST_NODE && chunk.type <= CHUNK_XML_LAST_NODE) {
      this.#readNode(chunk);
    } else {
      this.#note(chunk.offset, `Chunk of type 0x${chunk.type.toString(16)} skipped.`);
    }
  }

  #readResourceMap(chunk: Chunk): Uint32Array {
    const start = chunk.offset + chunk.headerSizeBytes;
    const ids = new Uint32Array(Math.floor((chunk.end - start) / 4));
    for (let index = 0; index < ids.length; index += 1) ids[index] = this.#view.u32(start + index * 4);
    return ids;
  }

  #readNode(chunk: Chunk): void {
    this.#nodeCount += 1;
    if (this.#nodeCount > MAX_NODES) throw this.#limit(chunk.offset, `more than ${MAX_NODES} nodes`);
    if (chunk.type === NODE_START_ELEMENT) {
      this.#open(chunk);
    } else if (chunk.type === NODE_END_ELEMENT) {
      this.#stack.pop();
    } else if (chunk.type === NODE_TEXT) {
      const parent = this.#stack.at(-1);
      const body = chunk.offset + chunk.headerSizeBytes;
      if (parent === undefined || body + 4 > chunk.end) return;
      const text = this.#text(this.#view.u32(body)) ?? '';
      parent.children.push({ kind: 'text', text, line: this.#line(chunk) });
    }
  }

  #open(chunk: Chunk): void {
    const view = this.#view;
    const body = chunk.offset + chunk.headerSizeBytes;
    if (body + ELEMENT_BYTES > chunk.end) {
      this.#note(chunk.offset, 'An element is cut off; Android stops here.');
      return;
    }
    if (this.#stack.length >= MAX_DEPTH)
      throw this.#limit(chunk.offset, `elements nested deeper than ${MAX_DEPTH}`);
    const element: OpenElement = {
      kind: 'element',
      namespace: this.#text(view.u32(body)) ?? '',
      name: this.#text(view.u32(body + 4)) ?? '',
      attributes: this.#readAttributes(chunk, body),
      children: [],
      line: this.#line(chunk),
      idIndex: view.u16(body + 14),
      classIndex: view.u16(body + 16),
      styleIndex: view.u16(body + 18),
    };
    const parent = this.#stack.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else this.#note(chunk.offset, 'A second root element; Android reads the first.');
    this.#stack.push(element);
  }

  #readAttributes(chunk: Chunk, body: number): XmlAttribute[] {
    const view = this.#view;
    const start = body + view.u16(body + 8);
    const strideBytes = view.u16(body + 10);
    const declared = view.u16(body + 12);
    this.#attributeCount += declared;
    if (this.#attributeCount > MAX_ATTRIBUTES)
      throw this.#limit(chunk.offset, `more than ${MAX_ATTRIBUTES} attributes`);
    const attributes: XmlAttribute[] = [];
    for (let index = 0; index < declared; index += 1) {
      const at = start + index * strideBytes;
      if (at + ATTRIBUTE_BYTES > chunk.end) {
        this.#note(chunk.offset, `${declared} attributes do not fit in their element.`);
        break;
      }
      attributes.push(this.#readAttribute(at));
    }
    return attributes;
  }

  #readAttribute(at: number): XmlAttribute {
    const view = this.#view;
    const nameIndex = view.u32(at + 4);
    const resourceId = this.#resourceIds?.[nameIndex] ?? 0;
    const platformName = resourceId === 0 ? undefined : findPlatformAttributeName(resourceId);
    const writtenNamespace = this.#text(view.u32(at)) ?? '';
    const writtenName = this.#text(nameIndex) ?? '';
    const rawIndex = view.u32(at + 8);
    const rawText = rawIndex === NO_STRING ? undefined : this.#text(rawIndex);
    const name = platformName ?? writtenName;
    return {
      namespace: platformName === undefined ? writtenNamespace : ANDROID_NAMESPACE,
      name,
      resourceId,
      value: toTypedValue(view.u8(at + 15), view.u32(at + 16), this.#pool),
      isInert:
        resourceId === 0 &&
        this.#resourceIds !== undefined &&
        writtenNamespace === ANDROID_NAMESPACE &&
        findPlatformAttributeId(name) !== undefined,
      ...(rawText === undefined ? {} : { rawText }),
    };
  }

  #line(chunk: Chunk): number {
    return chunk.headerSizeBytes >= 16 ? this.#view.u32(chunk.offset + 8) : 0;
  }

  #text(index: number): string | undefined {
    return index === NO_STRING ? undefined : this.#pool?.find(index);
  }

  #note(offsetBytes: number, message: string): void {
    this.#options.anomalies?.add('BROKEN_CHUNK', message, { file: this.#options.file, offsetBytes });
  }

  #limit(offsetBytes: number, what: string): ScanError {
    return new ScanError('LIMIT_EXCEEDED', `${this.#options.file} has ${what}.`, {
      file: this.#options.file,
      offsetBytes,
    });
  }
}
