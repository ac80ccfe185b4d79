import type { ClassModel } from '../../machine/index.ts';
import { ciphers } from './cipher.ts';
import { macs } from './mac.ts';

/** Modelled classes of javax.crypto. */
export const classes: readonly ClassModel[] = [...ciphers, ...macs];
