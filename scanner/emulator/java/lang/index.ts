import type { ClassModel } from '../../machine/index.ts';
import { basics } from './basics.ts';
import { boxes } from './boxes.ts';
import { classes as classClass } from './class.ts';
import { classes as classLoader } from './class-loader.ts';
import { enumClass } from './enum.ts';
import { classes as invoke } from './invoke/index.ts';
import { object } from './object.ts';
import { classes as ref } from './ref/index.ts';
import { classes as reflect } from './reflect/index.ts';
import { stackTraceElement } from './stack-trace-element.ts';
import { string } from './string.ts';
import { stringBuffer, stringBuilder } from './string-builder.ts';
import { classes as system } from './system.ts';
import { classes as thread } from './thread.ts';
import { throwable, throwables } from './throwable.ts';

/** Modelled classes of java.lang, and the little of java.io that they need. Of two models of a class the later counts. */
export const classes: readonly ClassModel[] = [
  object,
  string,
  stringBuilder,
  stringBuffer,
  throwable,
  ...throwables,
  ...boxes,
  ...basics,
  ...classClass,
  ...classLoader,
  enumClass,
  ...invoke,
  ...ref,
  ...reflect,
  stackTraceElement,
  ...system,
  ...thread,
];
