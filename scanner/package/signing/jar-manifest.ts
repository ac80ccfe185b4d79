import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';

/** One section of MANIFEST.MF or of a .SF file: attributes by lower-case name, and the section's own bytes. */
export type JarSection = {
  /** The `Name` attribute; `''` for the main section. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Up to and with the blank line that ends it: what digests of sections cover. */
  readonly bytes: Uint8Array;
};

const MAX_ATTRIBUTES = 1_000;

/**
 * Reads a JAR manifest (JAR File Specification, "Name-Value pairs and Sections"): main section first.
 * Lines end with CR LF, LF or CR; a line that begins with a space goes on the former.
 */
export function readJarManifest(bytes: Uint8Array, file: string): JarSection[] {
  const buffer = asBuffer(bytes);
  const sections: JarSection[] = [];
  let at = 0;
  while (at < buffer.byteLength) {
    const start = at;
    const attributes = new Map<string, string>();
    let current: Buffer[] = [];
    const close = (): void => {
      if (current.length === 0) return;
      const line = Buffer.concat(current).toString('utf8');
      const colon = line.indexOf(': ');
      if (colon > 0) attributes.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 2));
      if (attributes.size > MAX_ATTRIBUTES)
        throw new ScanError(
          'BAD_SIGNATURE_BLOCK',
          `A section of ${file} has more than ${MAX_ATTRIBUTES} attributes.`,
          {
            file,
            offsetBytes: start,
          },
        );
      current = [];
    };
    for (;;) {
      if (at >= buffer.byteLength) break;
      const end = lineEnd(buffer, at);
      const line = buffer.subarray(at, end);
      at = skipBreak(buffer, end);
      if (line.byteLength === 0) break;
      if (line[0] === 0x20 && current.length > 0) {
        current.push(line.subarray(1));
      } else {
        close();
        current.push(line);
      }
    }
    close();
    // Blank lines between sections make empty ones; only the main section may be empty.
    if (attributes.size > 0 || sections.length === 0)
      sections.push({ name: attributes.get('name') ?? '', attributes, bytes: buffer.subarray(start, at) });
  }
  return sections;
}

function lineEnd(buffer: Buffer, start: number): number {
  let at = start;
  while (at < buffer.byteLength && buffer[at] !== 0x0a && buffer[at] !== 0x0d) at += 1;
  return at;
}

function skipBreak(buffer: Buffer, end: number): number {
  if (buffer[end] === 0x0d && buffer[end + 1] === 0x0a) return end + 2;
  return Math.min(buffer.byteLength, end + 1);
}
