import { JavaObject } from '../../../machine/index.ts';
import type { Machine, Steps } from '../../../machine/index.ts';
import type { Bundle } from '../../os/bundle.ts';
import { makeObject } from '../../support/java-values.ts';
import { activityStateOf } from '../activity-state.ts';
import { managerOf, moveAll } from './fragment-manager.ts';
import { levels, type ManagerState } from './fragment-state.ts';
import {
  fragmentsStateClass,
  restoreFragments,
  saveFragments,
  type SavedFragments,
} from './saved-fragments.ts';

const fragmentsKey = 'android:fragments';

/** Activity.onSaveInstanceState: the framework's own fragments; AndroidX's are kept by the app's code. */
export function* saveActivityFragments(vm: Machine, activity: JavaObject, bundle: Bundle): Steps<void> {
  const manager = activityStateOf(activity).fragmentManager as JavaObject<ManagerState> | null;
  const saved = manager && (yield* saveFragments(vm, manager));
  if (saved) bundle.peer.set(fragmentsKey, makeObject(vm, fragmentsStateClass, saved));
}

/** Activity.onCreate with what was saved: its fragments are made and created. */
export function* restoreActivityFragments(vm: Machine, activity: JavaObject, bundle: Bundle): Steps<void> {
  const saved = bundle.peer.get(fragmentsKey);
  if (!(saved instanceof JavaObject) || saved.cls.name !== fragmentsStateClass) return;
  const manager = managerOf(vm, activity);
  const { retainedFragments } = activityStateOf(activity);
  yield* restoreFragments(vm, manager, saved.peer as SavedFragments, retainedFragments);
  manager.peer.level = levels.created;
  yield* moveAll(vm, manager);
}

/** The fragments of an activity that is not made anew hear of another configuration. */
export function* tellFragmentsOfConfiguration(
  vm: Machine,
  activity: JavaObject,
  configuration: JavaObject,
): Steps<void> {
  const manager = activityStateOf(activity).fragmentManager as JavaObject<ManagerState> | null;
  for (const fragment of [...(manager?.peer.added ?? [])])
    yield* vm.call(fragment, 'onConfigurationChanged(Landroid/content/res/Configuration;)V', configuration);
}
