import type { Machine } from '../../machine/index.ts';
import { labelsWithin } from '../../system/pi-read.ts';
import type { KeptIntent } from '../../system/schedule.ts';
import { SYSTEM } from '../../system/system.ts';
import { JavaString } from '../../machine/index.ts';
import { emptyIntent, makeIntent, type Intent } from './intent.ts';

/** Records that personal information leaves the app in an intent. */
export function recordIntentSink(vm: Machine, intent: Intent, target: string): void {
  const { events } = vm.attached(SYSTEM);
  const labels = vm.labels.union(vm.labelOf(intent), labelsWithin(vm, intent.peer.extras));
  const found = events.toDataLabels(labels);
  if (found.length > 0) events.record({ kind: 'data-sink', sink: 'intent', target, labels: found });
}

/** An intent without Java objects, for what outlives the process. */
export function keepIntent(intent: Intent): KeptIntent {
  const { action, dataText, component, flags, extras } = intent.peer;
  const kept: Record<string, string | number | boolean> = {};
  for (const [key, value] of extras) {
    if (value instanceof JavaString) kept[key] = value.value;
    else if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
      kept[key] = value;
  }
  return { action, dataText, component, flags, extras: kept };
}

export function reviveIntent(vm: Machine, kept: KeptIntent): Intent {
  return makeIntent(vm, {
    ...emptyIntent(),
    action: kept.action,
    dataText: kept.dataText,
    component: kept.component,
    flags: kept.flags,
    extras: new Map(
      Object.entries(kept.extras).map(([key, value]) => [
        key,
        typeof value === 'string' ? vm.string(value) : value,
      ]),
    ),
  });
}

/** Whom an intent is addressed to, as evidence names it. */
export function targetOf(intent: Intent): string {
  const { component, packageName, action } = intent.peer;
  return component ? `${component.packageName}/${component.className}` : (packageName ?? action ?? '');
}
