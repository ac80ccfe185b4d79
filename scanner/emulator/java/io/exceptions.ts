import type { ClassModel } from '../../machine/index.ts';
import { throwableClass } from '../lang/throwable.ts';

const PARENTS: Readonly<Record<string, string>> = {
  IOException: 'java/lang/Exception',
  FileNotFoundException: 'java/io/IOException',
  EOFException: 'java/io/IOException',
  UnsupportedEncodingException: 'java/io/IOException',
  InterruptedIOException: 'java/io/IOException',
  UTFDataFormatException: 'java/io/IOException',
  CharConversionException: 'java/io/IOException',
  SyncFailedException: 'java/io/IOException',
  ObjectStreamException: 'java/io/IOException',
  NotSerializableException: 'java/io/ObjectStreamException',
  InvalidClassException: 'java/io/ObjectStreamException',
  InvalidObjectException: 'java/io/ObjectStreamException',
  StreamCorruptedException: 'java/io/ObjectStreamException',
  OptionalDataException: 'java/io/ObjectStreamException',
  UncheckedIOException: 'java/lang/RuntimeException',
  IOError: 'java/lang/Error',
};

export const exceptions: readonly ClassModel[] = Object.entries(PARENTS).map(([name, parent]) =>
  throwableClass(`java/io/${name}`, parent),
);
