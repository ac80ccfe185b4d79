import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readSmallApp } from '../support/apps.ts';
import type { Client } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';

type Round = {
  readonly total: number;
  readonly chunks: number;
  readonly chunksDone: number;
  readonly failed: number;
};

async function listRounds(client: Client): Promise<readonly Round[]> {
  return ((await client.call('GET', '/rejudgements', { expect: 200 })).body as { items: readonly Round[] })
    .items;
}

describe('rules that are others than at the last start', function () {
  this.timeout(120_000);

  it('have stored evidence judged anew by themselves, and once', async () => {
    const first = await openTestServer({ APPGOV_AUTO_REJUDGE: '1' });
    const { id } = await first.admin.accepted(readSmallApp());
    await first.admin.ended(id);
    assert.deepEqual(await listRounds(first.admin), []);
    await first.stop();

    await writeFile(join(first.dataFolder, 'rules-version'), 'the rules of yesterday');
    const second = await openTestServer({ APPGOV_AUTO_REJUDGE: '1' }, first.dataFolder);
    assert.equal((await listRounds(second.admin)).length, 1);
    await second.stop();

    const third = await openTestServer({ APPGOV_AUTO_REJUDGE: '1' }, first.dataFolder);
    assert.equal((await listRounds(third.admin)).length, 1);
    await third.stop();
    await rm(first.dataFolder, { recursive: true });
  });
});
