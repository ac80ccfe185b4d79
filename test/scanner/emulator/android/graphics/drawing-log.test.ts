import assert from 'node:assert/strict';
import { createCanvas, Path2D } from '@napi-rs/canvas';
import { DrawingLog } from '../../../../../scanner/emulator/android/graphics/drawing-log.ts';
import { HostCanvas, type Brush } from '../../../../../scanner/emulator/android/graphics/host-canvas.ts';
import { toScreenPng } from '../../../../../scanner/emulator/device/screen-png.ts';

const side = 40;
const box = { left: 4, top: 4, right: 30, bottom: 30 };
const fill = (argb: number): Brush => ({ fill: { kind: 'color', argb }, style: 'fill' });
const red = fill(0xffff0000 | 0);
const font = { sizePx: 12 };
const gradient = (argb: number): Brush => ({
  fill: {
    kind: 'linear',
    points: [0, 0, 30, 0],
    stops: [
      { offset: 0, argb: 0xffffffff | 0 },
      { offset: 1, argb },
    ],
  },
  style: 'fill',
});

function picture(color: string) {
  const canvas = createCanvas(8, 8);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, 8, 8);
  return canvas;
}

function triangle(x: number): Path2D {
  const path = new Path2D();
  path.moveTo(0, 0);
  path.lineTo(x, 20);
  path.lineTo(30, 0);
  return path;
}

type Draw = (host: HostCanvas) => void;

function draw(steps: Draw) {
  const log = new DrawingLog();
  const host = HostCanvas.ofSize(side, side, log);
  steps(host);
  return { text: log.text, pixels: host.surface.data(), surface: host.surface, log };
}

/** Two drawings that differ in one thing only. */
const pairs: readonly (readonly [string, Draw, Draw])[] = [
  ['a colour', (h) => h.drawBox(box, red), (h) => h.drawBox(box, fill(0xff00ff00 | 0))],
  ['a place', (h) => h.drawBox(box, red), (h) => h.drawBox({ ...box, left: 9 }, red)],
  ['a text', (h) => h.drawText('ab', 4, 20, font, red), (h) => h.drawText('ba', 4, 20, font, red)],
  ['a font', (h) => h.drawText('a', 4, 20, font, red), (h) => h.drawText('a', 4, 20, { sizePx: 16 }, red)],
  ['a path', (h) => h.drawPath(triangle(5), red), (h) => h.drawPath(triangle(25), red)],
  ['a gradient', (h) => h.drawBox(box, gradient(-1 << 24)), (h) => h.drawBox(box, gradient(0xff0000ff | 0))],
  [
    'the content of a picture',
    (h) => h.drawPicture(picture('red'), undefined, box),
    (h) => h.drawPicture(picture('blue'), undefined, box),
  ],
  [
    'a clip',
    (h) => {
      h.clipBox(box);
      h.fillAll(red);
    },
    (h) => h.fillAll(red),
  ],
  [
    'a translation',
    (h) => {
      h.translate(5, 0);
      h.drawBox(box, red);
    },
    (h) => h.drawBox(box, red),
  ],
  [
    'a turn that was undone',
    (h) => {
      h.save();
      h.rotate(20);
      h.restore();
      h.drawBox(box, red);
    },
    (h) => {
      h.save();
      h.rotate(20);
      h.drawBox(box, red);
      h.restore();
    },
  ],
  [
    'how much a layer shows through',
    (h) => {
      h.saveLayer(undefined, 128);
      h.drawBox(box, red);
      h.restore();
    },
    (h) => {
      h.saveLayer(undefined, 255);
      h.drawBox(box, red);
      h.restore();
    },
  ],
];

describe('the log of a drawing', () => {
  for (const [what, one, other] of pairs)
    it(`tells ${what} apart, as the pixels do, and is the same for the same drawing`, () => {
      const [first, second, again] = [draw(one), draw(other), draw(one)];
      assert.notDeepEqual(first.pixels, second.pixels);
      assert.notEqual(first.text, second.text);
      assert.equal(first.text, again.text);
      assert.deepEqual(first.pixels, again.pixels);
    });

  it('gives up on more than it can hold, and the screen is then compared by its pixels', () => {
    const steps: Draw = (h) => {
      for (let x = 0; x < 20_000; x++) h.drawBox({ ...box, left: x % 7 }, red);
    };
    const [first, again] = [draw(steps), draw(steps)];
    assert.equal(first.text, undefined);
    assert.equal(toScreenPng(first.surface, first.log), toScreenPng(again.surface, again.log));
  });

  it('makes one picture of two screens that show the same', () => {
    const [first, again, other] = [
      draw((h) => h.drawBox(box, red)),
      draw((h) => h.drawBox(box, red)),
      draw(() => {}),
    ];
    const png = toScreenPng(first.surface, first.log);
    assert.equal(png, toScreenPng(again.surface, again.log));
    assert.notDeepEqual(png, toScreenPng(other.surface, other.log));
  });
});
