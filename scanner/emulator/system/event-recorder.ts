import type { DataLabel, DeviceEventKind } from '../../device/device.ts';
import type { StackFrame } from '../../evidence/index.ts';
import type { Machine, StackEntry } from '../machine/index.ts';
import type { EventLog } from './event-log.ts';

/** Writes what the running app does into the event log, with its thread and stack. */
export type EventRecorder = {
  /** Answers the number of the event. */
  readonly record: (kind: DeviceEventKind, stack?: readonly StackEntry[]) => number;
  /** Counts one more of what was written down often enough. */
  readonly leaveOut: () => void;
  /** The personal information that a label set of the machine tells of. */
  readonly toDataLabels: (labelSet: number) => readonly DataLabel[];
};

const mostFrames = 64;

export function makeEventRecorder(vm: Machine, log: EventLog, processName: string): EventRecorder {
  return {
    record: (kind, stack = vm.stack()) =>
      log.record(kind, { process: processName, thread: vm.thread.name, stack: toStackFrames(stack) }),
    leaveOut: () => log.leaveOut(),
    toDataLabels: (labelSet) =>
      vm.labels
        .list(labelSet)
        .flatMap((label) =>
          label.kind === 'pi'
            ? [{ piType: label.piType, readEvent: label.eventNumber, transforms: label.transforms }]
            : [],
        ),
  };
}

/** Frames with their source lines, innermost first, cut at a depth that no honest app reaches. */
export function toStackFrames(stack: readonly StackEntry[]): Omit<StackFrame, 'attribution'>[] {
  return stack.slice(0, mostFrames).map(({ method, pc }) => {
    const line = pc < 0 ? undefined : method.dexMethod?.findCode()?.findLine(pc);
    return {
      className: method.owner.javaName,
      method: method.name,
      ...(line !== undefined && { line }),
    };
  });
}
