import type { ClassModel } from '../../../machine/index.ts';
import { matcherClasses } from './matcher.ts';
import { patternClasses } from './pattern.ts';

/** Modelled classes of java.util.regex, on a matcher of our own that counts its steps as the app's instructions. */
export const classes: readonly ClassModel[] = [...patternClasses, ...matcherClasses];
