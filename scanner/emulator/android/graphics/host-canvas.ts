import { createCanvas, Path2D, type Canvas as Surface, type SKRSContext2D } from '@napi-rs/canvas';
import { toCss } from './color-values.ts';
import { identity, inverseOf, mapBox, multiply, type Affine } from './affine.ts';
import type { DrawingLog } from './drawing-log.ts';
import { toStyle, type Fill } from './fills.ts';
import { canvasFont, type TextFont } from './fonts.ts';
import type { Box } from './geometry.ts';

export type BlendMode = SKRSContext2D['globalCompositeOperation'];

/** How something is drawn. */
export type Brush = {
  readonly fill: Fill;
  readonly style: 'fill' | 'stroke' | 'both';
  readonly strokeWidth?: number;
  readonly cap?: 'butt' | 'round' | 'square';
  readonly join?: 'miter' | 'round' | 'bevel';
  readonly miter?: number;
  readonly dash?: readonly number[];
  readonly dashPhase?: number;
  /** 0..255, over the fill's own opacity. */
  readonly alpha?: number;
  readonly blend?: BlendMode;
  readonly shadow?: {
    readonly radius: number;
    readonly dx: number;
    readonly dy: number;
    readonly argb: number;
  };
};

type Layer = {
  readonly surface: Surface;
  readonly context: SKRSContext2D;
  readonly x: number;
  readonly y: number;
  readonly alpha: number;
  readonly blend: BlendMode;
};
type Saved = {
  readonly clip: Box;
  readonly alpha: number;
  readonly matrix: Affine;
  readonly layer: Layer | undefined;
};

const mostSaves = 2000;

/** Drawing on a Skia surface with Android's rules: save counts, layers, clips that can be asked for. */
export class HostCanvas {
  readonly surface: Surface;
  readonly width: number;
  readonly height: number;
  #context: SKRSContext2D;
  /** Origin of the layer that is drawn on, in pixels of the surface. */
  #originX = 0;
  #originY = 0;
  readonly #saves: Saved[] = [];
  readonly #contexts: { context: SKRSContext2D; x: number; y: number }[] = [];
  /** In pixels of the surface. */
  #clip: Box;
  /** From the present coordinates to pixels of the surface. */
  #matrix = identity;
  #alpha = 1;
  /** Where it is to be known what was drawn. */
  readonly #log: DrawingLog | undefined;

  constructor(surface: Surface, log?: DrawingLog) {
    this.surface = surface;
    this.#log = log;
    this.width = surface.width;
    this.height = surface.height;
    this.#context = surface.getContext('2d');
    const { a, b, c, d, e, f } = this.#context.getTransform();
    this.#matrix = { a, b, c, d, e, f };
    this.#clip = { left: 0, top: 0, right: surface.width, bottom: surface.height };
  }

  static ofSize(widthPx: number, heightPx: number, log?: DrawingLog): HostCanvas {
    return new HostCanvas(createCanvas(Math.max(1, widthPx), Math.max(1, heightPx)), log);
  }

  /** As Canvas.getSaveCount: 1 when nothing is saved. */
  get saveCount(): number {
    return this.#saves.length + 1;
  }

  /** Answers what restoreToCount undoes it with. */
  save(): number {
    const before = this.saveCount;
    if (this.#saves.length < mostSaves) {
      this.#log?.note('save');
      this.#context.save();
      this.#saves.push({ clip: this.#clip, alpha: this.#alpha, matrix: this.#matrix, layer: undefined });
    }
    return before;
  }

