import { basename } from 'node:path';
import type { Budget } from '../scanner/budget.ts';
import type { ScannerData } from '../scanner/data/index.ts';
import { embeddedDeviceFor } from '../scanner/emulator/open-embedded-device.ts';
import type { PolicyFacts } from '../scanner/evidence/index.ts';
import { openFileSource } from '../scanner/package/file-source.ts';
import { comparePolicies } from '../scanner/policy/index.ts';
import { scanPackage } from '../scanner/scan.ts';
import { engineVersion } from '../scanner/version.ts';
import type { PolicyCheck } from './commands/policy.ts';

/** Scans the app and compares it with the given documents alone: what the package still holds clears no new draft. */
export async function checkApp(
  file: string,
  profile: 'static' | 'full',
  policies: readonly PolicyFacts[],
  data: ScannerData,
  budget: Budget,
): Promise<PolicyCheck> {
  const source = openFileSource(file);
  try {
    const { evidence } = await scanPackage(source, {
      fileName: basename(file),
      profile,
      engineVersion,
      collectedAt: new Date().toISOString(),
      data,
      ...(profile === 'full' && { device: embeddedDeviceFor(file, process.env) }),
      budget,
    });
    const { apiCalls, piReads, networkRequests, sdks, manifest } = evidence.slots;
    const observed = {
      ...(apiCalls.kind === 'present' && { apiCalls: apiCalls.value }),
      ...(piReads.kind === 'present' && { piReads: piReads.value }),
      ...(networkRequests.kind === 'present' && { networkRequests: networkRequests.value }),
      ...(sdks.kind === 'present' && { sdks: sdks.value }),
      ...(manifest.kind === 'present' && { manifest: manifest.value }),
    };
    return {
      policies,
      matches: comparePolicies(policies, observed, data.sdks),
      sdks: sdks.kind === 'present' ? sdks.value : [],
      app: manifest.kind === 'present' ? manifest.value.label : basename(file),
    };
  } finally {
    source.close();
  }
}
