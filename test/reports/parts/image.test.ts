import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import type { AttachmentFacts } from '../../../scanner/evidence/index.ts';
import { findImageHeader, ImageStore } from '../../../reports/parts/image.ts';

const canvas = createCanvas(37, 59);
canvas.getContext('2d').fillRect(0, 0, 10, 10);
const PICTURES = {
  'image/png': canvas.toBuffer('image/png'),
  'image/jpeg': canvas.toBuffer('image/jpeg'),
  'image/webp': canvas.toBuffer('image/webp'),
} as const;

describe('findImageHeader', () => {
  for (const [mediaType, bytes] of Object.entries(PICTURES)) {
    it(`reads type and size of ${mediaType}`, () => {
      assert.deepEqual(findImageHeader(bytes), { mediaType, widthPx: 37, heightPx: 59 });
    });

    it(`reads no size, and does not throw, from ${mediaType} cut off anywhere in its header`, () => {
      for (let length = 0; length < 30; length += 1) {
        const header = findImageHeader(bytes.subarray(0, length));
        assert.ok(header === undefined || (header.widthPx === 37 && header.heightPx === 59));
      }
    });
  }

  it('takes nothing else for a picture', () => {
    for (const text of ['<svg onload="alert(1)"/>', 'GIF89a', '%PDF-1.7', ''])
      assert.equal(findImageHeader(new TextEncoder().encode(text)), undefined);
  });

  it('does not loop on a JPEG whose segments have no length', () => {
    assert.equal(findImageHeader(new Uint8Array([0xff, 0xd8, ...Array<number>(64).fill(0xff)])), undefined);
    assert.equal(
      findImageHeader(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])),
      undefined,
    );
  });
});

describe('ImageStore', () => {
  const png = new Uint8Array(PICTURES['image/png']);
  const facts = (id: string): AttachmentFacts => ({
    id,
    kind: 'screenshot',
    file: `${id}.png`,
    sha256: createHash('sha256').update(png).digest('hex'),
    sizeBytes: png.length,
  });
  const bytes = new Map([
    ['a.png', png],
    ['b.png', png],
  ]);

  it('embeds a picture once however often it is shown', () => {
    const store = new ImageStore([facts('a')], bytes, 1_000_000);
    assert.equal(store.find('a'), store.find('a'));
    assert.equal(store.renderDefinitions().text.split('<image').length - 1, 1);
  });

  it('embeds no more than its limit', () => {
    const store = new ImageStore([facts('a'), facts('b')], bytes, png.length + 10);
    assert.notEqual(store.find('a'), undefined);
    assert.equal(store.find('b'), undefined);
  });

  it('shows no picture that is not the one the evidence recorded', () => {
    const store = new ImageStore([{ ...facts('a'), sha256: '0'.repeat(64) }], bytes, 1_000_000);
    assert.equal(store.find('a'), undefined);
  });
});
