import { defineClass, intsOf } from '../../machine/index.ts';
import type { JavaArray } from '../../machine/index.ts';
import { matchesState } from '../content/res/state-spec.ts';

const toStates = (array: JavaArray | null): number[] => (array ? [...intsOf(array)] : []);

export const stateSet = defineClass({
  name: 'android/util/StateSet',
  fields: {
    'static final WILD_CARD:[I': (vm) => vm.newArray('[I', 0),
    'static final NOTHING:[I': (vm) => vm.newArray('[I', 1),
  },
  methods: {
    'static isWildCard([I)Z': (_vm, spec: JavaArray | null) => (toStates(spec)[0] ?? 0) === 0,
    'static stateSetMatches([I[I)Z': (_vm, spec: JavaArray | null, states: JavaArray | null) =>
      matchesState(
        toStates(spec).filter((state) => state !== 0),
        toStates(states),
      ),
    'static stateSetMatches([II)Z': (_vm, spec: JavaArray | null, state: number) =>
      matchesState(
        toStates(spec).filter((each) => each !== 0),
        [state],
      ),
    'static trimStateSet([II)[I': (vm, states: JavaArray | null, size: number) => {
      const trimmed = vm.newArray('[I', size);
      intsOf(trimmed).set(toStates(states).slice(0, size));
      return trimmed;
    },
  },
});
