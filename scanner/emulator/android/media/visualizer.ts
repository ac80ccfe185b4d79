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

/** Centres of the five bands that most phones have, in millihertz. */
const bandsMHz = [60_000, 230_000, 910_000, 3_600_000, 14_000_000];
const mostLevelMb = 1500;

type Equalizer = JavaObject<{ readonly levelsMb: number[] }>;

/** android.media.audiofx.Equalizer: takes what it is told and changes nothing, as nothing is heard. */
export const equalizer = defineClass({
  name: 'android/media/audiofx/Equalizer',
  methods: {
    '<init>(II)V': (_vm: Machine, self: Equalizer) => {
      self.peer = { levelsMb: bandsMHz.map(() => 0) };
    },
    'getNumberOfBands()S': () => bandsMHz.length,
    'getBandLevelRange()[S': (vm: Machine) => {
      const made = vm.newArray('[S', 2);
      made.data[0] = -mostLevelMb;
      made.data[1] = mostLevelMb;
      return made;
    },
    'getCenterFreq(S)I': (_vm: Machine, _self: Equalizer, band: number) => bandsMHz[band] ?? 0,
    'getBandLevel(S)S': (_vm: Machine, self: Equalizer, band: number) => self.peer.levelsMb[band] ?? 0,
    'setBandLevel(SS)V': (_vm: Machine, self: Equalizer, band: number, levelMb: number) => {
      if (band >= 0 && band < bandsMHz.length) self.peer.levelsMb[band] = levelMb;
    },
    'setEnabled(Z)I': () => success,
    'release()V': () => undefined,
  },
});
