import type { ClassModel } from '../../../machine/index.ts';
import { classes as collectors } from './collectors.ts';
import { classes as streams } from './streams.ts';

/** Modelled classes of java.util.stream. Streams are lazy and run in the calling thread; `parallel` changes nothing. */
export const classes: readonly ClassModel[] = [...streams, ...collectors];
