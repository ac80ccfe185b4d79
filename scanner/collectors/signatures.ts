import { verifySignatures } from '../package/index.ts';
import type { Collector } from './collector.ts';

/** Who signed the sample, under which schemes, verified. */
export const signaturesCollector: Collector<'signatures'> = {
  slot: 'signatures',
  collect: ({ pkg, budget }) => ({ value: verifySignatures(pkg, budget), gaps: [] }),
};
