/** One child as an axis of the grid sees it: cells it lies in, and the room it needs with its margins. */
export type GridItem = {
  readonly start: number;
  readonly span: number;
  readonly sizePx: number;
  /** It takes more room than it needs when there is some: FILL, or any alignment said. */
  readonly flexible: boolean;
  readonly weight: number;
};

/**
 * Places of the lines between the cells of an axis, first 0: each cell as small as its items allow; what is left of
 * `roomPx` (undefined: nothing to fill) goes to cells with weight by their weights, else to the last flexible cell, else
 * stays behind the last line. Where cells need more than `roomPx` and `mayOverlap`, the last ones are moved back into it.
 */
export function placeLines(
  count: number,
  items: readonly GridItem[],
  roomPx: number | undefined,
  mayOverlap = false,
): readonly number[] {
  const sizes = new Array<number>(count).fill(0);
  const flexible = new Array<boolean>(count).fill(false);
  const weights = new Array<number>(count).fill(0);
  const settled = new Array<boolean>(count).fill(false);
  for (const { start, span, sizePx, flexible: flexes, weight } of items) {
    if (span !== 1 || start >= count) continue;
    sizes[start] = Math.max(sizes[start] ?? 0, sizePx);
    // A cell is flexible only when everything in it is.
    flexible[start] = settled[start] ? (flexible[start] ?? false) && flexes : flexes;
    settled[start] = true;
    weights[start] = Math.max(weights[start] ?? 0, weight);
  }
  const wide = items.filter(({ span }) => span > 1).sort((a, b) => a.span - b.span);
  for (const { start, span, sizePx, flexible: flexes } of wide) {
    const end = Math.min(count, start + span);
    let missing = sizePx;
    for (let at = start; at < end; at++) missing -= sizes[at] ?? 0;
    for (let at = start; at < end; at++) if (!settled[at]) flexible[at] ||= flexes;
    if (missing <= 0) continue;
    const takers = cellsIn(start, end).filter((at) => flexible[at]);
    const to = takers.at(-1) ?? end - 1;
    sizes[to] = (sizes[to] ?? 0) + missing;
  }
  if (roomPx !== undefined) fill(sizes, flexible, weights, roomPx);
  const lines = [0];
  for (const size of sizes) lines.push((lines.at(-1) ?? 0) + size);
  return mayOverlap && roomPx !== undefined ? moveBack(lines, sizes, roomPx) : lines;
}

function moveBack(lines: readonly number[], sizes: readonly number[], roomPx: number): readonly number[] {
  const moved = [...lines];
  let most = roomPx;
  for (let at = moved.length - 1; at > 0; at--) {
    if ((moved[at] ?? 0) <= most) break;
    moved[at] = most;
    const size = sizes[at - 1] ?? 0;
    // Nothing in an empty cell holds what is before it to what is behind it.
    if (size === 0) break;
    most = Math.max(0, most - size);
  }
  return moved;
}

function cellsIn(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_unused, index) => start + index);
}

function fill(
  sizes: number[],
  flexible: readonly boolean[],
  weights: readonly number[],
  roomPx: number,
): void {
  let left = roomPx - sizes.reduce((sum, size) => sum + size, 0);
  if (left <= 0) return;
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0);
  if (weightLeft > 0) {
    for (const [at, weight] of weights.entries()) {
      if (weight <= 0) continue;
      const share = Math.round((left * weight) / weightLeft);
      sizes[at] = (sizes[at] ?? 0) + share;
      left -= share;
      weightLeft -= weight;
    }
    return;
  }
  const to = flexible.lastIndexOf(true);
  if (to >= 0) sizes[to] = (sizes[to] ?? 0) + left;
}
