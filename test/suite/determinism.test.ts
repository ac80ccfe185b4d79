import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import { openEmbeddedDevice } from '../../scanner/emulator/device/embedded-session.ts';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import { hashFacts, type Evidence } from '../../scanner/evidence/index.ts';
import { memorySource } from '../../scanner/package/index.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { readTruth } from '../fixtures/apps/truth.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('two full scans of one sample', function () {
  this.timeout(300_000);

  it('give the same evidence and the same pictures, whenever they are made', async () => {
    // It has threads, a pool and a repeated read, which is where chance would come in.
    const app = readTruth().find((candidate) => candidate.app === 'early-mac-interface/violating');
    assert.ok(app);
    const data = loadScannerData();
    const parts = await loadDeviceParts(data.piChannels);
    const scan = async (collectedAt: string): Promise<Evidence> => {
      const device = openEmbeddedDevice(parts, openSample([app.file]), 'android14', openSample);
      const { evidence } = await scanPackage(memorySource(await readFile(app.file)), {
        fileName: 'app.apk',
        profile: 'full',
        engineVersion: 'test',
        collectedAt,
        data,
        budget: unlimitedBudget(),
        device: { apkFiles: [app.file], open: async () => device },
      });
      return evidence;
    };
    const [once, again] = [await scan('2026-01-01T00:00:00.000Z'), await scan('2026-02-02T10:20:30.400Z')];
    assert.notEqual(once.seal, again.seal, 'the seal covers the time');
    // Slot by slot first: a difference is then named.
    for (const [name, slot] of Object.entries(once.slots))
      assert.deepEqual(again.slots[name as keyof typeof again.slots], slot, name);
    assert.equal(hashFacts(again, sha256), hashFacts(once, sha256));
    const { attachments } = once.slots;
    assert.ok(attachments.kind === 'present' && attachments.value.some(({ kind }) => kind === 'screenshot'));
  });
});
