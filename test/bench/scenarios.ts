import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realApks } from '../support/real-apks.ts';
import { measureMedian, measureProcess, type ProcessCost } from './support/measure.ts';

const appgov = fileURLToPath(new URL('../../bin/appgov', import.meta.url));
const simpleApp = fileURLToPath(
  new URL('../fixtures/apps/consent-early-read/violating.apk', import.meta.url),
);
const runs = 3;

/** The whole `full` profile on the embedded device, compiled: a simple app, ApiDemos, and two scans side by side. */
export async function bench(): Promise<Record<string, number>> {
  const out = mkdtempSync(join(tmpdir(), 'appgov-bench-'));
  const scan = (file: string, folder: string): Promise<ProcessCost> =>
    measureProcess(process.execPath, [
      appgov,
      'scan',
      file,
      '--profile',
      'full',
      '--format',
      'json',
      '--out',
      join(out, folder),
    ]);
  try {
    const simple = await measureMedian(runs, () => scan(simpleApp, 'simple'));
    const apiDemos = await scan(apiDemosFile(), 'apidemos');
    const pair = await measureMedian(runs, async () => {
      const [a, b] = await Promise.all([scan(simpleApp, 'a'), scan(simpleApp, 'b')]);
      return { ...a, wallS: Math.max(a.wallS, b.wallS) };
    });
    return {
      'simple app: cpuS': round(simple.cpuS),
      'simple app: wallS': round(simple.wallS),
      'simple app: peakMb': Math.round(simple.peakMb),
      'ApiDemos: cpuS': round(apiDemos.cpuS),
      'ApiDemos: wallS': round(apiDemos.wallS),
      'ApiDemos: peakMb': Math.round(apiDemos.peakMb),
      'two at once: wallS': round(pair.wallS),
      'two at once: wall ratio to one': round(pair.wallS / simple.wallS),
    };
  } finally {
    rmSync(out, { recursive: true });
  }
}

function apiDemosFile(): string {
  const found = realApks.find(({ packageName }) => packageName === 'io.appium.android.apis');
  if (!found) throw new Error('ApiDemos is not among the real apps.');
  return found.file;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
