import { Path2D, FillType, PathOp } from '@napi-rs/canvas';
import { defineClass, floatsOf, JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaArray } from '../../machine/index.ts';
import { enumModel, nameOf } from '../support/enum-model.ts';
import { readBox, writeBox, type Box } from './geometry.ts';
import { affineOf } from './matrix.ts';

export type PathState = {
  path: Path2D;
  x: number;
  y: number;
  startX: number;
  startY: number;
  evenOdd: boolean;
  isEmpty: boolean;
};
export type JavaPath = JavaObject<PathState>;

const mostRadians = Math.PI * 2 - 1e-6;

export function newPathState(): PathState {
  return { path: new Path2D(), x: 0, y: 0, startX: 0, startY: 0, evenOdd: false, isEmpty: true };
}

export function pathOf(path: HeapObject | null): Path2D {
  if (!(path instanceof JavaObject)) return new Path2D();
  const { path: host, evenOdd } = (path as JavaPath).peer;
  host.setFillType(evenOdd ? FillType.EvenOdd : FillType.Winding);
  return host;
}

export function boundsOf(path: Path2D): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = path.computeTightBounds();
  return { left, top, right, bottom };
}

function moveTo(self: JavaPath, x: number, y: number): void {
  const { peer } = self;
  peer.path.moveTo(x, y);
  Object.assign(peer, { x, y, startX: x, startY: y, isEmpty: false });
}

/** A path that starts without a move starts at 0, 0. */
function begin(self: JavaPath): void {
  if (self.peer.isEmpty) moveTo(self, 0, 0);
}

function lineTo(self: JavaPath, x: number, y: number): void {
  begin(self);
  self.peer.path.lineTo(x, y);
  Object.assign(self.peer, { x, y });
}

function quadTo(self: JavaPath, x1: number, y1: number, x: number, y: number): void {
  begin(self);
  self.peer.path.quadraticCurveTo(x1, y1, x, y);
  Object.assign(self.peer, { x, y });
}

function cubicTo(self: JavaPath, x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
  begin(self);
  self.peer.path.bezierCurveTo(x1, y1, x2, y2, x, y);
  Object.assign(self.peer, { x, y });
}

/** Adds an arc of an ellipse; angles in degrees, clockwise from three o'clock. */
export function ellipseArc(path: Path2D, box: Box, startDegrees: number, sweepDegrees: number): void {
  const start = (startDegrees * Math.PI) / 180;
  const sweep = Math.max(-mostRadians, Math.min(mostRadians, (sweepDegrees * Math.PI) / 180));
  path.ellipse(
    (box.left + box.right) / 2,
    (box.top + box.bottom) / 2,
    Math.max(0, (box.right - box.left) / 2),
    Math.max(0, (box.bottom - box.top) / 2),
    0,
    start,
    start + sweep,
    sweep < 0,
  );
}

function arcTo(self: JavaPath, box: Box, start: number, sweep: number, forceMove: boolean): void {
  const angle = ((start + sweep) * Math.PI) / 180;
  const first = (start * Math.PI) / 180;
  const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [rx, ry] = [(box.right - box.left) / 2, (box.bottom - box.top) / 2];
  const [fromX, fromY] = [cx + rx * Math.cos(first), cy + ry * Math.sin(first)];
  if (forceMove || self.peer.isEmpty) moveTo(self, fromX, fromY);
  ellipseArc(self.peer.path, box, start, sweep);
  Object.assign(self.peer, { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle), isEmpty: false });
}

function addShape(self: JavaPath, add: (path: Path2D) => void): void {
  add(self.peer.path);
  self.peer.isEmpty = false;
}

/** A full ellipse as a contour of its own. */
export function addOval(path: Path2D, box: Box): void {
  path.moveTo(box.right, (box.top + box.bottom) / 2);
  path.ellipse(
    (box.left + box.right) / 2,
    (box.top + box.bottom) / 2,
    Math.max(0, (box.right - box.left) / 2),
    Math.max(0, (box.bottom - box.top) / 2),
    0,
    0,
    Math.PI * 2,
  );
  path.closePath();
}