  /** What is drawn until the restore goes to a picture of its own first. `bounds` in the present coordinates. */
  saveLayer(bounds: Box | undefined, alpha: number, blend: BlendMode = 'source-over'): number {
    const before = this.saveCount;
    if (this.#saves.length >= mostSaves) return before;
    this.#log?.note('layer', ...(bounds ? edges(bounds) : []), alpha, blend);
    const device = bounds ? this.#toDevice(bounds) : this.#clip;
    const left = Math.floor(Math.max(device.left, this.#clip.left));
    const top = Math.floor(Math.max(device.top, this.#clip.top));
    const width = Math.max(1, Math.ceil(Math.min(device.right, this.#clip.right)) - left);
    const height = Math.max(1, Math.ceil(Math.min(device.bottom, this.#clip.bottom)) - top);
    const surface = createCanvas(width, height);
    const context = surface.getContext('2d');
    const at = this.transform;
    context.setTransform(at.a, at.b, at.c, at.d, at.e - left, at.f - top);
    this.#context.save();
    this.#contexts.push({ context: this.#context, x: this.#originX, y: this.#originY });
    this.#saves.push({
      clip: this.#clip,
      alpha: this.#alpha,
      matrix: this.#matrix,
      layer: { surface, context, x: left, y: top, alpha: (alpha / 255) * this.#alpha, blend },
    });
    this.#context = context;
    this.#originX = left;
    this.#originY = top;
    this.#alpha = 1;
    return before;
  }

  /** Lets everything until the restore show through: `alpha` 0..255. */
  saveAlpha(alpha: number): number {
    const before = this.save();
    this.#log?.note('alpha', alpha);
    this.#alpha *= alpha / 255;
    return before;
  }

  restore(): boolean {
    const saved = this.#saves.pop();
    if (!saved) return false;
    this.#log?.note('restore');
    if (saved.layer) {
      const outer = this.#contexts.pop();
      if (!outer) return false;
      const { surface, x, y, alpha, blend } = saved.layer;
      outer.context.save();
      outer.context.resetTransform();
      outer.context.globalAlpha = alpha;
      outer.context.globalCompositeOperation = blend;
      outer.context.drawImage(surface, x - outer.x, y - outer.y);
      outer.context.restore();
      this.#context = outer.context;
      this.#originX = outer.x;
      this.#originY = outer.y;
    }
    this.#context.restore();
    this.#clip = saved.clip;
    this.#alpha = saved.alpha;
    this.#matrix = saved.matrix;
    return true;
  }

  restoreToCount(count: number): void {
    while (this.saveCount > Math.max(1, count)) this.restore();
  }

  translate(x: number, y: number): void {
    this.concat({ ...identity, e: x, f: y });
  }

  scale(x: number, y: number): void {
    this.concat({ ...identity, a: x, d: y });
  }

  rotate(degrees: number): void {
    const radians = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    this.concat({ ...identity, a: cos, b: sin, c: -sin, d: cos });
  }

  concat(by: Affine): void {
    this.#log?.note('concat', ...numbersOf(by));
    this.#matrix = multiply(this.#matrix, by);
    this.#context.transform(by.a, by.b, by.c, by.d, by.e, by.f);
  }

  /** From the present coordinates to pixels of the surface. */
  get transform(): Affine {
    return this.#matrix;
  }

  set transform(matrix: Affine) {
    this.#log?.note('matrix', ...numbersOf(matrix));
    this.#matrix = matrix;
    const { a, b, c, d, e, f } = matrix;
    this.#context.setTransform(a, b, c, d, e - this.#originX, f - this.#originY);
  }

  /** Answers whether anything is left to draw on. */
  clipBox(box: Box): boolean {
    this.#log?.note('clip box', ...edges(box));
    return this.#clipTo(toPath(box), box);
  }

  clipPath(path: Path2D, bounds: Box): boolean {
    this.#log?.notePath('clip', path);
    return this.#clipTo(path, bounds);
  }

  #clipTo(path: Path2D, bounds: Box): boolean {
    this.#context.clip(path);
    const device = this.#toDevice(bounds);
    this.#clip = {
      left: Math.max(this.#clip.left, device.left),
      top: Math.max(this.#clip.top, device.top),
      right: Math.min(this.#clip.right, device.right),
      bottom: Math.min(this.#clip.bottom, device.bottom),
    };
    return !this.isClipEmpty;
  }

  get isClipEmpty(): boolean {
    return this.#clip.left >= this.#clip.right || this.#clip.top >= this.#clip.bottom;
  }

  /** The clip in the present coordinates, its box at least. */
  get clipBounds(): Box {
    if (this.isClipEmpty) return { left: 0, top: 0, right: 0, bottom: 0 };
    const inverse = inverseOf(this.#matrix);
    if (!inverse) return { left: 0, top: 0, right: 0, bottom: 0 };
    return mapBox(inverse, this.#clip);
  }

  /** Fills everything inside the clip. */
  fillAll(brush: Brush): void {
    this.#log?.noteBrush('fill all', brush);
    const context = this.#context;
    context.save();
    context.resetTransform();
    this.#prepare(brush);
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  }

  drawPath(path: Path2D, brush: Brush): void {
    if (this.isClipEmpty) return;
    this.#log?.notePath('path', path);
    this.#draw(path, brush);
  }

  drawBox(box: Box, brush: Brush): void {
    if (this.isClipEmpty) return;
    this.#log?.note('box', ...edges(box));
    this.#draw(toPath(box), brush);
  }

  #draw(path: Path2D, brush: Brush): void {
    this.#log?.noteBrush('with', brush);
    const context = this.#context;
    context.save();
    this.#prepare(brush);
    if (brush.style !== 'stroke') context.fill(path);
    if (brush.style !== 'fill') context.stroke(path);
    context.restore();
  }

  /** Part `from` of a picture (all of it when undefined) onto `to`. */
  drawPicture(
    picture: Surface,
    from: Box | undefined,
    to: Box,
    options: { alpha?: number; blend?: BlendMode; smooth?: boolean } = {},
  ): void {
    if (this.isClipEmpty) return;
    const source = from ?? { left: 0, top: 0, right: picture.width, bottom: picture.height };
    const width = source.right - source.left;
    const height = source.bottom - source.top;
    if (width <= 0 || height <= 0) return;
    this.#log?.notePicture('picture', picture);
    this.#log?.note('at', ...edges(source), ...edges(to), JSON.stringify(options));
    const context = this.#context;
    context.save();
    context.globalAlpha = ((options.alpha ?? 255) / 255) * this.#alpha;
    context.globalCompositeOperation = options.blend ?? 'source-over';
    context.imageSmoothingEnabled = options.smooth ?? true;
    context.drawImage(
      picture,
      source.left,
      source.top,
      width,
      height,
      to.left,
      to.top,
      to.right - to.left,
      to.bottom - to.top,
    );
    context.restore();
  }

  /** A line of text from `x` on the baseline `y`. */
  drawText(text: string, x: number, y: number, font: TextFont, brush: Brush): void {
    if (this.isClipEmpty || text === '') return;
    this.#log?.note('text', x, y, JSON.stringify(font), JSON.stringify(text));
    this.#log?.noteBrush('with', brush);
    const context = this.#context;
    context.save();
    this.#prepare(brush);
    context.font = canvasFont(font, text);
    if (font.letterSpacing) context.letterSpacing = `${font.letterSpacing * font.sizePx}px`;
    context.translate(x, y);
    if (font.scaleX !== undefined && font.scaleX !== 1) context.scale(font.scaleX, 1);
    if (brush.style !== 'stroke') context.fillText(text, 0, 0);
    if (brush.style !== 'fill') context.strokeText(text, 0, 0);
    context.restore();
  }

  #prepare(brush: Brush): void {
    const context = this.#context;
    const style = toStyle(context, brush.fill, brush.alpha ?? 255);
    context.fillStyle = style;
    context.strokeStyle = style;
    context.globalAlpha = this.#alpha * (brush.fill.kind === 'color' ? 1 : (brush.alpha ?? 255) / 255);
    context.globalCompositeOperation = brush.blend ?? 'source-over';
    if (brush.style !== 'fill') {
      // Width 0 is Android's hairline: one pixel, however much the canvas is scaled.
      const { a, b } = this.#matrix;
      const hairline = 1 / Math.max(Math.hypot(a, b), 1e-6);
      context.lineWidth = (brush.strokeWidth ?? 0) > 0 ? (brush.strokeWidth ?? 0) : hairline;
      context.lineCap = brush.cap ?? 'butt';
      context.lineJoin = brush.join ?? 'miter';
      context.miterLimit = brush.miter ?? 4;
      if (brush.dash) {
        context.setLineDash([...brush.dash]);
        context.lineDashOffset = brush.dashPhase ?? 0;
      }
    }
    if (brush.shadow) {
      context.shadowBlur = brush.shadow.radius;
      context.shadowOffsetX = brush.shadow.dx;
      context.shadowOffsetY = brush.shadow.dy;
      context.shadowColor = toCss(brush.shadow.argb);
    }
  }

  #toDevice(box: Box): Box {
    return mapBox(this.transform, box);
  }
}

const edges = ({ left, top, right, bottom }: Box) => [left, top, right, bottom] as const;
const numbersOf = ({ a, b, c, d, e, f }: Affine) => [a, b, c, d, e, f] as const;

function toPath({ left, top, right, bottom }: Box): Path2D {
  const path = new Path2D();
  path.rect(left, top, right - left, bottom - top);
  return path;
}
