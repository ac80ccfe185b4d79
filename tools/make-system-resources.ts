// Generates scanner/emulator/android/res/system-resources.zip: the resources that Android itself brings (package
// `android`), cut down to one density, two languages and what an app can reach.
//   node --import tsx tools/make-system-resources.ts --framework framework-res.apk [--check]
// The input is Debian's android-framework-res (AOSP 10, Apache-2.0); aapt2 strips configurations.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import JSZip from 'jszip';

const target = new URL('../scanner/emulator/android/res/system-resources.zip', import.meta.url);
const fixedDate = new Date(Date.UTC(1980, 0, 1));
const largestPictureBytes = 20_000;

const { values } = parseArgs({
  options: { framework: { type: 'string' }, check: { type: 'boolean', default: false } },
});
if (values.framework === undefined) {
  console.error('usage: make-system-resources.ts --framework framework-res.apk [--check]');
  process.exit(64);
}

const scratch = mkdtempSync(join(tmpdir(), 'appgov-res-'));
const reduced = join(scratch, 'reduced.apk');
execFileSync('aapt2', [
  'optimize',
  '-c',
  'en,zh-rCN,zh',
  '--target-densities',
  'xxhdpi',
  values.framework,
  '-o',
  reduced,
]);
const input = await JSZip.loadAsync(readFileSync(reduced));
rmSync(scratch, { recursive: true });

const output = new JSZip();
for (const name of Object.keys(input.files).sort()) {
  const entry = input.files[name]!;
  if (entry.dir || !isReachable(name)) continue;
  const bytes = await entry.async('uint8array');
  if (name.endsWith('.png') && bytes.length > largestPictureBytes) continue;
  output.file(name, bytes, { date: fixedDate, createFolders: false });
}
const bytes = await output.generateAsync({
  type: 'uint8array',
  compression: 'DEFLATE',
  compressionOptions: { level: 9 },
});

if (values.check) {
  if (Buffer.compare(readFileSync(target), bytes) !== 0) {
    console.error('system-resources.zip is not what its source gives: generate it again.');
    process.exit(1);
  }
} else {
  writeFileSync(target, bytes);
  console.log(`${Object.keys(output.files).length} files, ${bytes.length} bytes`);
}

function isReachable(name: string): boolean {
  if (name === 'resources.arsc') return true;
  if (!name.startsWith('res/') || /-(watch|car|television|sw\d+dp|land|large|xlarge|ldrtl)\b/.test(name))
    return false;
  if (name.endsWith('.xml')) return true;
  return /^res\/drawable-(xxhdpi|nodpi)/.test(name) && name.endsWith('.png') && !name.includes('holo');
}
