import { ScanError } from '../../errors.ts';
import { ANDROID_NAMESPACE, findPlatformAttributeName } from '../axml/index.ts';
import type { XmlAttribute, XmlElement, XmlText } from '../axml/index.ts';
import {
  TYPE_ATTRIBUTE,
  TYPE_BOOLEAN,
  TYPE_DIMENSION,
  TYPE_FIRST_COLOR,
  TYPE_FLOAT,
  TYPE_FRACTION,
  TYPE_INT_DEC,
  TYPE_INT_HEX,
  TYPE_NULL,
  TYPE_REFERENCE,
  TYPE_STRING,
  toTypedValue,
} from '../res/typed-value.ts';
import type { TypedValue } from '../res/typed-value.ts';
import { readProtoFields, toProtoText } from './proto-reader.ts';

const MAX_DEPTH = 400;

/** Reads XML in the protocol-buffer form of App Bundles (aapt.pb.XmlNode of Resources.proto). Throws BAD_MANIFEST. */
export function readProtoXml(bytes: Uint8Array, file: string): XmlElement {
  const node = readNode(bytes, file, 0);
  if (node?.kind !== 'element')
    throw new ScanError('BAD_MANIFEST', `${file} holds no element.`, { file, offsetBytes: 0 });
  return node;
}

function readNode(bytes: Uint8Array, file: string, depth: number): XmlElement | XmlText | undefined {
  if (depth > MAX_DEPTH)
    throw new ScanError('LIMIT_EXCEEDED', `${file} has elements nested deeper than ${MAX_DEPTH}.`, { file });
  let line = 0;
  let body: Uint8Array | undefined;
  let text: string | undefined;
  for (const field of readProtoFields(bytes, file)) {
    if (field.kind !== 'bytes') continue;
    if (field.number === 1) body = field.value;
    else if (field.number === 2) text = toProtoText(field.value);
    else if (field.number === 3) line = findNumber(field.value, 1, file) ?? 0;
  }
  if (body !== undefined) return readElement(body, file, depth, line);
  return text === undefined ? undefined : { kind: 'text', text, line };
}

function readElement(bytes: Uint8Array, file: string, depth: number, line: number): XmlElement {
  let namespace = '';
  let name = '';
  const attributes: XmlAttribute[] = [];
  const children: (XmlElement | XmlText)[] = [];
  for (const field of readProtoFields(bytes, file)) {
    if (field.kind !== 'bytes') continue;
    if (field.number === 2) namespace = toProtoText(field.value);
    else if (field.number === 3) name = toProtoText(field.value);
    else if (field.number === 4) attributes.push(readAttribute(field.value, file));
    else if (field.number === 5) {
      const child = readNode(field.value, file, depth + 1);
      if (child !== undefined) children.push(child);
    }
  }
  return {
    kind: 'element',
    namespace,
    name,
    attributes,
    children,
    line,
    idIndex: 0,
    classIndex: 0,
    styleIndex: 0,
  };
}

function readAttribute(bytes: Uint8Array, file: string): XmlAttribute {
  let namespace = '';
  let name = '';
  let rawText: string | undefined;
  let resourceId = 0;
  let value: TypedValue | undefined;
  for (const field of readProtoFields(bytes, file)) {
    if (field.kind === 'number') {
      if (field.number === 5) resourceId = field.value;
    } else if (field.number === 1) namespace = toProtoText(field.value);
    else if (field.number === 2) name = toProtoText(field.value);
    else if (field.number === 3) rawText = toProtoText(field.value);
    else if (field.number === 6) value = readItem(field.value, file);
  }
  const platformName = findPlatformAttributeName(resourceId);
  return {
    namespace: platformName === undefined ? namespace : ANDROID_NAMESPACE,
    name: platformName ?? name,
    resourceId,
    value: value ?? toText(rawText ?? ''),
    isInert: false,
    ...(rawText === undefined ? {} : { rawText }),
  };
}

function toText(text: string): TypedValue {
  return { kind: 'string', dataType: TYPE_STRING, data: 0, text };
}

/** aapt.pb.Item: a reference, a string or a primitive; other kinds do not occur in attributes. */
function readItem(bytes: Uint8Array, file: string): TypedValue | undefined {
  for (const field of readProtoFields(bytes, file)) {
    if (field.kind !== 'bytes') continue;
    if (field.number === 1) {
      const type = findNumber(field.value, 1, file) === 1 ? TYPE_ATTRIBUTE : TYPE_REFERENCE;
      return toTypedValue(type, findNumber(field.value, 2, file) ?? 0, undefined);
    }
    if (field.number === 2 || field.number === 3) {
      for (const inner of readProtoFields(field.value, file))
        if (inner.kind === 'bytes' && inner.number === 1) return toText(toProtoText(inner.value));
      return toText('');
    }
    if (field.number === 7) return readPrimitive(field.value, file);
  }
  return undefined;
}

/** Data types of the members of aapt.pb.Primitive's oneof, by field number. */
const PRIMITIVE_TYPES: ReadonlyMap<number, number> = new Map([
  [3, TYPE_FLOAT],
  [6, TYPE_INT_DEC],
  [7, TYPE_INT_HEX],
  [8, TYPE_BOOLEAN],
  [9, TYPE_FIRST_COLOR],
  [10, TYPE_FIRST_COLOR + 1],
  [11, TYPE_FIRST_COLOR + 2],
  [12, TYPE_FIRST_COLOR + 3],
  [13, TYPE_DIMENSION],
  [14, TYPE_FRACTION],
]);

function readPrimitive(bytes: Uint8Array, file: string): TypedValue | undefined {
  for (const field of readProtoFields(bytes, file)) {
    if (field.kind === 'bytes') return toTypedValue(TYPE_NULL, field.number === 2 ? 1 : 0, undefined);
    const type = PRIMITIVE_TYPES.get(field.number);
    // Negative numbers come as 64-bit varints; their low 32 bits are the value.
    if (type !== undefined)
      return toTypedValue(type, Number(BigInt.asUintN(32, BigInt(field.value))), undefined);
  }
  return undefined;
}

function findNumber(bytes: Uint8Array, number: number, file: string): number | undefined {
  for (const field of readProtoFields(bytes, file))
    if (field.kind === 'number' && field.number === number) return field.value;
  return undefined;
}
