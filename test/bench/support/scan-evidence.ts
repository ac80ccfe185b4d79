import { basename } from 'node:path';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { Evidence } from '../../../scanner/evidence/index.ts';
import { openFileSource } from '../../../scanner/package/file-source.ts';
import { scanPackage } from '../../../scanner/scan.ts';

/** The evidence of a static scan. */
export async function scanEvidence(file: string): Promise<Evidence> {
  const source = openFileSource(file);
  try {
    const { evidence } = await scanPackage(source, {
      fileName: basename(file),
      profile: 'static',
      engineVersion: 'bench',
      collectedAt: '2026-01-01T00:00:00Z',
      data: loadScannerData(),
      budget: unlimitedBudget(),
    });
    return evidence;
  } finally {
    source.close();
  }
}
