import type { ClassModel } from '../../machine/index.ts';
import { basics } from './basics.ts';
import { boxes } from './boxes.ts';
import { classes as invoke } from './invoke/index.ts';
import { object } from './object.ts';
import { string } from './string.ts';
import { stringBuffer, stringBuilder } from './string-builder.ts';
import { throwable, throwables } from './throwable.ts';

/** Modelled classes of java.lang, and the little of java.io that they need. */
export const classes: readonly ClassModel[] = [
  object,
  string,
  stringBuilder,
  stringBuffer,
  throwable,
  ...throwables,
  ...boxes,
  ...basics,
  ...invoke,
];
