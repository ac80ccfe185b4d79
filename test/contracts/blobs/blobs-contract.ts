import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { storeBytes } from '../../../server/blobs/index.ts';
import type { Blobs } from '../../../server/blobs/index.ts';
import { ServerError } from '../../../server/errors.ts';
import type { ServerErrorCode } from '../../../server/errors.ts';

/** What a backend gives to be proved: an empty store, and how to look behind it. */
export type BlobsUnderTest = {
  readonly blobs: Blobs;
  /** A local folder on the backend's volume, for files to be adopted. */
  readonly folder: string;
  /** Files or objects of unfinished uploads that are still there. */
  readonly listPartials: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const NO_LIMIT = { maxBytes: Number.MAX_SAFE_INTEGER };
const hello = Buffer.from('hello');
const helloSha256 = createHash('sha256').update(hello).digest('hex');

async function* chunks(...parts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

export function hasCode(code: ServerErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof ServerError && error.code === code;
}

/** The suite that every backend of the blobs must pass. `quotaBytes` limits the store where given. */
export function blobsContract(
  backend: string,
  open: (options: { quotaBytes?: number }) => Promise<BlobsUnderTest>,
): void {
  describe(`blobs contract on ${backend}`, () => {
    let under: BlobsUnderTest;
    let blobs: Blobs;
    beforeEach(async () => {
      under = await open({});
      blobs = under.blobs;
    });
    afterEach(() => under.close());

    it('hashes a stream and gives the same bytes back', async () => {
      const pending = await blobs.receive(chunks('he', 'l', 'lo'), NO_LIMIT);
      assert.equal(pending.sha256, helloSha256);
      assert.equal(pending.sizeBytes, 5);
      await pending.commit();
      assert.deepEqual(await blobs.readAll(helloSha256), hello);
      assert.deepEqual(Buffer.concat(await (await blobs.open(helloSha256)).toArray()), hello);
      assert.equal(await blobs.findSize(helloSha256), 5);
      assert.deepEqual(await under.listPartials(), []);
    });

    it('shows nothing before the commit, and nothing after a discard', async () => {
      const pending = await blobs.receive(chunks('hello'), NO_LIMIT);
      assert.equal(await blobs.findSize(helloSha256), undefined);
      await pending.discard();
      assert.equal(await blobs.findSize(helloSha256), undefined);
      assert.deepEqual(await under.listPartials(), []);
    });

    it('keeps what was committed when discard is called afterwards', async () => {
      const pending = await blobs.receive(chunks('hello'), NO_LIMIT);
      await pending.commit();
      await pending.discard();
      assert.equal(await blobs.findSize(helloSha256), 5);
    });

    it('keeps the same bytes once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => storeBytes(blobs, hello)));
      assert.equal((await blobs.usage()).usedBytes, 5);
      assert.deepEqual(await under.listPartials(), []);
    });

    it('keeps an empty blob', async () => {
      const sha256 = await storeBytes(blobs, new Uint8Array());
      assert.equal(await blobs.findSize(sha256), 0);
      assert.equal((await blobs.readAll(sha256)).length, 0);
    });

    it('takes exactly the limit, and refuses one byte more without a trace', async () => {
      await (await blobs.receive(chunks('hel', 'lo'), { maxBytes: 5 })).discard();
      await assert.rejects(blobs.receive(chunks('hel', 'lo!'), { maxBytes: 5 }), hasCode('UPLOAD_TOO_LARGE'));
      assert.deepEqual(await under.listPartials(), []);
      assert.equal((await blobs.usage()).usedBytes, 0);
    });

    it('passes on the error of a source that breaks off, without a trace', async () => {
      const broken = new Error('line cut');
      await assert.rejects(blobs.receive(chunks('hel', broken), NO_LIMIT), broken);
      assert.deepEqual(await under.listPartials(), []);
      assert.equal((await blobs.usage()).usedBytes, 0);
    });

    it('adopts a finished file', async () => {
      const path = join(under.folder, 'finished');
      await writeFile(path, hello);
      const pending = await blobs.adopt(path);
      assert.equal(pending.sha256, helloSha256);
      await pending.commit();
      assert.deepEqual(await blobs.readAll(helloSha256), hello);
      await assert.rejects(readFile(path), { code: 'ENOENT' });
    });

    it('lends a local file', async () => {
      await storeBytes(blobs, hello);
      const local = await blobs.toLocalFile(helloSha256);
      assert.deepEqual(await readFile(local.path), hello);
      await local.release();
      assert.equal(await blobs.findSize(helloSha256), 5);
    });

    it('forgets what is removed', async () => {
      await storeBytes(blobs, hello);
      await blobs.remove(helloSha256);
      assert.equal(await blobs.findSize(helloSha256), undefined);
      assert.equal((await blobs.usage()).usedBytes, 0);
      await blobs.remove(helloSha256);
    });

    it('says that an unknown blob is missing', async () => {
      await assert.rejects(blobs.open(helloSha256), hasCode('BLOB_MISSING'));
      await assert.rejects(blobs.readAll(helloSha256), hasCode('BLOB_MISSING'));
      await assert.rejects(blobs.toLocalFile(helloSha256), hasCode('BLOB_MISSING'));
    });

    for (const name of ['', '..', '../../etc/passwd', helloSha256.toUpperCase(), `${helloSha256}/..`]) {
      it(`never takes ${JSON.stringify(name)} for a hash`, async () => {
        await assert.rejects(blobs.open(name), hasCode('BLOB_MISSING'));
      });
    }

    it('refuses what goes beyond the quota, without a trace, and takes what still fits', async () => {
      await under.close();
      under = await open({ quotaBytes: 8 });
      await storeBytes(under.blobs, hello);
      await assert.rejects(under.blobs.receive(chunks('abc', 'd'), NO_LIMIT), hasCode('STORAGE_FULL'));
      assert.deepEqual(await under.listPartials(), []);
      assert.deepEqual(await under.blobs.usage(), { usedBytes: 5, quotaBytes: 8, freeBytes: 3 });
      await storeBytes(under.blobs, Buffer.from('abc'));
    });
  });
}
