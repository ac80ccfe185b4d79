import { defineClass } from '../../machine/index.ts';
import { MEASURED_SIZE_MASK, MEASURED_STATE_TOO_SMALL } from './view-state.ts';

const MODE_MASK = 0xc0000000 | 0;
export const UNSPECIFIED = 0;
export const EXACTLY = 0x40000000;
export const AT_MOST = 0x80000000 | 0;

export const MATCH_PARENT = -1;
export const WRAP_CONTENT = -2;

export function makeSpec(sizePx: number, mode: number): number {
  return (Math.trunc(sizePx) & ~MODE_MASK) | (mode & MODE_MASK);
}

export const specMode = (spec: number): number => spec & MODE_MASK;
export const specSize = (spec: number): number => spec & ~MODE_MASK;

/** View.getDefaultSize: the size for a view without content of its own. */
export function defaultSize(sizePx: number, spec: number): number {
  return specMode(spec) === UNSPECIFIED ? sizePx : specSize(spec);
}

/** View.resolveSizeAndState: the wanted size under a spec, with a bit when it was cut. */
export function resolveSizeAndState(wantedPx: number, spec: number, childState: number): number {
  const limit = specSize(spec);
  const state = childState & ~MEASURED_SIZE_MASK;
  switch (specMode(spec)) {
    case AT_MOST:
      return limit < wantedPx ? limit | MEASURED_STATE_TOO_SMALL : wantedPx | state;
    case EXACTLY:
      return limit | state;
    default:
      return wantedPx | state;
  }
}

export function resolveSize(wantedPx: number, spec: number): number {
  return resolveSizeAndState(wantedPx, spec, 0) & MEASURED_SIZE_MASK;
}

/** ViewGroup.getChildMeasureSpec: the spec for a child of a wanted dimension inside a parent's spec. */
export function childSpec(spec: number, paddingPx: number, dimension: number): number {
  const room = Math.max(0, specSize(spec) - paddingPx);
  if (dimension >= 0) return makeSpec(dimension, EXACTLY);
  switch (specMode(spec)) {
    case EXACTLY:
      return makeSpec(room, dimension === MATCH_PARENT ? EXACTLY : AT_MOST);
    case AT_MOST:
      return makeSpec(room, AT_MOST);
    default:
      return makeSpec(room, UNSPECIFIED);
  }
}

const modeNames = new Map([
  [UNSPECIFIED, 'UNSPECIFIED'],
  [EXACTLY, 'EXACTLY'],
  [AT_MOST, 'AT_MOST'],
]);

export const measureSpec = defineClass({
  name: 'android/view/View$MeasureSpec',
  fields: {
    'static final UNSPECIFIED:I': UNSPECIFIED,
    'static final EXACTLY:I': EXACTLY,
    'static final AT_MOST:I': AT_MOST,
  },
  methods: {
    '<init>()V': () => undefined,
    'static makeMeasureSpec(II)I': (_vm, size: number, mode: number) => makeSpec(size, mode),
    'static getMode(I)I': (_vm, spec: number) => specMode(spec),
    'static getSize(I)I': (_vm, spec: number) => specSize(spec),
    'static toString(I)Ljava/lang/String;': (_vm, spec: number) =>
      `MeasureSpec: ${modeNames.get(specMode(spec)) ?? specMode(spec)} ${specSize(spec)}`,
  },
});
