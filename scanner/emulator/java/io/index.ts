import type { ClassModel } from '../../machine/index.ts';
import { dataStreams } from './data-streams.ts';
import { exceptions } from './exceptions.ts';
import { file } from './file.ts';
import { fileStreams } from './file-streams.ts';
import { inputStreams } from './input-stream.ts';
import { interfaces } from './interfaces.ts';
import { outputStreams } from './output-stream.ts';
import { printStreams } from './print-streams.ts';
import { randomAccessFile } from './random-access-file.ts';
import { readers } from './reader.ts';
import { writers } from './writer.ts';

/** Modelled classes of java.io, over the device's files in system/file-store.ts. */
export const classes: readonly ClassModel[] = [
  ...exceptions,
  ...interfaces,
  file,
  ...fileStreams,
  ...inputStreams,
  ...outputStreams,
  ...readers,
  ...writers,
  ...dataStreams,
  ...printStreams,
  randomAccessFile,
];

export { newFile, pathOf } from './file.ts';
export { openFileInput, openFileOutput } from './file-streams.ts';
export type { MemoryStreamPeer } from './input-stream.ts';
