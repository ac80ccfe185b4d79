import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { memorySource, openPackage } from '../../scanner/package/index.ts';
import { realApks } from '../support/real-apks.ts';
import { writeJoinedApps } from './support/joined-apps.ts';
import { fitLine } from './support/linear-fit.ts';
import { measureMedian, measureProcess } from './support/measure.ts';
import type { ProcessCost } from './support/measure.ts';
import { findPeers } from './support/peers.ts';

const compiledAppgov = fileURLToPath(new URL('../../bin/appgov', import.meta.url));
const runs = 3;
const SLOW_CPU_S = 5;

/**
 * The static scan as a whole process, report included: of each real app beside the peers that are installed, on the same
 * file in the same run; and of apps of growing size, with the straight line through their costs. `appgov` is the
 * program's file.
 */
export async function bench(appgov = compiledAppgov): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const folder = mkdtempSync(join(tmpdir(), 'appgov-bench-'));
  const scan = (file: string): Promise<ProcessCost> =>
    measureMedian(runs, () =>
      measureProcess(process.execPath, [
        appgov,
        'scan',
        file,
        '--profile',
        'static',
        '--format',
        'json',
        '--out',
        folder,
      ]),
    );
  const peers = findPeers();
  try {
    for (const { name, file } of realApks) {
      const own = await scan(file);
      figures[`${name}: dexMb`] = round(dexMbOf(file));
      put(figures, name, own);
      for (const peer of peers) {
        // A peer that takes long is measured once: what one run differs from the next matters less then.
        const first = await measureProcess(peer.program, peer.argumentsFor(file));
        const cost =
          first.cpuS > SLOW_CPU_S
            ? first
            : await measureMedian(runs - 1, () => measureProcess(peer.program, peer.argumentsFor(file)));
        put(figures, `${name}: ${peer.name}`, cost);
        figures[`${name}: ${peer.name} cpu by ours`] = round(cost.cpuS / own.cpuS);
      }
    }
    const points: { readonly dexMb: number; readonly cost: ProcessCost }[] = [];
    for (const { dexMb, file } of writeJoinedApps(folder)) {
      const cost = await scan(file);
      points.push({ dexMb, cost });
      put(figures, `joined app of ${round(dexMb)} MB`, cost);
    }
    for (const [name, pick] of [
      ['cpuS', (cost: ProcessCost) => cost.cpuS],
      ['peakMb', (cost: ProcessCost) => cost.peakMb],
    ] as const) {
      const fit = fitLine(points.map(({ dexMb, cost }) => [dexMb, pick(cost)]));
      figures[`fit: ${name} per MB of dex`] = round(fit.slope);
      figures[`fit: ${name} at no dex`] = round(fit.intercept);
      figures[`fit: ${name} R2`] = Math.round(fit.rSquared * 1000) / 1000;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return figures;
}

function put(figures: Record<string, number>, name: string, cost: ProcessCost): void {
  figures[`${name}: cpuS`] = round(cost.cpuS);
  figures[`${name}: wallS`] = round(cost.wallS);
  figures[`${name}: peakMb`] = Math.round(cost.peakMb);
}

function dexMbOf(file: string): number {
  const { base } = openPackage(memorySource(readFileSync(file)), file, unlimitedBudget());
  return base.dexEntries().reduce((sum, entry) => sum + entry.sizeBytes, 0) / 1e6;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
