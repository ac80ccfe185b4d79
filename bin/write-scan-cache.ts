// node write-scan-cache.js APK: scans the app once and keeps what V8 compiled for it beside the bundle of the scan.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { writeBundleCache } from '../scanner/cached-bundle.ts';
import { ENGINE_FLAGS } from '../scanner/engine-flags.ts';
import { scanBundleFile } from './load-scan.ts';
import type { ScanModule } from './load-scan.ts';

const [apkFile = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'appgov-build-'));
try {
  for (const flag of ENGINE_FLAGS) setFlagsFromString(flag);
  await writeBundleCache(scanBundleFile, async (exports) => {
    await (exports as ScanModule).scan([apkFile, '--profile', 'static', '--out', folder]);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
