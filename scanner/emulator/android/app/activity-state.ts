import type { HeapObject, JavaObject } from '../../machine/index.ts';
import type { Intent } from '../content/intent.ts';

/** What the platform keeps of an activity; its views are in its window. */
export type ActivityState = {
  window: JavaObject | null;
  intent: Intent | null;
  title: HeapObject | null;
  application: JavaObject | null;
  /** The activity that it lies in, for one in a tab. */
  parent: JavaObject | null;
  /** Whether the current callback called through to the platform's own, as it must. */
  calledSuper: boolean;
  destroyed: boolean;
  changingConfigurations: boolean;
  fragmentManager: JavaObject | null;
  /** What the instance before it, which a change of configuration ended, handed on. */
  retained: HeapObject | null;
  /** The framework's fragments that come over as they are, by their place among the saved ones; null for the others. */
  retainedFragments: readonly (JavaObject | null)[];
};

const states = new WeakMap<JavaObject, ActivityState>();

export function activityStateOf(self: JavaObject): ActivityState {
  let state = states.get(self);
  if (!state) {
    state = {
      window: null,
      intent: null,
      title: null,
      application: null,
      parent: null,
      calledSuper: false,
      destroyed: false,
      changingConfigurations: false,
      fragmentManager: null,
      retained: null,
      retainedFragments: [],
    };
    states.set(self, state);
  }
  return state;
}
