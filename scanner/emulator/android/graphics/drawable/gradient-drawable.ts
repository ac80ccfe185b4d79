import { Path2D } from '@napi-rs/canvas';
import { defineClass, floatsOf, intsOf } from '../../../machine/index.ts';
import type { JavaArray, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { colorForState, plainColor, type ColorStateList } from '../../content/res/color-state-list.ts';
import { enumConstant, enumModel, nameOf } from '../../support/enum-model.ts';
import { toStops, type Fill } from '../fills.ts';
import { emptyBox, writeBox, type Box } from '../geometry.ts';
import type { Brush } from '../host-canvas.ts';
import { addOval, addRoundBox, ellipseArc } from '../path.ts';
import {
  drawTinted,
  heightOf,
  hostOf,
  invalidate,
  rect$,
  stateOf,
  widthOf,
  type Drawable,
  type DrawableState,
  type Methods,
} from './drawable-state.ts';
import type { ElementReader } from './element-reader.ts';
import { registerTag } from './inflate-drawable.ts';

const shapes = ['rectangle', 'oval', 'line', 'ring'] as const;
const orientations = [
  'TOP_BOTTOM',
  'TR_BL',
  'RIGHT_LEFT',
  'BR_TL',
  'BOTTOM_TOP',
  'BL_TR',
  'LEFT_RIGHT',
  'TL_BR',
] as const;
type Orientation = (typeof orientations)[number];
/** Of `android:angle` divided by 45. */
const byAngle: readonly Orientation[] = [
  'LEFT_RIGHT',
  'BL_TR',
  'BOTTOM_TOP',
  'BR_TL',
  'RIGHT_LEFT',
  'TR_BL',
  'TOP_BOTTOM',
  'TL_BR',
];

type Gradient = {
  readonly kind: 'linear' | 'radial' | 'sweep';
  readonly orientation: Orientation;
  readonly colors: readonly number[];
  readonly positions: readonly number[] | undefined;
  readonly centerX: number;
  readonly centerY: number;
  readonly radius: number;
};

type GradientContent = {
  shape: (typeof shapes)[number];
  solid: ColorStateList | null;
  gradient: Gradient | undefined;
  strokeWidth: number;
  strokeColor: ColorStateList | null;
  dashWidth: number;
  dashGap: number;
  /** Top left, top right, bottom right, bottom left; x and y each. */
  radii: readonly number[];
  width: number;
  height: number;
  padding: Box | undefined;
  innerRadius: number;
  innerRadiusRatio: number;
  thickness: number;
  thicknessRatio: number;
  useLevel: boolean;
};

const square = [0, 0, 0, 0, 0, 0, 0, 0];

function start(self: Drawable): GradientContent {
  const content: GradientContent = {
    shape: 'rectangle',
    solid: null,
    gradient: undefined,
    strokeWidth: -1,
    strokeColor: null,
    dashWidth: 0,
    dashGap: 0,
    radii: square,
    width: -1,
    height: -1,
    padding: undefined,
    innerRadius: -1,
    innerRadiusRatio: 3,
    thickness: -1,
    thicknessRatio: 9,
    useLevel: false,
  };
  stateOf(self).content = content;
  return content;
}

const contentOf = (self: Drawable): GradientContent =>
  (stateOf(self).content as GradientContent | undefined) ?? start(self);

const noGradient: Gradient = {
  kind: 'linear',
  orientation: 'TOP_BOTTOM',
  colors: [],
  positions: undefined,
  centerX: 0.5,
  centerY: 0.5,
  radius: 0,
};

// ---- drawing --------------------------------------------------------------------------------------------------------

function endPoints(orientation: Orientation, box: Box): readonly [number, number, number, number] {
  const { left, top, right, bottom } = box;
  switch (orientation) {
    case 'TOP_BOTTOM':
      return [left, top, left, bottom];
    case 'TR_BL':
      return [right, top, left, bottom];
    case 'RIGHT_LEFT':
      return [right, top, left, top];
    case 'BR_TL':
      return [right, bottom, left, top];
    case 'BOTTOM_TOP':
      return [left, bottom, left, top];
    case 'BL_TR':
      return [left, bottom, right, top];
    case 'LEFT_RIGHT':
      return [left, top, right, top];
    case 'TL_BR':
      return [left, top, right, bottom];
  }
}

function fillOf(content: GradientContent, state: DrawableState, box: Box): Fill | undefined {
  const { gradient, solid } = content;
  if (gradient && gradient.colors.length > 0) {
    const stops = toStops(gradient.colors, gradient.positions);
    const x = box.left + widthOf(box) * gradient.centerX;
    const y = box.top + heightOf(box) * gradient.centerY;
    if (gradient.kind === 'radial') return { kind: 'radial', x, y, radius: gradient.radius, stops };
    if (gradient.kind === 'sweep') return { kind: 'sweep', x, y, stops };
    return { kind: 'linear', points: endPoints(gradient.orientation, box), stops };
  }
  return solid ? { kind: 'color', argb: colorForState(solid.peer, state.states) } : undefined;
}

function outline(content: GradientContent, state: DrawableState, box: Box): Path2D {
  const path = new Path2D();
  switch (content.shape) {
    case 'oval':
      addOval(path, box);
      break;
    case 'line': {
      const y = (box.top + box.bottom) / 2;
      path.moveTo(box.left, y);
      path.lineTo(box.right, y);
      break;
    }
    case 'ring':
      addRing(path, content, state, box);
      break;
    case 'rectangle':
      addRoundBox(path, box, content.radii);
  }
  return path;
}

function addRing(path: Path2D, content: GradientContent, state: DrawableState, box: Box): void {
  const width = widthOf(box);
  const thickness = content.thickness >= 0 ? content.thickness : width / content.thicknessRatio;
  const inner = content.innerRadius >= 0 ? content.innerRadius : width / content.innerRadiusRatio;
  const [x, y] = [width / 2 + box.left, heightOf(box) / 2 + box.top];
  const sweep = content.useLevel ? (360 * state.level) / 10_000 : 360;
  const around = (radius: number): Box => ({
    left: x - radius,
    top: y - radius,
    right: x + radius,
    bottom: y + radius,
  });
  if (sweep <= 0) return;
  ellipseArc(path, around(inner + thickness), 0, sweep);
  ellipseArc(path, around(inner), sweep, -sweep);
  path.closePath();
}

function draw(_vm: Machine, self: Drawable, canvas: JavaObject): void {
  const state = stateOf(self);
  const content = contentOf(self);
  const { strokeWidth, strokeColor } = content;
  const hasStroke = strokeWidth > 0 && strokeColor !== null;
  const inset = hasStroke ? strokeWidth / 2 : 0;
  const { left, top, right, bottom } = state.bounds;
  const box: Box = { left: left + inset, top: top + inset, right: right - inset, bottom: bottom - inset };
  if (box.left >= box.right || box.top >= box.bottom) return;
  const path = outline(content, state, box);
  drawTinted(hostOf(canvas), state, state.bounds, (host) => {
    const fill = content.shape === 'line' ? undefined : fillOf(content, state, box);
    if (fill) host.drawPath(path, { fill, style: 'fill' });
    if (!hasStroke) return;
    const argb = colorForState(strokeColor.peer, state.states);
    const brush: Brush = {
      fill: { kind: 'color', argb },
      style: 'stroke',
      strokeWidth,
      ...(content.dashWidth > 0 && { dash: [content.dashWidth, content.dashGap] }),
    };
    host.drawPath(path, brush);
  });
}

// ---- XML ------------------------------------------------------------------------------------------------------------

function* inflate(_vm: Machine, self: Drawable, reader: ElementReader): Steps<void> {
  const content = start(self);
  const state = stateOf(self);
  content.shape = shapes[reader.integer('shape') ?? 0] ?? 'rectangle';
  content.innerRadius = reader.pixelSize('innerRadius') ?? -1;
  content.innerRadiusRatio = reader.float('innerRadiusRatio') ?? 3;
  content.thickness = reader.pixelSize('thickness') ?? -1;
  content.thicknessRatio = reader.float('thicknessRatio') ?? 9;
  content.useLevel = reader.boolean('useLevel') ?? content.shape === 'ring';
  state.tint = reader.colors('tint') ?? null;
  state.tintMode = reader.tintMode('tintMode') ?? 'SRC_IN';
  content.solid = reader.child('solid')?.colors('color') ?? null;
  content.gradient = readGradient(reader.child('gradient'));
  readStroke(content, reader.child('stroke'));
  readCorners(content, reader.child('corners'));
  const size = reader.child('size');
  content.width = size?.pixelSize('width') ?? -1;
  content.height = size?.pixelSize('height') ?? -1;
  const padding = reader.child('padding');
  if (padding)
    content.padding = {
      left: padding.pixelOffset('left') ?? 0,
      top: padding.pixelOffset('top') ?? 0,
      right: padding.pixelOffset('right') ?? 0,
      bottom: padding.pixelOffset('bottom') ?? 0,
    };
}

function readGradient(reader: ElementReader | undefined): Gradient | undefined {
  if (!reader) return undefined;
  const center = reader.color('centerColor');
  const colors = [
    reader.color('startColor') ?? 0,
    ...(center === undefined ? [] : [center]),
    reader.color('endColor') ?? 0,
  ];
  const angle = Math.trunc(reader.float('angle') ?? 0) % 360;
  const kinds = ['linear', 'radial', 'sweep'] as const;
  return {
    kind: kinds[reader.integer('type') ?? 0] ?? 'linear',
    orientation: byAngle[(((angle + 360) % 360) / 45) | 0] ?? 'LEFT_RIGHT',
    colors,
    positions: undefined,
    centerX: reader.part('centerX', 1) ?? 0.5,
    centerY: reader.part('centerY', 1) ?? 0.5,
    radius: reader.part('gradientRadius', 1) ?? 0,
  };
}

function readStroke(content: GradientContent, reader: ElementReader | undefined): void {
  if (!reader) return;
  content.strokeWidth = reader.pixelSize('width') ?? 0;
  content.strokeColor = reader.colors('color') ?? null;
  content.dashWidth = reader.dimension('dashWidth') ?? 0;
  content.dashGap = reader.dimension('dashGap') ?? 0;
}

function readCorners(content: GradientContent, reader: ElementReader | undefined): void {
  if (!reader) return;
  const all = reader.pixelSize('radius') ?? 0;
  content.radii = (
    ['topLeftRadius', 'topRightRadius', 'bottomRightRadius', 'bottomLeftRadius'] as const
  ).flatMap((name) => {
    const radius = reader.pixelSize(name) ?? all;
    return [radius, radius];
  });
}

registerTag('shape', 'android/graphics/drawable/GradientDrawable', inflate);

// ---- Java -----------------------------------------------------------------------------------------------------------

/** A setter that shows. */
function change(set: (content: GradientContent, vm: Machine, ...args: never[]) => void) {
  return function* (vm: Machine, self: Drawable, ...args: never[]): Steps<void> {
    set(contentOf(self), vm, ...args);
    yield* invalidate(vm, self);
  };
}

function setStroke(
  content: GradientContent,
  width: number,
  color: ColorStateList | null,
  dashWidth = 0,
  dashGap = 0,
): void {
  Object.assign(content, { strokeWidth: width, strokeColor: color, dashWidth, dashGap });
}

const colors$ = 'Landroid/content/res/ColorStateList;';
const orientation$ = 'Landroid/graphics/drawable/GradientDrawable$Orientation;';
const toColors = (array: JavaArray | null): readonly number[] => (array ? [...intsOf(array)] : []);

const setters: Methods = {
  'setColor(I)V': change((content, vm, argb: number) => {
    content.solid = plainColor(vm, argb);
    content.gradient = undefined;
  }),
  [`setColor(${colors$})V`]: change((content, _vm, color: ColorStateList | null) => {
    content.solid = color;
    content.gradient = undefined;
  }),
  'setColors([I)V': change((content, _vm, colors: JavaArray | null) => {
    content.gradient = {
      ...(content.gradient ?? noGradient),
      colors: toColors(colors),
      positions: undefined,
    };
  }),
  'setColors([I[F)V': change((content, _vm, colors: JavaArray | null, offsets: JavaArray | null) => {
    content.gradient = {
      ...(content.gradient ?? noGradient),
      colors: toColors(colors),
      positions: offsets ? [...floatsOf(offsets)] : undefined,
    };
  }),
  'setCornerRadius(F)V': change((content, _vm, radius: number) => {
    content.radii = square.map(() => Math.max(0, radius));
  }),
  'setCornerRadii([F)V': change((content, _vm, radii: JavaArray | null) => {
    content.radii = radii ? [...floatsOf(radii)] : square;
  }),
  'setShape(I)V': change((content, _vm, shape: number) => {
    content.shape = shapes[shape] ?? 'rectangle';
  }),
  'setSize(II)V': change((content, _vm, width: number, height: number) => {
    Object.assign(content, { width, height });
  }),
  'setStroke(II)V': change((content, vm, width: number, argb: number) =>
    setStroke(content, width, plainColor(vm, argb)),
  ),
  [`setStroke(I${colors$})V`]: change((content, _vm, width: number, color: ColorStateList | null) =>
    setStroke(content, width, color),
  ),
  'setStroke(IIFF)V': change((content, vm, width: number, argb: number, dash: number, gap: number) =>
    setStroke(content, width, plainColor(vm, argb), dash, gap),
  ),
  [`setStroke(I${colors$}FF)V`]: change(
    (content, _vm, width: number, color: ColorStateList | null, dash: number, gap: number) =>
      setStroke(content, width, color, dash, gap),
  ),
  'setGradientType(I)V': change((content, _vm, type: number) => {
    const kinds = ['linear', 'radial', 'sweep'] as const;
    content.gradient = { ...(content.gradient ?? noGradient), kind: kinds[type] ?? 'linear' };
  }),
  'setGradientRadius(F)V': change((content, _vm, radius: number) => {
    content.gradient = { ...(content.gradient ?? noGradient), radius };
  }),
  'setGradientCenter(FF)V': change((content, _vm, centerX: number, centerY: number) => {
    content.gradient = { ...(content.gradient ?? noGradient), centerX, centerY };
  }),
  [`setOrientation(${orientation$})V`]: change((content, _vm, orientation: JavaObject | null) => {
    content.gradient = {
      ...(content.gradient ?? noGradient),
      orientation: nameOf(orientation, orientations, 'TOP_BOTTOM'),
    };
  }),
  'setUseLevel(Z)V': change((content, _vm, useLevel: boolean) => {
    content.useLevel = useLevel;
  }),
  'setPadding(IIII)V': change((content, _vm, left: number, top: number, right: number, bottom: number) => {
    content.padding = { left, top, right, bottom };
  }),
};

const stateful = (list: ColorStateList | null): boolean =>
  list?.peer.specs.some((spec) => spec.length > 0) ?? false;

const gradientDrawable = defineClass({
  name: 'android/graphics/drawable/GradientDrawable',
  super: 'android/graphics/drawable/Drawable',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    [`<init>(${orientation$}[I)V`]: (
      _vm,
      self: Drawable,
      orientation: JavaObject | null,
      colors: JavaArray | null,
    ) => {
      start(self).gradient = {
        ...noGradient,
        orientation: nameOf(orientation, orientations, 'TOP_BOTTOM'),
        colors: toColors(colors),
      };
    },
    'draw(Landroid/graphics/Canvas;)V': draw,
    'getIntrinsicWidth()I': (_vm, self: Drawable) => contentOf(self).width,
    'getIntrinsicHeight()I': (_vm, self: Drawable) => contentOf(self).height,
    [`getPadding(${rect$})Z`]: (vm, self: Drawable, out: JavaObject | null) => {
      const { padding } = contentOf(self);
      writeBox(vm, out, padding ?? emptyBox);
      return padding !== undefined;
    },
    'isStateful()Z': (_vm, self: Drawable) => {
      const { solid, strokeColor } = contentOf(self);
      return stateful(solid) || stateful(strokeColor) || stateful(stateOf(self).tint);
    },
    'protected onStateChange([I)Z': function* (vm, self: Drawable) {
      yield* invalidate(vm, self);
      return true;
    },
    [`getColor()${colors$}`]: (_vm, self: Drawable) => contentOf(self).solid,
    'getShape()I': (_vm, self: Drawable) => shapes.indexOf(contentOf(self).shape),
    'getCornerRadius()F': (_vm, self: Drawable) => contentOf(self).radii[0] ?? 0,
    [`getOrientation()${orientation$}`]: (vm, self: Drawable) =>
      enumConstant(
        vm,
        'android/graphics/drawable/GradientDrawable$Orientation',
        contentOf(self).gradient?.orientation ?? 'TOP_BOTTOM',
      ),
    ...setters,
  },
});

export const gradientClasses = [
  gradientDrawable,
  enumModel('android/graphics/drawable/GradientDrawable$Orientation', orientations),
];
