import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from './strip-types.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openChildChannel } from '../../../../scanner/emulator/process/child-channel.ts';
import { toChildFlags } from '../../../../scanner/emulator/process/child-flags.ts';

const probe = fileURLToPath(new URL('./children/probe.mjs', import.meta.url));
const denyNetworkSource = new URL('../../../../scanner/emulator/process/deny-network.ts', import.meta.url);

describe('what a device process may do', () => {
  it('is to read what it was given, and nothing else', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'appgov-test-')));
    const given = join(folder, 'given.txt');
    const denyNetwork = join(folder, 'deny-network.mjs');
    writeFileSync(given, 'for the child');
    writeFileSync(join(folder, 'other.txt'), 'not for the child');
    writeFileSync(denyNetwork, stripTypeScriptTypes(denyNetworkSource));
    const channel = openChildChannel({
      script: probe,
      execArgv: toChildFlags({ readable: [probe, given, denyNetwork], heapMb: 60 }),
      maxRssBytes: 2 ** 30,
    });
    try {
      const options = { given, other: join(folder, 'other.txt'), folder, port: 9, denyNetwork };
      const outcome = await channel.request('probe', [options], 30_000);
      const denied = 'ERR_ACCESS_DENIED';
      assert.deepEqual(outcome, {
        readOwnScript: 'allowed',
        readGiven: 'allowed',
        readOther: denied,
        listOther: denied,
        write: denied,
        remove: denied,
        spawn: denied,
        fork: denied,
        worker: denied,
        binding: denied,
        connect: denied,
        listen: denied,
        request: denied,
        fetch: denied,
        datagram: denied,
        lookup: denied,
        resolver: denied,
        promisedLookup: denied,
        environment: '',
      });
    } finally {
      await channel.close();
      rmSync(folder, { recursive: true });
    }
  });
});
