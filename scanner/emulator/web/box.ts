export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export function moved(
  { left, top, right, bottom }: Box,
  { x, y }: { readonly x: number; readonly y: number },
): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

export function within(box: Box, clip: Box): Box {
  return {
    left: Math.max(box.left, clip.left),
    top: Math.max(box.top, clip.top),
    right: Math.min(box.right, clip.right),
    bottom: Math.min(box.bottom, clip.bottom),
  };
}

export const isEmpty = ({ left, top, right, bottom }: Box): boolean => right <= left || bottom <= top;
