// node write-code-cache.js APK: starts the app once in the bundle of a device and keeps what V8 compiled for it beside
// the bundle. V8 takes a cache only under the flags it was made with, so this runs again under those of a device.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeBundleCache } from '../../cached-bundle.ts';
import { defaultHeapMb, toHeapFlags } from './child-flags.ts';
import { deviceBundleFile } from './load-device-host.ts';
import type { DeviceHostModule } from './load-device-host.ts';

const [apkFile = ''] = process.argv.slice(2);
const flags = toHeapFlags(defaultHeapMb);
if (flags.every((flag) => process.execArgv.includes(flag)))
  await writeBundleCache(deviceBundleFile, startApp);
else
  process.exitCode =
    spawnSync(process.execPath, [...flags, '--no-warnings', fileURLToPath(import.meta.url), apkFile], {
      stdio: ['ignore', 2, 2],
    }).status ?? 1;

async function startApp(exports: unknown): Promise<void> {
  const device = new (exports as DeviceHostModule).DeviceHost();
  const session = await device.open({ apkFiles: [apkFile], profile: 'android14', seed: 1, limits: {} });
  await session.launch();
  await session.tree();
  await session.screenshot();
}
