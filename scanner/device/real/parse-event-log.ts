import type { DeviceEventKind } from '../device.ts';

/** One event of the system's log, with the device's clock. */
export type LoggedEvent = {
  readonly atEpochMs: number;
  readonly process: string;
  readonly event: DeviceEventKind;
};

/**
 * Reads `logcat -b events -v epoch`. Tags and the order of their fields are those of the platform's EventLogTags
 * (frameworks/base/services/core/java/com/android/server/{am,wm}/EventLogTags.logtags). Only events of `packageName` count.
 */
export function parseEventLog(printed: string, packageName: string): readonly LoggedEvent[] {
  return printed.split('\n').flatMap((line) => {
    const row = /^\s*(\d+)\.(\d{3})\d*\s+\d+\s+\d+\s+[VDIWEF]\s+(\w+)\s*:\s*(.*)$/.exec(line);
    if (!row) return [];
    const [, seconds, millis, tag = '', text = ''] = row;
    const found = toEvent(tag, readFields(text), packageName);
    return found ? [{ atEpochMs: Number(seconds) * 1000 + Number(millis), ...found }] : [];
  });
}

/** `[0,1234,10123,com.example,...]`; a message may hold commas, so that fields after it cannot be counted on. */
function readFields(text: string): readonly string[] {
  return text.replace(/^\[|\]\s*$/g, '').split(',');
}

function toEvent(
  tag: string,
  fields: readonly string[],
  packageName: string,
): Omit<LoggedEvent, 'atEpochMs'> | undefined {
  const at = (index: number) => fields[index] ?? '';
  const isOwn = (name: string) => name === packageName || name.startsWith(`${packageName}:`);
  switch (tag) {
    case 'am_proc_start':
      // (User),(PID),(UID),(Process Name),(Type),(Component)
      if (!isOwn(at(3))) return undefined;
      return { process: at(3), event: { kind: 'process', change: 'started', reason: reasonOf(at(4)) } };
    case 'am_proc_died':
      // (User),(PID),(Process Name),(OomAdj),(ProcState)
      return isOwn(at(2))
        ? { process: at(2), event: { kind: 'process', change: 'exited', reason: 'died' } }
        : undefined;
    case 'am_kill':
      // (User),(PID),(Process Name),(OomAdj),(Reason)
      return isOwn(at(2))
        ? { process: at(2), event: { kind: 'process', change: 'killed', reason: at(4) } }
        : undefined;
    case 'am_crash':
      // (User),(PID),(Process Name),(Flags),(Exception),(Message),(File),(Line)
      return isOwn(at(2))
        ? { process: at(2), event: { kind: 'crash', exception: at(4), message: at(5) } }
        : undefined;
    case 'am_anr':
      // (User),(pid),(Package Name),(Flags),(reason); Android waits five seconds for an answer to a touch
      return isOwn(at(2))
        ? { process: at(2), event: { kind: 'not-responding', blockedMs: 5000 } }
        : undefined;
    case 'wm_create_activity':
    case 'am_create_activity':
      // (User),(Token),(Task ID),(Component Name),(Action),(MIME Type),(URI),(Flags)
      return toStart(at(3), 'activity', at(4), packageName);
    case 'am_create_service':
      // (User),(Service Record),(Name),(UID),(PID)
      return toStart(at(2), 'service', 'service', packageName);
    default:
      return undefined;
  }
}

function toStart(
  component: string,
  componentKind: 'activity' | 'service',
  trigger: string,
  packageName: string,
): Omit<LoggedEvent, 'atEpochMs'> | undefined {
  const [owner = '', name = ''] = component.split('/');
  if (owner !== packageName) return undefined;
  const className = name.startsWith('.') ? owner + name : name;
  return {
    process: packageName,
    event: { kind: 'component-start', component: className, componentKind, trigger, callerPackage: '' },
  };
}

/** Why a process was started, in the words of this program where Android means the launcher's icon. */
function reasonOf(type: string): string {
  return /^(next-)?top-activity$|^activity$|^pre-top-activity$/.test(type) ? 'launcher' : type;
}