/** Radii: top left, top right, bottom right, bottom left, as x and y each. */
export function addRoundBox(path: Path2D, box: Box, radii: readonly number[]): void {
  const width = Math.max(0, box.right - box.left);
  const height = Math.max(0, box.bottom - box.top);
  const corner = (at: number) => ({
    x: Math.max(0, Math.min(radii[at * 2] ?? 0, width / 2)),
    y: Math.max(0, Math.min(radii[at * 2 + 1] ?? 0, height / 2)),
  });
  const [tl, tr, br, bl] = [corner(0), corner(1), corner(2), corner(3)];
  path.moveTo(box.left + tl.x, box.top);
  path.lineTo(box.right - tr.x, box.top);
  path.ellipse(box.right - tr.x, box.top + tr.y, tr.x, tr.y, 0, -Math.PI / 2, 0);
  path.lineTo(box.right, box.bottom - br.y);
  path.ellipse(box.right - br.x, box.bottom - br.y, br.x, br.y, 0, 0, Math.PI / 2);
  path.lineTo(box.left + bl.x, box.bottom);
  path.ellipse(box.left + bl.x, box.bottom - bl.y, bl.x, bl.y, 0, Math.PI / 2, Math.PI);
  path.lineTo(box.left, box.top + tl.y);
  path.ellipse(box.left + tl.x, box.top + tl.y, tl.x, tl.y, 0, Math.PI, Math.PI * 1.5);
  path.closePath();
}

function clear(self: JavaPath): void {
  const { evenOdd } = self.peer;
  self.peer = { ...newPathState(), evenOdd };
}

const toBox = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});
const direction$ = 'Landroid/graphics/Path$Direction;';
const fillTypes = ['WINDING', 'EVEN_ODD', 'INVERSE_WINDING', 'INVERSE_EVEN_ODD'] as const;
const ops = ['DIFFERENCE', 'INTERSECT', 'UNION', 'XOR', 'REVERSE_DIFFERENCE'] as const;
const opOf = {
  DIFFERENCE: PathOp.Difference,
  INTERSECT: PathOp.Intersect,
  UNION: PathOp.Union,
  XOR: PathOp.Xor,
  REVERSE_DIFFERENCE: PathOp.ReverseDifference,
} as const;

function transformed(path: Path2D, matrix: HeapObject | null): Path2D {
  return path.transform({ ...affineOf(matrix) } as never);
}

function addPath(self: JavaPath, other: HeapObject | null, matrix: HeapObject | null, dx = 0, dy = 0): void {
  const source = new Path2D(pathOf(other));
  const moved = matrix ? transformed(source, matrix) : source;
  self.peer.path.addPath(moved, { a: 1, b: 0, c: 0, d: 1, e: dx, f: dy });
  self.peer.isEmpty = false;
}

function combine(self: JavaPath, a: HeapObject | null, b: HeapObject | null, op: JavaObject | null): boolean {
  const result = new Path2D(pathOf(a));
  result.op(pathOf(b), opOf[nameOf(op, ops, 'DIFFERENCE')]);
  self.peer.path = result;
  self.peer.isEmpty = false;
  return true;
}

