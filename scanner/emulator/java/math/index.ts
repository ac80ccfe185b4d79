import type { ClassModel } from '../../machine/index.ts';
import { decimals } from './big-decimal.ts';
import { bigInteger } from './big-integer.ts';

/** Modelled classes of java.math, on JavaScript's own big integers. */
export const classes: readonly ClassModel[] = [bigInteger, ...decimals];
