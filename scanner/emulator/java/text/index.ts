import type { ClassModel } from '../../machine/index.ts';
import { dateFormats } from './date-format.ts';
import { numberFormats } from './decimal-format.ts';
import { messageFormats } from './message-format.ts';
import { positions } from './positions.ts';

/** Modelled classes of java.text. BreakIterator, Bidi and ChoiceFormat are not. */
export const classes: readonly ClassModel[] = [
  ...positions,
  ...dateFormats,
  ...numberFormats,
  ...messageFormats,
];
