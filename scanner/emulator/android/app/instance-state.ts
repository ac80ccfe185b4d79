import { JavaObject } from '../../machine/index.ts';
import type { ClassModel } from '../../machine/index.ts';
import type { Bundle } from '../os/bundle.ts';
import { activityStateOf } from './activity-state.ts';
import { tellLifecycle } from './application.ts';
import { saveActivityFragments } from './fragment/activity-fragments.ts';

const hierarchyKey = 'android:viewHierarchyState';

/** What an activity keeps for its next instance: its views and fragments, beside what the app adds. */
export const instanceState: NonNullable<ClassModel['methods']> = {
  'protected onSaveInstanceState(Landroid/os/Bundle;)V': function* (vm, self: JavaObject, out: Bundle) {
    const state = activityStateOf(self);
    state.calledSuper = true;
    if (state.window)
      out.peer.set(hierarchyKey, yield* vm.call(state.window, 'saveHierarchyState()Landroid/os/Bundle;'));
    yield* saveActivityFragments(vm, self, out);
    yield* tellLifecycle(
      vm,
      state.application,
      'onActivitySaveInstanceState(Landroid/app/Activity;Landroid/os/Bundle;)V',
      self,
      out,
    );
  },
  'protected onRestoreInstanceState(Landroid/os/Bundle;)V': function* (vm, self: JavaObject, saved: Bundle) {
    const { window } = activityStateOf(self);
    const hierarchy = saved.peer.get(hierarchyKey);
    if (window && hierarchy instanceof JavaObject)
      yield* vm.call(window, 'restoreHierarchyState(Landroid/os/Bundle;)V', hierarchy);
  },
};