const path = defineClass({
  name: 'android/graphics/Path',
  methods: {
    '<init>()V': (_vm, self: JavaPath) => {
      self.peer = newPathState();
    },
    '<init>(Landroid/graphics/Path;)V': (_vm, self: JavaPath, other: JavaPath | null) => {
      self.peer = other ? { ...other.peer, path: new Path2D(other.peer.path) } : newPathState();
    },
    'set(Landroid/graphics/Path;)V': (_vm, self: JavaPath, other: JavaPath | null) => {
      if (other) self.peer = { ...other.peer, path: new Path2D(other.peer.path) };
    },
    'reset()V': (_vm, self: JavaPath) => clear(self),
    'rewind()V': (_vm, self: JavaPath) => clear(self),
    'isEmpty()Z': (_vm, self: JavaPath) => self.peer.isEmpty,
    'moveTo(FF)V': (_vm, self: JavaPath, x: number, y: number) => moveTo(self, x, y),
    'rMoveTo(FF)V': (_vm, self: JavaPath, x: number, y: number) =>
      moveTo(self, self.peer.x + x, self.peer.y + y),
    'lineTo(FF)V': (_vm, self: JavaPath, x: number, y: number) => lineTo(self, x, y),
    'rLineTo(FF)V': (_vm, self: JavaPath, x: number, y: number) =>
      lineTo(self, self.peer.x + x, self.peer.y + y),
    'quadTo(FFFF)V': (_vm, self: JavaPath, x1: number, y1: number, x: number, y: number) =>
      quadTo(self, x1, y1, x, y),
    'rQuadTo(FFFF)V': (_vm, self: JavaPath, x1: number, y1: number, dx: number, dy: number) => {
      const { x, y } = self.peer;
      quadTo(self, x + x1, y + y1, x + dx, y + dy);
    },
    'cubicTo(FFFFFF)V': (
      _vm,
      self: JavaPath,
      x1: number,
      y1: number,
      x2: number,
      y2: number,
      x: number,
      y: number,
    ) => cubicTo(self, x1, y1, x2, y2, x, y),
    'rCubicTo(FFFFFF)V': (
      _vm,
      self: JavaPath,
      x1: number,
      y1: number,
      x2: number,
      y2: number,
      dx: number,
      dy: number,
    ) => {
      const { x, y } = self.peer;
      cubicTo(self, x + x1, y + y1, x + x2, y + y2, x + dx, y + dy);
    },
    'arcTo(Landroid/graphics/RectF;FF)V': (
      vm,
      self: JavaPath,
      box: JavaObject | null,
      start: number,
      sweep: number,
    ) => arcTo(self, readBox(vm, box), start, sweep, false),
    'arcTo(Landroid/graphics/RectF;FFZ)V': (
      vm,
      self: JavaPath,
      box: JavaObject | null,
      start: number,
      sweep: number,
      force: boolean,
    ) => arcTo(self, readBox(vm, box), start, sweep, force),
    'arcTo(FFFFFFZ)V': (
      _vm,
      self: JavaPath,
      l: number,
      t: number,
      r: number,
      b: number,
      start: number,
      sweep: number,
      force: boolean,
    ) => arcTo(self, toBox(l, t, r, b), start, sweep, force),
    'addArc(Landroid/graphics/RectF;FF)V': (
      vm,
      self: JavaPath,
      box: JavaObject | null,
      start: number,
      sweep: number,
    ) => arcTo(self, readBox(vm, box), start, sweep, true),
    'addArc(FFFFFF)V': (
      _vm,
      self: JavaPath,
      l: number,
      t: number,
      r: number,
      b: number,
      start: number,
      sweep: number,
    ) => arcTo(self, toBox(l, t, r, b), start, sweep, true),
    'close()V': (_vm, self: JavaPath) => {
      self.peer.path.closePath();
      self.peer.x = self.peer.startX;
      self.peer.y = self.peer.startY;
    },
    [`addRect(FFFF${direction$})V`]: (_vm, self: JavaPath, l: number, t: number, r: number, b: number) =>
      addShape(self, (host) => host.rect(l, t, r - l, b - t)),
    [`addRect(Landroid/graphics/RectF;${direction$})V`]: (vm, self: JavaPath, rect: JavaObject | null) => {
      const box = readBox(vm, rect);
      addShape(self, (host) => host.rect(box.left, box.top, box.right - box.left, box.bottom - box.top));
    },
    [`addRoundRect(Landroid/graphics/RectF;FF${direction$})V`]: (
      vm,
      self: JavaPath,
      rect: JavaObject | null,
      rx: number,
      ry: number,
    ) => addShape(self, (host) => addRoundBox(host, readBox(vm, rect), [rx, ry, rx, ry, rx, ry, rx, ry])),
    [`addRoundRect(FFFFFF${direction$})V`]: (
      _vm,
      self: JavaPath,
      l: number,
      t: number,
      r: number,
      b: number,
      rx: number,
      ry: number,
    ) => addShape(self, (host) => addRoundBox(host, toBox(l, t, r, b), [rx, ry, rx, ry, rx, ry, rx, ry])),
    [`addRoundRect(Landroid/graphics/RectF;[F${direction$})V`]: (
      vm,
      self: JavaPath,
      rect: JavaObject | null,
      radii: JavaArray,
    ) => addShape(self, (host) => addRoundBox(host, readBox(vm, rect), [...floatsOf(radii)])),
    [`addRoundRect(FFFF[F${direction$})V`]: (
      _vm,
      self: JavaPath,
      l: number,
      t: number,
      r: number,
      b: number,
      radii: JavaArray,
    ) => addShape(self, (host) => addRoundBox(host, toBox(l, t, r, b), [...floatsOf(radii)])),
    [`addCircle(FFF${direction$})V`]: (_vm, self: JavaPath, x: number, y: number, radius: number) =>
      addShape(self, (host) => addOval(host, toBox(x - radius, y - radius, x + radius, y + radius))),
    [`addOval(Landroid/graphics/RectF;${direction$})V`]: (vm, self: JavaPath, rect: JavaObject | null) =>
      addShape(self, (host) => addOval(host, readBox(vm, rect))),
    [`addOval(FFFF${direction$})V`]: (_vm, self: JavaPath, l: number, t: number, r: number, b: number) =>
      addShape(self, (host) => addOval(host, toBox(l, t, r, b))),
    'addPath(Landroid/graphics/Path;)V': (_vm, self: JavaPath, other: HeapObject | null) =>
      addPath(self, other, null),
    'addPath(Landroid/graphics/Path;FF)V': (
      _vm,
      self: JavaPath,
      other: HeapObject | null,
      dx: number,
      dy: number,
    ) => addPath(self, other, null, dx, dy),
    'addPath(Landroid/graphics/Path;Landroid/graphics/Matrix;)V': (
      _vm,
      self: JavaPath,
      other: HeapObject | null,
      by: HeapObject | null,
    ) => addPath(self, other, by),
    'offset(FF)V': (_vm, self: JavaPath, dx: number, dy: number) => {
      self.peer.path = self.peer.path.transform({ a: 1, b: 0, c: 0, d: 1, e: dx, f: dy } as never);
    },
    'transform(Landroid/graphics/Matrix;)V': (_vm, self: JavaPath, by: HeapObject | null) => {
      self.peer.path = transformed(self.peer.path, by);
    },
    'transform(Landroid/graphics/Matrix;Landroid/graphics/Path;)V': (
      _vm,
      self: JavaPath,
      by: HeapObject | null,
      out: JavaPath | null,
    ) => {
      const target = out ?? self;
      target.peer.path = transformed(self.peer.path, by);
      target.peer.isEmpty = self.peer.isEmpty;
    },
    'op(Landroid/graphics/Path;Landroid/graphics/Path$Op;)Z': (
      _vm,
      self: JavaPath,
      other: HeapObject | null,
      op: JavaObject | null,
    ) => combine(self, self, other, op),
    'op(Landroid/graphics/Path;Landroid/graphics/Path;Landroid/graphics/Path$Op;)Z': (
      _vm,
      self: JavaPath,
      a: HeapObject | null,
      b: HeapObject | null,
      op: JavaObject | null,
    ) => combine(self, a, b, op),
    'setFillType(Landroid/graphics/Path$FillType;)V': (_vm, self: JavaPath, type: JavaObject | null) => {
      self.peer.evenOdd = nameOf(type, fillTypes, 'WINDING').endsWith('EVEN_ODD');
    },
    'computeBounds(Landroid/graphics/RectF;Z)V': (vm, self: JavaPath, out: JavaObject | null) =>
      writeBox(vm, out, boundsOf(self.peer.path)),
    'incReserve(I)V': () => undefined,
    'isConvex()Z': () => false,
    'setLastPoint(FF)V': (_vm, self: JavaPath, x: number, y: number) => lineTo(self, x, y),
  },
});

export const pathClasses = [
  path,
  enumModel('android/graphics/Path$Direction', ['CW', 'CCW']),
  enumModel('android/graphics/Path$FillType', fillTypes),
  enumModel('android/graphics/Path$Op', ops),
];
