import type { Box } from '../geometry.ts';

const axis = {
  /** Gravity.AXIS_PULL_BEFORE and AXIS_PULL_AFTER, for one axis. */
  before: 0x2,
  after: 0x4,
} as const;

/** Gravity.apply: where something of a size goes inside a box. Bits as in android.view.Gravity; 0 means top left. */
export function applyGravity(gravity: number, width: number, height: number, box: Box): Box {
  const [left, right] = applyAxis(gravity & 0x7, width, box.left, box.right);
  const [top, bottom] = applyAxis((gravity >> 4) & 0x7, height, box.top, box.bottom);
  return { left, top, right, bottom };
}

function applyAxis(bits: number, size: number, start: number, end: number): readonly [number, number] {
  const isBefore = (bits & axis.before) !== 0;
  const isAfter = (bits & axis.after) !== 0;
  if (isBefore && isAfter) return [start, end];
  if (isAfter) return [end - size, end];
  if (isBefore || bits === 0) return [start, start + size];
  const from = start + Math.trunc((end - start - size) / 2);
  return [from, from + size];
}
