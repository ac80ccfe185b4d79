import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderBlobs } from '../../../server/blobs/index.ts';
import { blobsContract } from './blobs-contract.ts';

blobsContract('a folder', async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-blobs-'));
  const blobs = await FolderBlobs.open(join(folder, 'blobs'), options);
  return {
    blobs,
    folder,
    listPartials: () => readdir(join(folder, 'blobs', 'incoming')),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});
