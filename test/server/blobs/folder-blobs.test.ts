import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FolderBlobs, storeBytes } from '../../../server/blobs/index.ts';
import { hasCode } from '../../contracts/blobs/blobs-contract.ts';

describe('blobs in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-blobs-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function* pieces(count: number, sizeBytes: number): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < count; i += 1) yield Buffer.alloc(sizeBytes, i);
  }

  it('answers a disk that is full with STORAGE_FULL and removes the partial file', async () => {
    // The edge to the file system is the one thing replaced: it fails as a full disk does.
    const blobs = await FolderBlobs.open(folder, {
      files: {
        openNew: async (path) => {
          const file = await open(path, 'wx');
          let writes = 0;
          return {
            write: (async (...given: Parameters<typeof file.write>) => {
              writes += 1;
              if (writes > 2) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
              return file.write(...given);
            }) as typeof file.write,
            sync: () => file.sync(),
            close: () => file.close(),
          };
        },
      },
    });
    await assert.rejects(blobs.receive(pieces(5, 1000), { maxBytes: 10_000 }), hasCode('STORAGE_FULL'));
    assert.deepEqual(await readdir(join(folder, 'incoming')), []);
    assert.equal((await blobs.usage()).usedBytes, 0);
  });

  it('answers a real volume that is full with STORAGE_FULL, and works again once there is room', async function () {
    const volume = join(folder, 'volume');
    await mkdir(volume);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', volume]).status !== 0) {
      console.log('skipped: a small volume cannot be mounted here (needs root)');
      this.skip();
    }
    try {
      const blobs = await FolderBlobs.open(join(volume, 'blobs'));
      const kept = await blobs.receive(pieces(1, 100_000), { maxBytes: 1e9 });
      await kept.commit();
      await assert.rejects(blobs.receive(pieces(9, 50_000), { maxBytes: 1e9 }), hasCode('STORAGE_FULL'));
      assert.deepEqual(await readdir(join(volume, 'blobs', 'incoming')), []);
      assert.equal((await blobs.usage()).usedBytes, 100_000);
      await storeBytes(blobs, Buffer.alloc(50_000));
    } finally {
      spawnSync('umount', [volume]);
    }
  });

  it('sweeps partial files that are long dead when it opens, and leaves fresh ones', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    await writeFile(join(incoming, 'old'), 'x');
    await writeFile(join(incoming, 'fresh'), 'x');
    await utimes(join(incoming, 'old'), 1, 1);
    await FolderBlobs.open(folder, { staleAfterMs: 60_000 });
    assert.deepEqual(await readdir(incoming), ['fresh']);
  });

  it('counts what is there when it opens', async () => {
    await storeBytes(await FolderBlobs.open(folder), Buffer.alloc(123));
    assert.equal((await (await FolderBlobs.open(folder)).usage()).usedBytes, 123);
  });
});
