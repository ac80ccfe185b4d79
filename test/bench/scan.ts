import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realApks } from '../support/real-apks.ts';
import { hasProgram } from '../support/run-command.ts';
import { measureMedian, measureProcess } from './support/measure.ts';

const appgov = fileURLToPath(new URL('../../bin/appgov', import.meta.url));
const runs = 3;

/** The static scan of each real app as a whole process, beside `dexdump -d` on the same file. */
export async function bench(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const out = mkdtempSync(join(tmpdir(), 'appgov-bench-'));
  const canCompare = hasProgram('dexdump');
  try {
    for (const { name, file } of realApks) {
      const scan = await measureMedian(runs, () =>
        measureProcess(process.execPath, [
          appgov,
          'scan',
          file,
          '--profile',
          'static',
          '--format',
          'json',
          '--out',
          out,
        ]),
      );
      figures[`${name}: sizeMb`] = round(statSync(file).size / 1e6);
      figures[`${name}: cpuS`] = round(scan.cpuS);
      figures[`${name}: wallS`] = round(scan.wallS);
      figures[`${name}: peakMb`] = Math.round(scan.peakMb);
      if (canCompare) {
        const dump = await measureMedian(runs, () => measureProcess('dexdump', ['-d', file]));
        figures[`${name}: dexdump cpuS`] = round(dump.cpuS);
        figures[`${name}: cpu ratio to dexdump`] = round(scan.cpuS / dump.cpuS);
      }
    }
  } finally {
    rmSync(out, { recursive: true });
  }
  return figures;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
