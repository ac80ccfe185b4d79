import type { ClassModel } from '../../../machine/index.ts';
import { classes as atomic } from './atomic.ts';
import { classes as blockingQueues } from './blocking-queues.ts';
import { classes as collections } from './collections.ts';
import { classes as completableFuture } from './completable-future.ts';
import { classes as executors } from './executors.ts';
import { classes as forkJoin } from './fork-join.ts';
import { classes as futureTask } from './future-task.ts';
import { classes as locks } from './locks.ts';
import { classes as meetingPoints } from './meeting-points.ts';
import { classes as scheduledPool } from './scheduled-pool.ts';
import { classes as stampedLock } from './stamped-lock.ts';
import { classes as synchronizers } from './synchronizers.ts';
import { classes as threadPool } from './thread-pool.ts';
import { classes as timeUnit } from './time-unit.ts';

/** Modelled classes of java.util.concurrent, its atomic and its locks; the concurrent maps are beside the other maps. */
export const classes: readonly ClassModel[] = [
  ...atomic,
  ...blockingQueues,
  ...collections,
  ...completableFuture,
  ...executors,
  ...forkJoin,
  ...futureTask,
  ...locks,
  ...meetingPoints,
  ...scheduledPool,
  ...stampedLock,
  ...synchronizers,
  ...threadPool,
  ...timeUnit,
];
