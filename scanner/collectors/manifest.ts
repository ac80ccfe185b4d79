import type { Collector } from './collector.ts';

/** What AndroidManifest.xml says. */
export const manifestCollector: Collector<'manifest'> = {
  slot: 'manifest',
  collect: (input) => ({ value: input.manifest(), gaps: [] }),
};
