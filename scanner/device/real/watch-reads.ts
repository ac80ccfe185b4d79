import { setTimeout as wait } from 'node:timers/promises';
import type { PiChannel } from '../../data/index.ts';
import { ScanError } from '../../errors.ts';
import { connectJdwp, listParameters, watchCalls, type CallHit, type WatchedMethod } from '../jdwp/index.ts';
import type { Adb } from './adb.ts';
import type { EventBook } from './event-book.ts';

type CallChannel = Extract<PiChannel, { kind: 'api' }>;

export type ReadWatch = {
  /** Starts the app with `start` and stops it at its first instruction until the breakpoints are set. */
  readonly startWatched: (start: () => Promise<void>) => Promise<void>;
  /** Methods in which no breakpoint could be set. */
  readonly unwatched: () => readonly string[];
  readonly close: () => Promise<void>;
};

export type ReadWatchOptions = {
  readonly adb: Adb;
  readonly serial: string;
  readonly packageName: string;
  readonly channels: readonly PiChannel[];
  readonly book: EventBook;
  /** Milliseconds since the session began. */
  readonly nowMs: () => Promise<number>;
};

const pidLookMs = 200;
const mostPidLooks = 50;

/** Can the app's process be debugged: does its package say so, or does the image let every process be? */
export async function canDebug(adb: Adb, serial: string, packageName: string): Promise<boolean> {
  if ((await adb.shell(serial, ['getprop', 'ro.debuggable'])).trim() === '1') return true;
  return /\bflags=\[[^\]]*\bDEBUGGABLE\b/.test(await adb.shell(serial, ['dumpsys', 'package', packageName]));
}

/** Watches the reads of personal information with breakpoints, over the bridge's way to a process's debugger. */
export function watchReads({ adb, serial, packageName, channels, book, nowMs }: ReadWatchOptions): ReadWatch {
  const calls = channels.flatMap((channel) =>
    channel.kind === 'api' && channel.mode === 'call' ? [channel] : [],
  );
  const unwatched = new Set<string>();
  let stopWatching: (() => Promise<void>) | undefined;

  const note = async (hit: CallHit) => {
    const types = typesOfHit(calls, hit, packageName);
    if (types.length === 0) return;
    const atMs = await nowMs();
    for (const piType of types)
      book.note({
        atMs,
        thread: hit.thread,
        stack: hit.stack,
        event: {
          kind: 'pi-read',
          piType,
          api: `${hit.className}.${hit.method}`,
          arguments: listParameters(hit.descriptor).map((_, index) => hit.stringArguments.get(index) ?? ''),
        },
      });
  };
  const attach = async () => {
    const pid = await awaitPid(adb, serial, packageName);
    const port = Number((await adb.run(serial, ['forward', 'tcp:0', `jdwp:${pid}`])).trim());
    if (!Number.isInteger(port) || port <= 0)
      throw new ScanError('DEVICE_FAILED', 'The bridge gave no port to the debugger of the app.');
    const connection = await connectJdwp(port);
    const noted: Promise<void>[] = [];
    const watch = await watchCalls(connection, toWatched(calls), (hit) => void noted.push(note(hit)));
    for (const { className, method } of watch.unwatchable()) unwatched.add(`${className}.${method}`);
    stopWatching = async () => {
      stopWatching = undefined;
      watch.close();
      await Promise.allSettled(noted);
      await adb.run(serial, ['forward', '--remove', `tcp:${port}`]);
    };
  };
  return {
    startWatched: async (start) => {
      await stopWatching?.();
      await adb.shell(serial, ['am', 'set-debug-app', '-w', packageName]);
      const started = start();
      // It answers only after the app went on, which it does when a debugger is there.
      await Promise.all([started, attach()]);
    },
    unwatched: () => [...unwatched].sort(),
    close: async () => {
      await stopWatching?.();
      await adb.shell(serial, ['am', 'clear-debug-app']);
    },
  };
}

/** Each method once, however many kinds of information it gives. */
export function toWatched(calls: readonly CallChannel[]): readonly WatchedMethod[] {
  const byKey = new Map(
    calls.map(({ className, method, descriptor }) => [
      `${className}.${method}${descriptor ?? ''}`,
      { className, method, ...(descriptor !== undefined && { descriptor }) },
    ]),
  );
  return [...byKey.values()];
}

/**
 * Kinds of information that a call reads. Where that hangs on an argument which is no text or could not be seen,
 * nothing is said: an app is not accused by a guess.
 */
export function typesOfHit(
  calls: readonly CallChannel[],
  { className, method, descriptor, stringArguments }: CallHit,
  ownPackage: string,
): readonly string[] {
  const found = calls.filter((channel) => {
    if (channel.className !== className || channel.method !== method) return false;
    if (channel.descriptor !== undefined && channel.descriptor !== descriptor) return false;
    const { when } = channel;
    if (when === undefined) return true;
    const text = stringArguments.get(when.argument);
    if (text === undefined || when.kind === 'bits') return false;
    const isOne = when.values.some((value) => text === (value === 'own-package' ? ownPackage : value));
    return when.kind === 'is' ? isOne : !isOne;
  });
  return [...new Set(found.map(({ piType }) => piType))];
}

async function awaitPid(adb: Adb, serial: string, packageName: string): Promise<number> {
  for (let look = 0; look < mostPidLooks; look++) {
    const printed = await adb.shell(serial, ['pidof', packageName]).catch((error: unknown) => {
      // It ends with 1 as long as there is no such process.
      if (error instanceof ScanError) return '';
      throw error;
    });
    const pid = Number(printed.trim().split(/\s+/)[0]);
    if (Number.isInteger(pid) && pid > 0) return pid;
    await wait(pidLookMs);
  }
  throw new ScanError('DEVICE_FAILED', `No process of ${packageName} came up to be watched.`);
}
