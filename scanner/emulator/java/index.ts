import type { ClassModel } from '../machine/index.ts';
import { classes as crypto } from './crypto/index.ts';
import { classes as io } from './io/index.ts';
import { classes as json } from './json/index.ts';
import { classes as lang } from './lang/index.ts';
import { classes as math } from './math/index.ts';
import { classes as net } from './net/index.ts';
import { classes as nio } from './nio/index.ts';
import { classes as security } from './security/index.ts';
import { classes as sql } from './sql/index.ts';
import { classes as text } from './text/index.ts';
import { classes as time } from './time/index.ts';
import { classes as regex } from './util/regex/index.ts';
import { classes as zip } from './util/zip/index.ts';
import { classes as util } from './util/index.ts';
import { classes as xml } from './xml/index.ts';

/** Every modelled class of the Java library. */
export const javaClasses: readonly ClassModel[] = [
  ...lang,
  ...util,
  ...regex,
  ...zip,
  ...io,
  ...nio,
  ...net,
  ...math,
  ...sql,
  ...text,
  ...time,
  ...security,
  ...crypto,
  ...json,
  ...xml,
];
