import type { ClassModel } from '../../../machine/index.ts';
import { throwableClass } from '../../lang/throwable.ts';
import { checksums } from './checksums.ts';
import { coders } from './coders.ts';
import { deflateStreams } from './deflate-streams.ts';
import { zipFiles } from './zip-files.ts';

/** Modelled classes of java.util.zip and a little of java.util.jar. */
export const classes: readonly ClassModel[] = [
  throwableClass('java/util/zip/ZipException', 'java/io/IOException'),
  throwableClass('java/util/zip/DataFormatException', 'java/lang/Exception'),
  ...checksums,
  ...coders,
  ...deflateStreams,
  ...zipFiles,
];
