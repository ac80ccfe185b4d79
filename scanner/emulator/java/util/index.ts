import type { ClassModel } from '../../machine/index.ts';
import { classes as abstractCollection } from './abstract-collection.ts';
import { classes as abstractList } from './abstract-list.ts';
import { classes as abstractMap } from './abstract-map.ts';
import { classes as arrayList } from './array-list.ts';
import { classes as arrays } from './arrays.ts';
import { classes as collectionInterfaces } from './collection-interfaces.ts';
import { classes as collections } from './collections.ts';
import { classes as exceptions } from './exceptions.ts';
import { classes as functions } from './function.ts';
import { classes as hashMap } from './hash-map.ts';
import { classes as otherMaps } from './other-maps.ts';
import { classes as random } from './random.ts';
import { classes as concurrent } from './concurrent/index.ts';
import { classes as calendar } from './calendar.ts';
import { classes as date } from './date.ts';
import { classes as locale } from './locale.ts';
import { classes as timeZone } from './time-zone.ts';
import { classes as logging } from './logging/index.ts';
import { classes as scanner } from './scanner.ts';
import { classes as serviceLoader } from './service-loader.ts';
import { classes as formatter } from './formatter.ts';
import { classes as streams } from './stream/index.ts';
import { classes as timer } from './timer.ts';
import { classes as treeMap } from './tree-map.ts';
import { classes as base64 } from './base64.ts';
import { classes as bitSet } from './bit-set.ts';
import { classes as events } from './events.ts';
import { classes as optional } from './optional.ts';
import { classes as priorityQueue } from './priority-queue.ts';
import { classes as properties } from './properties.ts';
import { classes as stringJoiner } from './string-joiner.ts';
import { classes as stringTokenizer } from './string-tokenizer.ts';
import { classes as spliterator } from './spliterator.ts';
import { classes as uuid } from './uuid.ts';

/** Modelled classes of java.util and its function, stream and concurrent packages; regex and zip have their own. */
export const classes: readonly ClassModel[] = [
  ...collectionInterfaces,
  ...abstractCollection,
  ...abstractList,
  ...abstractMap,
  ...arrayList,
  ...hashMap,
  ...treeMap,
  ...otherMaps,
  ...arrays,
  ...collections,
  ...exceptions,
  ...functions,
  ...random,
  ...calendar,
  ...concurrent,
  ...date,
  ...formatter,
  ...locale,
  ...logging,
  ...scanner,
  ...serviceLoader,
  ...timeZone,
  ...streams,
  ...timer,
  ...base64,
  ...bitSet,
  ...events,
  ...optional,
  ...priorityQueue,
  ...properties,
  ...stringJoiner,
  ...stringTokenizer,
  ...spliterator,
  ...uuid,
];
