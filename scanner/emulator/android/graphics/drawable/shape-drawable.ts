import { defineClass, floatsOf } from '../../../machine/index.ts';
import type { JavaArray, JavaObject, Machine } from '../../../machine/index.ts';
import { Path2D } from '@napi-rs/canvas';
import { emptyBox, writeBox, type Box } from '../geometry.ts';
import { addOval, addRoundBox, ellipseArc } from '../path.ts';
import { brushOf, makePaintState, type Paint } from '../paint.ts';
import { drawTinted, heightOf, hostOf, rect$, stateOf, widthOf, type Drawable } from './drawable-state.ts';

type ShapeState = {
  width: number;
  height: number;
  readonly outline: (path: Path2D, box: Box) => void;
};
type Shape = JavaObject<ShapeState>;
type ShapeContent = {
  shape: Shape | null;
  paint: Paint;
  width: number;
  height: number;
  padding: Box | undefined;
};

const shape$ = 'Landroid/graphics/drawable/shapes/Shape;';
const paint$ = 'Landroid/graphics/Paint;';
const canvas$ = 'Landroid/graphics/Canvas;';

function start(vm: Machine, self: Drawable, shape: Shape | null): ShapeContent {
  const paint: Paint = vm.newObject('android/graphics/Paint');
  paint.peer = makePaintState();
  const content: ShapeContent = { shape, paint, width: 0, height: 0, padding: undefined };
  stateOf(self).content = content;
  return content;
}

const contentOf = (vm: Machine, self: Drawable): ShapeContent =>
  (stateOf(self).content as ShapeContent | undefined) ?? start(vm, self, null);

const shapeDrawable = defineClass({
  name: 'android/graphics/drawable/ShapeDrawable',
  super: 'android/graphics/drawable/Drawable',
  labels: 'container',
  methods: {
    '<init>()V': (vm, self: Drawable) => {
      start(vm, self, null);
    },
    [`<init>(${shape$})V`]: (vm, self: Drawable, shape: Shape | null) => {
      start(vm, self, shape);
    },
    [`getPaint()${paint$}`]: (vm, self: Drawable) => contentOf(vm, self).paint,
    [`getShape()${shape$}`]: (vm, self: Drawable) => contentOf(vm, self).shape,
    [`setShape(${shape$})V`]: (vm, self: Drawable, shape: Shape | null) => {
      contentOf(vm, self).shape = shape;
    },
    'setIntrinsicWidth(I)V': (vm, self: Drawable, width: number) => {
      contentOf(vm, self).width = width;
    },
    'setIntrinsicHeight(I)V': (vm, self: Drawable, height: number) => {
      contentOf(vm, self).height = height;
    },
    'getIntrinsicWidth()I': (vm, self: Drawable) => contentOf(vm, self).width,
    'getIntrinsicHeight()I': (vm, self: Drawable) => contentOf(vm, self).height,
    'setPadding(IIII)V': (vm, self: Drawable, left: number, top: number, right: number, bottom: number) => {
      contentOf(vm, self).padding = { left, top, right, bottom };
    },
    [`getPadding(${rect$})Z`]: (vm, self: Drawable, out: JavaObject | null) => {
      const { padding } = contentOf(vm, self);
      writeBox(vm, out, padding ?? emptyBox);
      return padding !== undefined;
    },
    [`draw(${canvas$})V`]: function* (vm, self: Drawable, canvas: JavaObject) {
      const state = stateOf(self);
      const { shape, paint } = contentOf(vm, self);
      const { bounds } = state;
      const host = hostOf(canvas);
      if (!shape) {
        drawTinted(host, state, bounds, (to) => to.drawBox(bounds, brushOf(paint.peer)));
        return;
      }
      const saved = host.save();
      host.translate(bounds.left, bounds.top);
      yield* vm.call(shape, 'resize(FF)V', widthOf(bounds), heightOf(bounds));
      // By its virtual method: apps write shapes of their own.
      yield* vm.call(self, `onDraw(${shape$}${canvas$}${paint$})V`, shape, canvas, paint);
      host.restoreToCount(saved);
    },
    [`protected onDraw(${shape$}${canvas$}${paint$})V`]: function* (
      vm,
      _self: Drawable,
      shape: Shape | null,
      canvas: JavaObject,
      paint: Paint,
    ) {
      yield* vm.call(shape, `draw(${canvas$}${paint$})V`, canvas, paint);
    },
  },
});

function shapeClass(
  simple: string,
  constructors: Record<string, (...args: never[]) => ShapeState['outline']>,
) {
  const parent = simple === 'RectShape' ? 'Shape' : 'RectShape';
  return defineClass({
    name: `android/graphics/drawable/shapes/${simple}`,
    super: `android/graphics/drawable/shapes/${parent}`,
    labels: 'container',
    methods: {
      ...Object.fromEntries(
        Object.entries(constructors).map(([descriptor, make]) => [
          `<init>${descriptor}`,
          (_vm: Machine, self: Shape, ...args: never[]) => {
            self.peer = { width: 0, height: 0, outline: make(...args) };
          },
        ]),
      ),
      [`draw(${canvas$}${paint$})V`]: (_vm, self: Shape, canvas: JavaObject, paint: Paint) => {
        const { width, height, outline } = self.peer;
        const path = new Path2D();
        outline(path, { left: 0, top: 0, right: width, bottom: height });
        hostOf(canvas).drawPath(path, brushOf(paint.peer));
      },
    },
  });
}

const shape = defineClass({
  name: 'android/graphics/drawable/shapes/Shape',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Shape) => {
      self.peer = { width: 0, height: 0, outline: () => undefined };
    },
    [`draw(${canvas$}${paint$})V`]: null,
    'final getWidth()F': (_vm, self: Shape) => self.peer.width,
    'final getHeight()F': (_vm, self: Shape) => self.peer.height,
    'final resize(FF)V': function* (vm, self: Shape, width: number, height: number) {
      Object.assign(self.peer, { width: Math.max(0, width), height: Math.max(0, height) });
      yield* vm.call(self, 'onResize(FF)V', width, height);
    },
    'protected onResize(FF)V': () => undefined,
    'hasAlpha()Z': () => true,
  },
});

const rectangle: ShapeState['outline'] = (path, box) => addRoundBox(path, box, []);

export const shapeClasses = [
  shapeDrawable,
  shape,
  shapeClass('RectShape', { '()V': () => rectangle }),
  shapeClass('OvalShape', { '()V': () => addOval }),
  shapeClass('ArcShape', {
    '(FF)V': (from: number, sweep: number) => (path: Path2D, box: Box) => {
      path.moveTo((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      ellipseArc(path, box, from, sweep);
      path.closePath();
    },
  }),
  shapeClass('RoundRectShape', {
    '([FLandroid/graphics/RectF;[F)V': (outer: JavaArray | null) => {
      const radii = outer ? [...floatsOf(outer)] : [];
      return (path: Path2D, box: Box) => addRoundBox(path, box, radii);
    },
  }),
];
