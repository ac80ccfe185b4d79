import type { ClassModel } from '../../machine/index.ts';
import { certificates } from './certificates.ts';
import { exceptions } from './exceptions.ts';
import { keyPairs } from './key-pairs.ts';
import { keys } from './keys.ts';
import { digests } from './message-digest.ts';
import { providers } from './providers.ts';
import { randoms } from './secure-random.ts';
import { signatures } from './signature.ts';

/** Modelled classes of java.security, on Node's crypto; chance comes from the machine's seed. */
export const classes: readonly ClassModel[] = [
  ...exceptions,
  ...digests,
  ...randoms,
  ...keys,
  ...keyPairs,
  ...signatures,
  ...certificates,
  ...providers,
];

export { randomBytesOf, randomOf } from './random-source.ts';
