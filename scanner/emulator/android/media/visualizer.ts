import { defineClass } from '../../machine/index.ts';
import type { JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { holds } from '../support/require-permission.ts';

type Visualizer = JavaObject<{ enabled: boolean; captureSize: number }>;

const smallestCapture = 128;
const largestCapture = 1024;
const success = 0;
const silence = 128;

/** android.media.audiofx.Visualizer over a phone that plays nothing: what it captures is silence. */
export const visualizer = defineClass({
  name: 'android/media/audiofx/Visualizer',
  methods: {
    '<init>(I)V': (vm: Machine, self: Visualizer) => {
      // Without the permission to record, the effect cannot be made.
      if (!holds(vm, 'RECORD_AUDIO'))
        vm.throwNew('java/lang/RuntimeException', 'Cannot initialize Visualizer engine, error: -3');
      self.peer = { enabled: false, captureSize: largestCapture };
    },
    'static getCaptureSizeRange()[I': (vm: Machine) => {
      const made = vm.newArray('[I', 2);
      made.data[0] = smallestCapture;
      made.data[1] = largestCapture;
      return made;
    },
    'static getMaxCaptureRate()I': () => 20_000,
    'setCaptureSize(I)I': (_vm: Machine, self: Visualizer, size: number) => {
      self.peer.captureSize = size;
      return success;
    },
    'getCaptureSize()I': (_vm: Machine, self: Visualizer) => self.peer.captureSize,
    'setDataCaptureListener(Landroid/media/audiofx/Visualizer$OnDataCaptureListener;IZZ)I': () => success,
    'setEnabled(Z)I': (_vm: Machine, self: Visualizer, enabled: boolean) => {
      self.peer.enabled = enabled;
      return success;
    },
    'getEnabled()Z': (_vm: Machine, self: Visualizer) => self.peer.enabled,
    'getWaveForm([B)I': (_vm: Machine, _self: Visualizer, out: JavaArray) => {
      (out.data as Int8Array).fill(silence);
      return success;
    },
    'release()V': () => undefined,
  },
});
