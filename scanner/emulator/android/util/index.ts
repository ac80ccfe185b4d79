import { propertyClasses } from './property.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import { arrayMap, arraySet } from './array-map.ts';
import { base64 } from './base64.ts';
import { displayMetrics } from './display-metrics.ts';
import { log } from './log.ts';
import { lruCache } from './lru-cache.ts';
import { pair } from './pair.ts';
import { sizes } from './sizes.ts';
import { sparseArrays } from './sparse-arrays.ts';
import { stateSet } from './state-set.ts';
import { typedValue } from './typed-value.ts';
import { xml } from './xml.ts';

/** android.util; AttributeSet stands with the parser that is one. */
export const classes = [
  ...propertyClasses,
  arrayMap,
  arraySet,
  base64,
  displayMetrics,
  log,
  lruCache,
  pair,
  ...sizes,
  ...sparseArrays,
  stateSet,
  typedValue,
  xml,
  throwableClass('android/util/AndroidException', 'java/lang/Exception'),
  throwableClass('android/util/AndroidRuntimeException', 'java/lang/RuntimeException'),
  throwableClass('android/util/SuperNotCalledException', 'android/util/AndroidRuntimeException'),
];
