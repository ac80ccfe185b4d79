/** android.view.Gravity: bits for each axis. */
export const LEFT = 3;
export const TOP = 0x30;
export const RIGHT = 5;
export const BOTTOM = 0x50;
export const CENTER_VERTICAL = 0x10;
export const CENTER_HORIZONTAL = 1;
export const CENTER = 0x11;
export const START = 0x800003;
const HORIZONTAL_MASK = 7;
const VERTICAL_MASK = 0x70;

export type Axis = 'start' | 'center' | 'end' | 'fill';

/** Where a gravity puts things from left to right; layouts are left to right here, so start is left. */
export function horizontalOf(gravity: number): Axis {
  switch (gravity & HORIZONTAL_MASK) {
    case CENTER_HORIZONTAL:
      return 'center';
    case RIGHT:
      return 'end';
    case 7:
      return 'fill';
    default:
      return 'start';
  }
}

export function verticalOf(gravity: number): Axis {
  switch (gravity & VERTICAL_MASK) {
    case CENTER_VERTICAL:
      return 'center';
    case BOTTOM:
      return 'end';
    case 0x70:
      return 'fill';
    default:
      return 'start';
  }
}

/** Offset of something of `size` in `room`. */
export function place(axis: Axis, room: number, size: number): number {
  if (axis === 'center') return Math.trunc((room - size) / 2);
  return axis === 'end' ? room - size : 0;
}

export const hasHorizontal = (gravity: number): boolean => (gravity & HORIZONTAL_MASK) !== 0;
export const hasVertical = (gravity: number): boolean => (gravity & VERTICAL_MASK) !== 0;
