import { FillType, Path2D } from '@napi-rs/canvas';
import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { colorForState, type ColorStateList } from '../../content/res/color-state-list.ts';
import { hasInteger } from '../../content/res/styled-values.ts';
import { xmlOf } from '../../content/res/resources-state.ts';
import { modulate } from '../color-values.ts';
import { toStops, type ColorStops, type Fill } from '../fills.ts';
import type { HostCanvas } from '../host-canvas.ts';
import { boundsOf } from '../path.ts';
import {
  drawChild,
  drawTinted,
  heightOf,
  hostOf,
  intrinsicHeight,
  intrinsicWidth,
  isStateful,
  rect$,
  setChildBounds,
  stateOf,
  widthOf,
  type Drawable,
  type Methods,
} from './drawable-state.ts';
import { ElementReader, type AttributeName } from './element-reader.ts';
import { childDrawable, registerTag } from './inflate-drawable.ts';

type Ink = ColorStateList | Fill;

type VectorNode =
  | {
      readonly kind: 'group';
      readonly rotation: number;
      readonly pivotX: number;
      readonly pivotY: number;
      readonly scaleX: number;
      readonly scaleY: number;
      readonly x: number;
      readonly y: number;
      readonly children: readonly VectorNode[];
    }
  | { readonly kind: 'clip'; readonly path: Path2D }
  | {
      readonly kind: 'path';
      readonly path: Path2D;
      /** The whole path, where trimming leaves nothing of it until an animation does. */
      readonly untrimmed?: Path2D;
      readonly fill: Ink | undefined;
      readonly fillAlpha: number;
      readonly stroke: Ink | undefined;
      readonly strokeAlpha: number;
      readonly strokeWidth: number;
      readonly cap: 'butt' | 'round' | 'square';
      readonly join: 'miter' | 'round' | 'bevel';
      readonly miter: number;
    };

type VectorContent = {
  width: number;
  height: number;
  viewportWidth: number;
  viewportHeight: number;
  /** 0..1 */
  alpha: number;
  nodes: readonly VectorNode[];
};

const mostDepth = 60;
const name = (simple: string) => `android/graphics/drawable/${simple}`;

function start(self: Drawable): VectorContent {
  const content: VectorContent = {
    width: -1,
    height: -1,
    viewportWidth: 1,
    viewportHeight: 1,
    alpha: 1,
    nodes: [],
  };
  stateOf(self).content = content;
  return content;
}

const contentOf = (self: Drawable): VectorContent =>
  (stateOf(self).content as VectorContent | undefined) ?? start(self);

// ---- reading --------------------------------------------------------------------------------------------------------

function* inflateVector(vm: Machine, self: Drawable, reader: ElementReader): Steps<void> {
  const content = start(self);
  const state = stateOf(self);
  content.width = reader.pixelSize('width') ?? -1;
  content.height = reader.pixelSize('height') ?? -1;
  content.viewportWidth = reader.float('viewportWidth') ?? 0;
  content.viewportHeight = reader.float('viewportHeight') ?? 0;
  if (content.viewportWidth <= 0 || content.viewportHeight <= 0)
    vm.throwNew(
      'org/xmlpull/v1/XmlPullParserException',
      '<vector> tag requires viewportWidth and viewportHeight > 0',
    );
  content.alpha = reader.float('alpha') ?? 1;
  state.tint = reader.colors('tint') ?? null;
  state.tintMode = reader.tintMode('tintMode') ?? 'SRC_IN';
  content.nodes = readNodes(vm, reader, 0);
}

function readNodes(vm: Machine, reader: ElementReader, depth: number): VectorNode[] {
  if (depth > mostDepth) return [];
  return reader.children().flatMap((source): VectorNode[] => {
    const element = new ElementReader(vm, source);
    switch (source.element.name) {
      case 'group':
        return [
          {
            kind: 'group',
            rotation: element.float('rotation') ?? 0,
            pivotX: element.float('pivotX') ?? 0,
            pivotY: element.float('pivotY') ?? 0,
            scaleX: element.float('scaleX') ?? 1,
            scaleY: element.float('scaleY') ?? 1,
            x: element.float('translateX') ?? 0,
            y: element.float('translateY') ?? 0,
            children: readNodes(vm, element, depth + 1),
          },
        ];
      case 'clip-path':
        return [{ kind: 'clip', path: readPath(element) }];
      case 'path':
        return [
          {
            kind: 'path',
            path: readPath(element),
            ...(isTrimmedAway(element) && { untrimmed: readOutline(element) }),
            fill: readInk(vm, element, 'fillColor'),
            fillAlpha: element.float('fillAlpha') ?? 1,
            stroke: readInk(vm, element, 'strokeColor'),
            strokeAlpha: element.float('strokeAlpha') ?? 1,
            strokeWidth: element.float('strokeWidth') ?? 0,
            cap: (['butt', 'round', 'square'] as const)[element.integer('strokeLineCap') ?? 0] ?? 'butt',
            join: (['miter', 'round', 'bevel'] as const)[element.integer('strokeLineJoin') ?? 0] ?? 'miter',
            miter: element.float('strokeMiterLimit') ?? 4,
          },
        ];
      default:
        return [];
    }
  });
}

