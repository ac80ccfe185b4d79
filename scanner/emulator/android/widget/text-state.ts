import { JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { TextFont } from '../graphics/text-measurer.ts';
import { drawableState } from '../view/view-drawable-state.ts';
import { viewPart } from '../view/view-state.ts';
import type { TextLayout } from './text-layout.ts';

export type Ellipsize = 'none' | 'start' | 'middle' | 'end' | 'marquee';
export type BufferType = 'normal' | 'spannable' | 'editable';
export type Side = 'left' | 'top' | 'right' | 'bottom';

/** State of an android.widget.TextView beside the view's own. Lengths in pixels. */
export type TextState = {
  /** The java.lang.CharSequence; `string` is its text when it was last looked at. */
  text: HeapObject | null;
  string: string;
  hint: HeapObject | null;
  hintString: string;
  bufferType: BufferType;
  sizePx: number;
  bold: boolean;
  italic: boolean;
  family: 'sans-serif' | 'monospace' | 'serif';
  typeface: JavaObject | null;
  letterSpacing: number;
  scaleX: number;
  colors: JavaObject | null;
  hintColors: JavaObject | null;
  linkColors: JavaObject | null;
  highlightColor: number;
  gravity: number;
  allCaps: boolean;
  singleLine: boolean;
  maxLines: number;
  minLines: number;
  /** Exact height or width asked for in pixels; -1 for none. */
  maxHeight: number;
  maxWidth: number;
  minWidth: number;
  minHeight: number;
  maxEms: number;
  minEms: number;
  ellipsize: Ellipsize;
  lineSpacingExtra: number;
  lineSpacingMultiplier: number;
  includeFontPadding: boolean;
  readonly drawables: Map<Side, JavaObject>;
  drawablePadding: number;
  inputType: number;
  imeOptions: number;
  password: boolean;
  transformation: JavaObject | null;
  movement: JavaObject | null;
  autoLink: number;
  linksClickable: boolean;
  textSelectable: boolean;
  cursorVisible: boolean;
  readonly watchers: HeapObject[];
  filters: HeapObject | null;
  error: HeapObject | null;
  editorListener: HeapObject | null;
  selectionStart: number;
  selectionEnd: number;
  paintFlags: number;
  /** android.text.TextPaint, made on demand. */
  paint: JavaObject | null;
  /** Lines of what is shown, for the width they were made for; gone when something changed. */
  layout: TextLayout | undefined;
  freezesText: boolean;
  keyListener: JavaObject | null;
  shadow: { readonly radius: number; readonly dx: number; readonly dy: number; readonly color: number };
};

/** Most an int can say: "no limit". */
export const NO_LIMIT = 0x7fffffff;

export const textOf = viewPart<TextState>(() => ({
  text: null,
  string: '',
  hint: null,
  hintString: '',
  bufferType: 'normal',
  sizePx: 15,
  bold: false,
  italic: false,
  family: 'sans-serif',
  typeface: null,
  letterSpacing: 0,
  scaleX: 1,
  colors: null,
  hintColors: null,
  linkColors: null,
  highlightColor: 0x6633b5e5,
  gravity: 0x800003 | 0x30,
  allCaps: false,
  singleLine: false,
  maxLines: NO_LIMIT,
  minLines: 0,
  maxHeight: -1,
  maxWidth: -1,
  minWidth: 0,
  minHeight: 0,
  maxEms: -1,
  minEms: -1,
  ellipsize: 'none',
  lineSpacingExtra: 0,
  lineSpacingMultiplier: 1,
  includeFontPadding: true,
  drawables: new Map(),
  drawablePadding: 0,
  inputType: 0,
  imeOptions: 0,
  password: false,
  transformation: null,
  movement: null,
  autoLink: 0,
  linksClickable: true,
  textSelectable: false,
  cursorVisible: true,
  watchers: [],
  filters: null,
  error: null,
  editorListener: null,
  selectionStart: -1,
  selectionEnd: -1,
  paintFlags: 0,
  paint: null,
  layout: undefined,
  freezesText: false,
  keyListener: null,
  shadow: { radius: 0, dx: 0, dy: 0, color: 0 },
}));

const textViews = new WeakSet<JavaObject>();

export function markTextView(view: JavaObject): void {
  textViews.add(view);
}

export function isTextView(view: JavaObject): boolean {
  return textViews.has(view);
}

/** Looks at the text again: an Editable changes under the view. Answers whether it did. */
export function* syncText(vm: Machine, view: JavaObject): Steps<boolean> {
  const state = textOf(view);
  const { text, string } = state;
  if (text === null) return false;
  const now = text instanceof JavaString ? text.value : yield* vm.textOf(text);
  if (now === string) return false;
  state.string = now;
  state.layout = undefined;
  return true;
}

/** What is drawn: capitals, dots for a password. Same length as the text, so that spans keep their places. */
export function shownText(state: TextState): string {
  if (state.password) return '•'.repeat(state.string.length);
  let { string } = state;
  if (state.allCaps) {
    const upper = string.toUpperCase();
    // Letters such as ß grow: then places would shift, so the text stays.
    if (upper.length === string.length) string = upper;
  }
  return state.singleLine ? string.replaceAll('\n', ' ') : string;
}

export function fontOf(state: TextState): TextFont {
  const { sizePx, bold, italic, family, letterSpacing, scaleX } = state;
  return { sizePx, bold, italic, family, letterSpacing, scaleX };
}

const opaqueBlack = 0xff000000 | 0;

/** ARGB of the text in the view's present state. */
export function* textColor(vm: Machine, view: JavaObject): Steps<number> {
  return yield* colorIn(vm, view, textOf(view).colors);
}

export function* colorIn(vm: Machine, view: JavaObject, colors: JavaObject | null): Steps<number> {
  if (!colors) return opaqueBlack;
  const state = yield* drawableState(vm, view);
  return yield* vm.call<number>(colors, 'getColorForState([II)I', state, opaqueBlack);
}
