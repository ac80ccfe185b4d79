import type { Box } from './geometry.ts';

/** Where a nine-patch stretches, and its content's padding, in the picture's own pixels (chunk `npTc` of a PNG). */
export type NinePatch = {
  /** Starts and ends of the parts that stretch, across and down. */
  readonly xDivs: readonly number[];
  readonly yDivs: readonly number[];
  /** Undefined where the chunk says none. */
  readonly padding: Box | undefined;
  readonly chunk: Uint8Array;
};

const pngHeaderBytes = 8;
const mostDivs = 100;

/** The nine-patch chunk of a compiled `.9.png`; undefined for other pictures. ResourceTypes.h, struct Res_png_9patch. */
export function readNinePatch(png: Uint8Array): NinePatch | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (png.length < pngHeaderBytes || view.getUint32(0) !== 0x89504e47) return undefined;
  let at = pngHeaderBytes;
  while (at + 12 <= png.length) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IDAT' || at + 12 + size > png.length) return undefined;
    if (type === 'npTc') return toNinePatch(png.slice(at + 8, at + 8 + size));
    at += 12 + size;
  }
  return undefined;
}

function toNinePatch(chunk: Uint8Array): NinePatch | undefined {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk.length < 32) return undefined;
  const countX = view.getUint8(1);
  const countY = view.getUint8(2);
  if (countX > mostDivs || countY > mostDivs || 32 + (countX + countY) * 4 > chunk.length) return undefined;
  const read = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => view.getInt32(from + index * 4));
  const [left, right, top, bottom] = [12, 16, 20, 24].map((offset) => view.getInt32(offset));
  const padding = { left: left ?? 0, top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0 };
  return {
    xDivs: read(32, countX),
    yDivs: read(32 + countX * 4, countY),
    padding: padding.left < 0 ? undefined : padding,
    chunk,
  };
}

/** Pieces of one axis: `from`..`to` of the picture goes to `start`..`end` of the target. */
type Piece = { readonly from: number; readonly to: number; readonly start: number; readonly end: number };

/** How an axis is cut: fixed parts keep their size (times `scale`), stretching parts share what is left. */
export function stretch(divs: readonly number[], size: number, target: number, scale: number): Piece[] {
  const edges = [0, ...divs.filter((div) => div > 0 && div < size), size];
  const isFirstStretching = divs[0] === 0;
  const parts = edges.slice(1).map((to, index) => ({
    from: edges[index] ?? 0,
    to,
    stretches: (index % 2 === 1) !== isFirstStretching,
  }));
  const sum = (stretches: boolean) =>
    parts.reduce((total, part) => total + (part.stretches === stretches ? part.to - part.from : 0), 0);
  const fixed = sum(false) * scale;
  const loose = sum(true);
  // When even the fixed parts do not fit, they shrink together.
  const fixedScale = fixed > target || loose === 0 ? (fixed === 0 ? 0 : target / sum(false)) : scale;
  const looseScale = loose === 0 ? 0 : Math.max(0, target - fixed) / loose;
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, stretches } of parts) {
    const end = at + (to - from) * (stretches ? looseScale : fixedScale);
    pieces.push({ from, to, start: at, end });
    at = end;
  }
  return pieces;
}
