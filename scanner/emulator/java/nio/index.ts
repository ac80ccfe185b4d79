import type { ClassModel } from '../../machine/index.ts';
import { buffers } from './buffers.ts';
import { channelClasses } from './channels.ts';
import { charsetClasses } from './charset.ts';

/** Modelled classes of java.nio. java.nio.file is not modelled. */
export const classes: readonly ClassModel[] = [...charsetClasses, ...buffers, ...channelClasses];
