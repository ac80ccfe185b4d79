import { asBuffer } from '../bytes.ts';
import { readDerChildren, toOid } from './der.ts';
import type { DerElement } from './der.ts';

/** Keywords of attribute types, as keytool and apksigner print them. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SURNAME'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'T'],
  ['2.5.4.42', 'GIVENNAME'],
  ['2.5.4.43', 'INITIALS'],
  ['2.5.4.44', 'GENERATION'],
  ['2.5.4.46', 'DNQ'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'EMAILADDRESS'],
]);

/** An X.501 name as one line, last part first, e.g. `CN=Android Debug, O=Android, C=US`. */
export function renderName(name: DerElement): string {
  return readDerChildren(name)
    .map((part) => readDerChildren(part).map(renderAttribute).join(' + '))
    .reverse()
    .join(', ');
}

function renderAttribute(attribute: DerElement): string {
  const [type, value] = readDerChildren(attribute);
  if (type === undefined || value === undefined) return '';
  const oid = toOid(type);
  return `${KEYWORDS.get(oid) ?? `OID.${oid}`}=${quote(toText(value))}`;
}

/** The string types of X.520's DirectoryString, and IA5String. */
function toText(value: DerElement): string {
  const bytes = asBuffer(value.content);
  switch (value.tag) {
    case 0x1e: {
      const swapped = Buffer.from(bytes.subarray(0, bytes.byteLength & ~1)).swap16();
      return swapped.toString('utf16le');
    }
    case 0x14:
      return bytes.toString('latin1');
    case 0x0c:
    case 0x13:
    case 0x16:
      return bytes.toString('utf8');
    default:
      return `#${asBuffer(value.whole).toString('hex')}`;
  }
}

function quote(text: string): string {
  const needs = /[,+=\n<>#;\\"]|^ | $| {2}/u.test(text);
  return needs ? `"${text.replace(/[\\"]/gu, (character) => `\\${character}`)}"` : text;
}
