import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import type { ComponentFacts } from '../../../evidence/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { matchesFilter } from '../content/intent-matching.ts';
import { recordIntentSink } from '../content/intent-sink.ts';
import type { Intent, IntentState } from '../content/intent.ts';
import { launchActivity } from './activity-stack.ts';

const flagNewTask = 0x10000000;
const flagClearTop = 0x04000000;
const flagSingleTop = 0x20000000;
const flagClearTask = 0x00008000;

/** Starts from any context: outside of an activity Android 9 and later ask for a new task, which one task here is. */
export function* startActivityForContext(vm: Machine, outer: JavaObject | null, intent: Intent): Steps<void> {
  const { activities } = vm.attached(SYSTEM);
  const caller = outer ? activities.findByActivity(outer) : undefined;
  if (!caller && (intent.peer.flags & flagNewTask) === 0) {
    vm.throwNew(
      'android/util/AndroidRuntimeException',
      'Calling startActivity() from outside of an Activity context requires the FLAG_ACTIVITY_NEW_TASK flag. Is this really what you want?',
    );
  }
  yield* startActivity(vm, intent, caller, -1);
}

/** Starts an activity of the app, or leaves the app when another one would take the intent. */
export function* startActivity(
  vm: Machine,
  intent: Intent,
  caller: ActivityRecord | undefined,
  requestCode: number,
): Steps<void> {
  const system = vm.attached(SYSTEM);
  const { manifest } = system.app;
  const target = resolveOwnActivity(manifest.components, manifest.packageName, intent.peer);
  if (!target) {
    const explicit = intent.peer.component;
    if (explicit?.packageName === manifest.packageName)
      vm.throwNew(
        'android/content/ActivityNotFoundException',
        `Unable to find explicit activity class {${explicit.packageName}/${explicit.className}}; have you declared this activity in your AndroidManifest.xml?`,
      );
    const inner = innerIntent(intent.peer);
    const targetPackage = inner.component?.packageName ?? inner.packageName ?? '';
    if (targetPackage !== '' && !system.phone.installed.some((app) => app.packageName === targetPackage))
      vm.throwNew(
        'android/content/ActivityNotFoundException',
        `No Activity found to handle ${inner.action ?? ''}`,
      );
    recordIntentSink(vm, intent, targetPackage || (inner.action ?? ''));
    system.leaveApp({ action: inner.action ?? '', data: inner.dataText ?? '', targetPackage });
    return;
  }
  const existing = system.activities.stack.find(
    (record) => record.className === target.name && !record.finishing,
  );
  const flags = intent.peer.flags;
  const reuses =
    existing !== undefined &&
    ((flags & flagClearTop) !== 0 || ((flags & flagSingleTop) !== 0 && system.activities.top === existing));
  system.postToMain(`start ${target.name}`, () =>
    launchActivity(vm, {
      className: target.name,
      intent,
      caller,
      requestCode,
      reuse: reuses ? existing : undefined,
      clearTask: (flags & flagClearTask) !== 0,
      trigger: 'startActivity',
    }),
  );
}

/** What a chooser was made for, or the intent itself. */
function innerIntent(state: IntentState): IntentState {
  const inner = state.extras.get('android.intent.extra.INTENT') as Intent | undefined;
  return state.action === 'android.intent.action.CHOOSER' && inner ? inner.peer : state;
}

/** The app's activity that an intent means: by name, or by its filters. Aliases lead to their targets. */
export function resolveOwnActivity(
  components: readonly ComponentFacts[],
  packageName: string,
  intent: IntentState,
): ComponentFacts | undefined {
  const activities = components.filter(({ kind }) => kind === 'activity' || kind === 'activity-alias');
  const named = intent.component;
  const found = named
    ? named.packageName === packageName
      ? activities.find((component) => component.name === named.className)
      : undefined
    : intent.action !== null && (intent.packageName === null || intent.packageName === packageName)
      ? activities.find(
          (component) =>
            component.enabled && component.intentFilters.some((filter) => matchesFilter(filter, intent)),
        )
      : undefined;
  if (found?.kind !== 'activity-alias') return found;
  return activities.find((component) => component.name === found.targetActivity);
}