function readOutline(reader: ElementReader): Path2D {
  // The same language as SVG's; what Skia cannot read is an empty path.
  const path = new Path2D(reader.text('pathData') ?? '');
  if (reader.integer('fillType') === 1) path.setFillType(FillType.EvenOdd);
  return path;
}

const isTrimmedAway = (reader: ElementReader): boolean =>
  (reader.float('trimPathStart') ?? 0) === (reader.float('trimPathEnd') ?? 1);

/** Part of a path that an animation shows in its middle: three quarters of a progress ring. */
const middleOfAnimation = 0.75;

/** A vector as its animation has it half way: what is trimmed away at first is partly there. */
function halfWay(nodes: readonly VectorNode[]): VectorNode[] {
  return nodes.map((node) => {
    if (node.kind === 'group') return { ...node, children: halfWay(node.children) };
    return node.kind === 'path' && node.untrimmed
      ? { ...node, path: new Path2D(node.untrimmed).trim(0, middleOfAnimation) }
      : node;
  });
}

function readPath(reader: ElementReader): Path2D {
  const path = readOutline(reader);
  const from = reader.float('trimPathStart') ?? 0;
  const to = reader.float('trimPathEnd') ?? 1;
  const offset = reader.float('trimPathOffset') ?? 0;
  if (from === 0 && to === 1) return path;
  const [first, last] = [(from + offset) % 1, (to + offset) % 1];
  return first <= last ? path.trim(first, last) : path.trim(last, first, true);
}

function readInk(vm: Machine, reader: ElementReader, attribute: AttributeName): Ink | undefined {
  const found = reader.find(attribute);
  if (!found) return undefined;
  if (hasInteger(found.value)) return reader.colors(attribute);
  if (found.value.kind !== 'string' || !found.value.text.endsWith('.xml')) return undefined;
  const { root, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  if (root.name !== 'gradient') return reader.colors(attribute);
  return readGradient(new ElementReader(vm, { ...reader.source, element: root, file, isSystem }), vm);
}

function readGradient(reader: ElementReader, vm: Machine): Ink {
  const items = reader.children('item').map((source) => {
    const item = new ElementReader(vm, source);
    return { offset: Math.min(1, Math.max(0, item.float('offset') ?? 0)), argb: item.color('color') ?? 0 };
  });
  const center = reader.color('centerColor');
  const ends = [
    reader.color('startColor') ?? 0,
    ...(center === undefined ? [] : [center]),
    reader.color('endColor') ?? 0,
  ];
  const stops: ColorStops = items.length > 0 ? items : toStops(ends);
  const x = reader.float('centerX') ?? 0;
  const y = reader.float('centerY') ?? 0;
  const radius = reader.float('gradientRadius') ?? 0;
  const points = [
    reader.float('startX') ?? 0,
    reader.float('startY') ?? 0,
    reader.float('endX') ?? 0,
    reader.float('endY') ?? 0,
  ] as const;
  const type = reader.integer('type') ?? 0;
  if (type === 1) return { kind: 'radial', x, y, radius, stops };
  return type === 2 ? { kind: 'sweep', x, y, stops } : { kind: 'linear', points, stops };
}

// ---- drawing --------------------------------------------------------------------------------------------------------

function toFill(ink: Ink, alpha: number, states: readonly number[]): Fill {
  if ('kind' in ink) return ink;
  return { kind: 'color', argb: modulate(colorForState(ink.peer, states), Math.round(alpha * 255)) };
}

function drawNodes(host: HostCanvas, nodes: readonly VectorNode[], states: readonly number[]): void {
  for (const node of nodes) {
    if (node.kind === 'clip') host.clipPath(node.path, boundsOf(node.path));
    else if (node.kind === 'group') {
      const saved = host.save();
      host.translate(node.x + node.pivotX, node.y + node.pivotY);
      host.rotate(node.rotation);
      host.scale(node.scaleX, node.scaleY);
      host.translate(-node.pivotX, -node.pivotY);
      drawNodes(host, node.children, states);
      host.restoreToCount(saved);
    } else {
      if (node.fill)
        host.drawPath(node.path, {
          fill: toFill(node.fill, node.fillAlpha, states),
          style: 'fill',
          alpha: 'kind' in node.fill ? Math.round(node.fillAlpha * 255) : 255,
        });
      if (node.stroke && node.strokeWidth > 0)
        host.drawPath(node.path, {
          fill: toFill(node.stroke, node.strokeAlpha, states),
          style: 'stroke',
          strokeWidth: node.strokeWidth,
          cap: node.cap,
          join: node.join,
          miter: node.miter,
        });
    }
  }
}

function draw(_vm: Machine, self: Drawable, canvas: JavaObject): void {
  const state = stateOf(self);
  const content = contentOf(self);
  const { bounds } = state;
  if (widthOf(bounds) <= 0 || heightOf(bounds) <= 0 || content.alpha <= 0) return;
  const faded = { ...state, alpha: Math.round(state.alpha * content.alpha) };
  drawTinted(hostOf(canvas), faded, bounds, (host) => {
    const saved = host.save();
    host.clipBox(bounds);
    host.translate(bounds.left, bounds.top);
    host.scale(widthOf(bounds) / content.viewportWidth, heightOf(bounds) / content.viewportHeight);
    drawNodes(host, content.nodes, state.states);
    host.restoreToCount(saved);
  });
}

registerTag('vector', name('VectorDrawable'), inflateVector);

const vector = defineClass({
  name: name('VectorDrawable'),
  super: name('Drawable'),
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Drawable) => {
      start(self);
    },
    'draw(Landroid/graphics/Canvas;)V': draw,
    'getIntrinsicWidth()I': (_vm, self: Drawable) => contentOf(self).width,
    'getIntrinsicHeight()I': (_vm, self: Drawable) => contentOf(self).height,
    'protected onStateChange([I)Z': () => true,
  },
});

