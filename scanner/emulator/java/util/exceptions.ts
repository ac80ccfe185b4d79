import type { ClassModel } from '../../machine/index.ts';
import { throwableClass } from '../lang/throwable.ts';

const RUNTIME = 'java/lang/RuntimeException';

/** Exceptions of java.util and its concurrent package that add nothing but their names. */
const HIERARCHY: Readonly<Record<string, string>> = {
  'java/util/NoSuchElementException': RUNTIME,
  'java/util/InputMismatchException': 'java/util/NoSuchElementException',
  'java/util/ConcurrentModificationException': RUNTIME,
  'java/util/EmptyStackException': RUNTIME,
  'java/util/MissingResourceException': RUNTIME,
  'java/util/TooManyListenersException': 'java/lang/Exception',
  'java/util/IllformedLocaleException': RUNTIME,
  'java/util/IllegalFormatException': 'java/lang/IllegalArgumentException',
  'java/util/UnknownFormatConversionException': 'java/util/IllegalFormatException',
  'java/util/IllegalFormatConversionException': 'java/util/IllegalFormatException',
  'java/util/IllegalFormatCodePointException': 'java/util/IllegalFormatException',
  'java/util/IllegalFormatFlagsException': 'java/util/IllegalFormatException',
  'java/util/IllegalFormatPrecisionException': 'java/util/IllegalFormatException',
  'java/util/FormatFlagsConversionMismatchException': 'java/util/IllegalFormatException',
  'java/util/MissingFormatArgumentException': 'java/util/IllegalFormatException',
  'java/util/MissingFormatWidthException': 'java/util/IllegalFormatException',
  'java/util/DuplicateFormatFlagsException': 'java/util/IllegalFormatException',
  'java/util/concurrent/ExecutionException': 'java/lang/Exception',
  'java/util/concurrent/TimeoutException': 'java/lang/Exception',
  'java/util/concurrent/BrokenBarrierException': 'java/lang/Exception',
  'java/util/concurrent/CancellationException': 'java/lang/IllegalStateException',
  'java/util/concurrent/CompletionException': RUNTIME,
  'java/util/concurrent/RejectedExecutionException': RUNTIME,
};

export const classes: readonly ClassModel[] = Object.entries(HIERARCHY).map(([name, parent]) =>
  throwableClass(name, parent),
);
