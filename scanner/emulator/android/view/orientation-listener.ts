import { defineClass } from '../../machine/index.ts';
import type { Machine } from '../../machine/index.ts';

/** android.view.OrientationEventListener. The phone lies still, so nobody is told of a turn; the ledger says so. */
export const orientationEventListener = defineClass({
  name: 'android/view/OrientationEventListener',
  flags: 'abstract',
  methods: {
    '<init>(Landroid/content/Context;)V': () => undefined,
    '<init>(Landroid/content/Context;I)V': () => undefined,
    'enable()V': (vm: Machine) =>
      vm.gap('PARTIAL_MODEL', 'android/view/OrientationEventListener: turns of the phone are not told'),
    'disable()V': () => undefined,
    'canDetectOrientation()Z': () => true,
    'abstract onOrientationChanged(I)V': null,
  },
});