// ---- AnimatedVectorDrawable: its vector, still ----------------------------------------------------------------------

type AnimatedContent = { readonly child: Drawable | null };
const childOf = (self: Drawable): Drawable | null =>
  (stateOf(self).content as AnimatedContent | undefined)?.child ?? null;

registerTag('animated-vector', name('AnimatedVectorDrawable'), function* (vm, self, reader) {
  const child = yield* childDrawable(vm, reader);
  stateOf(self).content = { child };
  if (child?.cls.name !== name('VectorDrawable')) return;
  const content = contentOf(child);
  content.nodes = halfWay(content.nodes);
});

const colors$ = 'Landroid/content/res/ColorStateList;';

const animatedMethods: Methods = {
  '<init>()V': (_vm: Machine, self: Drawable): void => {
    stateOf(self);
  },
  'draw(Landroid/graphics/Canvas;)V': (vm: Machine, self: Drawable, canvas: JavaObject): Steps<void> =>
    drawChild(vm, childOf(self), canvas),
  [`protected onBoundsChange(${rect$})V`]: (vm: Machine, self: Drawable): Steps<void> =>
    setChildBounds(vm, childOf(self), stateOf(self).bounds),
  'getIntrinsicWidth()I': (vm: Machine, self: Drawable): Steps<number> => intrinsicWidth(vm, childOf(self)),
  'getIntrinsicHeight()I': (vm: Machine, self: Drawable): Steps<number> => intrinsicHeight(vm, childOf(self)),
  'isStateful()Z': (vm: Machine, self: Drawable): Steps<boolean> => isStateful(vm, childOf(self)),
  [`setTintList(${colors$})V`]: function* (
    vm: Machine,
    self: Drawable,
    tint: JavaObject | null,
  ): Steps<void> {
    const child = childOf(self);
    if (child) yield* vm.call(child, `setTintList(${colors$})V`, tint);
  },
  'start()V': (): void => undefined,
  'stop()V': (): void => undefined,
  'reset()V': (): void => undefined,
  'isRunning()Z': (): boolean => false,
  'registerAnimationCallback(Landroid/graphics/drawable/Animatable2$AnimationCallback;)V': (): void =>
    undefined,
  'unregisterAnimationCallback(Landroid/graphics/drawable/Animatable2$AnimationCallback;)Z': (): boolean =>
    true,
  'clearAnimationCallbacks()V': (): void => undefined,
};

const animatedVector = defineClass({
  name: name('AnimatedVectorDrawable'),
  super: name('Drawable'),
  interfaces: [name('Animatable2')],
  labels: 'container',
  methods: animatedMethods,
});

export const vectorClasses = [vector, animatedVector];
