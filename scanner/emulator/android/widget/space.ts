import type { JavaObject } from '../../machine/index.ts';
import { AT_MOST, UNSPECIFIED, specMode, specSize } from '../view/measure-spec.ts';
import { viewClass } from '../view/view-class.ts';
import { setMeasured, suggestedMinimum } from '../view/view-layout.ts';
import { viewOf } from '../view/view-state.ts';

function size(wanted: number, spec: number): number {
  if (specMode(spec) === UNSPECIFIED) return wanted;
  return specMode(spec) === AT_MOST ? Math.min(wanted, specSize(spec)) : specSize(spec);
}

/** Room between widgets: takes no more than it must, draws nothing. */
export const space = viewClass({
  name: 'android/widget/Space',
  flags: 'final',
  init: (_vm, self) => {
    if (viewOf(self).visibility === 0) viewOf(self).visibility = 4;
  },
  methods: {
    'draw(Landroid/graphics/Canvas;)V': () => undefined,
    'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      const { width, height } = yield* suggestedMinimum(vm, self);
      setMeasured(self, size(width, widthSpec), size(height, heightSpec));
    },
  },
});
