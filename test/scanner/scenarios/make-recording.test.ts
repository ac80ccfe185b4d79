import assert from 'node:assert/strict';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { makeRecording, type Frame } from '../../../scanner/scenarios/make-recording.ts';

function frame(colour: string, atMs: number, widthPx = 4): Frame {
  const canvas = createCanvas(widthPx, 3);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, widthPx, 3);
  return { png: canvas.toBuffer('image/png'), atMs };
}

/** Types of the chunks in order, and for each frame how long it is shown. */
function describeChunks(png: Uint8Array): { readonly types: string[]; readonly delaysMs: number[] } {
  const bytes = Buffer.from(png);
  const types: string[] = [];
  const delaysMs: number[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    types.push(type);
    if (type === 'fcTL') delaysMs.push((bytes.readUInt16BE(at + 28) * 1000) / bytes.readUInt16BE(at + 30));
  }
  return { types, delaysMs };
}

describe('the recording of a scenario', () => {
  it('shows each picture that differs from the one before, as long as it was seen, within reason', () => {
    const recording = makeRecording([
      frame('#ff0000', 0),
      frame('#ff0000', 200),
      frame('#00ff00', 1000),
      frame('#0000ff', 1010),
      frame('#ff0000', 3_600_000),
    ]);
    assert.ok(recording);
    const { types, delaysMs } = describeChunks(recording);
    assert.deepEqual(
      types.filter((type) => type !== 'IDAT' && type !== 'fdAT'),
      ['IHDR', 'acTL', ...Array<string>(4).fill('fcTL'), 'IEND'],
    );
    assert.deepEqual(delaysMs, [1000, 400, 1500, 1500]);
  });

  it('is a picture of its first frame to a reader that knows no moving ones', async () => {
    const recording = makeRecording([frame('#ff0000', 0), frame('#00ff00', 500)]);
    assert.ok(recording);
    const context = createCanvas(4, 3).getContext('2d');
    context.drawImage(await loadImage(Buffer.from(recording)), 0, 0);
    assert.deepEqual([...context.getImageData(1, 1, 1, 1).data], [255, 0, 0, 255]);
  });

  const without: readonly (readonly [string, readonly Frame[]])[] = [
    ['nothing', []],
    ['one picture', [frame('#ff0000', 0)]],
    ['pictures that are all the same', [frame('#ff0000', 0), frame('#ff0000', 900)]],
    ['pictures of two sizes', [frame('#ff0000', 0), frame('#ff0000', 900, 5)]],
    ['bytes that are no picture', [frame('#ff0000', 0), { png: Buffer.from('no picture'), atMs: 9 }]],
  ];
  for (const [what, frames] of without)
    it(`is not made of ${what}`, () => assert.equal(makeRecording(frames), undefined));
});
