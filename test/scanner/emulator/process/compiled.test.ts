import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as DeviceProcess from '../../../../scanner/emulator/process/index.ts';

const compiled = new URL('../../../../dist/scanner/emulator/process/index.js', import.meta.url);
const apk = new URL('../../../fixtures/apps/trouble-crash/violating.apk', import.meta.url);

type Process = typeof DeviceProcess;

describe('the compiled device process', () => {
  it('runs an app with no more permissions than to read the code and the sample', async function () {
    if (!existsSync(compiled)) {
      console.log('notice: dist/ holds no compiled device process yet; its test skips');
      this.skip();
    }
    const { openDeviceProcess } = (await import(compiled.href)) as Process;
    const device = openDeviceProcess({ profile: 'android9' });
    try {
      const session = await device.open({ apkFiles: [fileURLToPath(apk)], packageName: '', seed: 1 });
      await session.launch();
      assert.ok((await session.events(0)).some(({ kind }) => kind === 'crash'));
    } finally {
      await device.close();
    }
  });
});
