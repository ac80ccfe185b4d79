import type { ClassModel } from '../machine/index.ts';
import { classes as lang } from './lang/index.ts';
import { classes as util } from './util/index.ts';

/** Every modelled class of the Java library. */
export const javaClasses: readonly ClassModel[] = [...lang, ...util];
