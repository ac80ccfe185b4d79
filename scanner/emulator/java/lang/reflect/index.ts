import type { ClassModel } from '../../../machine/index.ts';
import { classes as accessible } from './accessible.ts';
import { classes as array } from './array.ts';
import { classes as genericTypes } from './generic-types.ts';
import { classes as proxy } from './proxy.ts';

/** Modelled classes of java.lang.reflect and java.lang.annotation. */
export const classes: readonly ClassModel[] = [...accessible, ...array, ...genericTypes, ...proxy];
