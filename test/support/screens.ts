import type { ScreenNode, ScreenTree, ScreenWindow } from '../../scanner/device/device.ts';

const widthPx = 1080;
const heightPx = 2340;
let lastId = 0;

const plain: ScreenNode = {
  className: 'android.view.View',
  resourceId: '',
  text: '',
  description: '',
  boundsPx: { left: 0, top: 0, right: 0, bottom: 0 },
  clickable: false,
  longClickable: false,
  checkable: false,
  checked: false,
  enabled: true,
  focusable: false,
  scrollable: false,
  password: false,
  selected: false,
  children: [],
};

/** A text view. */
export function text(content: string): ScreenNode {
  return {
    ...plain,
    className: 'android.widget.TextView',
    text: content,
    boundsPx: { left: 100, top: 700, right: 980, bottom: 1000 },
  };
}

/** A button in the lower right. */
export function button(label: string): ScreenNode {
  return {
    ...plain,
    className: 'android.widget.Button',
    text: label,
    clickable: true,
    focusable: true,
    boundsPx: { left: 700, top: 1500, right: 960, bottom: 1632 },
  };
}

/** An image in the upper right that takes taps. */
export function image(description: string): ScreenNode {
  return {
    ...plain,
    className: 'android.widget.ImageView',
    description,
    clickable: true,
    boundsPx: { left: 880, top: 560, right: 1012, bottom: 692 },
  };
}

/** A layout around other views. */
export function view(...children: readonly ScreenNode[]): ScreenNode {
  return {
    ...plain,
    className: 'android.widget.LinearLayout',
    boundsPx: { left: 0, top: 0, right: widthPx, bottom: heightPx },
    children,
  };
}

export function window(kind: ScreenWindow['kind'], root: ScreenNode): ScreenWindow {
  const isFull = kind === 'activity';
  return {
    id: `w${++lastId}`,
    kind,
    ownerPackage: 'com.example.app',
    ownerClass: 'com.example.app.MainActivity',
    title: '',
    boundsPx: isFull
      ? { left: 0, top: 0, right: widthPx, bottom: heightPx }
      : { left: 60, top: 540, right: 1020, bottom: 1800 },
    focused: false,
    z: lastId,
    root,
  };
}

/** Windows back to front. */
export function screen(...windows: readonly ScreenWindow[]): ScreenTree {
  return { widthPx, heightPx, densityDpi: 440, windows };
}
