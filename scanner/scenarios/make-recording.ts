import { crc32 } from 'node:zlib';

/** One picture of the screen and when it was taken, by the device's clock. */
export type Frame = { readonly png: Uint8Array; readonly atMs: number };

type Chunk = { readonly type: string; readonly data: Uint8Array };

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const shortestMs = 400;
/** A wait of an hour is told by the steps; nobody has to sit through it. */
const longestMs = 1_500;
const forever = 0;

/**
 * Puts pictures together to one that moves: an animated PNG (https://www.w3.org/TR/png-3/#apng-frame-based-animation).
 * Pictures that follow each other and are the same become one. Their compressed pixels are taken over as they are, so
 * that it costs hardly anything. Undefined when fewer than two are left, or when one is no PNG of the first one's form.
 */
export function makeRecording(frames: readonly Frame[]): Uint8Array | undefined {
  const distinct = frames.filter(
    (frame, index) => index === 0 || !sameBytes(frame.png, frames[index - 1]?.png ?? new Uint8Array()),
  );
  if (distinct.length < 2) return undefined;
  const images = distinct.map(({ png }) => findImage(png));
  const [first] = images;
  if (!first) return undefined;
  const chunks: Chunk[] = [
    { type: 'IHDR', data: first.header },
    { type: 'acTL', data: toBytes([distinct.length, forever]) },
  ];
  let sequence = 0;
  for (const [index, image] of images.entries()) {
    if (!image || !sameBytes(image.header, first.header)) return undefined;
    chunks.push({ type: 'fcTL', data: toControl(sequence++, first.header, durationOf(distinct, index)) });
    for (const data of image.data) {
      if (index === 0) chunks.push({ type: 'IDAT', data });
      else chunks.push({ type: 'fdAT', data: Buffer.concat([toBytes([sequence++]), data]) });
    }
  }
  chunks.push({ type: 'IEND', data: new Uint8Array() });
  return Buffer.concat([signature, ...chunks.map(renderChunk)]);
}

function durationOf(frames: readonly Frame[], index: number): number {
  const shownMs = (frames[index + 1]?.atMs ?? Infinity) - (frames[index]?.atMs ?? 0);
  return Math.min(longestMs, Math.max(shortestMs, shownMs));
}

/** Header and compressed pixels of a PNG; undefined for anything else. */
function findImage(
  png: Uint8Array,
): { readonly header: Uint8Array; readonly data: Uint8Array[] } | undefined {
  if (!sameBytes(png.subarray(0, signature.length), signature)) return undefined;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let header: Uint8Array | undefined;
  const data: Uint8Array[] = [];
  for (let at = signature.length; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) return undefined;
    const type = Buffer.from(png.buffer, png.byteOffset + at + 4, 4).toString('latin1');
    const content = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
    at += length + 12;
  }
  return header?.length === 13 && data.length > 0 ? { header, data } : undefined;
}

/** Frame control: the whole picture, shown so long, in place of the one before. */
function toControl(sequence: number, header: Uint8Array, durationMs: number): Uint8Array {
  const control = Buffer.alloc(26);
  control.writeUInt32BE(sequence, 0);
  control.set(header.subarray(0, 8), 4);
  control.writeUInt16BE(Math.round(durationMs), 20);
  control.writeUInt16BE(1000, 22);
  return control;
}

function toBytes(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, index * 4);
  return bytes;
}

function renderChunk({ type, data }: Chunk): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
