import { ScanError } from '../../errors.ts';

/**
 * One element of ASN.1 in DER, or in BER as some signers write it (X.690 8.1). A reader of our own rather than a
 * library: it is small, works without recursion or copies on hostile input, and costs nothing at start.
 */
export type DerElement = {
  /** The identifier octet, e.g. 0x30 for a sequence. Tags above 30 do not occur in what is read here. */
  readonly tag: number;
  /** The element with its header, as it is digested or signed. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
};

export const DER_INTEGER = 0x02;
export const DER_OCTET_STRING = 0x04;
export const DER_OID = 0x06;
export const DER_SEQUENCE = 0x30;
export const DER_SET = 0x31;

const MAX_DEPTH = 64;

/** The element that begins at `offset`. Throws BAD_SIGNATURE_BLOCK. */
export function readDer(bytes: Uint8Array, offset = 0): DerElement {
  const header = readHeader(bytes, offset);
  const end = header.size === undefined ? findEnd(bytes, header.start) : header.start + header.size;
  const contentEnd = header.size === undefined ? end - 2 : end;
  return {
    tag: header.tag,
    whole: bytes.subarray(offset, end),
    content: bytes.subarray(header.start, contentEnd),
  };
}

/** The elements inside a constructed one. */
export function readDerChildren(parent: DerElement): DerElement[] {
  const children: DerElement[] = [];
  let at = 0;
  while (at < parent.content.byteLength) {
    const child = readDer(parent.content, at);
    children.push(child);
    at += child.whole.byteLength;
  }
  return children;
}

/** The child at `index`, which must have this tag. Throws BAD_SIGNATURE_BLOCK. */
export function expectDer(
  children: readonly DerElement[],
  index: number,
  tag: number,
  what: string,
): DerElement {
  const child = children[index];
  if (child === undefined || child.tag !== tag) throw bad(`${what} is missing`, 0);
  return child;
}

/** An object identifier in dotted form. */
export function toOid(element: DerElement): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of element.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** The bytes of an octet string; BER allows it in pieces. */
export function toOctets(element: DerElement): Uint8Array {
  if ((element.tag & 0x20) === 0) return element.content;
  return Buffer.concat(readDerChildren(element).map((piece) => piece.content));
}

type Header = { readonly tag: number; readonly start: number; readonly size: number | undefined };

function readHeader(bytes: Uint8Array, offset: number): Header {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw bad('an element is cut off', offset);
  if ((tag & 0x1f) === 0x1f) throw bad('a tag number above 30', offset);
  if (first < 0x80) return checked(bytes, offset, tag, offset + 2, first);
  if (first === 0x80) return { tag, start: offset + 2, size: undefined };
  const count = first & 0x7f;
  if (count > 4) throw bad('a length of more than four bytes', offset);
  let size = 0;
  for (let index = 0; index < count; index += 1) {
    const byte = bytes[offset + 2 + index];
    if (byte === undefined) throw bad('a length is cut off', offset);
    size = size * 256 + byte;
  }
  return checked(bytes, offset, tag, offset + 2 + count, size);
}

function checked(bytes: Uint8Array, offset: number, tag: number, start: number, size: number): Header {
  if (start + size > bytes.byteLength) throw bad('an element is longer than its parent', offset);
  return { tag, start, size };
}

/** The end of an element of indefinite length: behind the end-of-contents octets at its own level. */
function findEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  let depth = 1;
  while (depth > 0) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      depth -= 1;
      at += 2;
      continue;
    }
    const header = readHeader(bytes, at);
    if (header.size === undefined) {
      depth += 1;
      if (depth > MAX_DEPTH) throw bad('elements are nested too deep', at);
      at = header.start;
    } else {
      at = header.start + header.size;
    }
  }
  return at;
}

function bad(what: string, offsetBytes: number): ScanError {
  return new ScanError('BAD_SIGNATURE_BLOCK', `Malformed ASN.1: ${what}.`, {
    file: 'signature',
    offsetBytes,
  });
}
