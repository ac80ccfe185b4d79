import type { Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { SYSTEM } from '../../system/system.ts';
import { activityDeclaration } from './activity-declaration.ts';
import { applyConfiguration } from './relaunch.ts';

/** ActivityInfo.SCREEN_ORIENTATION_* that ask for one shape of the screen; the others leave it to the person. */
const upright: ReadonlySet<number> = new Set([1, 7, 9, 12]);
const wide: ReadonlySet<number> = new Set([0, 6, 8, 11]);
const locked = 14;

/** What an activity asks for: in code, else in its manifest entry. */
export function wantedOrientation(vm: Machine, record: ActivityRecord): number {
  return (
    record.requestedOrientation ??
    activityDeclaration(vm.attached(SYSTEM).app, record.className).screenOrientation
  );
}

/** Turns the screen to what the activity in front asks for, or else to how the person holds the phone. */
export function* turnFor(vm: Machine, className: string, record: ActivityRecord | undefined): Steps<void> {
  const system = vm.attached(SYSTEM);
  const wanted = record
    ? wantedOrientation(vm, record)
    : activityDeclaration(system.app, className).screenOrientation;
  const { widthPx, heightPx } = system.phone.screen;
  const shown = widthPx < heightPx ? 'portrait' : 'landscape';
  const next =
    wanted === locked
      ? shown
      : upright.has(wanted)
        ? 'portrait'
        : wide.has(wanted)
          ? 'landscape'
          : system.held();
  if (next === shown) return;
  system.reconfigure({ orientation: next });
  yield* applyConfiguration(vm, record !== undefined);
}

/** Activity.setRequestedOrientation. */
export function requestOrientation(vm: Machine, record: ActivityRecord, orientation: number): void {
  record.requestedOrientation = orientation;
  const { activities, postToMain } = vm.attached(SYSTEM);
  if (activities.top === record) postToMain('orientation', () => turnFor(vm, record.className, record));
}
