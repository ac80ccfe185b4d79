import type { Budget } from '../budget.ts';
import type { SampleFacts } from '../evidence/index.ts';
import type { AppPackage } from './app-package.ts';
import { hashSource } from './hash-source.ts';

/** E13: the identity of the sample and of each APK inside. */
export function readSample(pkg: AppPackage, budget: Budget): SampleFacts {
  const whole = hashSource(pkg.source, budget);
  return {
    fileName: pkg.fileName,
    sizeBytes: pkg.sizeBytes,
    ...whole,
    format: pkg.format,
    apks: pkg.apks.map((apk) => ({
      name: apk.name,
      sizeBytes: apk.source.sizeBytes,
      sha256: apk.source === pkg.source ? whole.sha256 : hashSource(apk.source, budget).sha256,
    })),
  };
}
