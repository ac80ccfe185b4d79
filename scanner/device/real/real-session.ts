import type { DeviceGap, DeviceSession, ScreenTree } from '../device.ts';
import { translate, type Client } from '../webdriver-client.ts';
import { toTouchCommands } from '../webdriver-touch.ts';
import type { AdbControl } from './adb-control.ts';
import type { EventBook } from './event-book.ts';
import { parseWindows, type KnownWindow } from './parse-dumpsys.ts';
import { readPageSource } from './read-page-source.ts';
import type { TrafficWatch } from './watch-traffic.ts';
import type { AppWatch } from './watch-app.ts';
import type { ReadWatch } from './watch-reads.ts';

export type RealSessionParts = {
  readonly packageName: string;
  readonly screen: { readonly widthPx: number; readonly heightPx: number; readonly densityDpi: number };
  readonly control: AdbControl;
  readonly book: EventBook;
  readonly app: AppWatch;
  /** Absent where the app cannot be debugged. */
  readonly reads?: ReadWatch;
  /** Absent when nobody asked for the traffic. */
  readonly traffic?: TrafficWatch;
  /** When the session began, by the device's clock. */
  readonly startedEpochMs: number;
  /** A session of UiAutomator2; asked for again after the device was restarted. */
  readonly connect: () => Promise<Client>;
  /** What the window manager prints. */
  readonly dumpWindows: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A phone or an AVD as a session: the screen through UiAutomator2, everything beside it through Android's shell. */
export function toRealSession(parts: RealSessionParts): DeviceSession {
  const { control, book, app, reads, traffic, startedEpochMs } = parts;
  let client: Promise<Client> | undefined;
  const connected = () => (client ??= parts.connect());
  const disconnect = async () => {
    const open = client;
    client = undefined;
    if (open) await open.then((session) => session.deleteSession()).catch(() => undefined);
  };
  const refused: string[] = [];
  let closed = false;

  const nowMs = async () => (await control.epochMs()) - startedEpochMs;
  const tree = async () => {
    const session = await connected();
    const found = await readScreen(session, parts, parseWindows(await parts.dumpWindows()));
    await app.sawTree(found, await control.epochMs());
    return found;
  };
  const launch = () => (reads ? reads.startWatched(control.launch) : control.launch());
  return {
    ...toTouchCommands(connected),
    nowMs,
    tree,
    launch,
    forceStop: control.forceStop,
    clearData: control.clearData,
    upgrade: control.upgrade,
    reboot: async () => {
      // UiAutomator2's server ends with the device.
      await disconnect();
      await control.reboot();
    },
    removeTask: control.removeTask,
    passTime: control.passTime,
    background: control.background,
    foreground: control.foreground,
    setScreenOn: control.setScreenOn,
    setPermission: control.setPermission,
    broadcast: async (action, extras) => {
      if ((await control.broadcast(action, extras)) !== undefined) refused.push(action);
    },
    playMotion: control.playMotion,
    events: async (afterNumber) => {
      await app.poll(await control.epochMs());
      return book.after(afterNumber);
    },
    gaps: () => Promise.resolve(listGaps(refused, reads, traffic)),
    close: async () => {
      if (closed) return;
      closed = true;
      await disconnect();
      await parts.close();
    },
  };
}

/** The screen by UiAutomator2's page source and what the window manager knows of its windows. */
export async function readScreen(
  client: Client,
  { screen, packageName }: Pick<RealSessionParts, 'screen' | 'packageName'>,
  windows: readonly KnownWindow[],
): Promise<ScreenTree> {
  const source = await translate('page source', () => client.getPageSource());
  return readPageSource(source, {
    ...screen,
    ownPackage: packageName,
    ...(windows.length > 0 && { windows }),
  });
}

/** What a real device does not show, whatever the app did. */
function listGaps(
  refused: readonly string[],
  reads: ReadWatch | undefined,
  traffic: TrafficWatch | undefined,
): readonly DeviceGap[] {
  const unwatched = reads?.unwatched() ?? ['everything but what Android counts (app ops)'];
  const gap = (kind: string, what: string): DeviceGap => ({ kind, what, caller: '', count: 1 });
  return [
    ...unwatched.map((what) => gap('READ_NOT_WATCHED', what)),
    // Fields, files, properties and native code are read without a call that a breakpoint could stop.
    gap('READ_NOT_WATCHED', 'fields, files, properties and native code'),
    ...(traffic?.pinnedHosts() ?? []).map((host) => gap('TLS_REFUSED', host)),
    ...refused.map((action) => gap('SYSTEM_EVENT_REFUSED', action)),
  ];
}
