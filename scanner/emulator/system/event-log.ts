import type { DeviceEvent, DeviceEventKind, DeviceGap } from '../../device/device.ts';

export type EventContext = Pick<DeviceEvent, 'process' | 'thread' | 'stack'>;

/** Where everything that an app does is written down, in order, up to a limit that an app cannot exhaust memory by. */
export type EventLog = {
  readonly record: (kind: DeviceEventKind, context: EventContext) => number;
  /** One more of what was written down often enough. */
  readonly leaveOut: () => void;
  readonly after: (eventNumber: number) => readonly DeviceEvent[];
  /** Events that came after the limit; they were counted, not kept. */
  readonly droppedCount: () => number;
  readonly gaps: () => readonly DeviceGap[];
};

const defaultLimit = 100_000;

export function openEventLog(nowMs: () => number, limit = defaultLimit): EventLog {
  const events: DeviceEvent[] = [];
  let dropped = 0;
  let repeated = 0;
  return {
    record: (kind, context) => {
      if (events.length >= limit) {
        dropped++;
        return events.length + dropped;
      }
      const number = events.length + 1;
      events.push({ number, atMs: nowMs(), ...context, ...kind });
      return number;
    },
    leaveOut: () => void repeated++,
    after: (eventNumber) => events.slice(Math.max(0, eventNumber)),
    droppedCount: () => dropped,
    gaps: () => [
      ...(dropped === 0 ? [] : [toGap('event-limit', `${limit} events kept`, dropped)]),
      ...(repeated === 0 ? [] : [toGap('event-flood', 'the same read again and again', repeated)]),
    ],
  };
}

function toGap(kind: string, what: string, count: number): DeviceGap {
  return { kind, what, caller: '', count };
}
