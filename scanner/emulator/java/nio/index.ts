import type { ClassModel } from '../../machine/index.ts';
import { buffers } from './buffers.ts';
import { channelClasses } from './channels.ts';
import { charsetClasses } from './charset.ts';
import { fileClasses } from './file/index.ts';

/** Modelled classes of java.nio. */
export const classes: readonly ClassModel[] = [
  ...charsetClasses,
  ...buffers,
  ...channelClasses,
  ...fileClasses,
];
