import type { DeviceEvent, DeviceEventKind } from '../device.ts';

export type Noted = {
  readonly atMs: number;
  readonly event: DeviceEventKind;
  readonly process?: string;
  readonly thread?: string;
  readonly stack?: DeviceEvent['stack'];
};

/** The events of a session, numbered in the order in which they were heard of. */
export type EventBook = {
  readonly note: (noted: Noted) => void;
  readonly after: (number: number) => readonly DeviceEvent[];
};

/** A device that floods its log must not fill this process. */
const mostEvents = 200_000;

export function openEventBook(packageName: string): EventBook {
  const events: DeviceEvent[] = [];
  return {
    note: ({ atMs, event, process = packageName, thread = '', stack = [] }) => {
      if (events.length >= mostEvents) return;
      events.push({
        number: events.length + 1,
        atMs: Math.max(0, Math.round(atMs)),
        process,
        thread,
        stack,
        ...event,
      });
    },
    after: (number) => events.slice(Math.max(0, number)),
  };
}
