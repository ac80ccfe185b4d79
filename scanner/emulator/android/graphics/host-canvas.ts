import { createCanvas, Path2D, type Canvas as Surface, type SKRSContext2D } from '@napi-rs/canvas';
import { toCss } from './color-values.ts';
import { canvasFont, type TextFont } from './fonts.ts';
import type { Box } from './geometry.ts';

export type BlendMode = SKRSContext2D['globalCompositeOperation'];
/** What fills a shape: a colour, or something a context makes for itself (gradients, patterns). */
export type Fill =
  | { readonly kind: 'color'; readonly argb: number }
  | { readonly kind: 'style'; readonly make: (context: SKRSContext2D) => SKRSContext2D['fillStyle'] };

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

export type Affine = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
};

type Layer = {
  readonly surface: Surface;
  readonly context: SKRSContext2D;
  readonly x: number;
  readonly y: number;
  readonly alpha: number;
  readonly blend: BlendMode;
};
type Saved = { readonly clip: Box; readonly alpha: number; readonly layer: Layer | undefined };

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
  #alpha = 1;

  constructor(surface: Surface) {
    this.surface = surface;
    this.width = surface.width;
    this.height = surface.height;
    this.#context = surface.getContext('2d');
    this.#clip = { left: 0, top: 0, right: surface.width, bottom: surface.height };
  }

  static ofSize(widthPx: number, heightPx: number): HostCanvas {
    return new HostCanvas(createCanvas(Math.max(1, widthPx), Math.max(1, heightPx)));
  }

  /** As Canvas.getSaveCount: 1 when nothing is saved. */
  get saveCount(): number {
    return this.#saves.length + 1;
  }

  /** Answers what restoreToCount undoes it with. */
  save(): number {
    const before = this.saveCount;
    if (this.#saves.length < mostSaves) {
      this.#context.save();
      this.#saves.push({ clip: this.#clip, alpha: this.#alpha, layer: undefined });
    }
    return before;
  }

  /** What is drawn until the restore goes to a picture of its own first. `bounds` in the present coordinates. */
  saveLayer(bounds: Box | undefined, alpha: number, blend: BlendMode = 'source-over'): number {
    const before = this.saveCount;
    if (this.#saves.length >= mostSaves) return before;
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
    this.#alpha *= alpha / 255;
    return before;
  }

  restore(): boolean {
    const saved = this.#saves.pop();
    if (!saved) return false;
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
    return true;
  }

  restoreToCount(count: number): void {
    while (this.saveCount > Math.max(1, count)) this.restore();
  }

  translate(x: number, y: number): void {
    this.#context.translate(x, y);
  }

  scale(x: number, y: number): void {
    this.#context.scale(x, y);
  }

  rotate(degrees: number): void {
    this.#context.rotate((degrees * Math.PI) / 180);
  }

  concat({ a, b, c, d, e, f }: Affine): void {
    this.#context.transform(a, b, c, d, e, f);
  }

  /** From the present coordinates to pixels of the surface. */
  get transform(): Affine {
    const { a, b, c, d, e, f } = this.#context.getTransform();
    return { a, b, c, d, e: e + this.#originX, f: f + this.#originY };
  }

  set transform({ a, b, c, d, e, f }: Affine) {
    this.#context.setTransform(a, b, c, d, e - this.#originX, f - this.#originY);
  }

  /** Answers whether anything is left to draw on. */
  clipBox(box: Box): boolean {
    const path = new Path2D();
    path.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    return this.clipPath(path, box);
  }

  clipPath(path: Path2D, bounds: Box): boolean {
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
    const { a, b, c, d, e, f } = this.transform;
    const determinant = a * d - b * c;
    if (determinant === 0) return { left: 0, top: 0, right: 0, bottom: 0 };
    const inverse: Affine = {
      a: d / determinant,
      b: -b / determinant,
      c: -c / determinant,
      d: a / determinant,
      e: (c * f - d * e) / determinant,
      f: (b * e - a * f) / determinant,
    };
    return mapBox(inverse, this.#clip);
  }

  /** Fills everything inside the clip. */
  fillAll(brush: Brush): void {
    const context = this.#context;
    context.save();
    context.resetTransform();
    this.#prepare(brush);
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  }

  drawPath(path: Path2D, brush: Brush): void {
    if (this.isClipEmpty) return;
    const context = this.#context;
    context.save();
    this.#prepare(brush);
    if (brush.style !== 'stroke') context.fill(path);
    if (brush.style !== 'fill') context.stroke(path);
    context.restore();
  }

  drawBox(box: Box, brush: Brush): void {
    const path = new Path2D();
    path.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    this.drawPath(path, brush);
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
    const style =
      brush.fill.kind === 'color' ? toCss(brush.fill.argb, brush.alpha ?? 255) : brush.fill.make(context);
    context.fillStyle = style;
    context.strokeStyle = style;
    context.globalAlpha = this.#alpha * (brush.fill.kind === 'color' ? 1 : (brush.alpha ?? 255) / 255);
    context.globalCompositeOperation = brush.blend ?? 'source-over';
    if (brush.style !== 'fill') {
      // Width 0 is Android's hairline: one pixel, however much the canvas is scaled.
      const { a, b } = context.getTransform();
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

/** The box around a transformed box. */
export function mapBox({ a, b, c, d, e, f }: Affine, box: Box): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const x of [box.left, box.right])
    for (const y of [box.top, box.bottom]) {
      xs.push(a * x + c * y + e);
      ys.push(b * x + d * y + f);
    }
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
