import type { Canvas as Surface } from '@napi-rs/canvas';
import type { DrawingLog } from '../android/graphics/drawing-log.ts';
import { encodePng } from './encode-png.ts';

const mostKeptBytes = 16 * 2 ** 20;
const mostComparedScreens = 3;

/** Screens by the log of what was drawn on them, those that were wanted last at the end. */
const byLog = new Map<string, Uint8Array>();
let keptBytes = 0;

/**
 * PNG of a screen. What an inspector sees comes again and again, in one scenario and in the next: a screen whose log is
 * known is not computed anew, which is most of what a picture costs.
 */
export function toScreenPng(surface: Surface, log: DrawingLog): Uint8Array {
  const { text } = log;
  if (text === undefined) return toComparedPng(surface);
  const key = `${surface.width} ${surface.height}\n${text}`;
  const known = byLog.get(key);
  const png = known ?? encodePng(surface.data(), surface.width, surface.height);
  if (known) byLog.delete(key);
  else keptBytes += sizeOf(key, png);
  byLog.set(key, png);
  for (const [oldest, old] of byLog) {
    if (keptBytes <= mostKeptBytes) break;
    byLog.delete(oldest);
    keptBytes -= sizeOf(oldest, old);
  }
  return png;
}

function sizeOf(key: string, png: Uint8Array): number {
  return key.length * 2 + png.length;
}

type Compared = { readonly pixels: Buffer; readonly widthPx: number; readonly png: Uint8Array };

/** Screens that no log tells apart, the latest first. */
const lastCompared: Compared[] = [];

function toComparedPng(surface: Surface): Uint8Array {
  const { width, height } = surface;
  const pixels = surface.data();
  const index = lastCompared.findIndex((known) => known.widthPx === width && known.pixels.equals(pixels));
  const [known] = index >= 0 ? lastCompared.splice(index, 1) : [];
  const encoded = known ?? { pixels, widthPx: width, png: encodePng(pixels, width, height) };
  lastCompared.unshift(encoded);
  lastCompared.length = Math.min(lastCompared.length, mostComparedScreens);
  return encoded.png;
}
