import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFileSource, readExactly } from '../../../scanner/package/index.ts';
import { inTemporaryFolder } from '../../support/package-samples.ts';

describe('openFileSource', () => {
  it('reads small and large pieces anywhere, and earlier pieces stay what they were', async () => {
    await inTemporaryFolder((folder) => {
      const path = join(folder, 'file');
      const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 7) & 0xff));
      writeFileSync(path, bytes);
      const source = openFileSource(path);
      try {
        assert.equal(source.sizeBytes, bytes.byteLength);
        const pieces = [
          [0, 4],
          [600_000, 30],
          [10, 300_000],
          [699_990, 10],
          [299_990, 64],
          [5, 0],
        ].map(([offset = 0, length = 0]) => ({
          offset,
          length,
          read: readExactly(source, offset, length, 'file'),
        }));
        for (const { offset, length, read } of pieces)
          assert.deepEqual(Buffer.from(read), bytes.subarray(offset, offset + length));
        assert.throws(() => readExactly(source, 699_990, 11, 'file'), {
          code: 'TRUNCATED',
          offsetBytes: 699_990,
        });
      } finally {
        source.close();
        source.close();
      }
    });
  });

  it('refuses a missing file and a folder with IO_FAILED', async () => {
    await inTemporaryFolder((folder) => {
      assert.throws(() => openFileSource(join(folder, 'missing')), { code: 'IO_FAILED' });
      assert.throws(() => openFileSource(folder), { code: 'IO_FAILED' });
    });
  });
});
