import { Path2D, type Canvas as Surface } from '@napi-rs/canvas';
import type { HostCanvas } from './host-canvas.ts';

type Point = { readonly x: number; readonly y: number };
type Triangle = readonly [Point, Point, Point];

/** Largest mesh that is drawn: an app may ask for any. */
const mostCells = 10_000;

/**
 * A picture stretched over a net of `columns` x `rows` cells (Canvas.drawBitmapMesh): each cell is drawn as two triangles,
 * each with the affine map that brings its corners to their places.
 */
export function drawMesh(
  host: HostCanvas,
  picture: Surface,
  columns: number,
  rows: number,
  corners: readonly number[],
): void {
  if (columns <= 0 || rows <= 0 || columns * rows > mostCells) return;
  const cellWidth = picture.width / columns;
  const cellHeight = picture.height / rows;
  const corner = (column: number, row: number): { from: Point; to: Point } => {
    const at = (row * (columns + 1) + column) * 2;
    return {
      from: { x: column * cellWidth, y: row * cellHeight },
      to: { x: corners[at] ?? 0, y: corners[at + 1] ?? 0 },
    };
  };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [a, b, c, d] = [
        corner(column, row),
        corner(column + 1, row),
        corner(column, row + 1),
        corner(column + 1, row + 1),
      ];
      drawTriangle(host, picture, [a.from, b.from, c.from], [a.to, b.to, c.to]);
      drawTriangle(host, picture, [b.from, d.from, c.from], [b.to, d.to, c.to]);
    }
}

/** The part of a picture in one triangle, brought to another one. */
export function drawTriangle(host: HostCanvas, picture: Surface, from: Triangle, to: Triangle): void {
  const [p, q, r] = from;
  const det = (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y);
  if (det === 0) return;
  const [s, t, u] = to;
  // The map takes p, q, r to s, t, u: solved for each of x and y by Cramer's rule.
  const along = (value: (point: Point) => number) => ({
    x: ((value(t) - value(s)) * (r.y - p.y) - (value(u) - value(s)) * (q.y - p.y)) / det,
    y: ((value(u) - value(s)) * (q.x - p.x) - (value(t) - value(s)) * (r.x - p.x)) / det,
  });
  const x = along((point) => point.x);
  const y = along((point) => point.y);
  const saved = host.save();
  const path = new Path2D();
  path.moveTo(s.x, s.y);
  path.lineTo(t.x, t.y);
  path.lineTo(u.x, u.y);
  path.closePath();
  host.clipPath(path, boxOf(to));
  host.concat({
    a: x.x,
    b: y.x,
    c: x.y,
    d: y.y,
    e: s.x - x.x * p.x - x.y * p.y,
    f: s.y - y.x * p.x - y.y * p.y,
  });
  host.drawPicture(picture, undefined, { left: 0, top: 0, right: picture.width, bottom: picture.height });
  host.restoreToCount(saved);
}

function boxOf(points: Triangle) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
