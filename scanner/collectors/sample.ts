import { readSample } from '../package/index.ts';
import type { Collector } from './collector.ts';

/** E13: what was scanned, by its hashes. */
export const sampleCollector: Collector<'sample'> = {
  slot: 'sample',
  collect: ({ pkg, budget }) => ({ value: readSample(pkg, budget), gaps: [] }),
};
