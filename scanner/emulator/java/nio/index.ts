import type { ClassModel } from '../../machine/index.ts';
import { charsetClasses } from './charset.ts';

/** Modelled classes of java.nio. */
export const classes: readonly ClassModel[] = [...charsetClasses];
