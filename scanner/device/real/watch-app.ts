import type { ScreenTree } from '../device.ts';
import { listNodes } from '../../scenarios/screen.ts';
import { permissionsNamedIn } from '../../scenarios/permission-words.ts';
import type { Adb } from './adb.ts';
import type { EventBook } from './event-book.ts';
import { piTypeOfOp } from './op-types.ts';
import { parseAppOps } from './parse-appops.ts';
import { parsePermissions } from './parse-dumpsys.ts';
import { parseEventLog } from './parse-event-log.ts';

export type AppWatchOptions = {
  readonly adb: Adb;
  readonly serial: string;
  readonly packageName: string;
  /** When the session began, by the device's clock. */
  readonly startedEpochMs: number;
  readonly book: EventBook;
};

export type AppWatch = {
  /** Asks the system what the app has done since the last time. */
  readonly poll: (nowEpochMs: number) => Promise<void>;
  /** Looks for what the screen tells: that a permission is being asked, and how it was answered. */
  readonly sawTree: (tree: ScreenTree, nowEpochMs: number) => Promise<void>;
};

/** Two looks at one access of an app op differ by the time that asking takes. */
const sameAccessMs = 500;
const mostToastChars = 200;

/** Watches an app from outside: the system's log, the operations that Android counts, and its permission dialogs. */
export function watchApp({ adb, serial, packageName, startedEpochMs, book }: AppWatchOptions): AppWatch {
  const lastAccess = new Map<string, number>();
  let logFromEpochMs = startedEpochMs;
  let seenAtOnce = new Set<string>();
  let permissions: ReadonlyMap<string, boolean> | undefined;
  let asking = false;
  let shownWindows = new Map<string, string>();

  const readLog = async () => {
    const since = `${Math.floor(logFromEpochMs / 1000)}.${String(logFromEpochMs % 1000).padStart(3, '0')}`;
    const printed = await adb.shell(serial, ['logcat', '-b', 'events', '-d', '-v', 'epoch', '-T', since]);
    for (const { atEpochMs, process, event } of parseEventLog(printed, packageName)) {
      // The log is asked for again from the last moment that was seen, so that nothing of it is missed.
      const key = `${atEpochMs} ${JSON.stringify(event)}`;
      if (atEpochMs < logFromEpochMs || seenAtOnce.has(key)) continue;
      if (atEpochMs > logFromEpochMs) seenAtOnce = new Set();
      logFromEpochMs = atEpochMs;
      seenAtOnce.add(key);
      book.note({ atMs: atEpochMs - startedEpochMs, process, event });
    }
  };
  const readOps = async (nowEpochMs: number) => {
    const printed = await adb.shell(serial, ['appops', 'get', packageName]);
    for (const { op, agoMs, refused } of parseAppOps(printed)) {
      const piType = piTypeOfOp[op];
      const atEpochMs = nowEpochMs - agoMs;
      const key = `${op} ${refused}`;
      if (piType === undefined || atEpochMs < startedEpochMs) continue;
      if (atEpochMs <= (lastAccess.get(key) ?? 0) + sameAccessMs) continue;
      lastAccess.set(key, atEpochMs);
      book.note({
        atMs: atEpochMs - startedEpochMs,
        event: {
          kind: 'pi-read',
          piType,
          api: `android.app.AppOpsManager.${op}`,
          arguments: [],
          ...(refused && { threw: 'refused by the system' }),
        },
      });
    }
  };
  const readPermissions = async () => {
    const rows = parsePermissions(await adb.shell(serial, ['dumpsys', 'package', packageName]));
    return new Map(rows.map(({ name, granted }) => [name, granted] as const));
  };
  return {
    poll: async (nowEpochMs) => {
      await readLog();
      await readOps(nowEpochMs);
    },
    sawTree: async (tree, nowEpochMs) => {
      const atMs = nowEpochMs - startedEpochMs;
      shownWindows = noteWindows(tree, shownWindows, (event) => book.note({ atMs, event }));
      const dialog = tree.windows.findLast(({ kind }) => kind === 'system-permission');
      if (dialog && !asking) {
        permissions ??= await readPermissions();
        const texts = listNodes(dialog.root).map(({ node }) => node.text || node.description);
        const named = permissionsNamedIn(texts.join('\n'), [...permissions.keys()]);
        book.note({ atMs, event: { kind: 'permission-request', permissions: named, dialogShown: true } });
      }
      if (!dialog && asking) {
        const now = await readPermissions();
        for (const [permission, granted] of now)
          if (granted !== permissions?.get(permission))
            book.note({ atMs, event: { kind: 'permission-result', permission, granted } });
        permissions = now;
      }
      asking = dialog !== undefined;
    },
  };
}

/** Windows that came or went since the last look. */
function noteWindows(
  tree: ScreenTree,
  before: ReadonlyMap<string, string>,
  note: Parameters<typeof noteChange>[1],
): Map<string, string> {
  const now = new Map<string, string>();
  for (const window of tree.windows) {
    if (window.kind === 'system-other') continue;
    now.set(window.id, window.title);
    if (window.kind === 'toast') {
      const text = listNodes(window.root)
        .map(({ node }) => node.text)
        .join(' ')
        .trim();
      if (!before.has(window.id)) note({ kind: 'toast', text: text.slice(0, mostToastChars) });
    } else if (!before.has(window.id)) noteChange(window, note);
  }
  for (const [windowId, title] of before)
    if (!now.has(windowId))
      note({ kind: 'window', change: 'closed', windowId, windowKind: 'activity', title });
  return now;
}

function noteChange(
  { id, kind, title }: ScreenTree['windows'][number],
  note: (event: Parameters<EventBook['note']>[0]['event']) => void,
): void {
  note({ kind: 'window', change: 'opened', windowId: id, windowKind: kind, title });
}
