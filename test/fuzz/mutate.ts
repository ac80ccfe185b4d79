import type { Random } from './random.ts';

/** A part of a file where damage tells most: tables, headers, lengths. */
export type HotRange = { readonly from: number; readonly to: number };

const INTERESTING = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
const MAX_DAMAGES = 8;

/**
 * One to eight damages: bits, bytes, interesting numbers, blocks copied, removed, zeroed, or the end cut off. Two of
 * three strike a hot range where the file has some, because most bytes of a file are never a length or an offset.
 */
export function mutate(original: Uint8Array, random: Random, hot: readonly HotRange[] = []): Uint8Array {
  let bytes = Buffer.from(original);
  const damages = 1 + random(MAX_DAMAGES);
  for (let done = 0; done < damages && bytes.byteLength > 8; done += 1) {
    const at = choosePlace(bytes.byteLength - 4, random, hot);
    switch (random(8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes.writeUInt32LE(INTERESTING[random(INTERESTING.length)] ?? 0, at & ~3);
        break;
      case 3:
        bytes.writeUInt16LE((INTERESTING[random(INTERESTING.length)] ?? 0) & 0xffff, at & ~1);
        break;
      case 4:
        bytes.copy(bytes, at, random(bytes.byteLength), random(bytes.byteLength));
        break;
      case 5:
        bytes.fill(0, at, Math.min(bytes.byteLength, at + random(64)));
        break;
      case 6:
        // Removing shifts all that follows, which few files survive: rare in files that have hot ranges.
        if (hot.length === 0 || random(8) === 0)
          bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(16))]);
        else bytes.writeUInt32LE(random(bytes.byteLength), at & ~3);
        break;
      default:
        // Cutting is rare: most of a cut file's readers fail at once.
        if (random(8) === 0) bytes = bytes.subarray(0, at);
        else bytes.writeInt32LE((bytes.readInt32LE(at) + random(9) - 4) | 0, at);
    }
  }
  return bytes;
}

function choosePlace(limit: number, random: Random, hot: readonly HotRange[]): number {
  const range = random(3) === 0 ? undefined : hot[random(Math.max(1, hot.length))];
  if (range === undefined) return random(limit);
  const to = Math.min(range.to, limit);
  return to > range.from ? range.from + random(to - range.from) : random(limit);
}
