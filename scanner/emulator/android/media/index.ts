import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { holds, requirePermission } from '../support/require-permission.ts';
import { faceDetectorClasses } from './face-detector.ts';
import { mediaDrm } from './media-drm.ts';
import { speechClasses } from './speech.ts';
import { equalizer, visualizer } from './visualizer.ts';

type Recorder = JavaObject<{ recording: boolean; readonly isOpen: boolean }>;

const initialized = 1;
const uninitialized = 0;
const recording = 3;
const stopped = 1;
const errorInvalidOperation = -3;

function open(vm: Machine, self: Recorder): void {
  // Without the permission the object is made but cannot record.
  self.peer = { recording: false, isOpen: holds(vm, 'RECORD_AUDIO') };
}

/** A microphone in a silent room: reads give zeros. */
const read = (_vm: Machine, self: Recorder, _buffer: unknown, _offset: number, count: number) =>
  self.peer.recording ? count : errorInvalidOperation;

const audioRecord = defineClass({
  name: 'android/media/AudioRecord',
  methods: {
    '<init>(IIIII)V': open,
    'static getMinBufferSize(III)I': (_vm, sampleRateHz: number) =>
      Math.max(640, Math.floor(sampleRateHz / 25) * 2),
    'getState()I': (_vm, self: Recorder) => (self.peer.isOpen ? initialized : uninitialized),
    'getRecordingState()I': (_vm, self: Recorder) => (self.peer.recording ? recording : stopped),
    'startRecording()V': (vm, self: Recorder) => {
      if (!self.peer.isOpen)
        vm.throwNew(
          'java/lang/IllegalStateException',
          'startRecording() called on an uninitialized AudioRecord.',
        );
      self.peer.recording = true;
    },
    'stop()V': (_vm, self: Recorder) => {
      self.peer.recording = false;
    },
    'release()V': (_vm, self: Recorder) => {
      self.peer.recording = false;
    },
    'read([BII)I': read,
    'read([SII)I': read,
    'getAudioSessionId()I': () => 1,
  },
});

const mediaRecorder = defineClass({
  name: 'android/media/MediaRecorder',
  methods: {
    '<init>()V': () => undefined,
    '<init>(Landroid/content/Context;)V': () => undefined,
    'setAudioSource(I)V': (vm) => {
      if (!holds(vm, 'RECORD_AUDIO')) vm.throwNew('java/lang/RuntimeException', 'setAudioSource failed.');
    },
    'setVideoSource(I)V': (vm) => {
      if (!holds(vm, 'CAMERA')) vm.throwNew('java/lang/RuntimeException', 'setVideoSource failed.');
    },
    ...Object.fromEntries(
      [
        'setOutputFormat(I)V',
        'setAudioEncoder(I)V',
        'setVideoEncoder(I)V',
        'setAudioSamplingRate(I)V',
        'setAudioEncodingBitRate(I)V',
        'setMaxDuration(I)V',
        'setVideoFrameRate(I)V',
        'setVideoSize(II)V',
        'setOutputFile(Ljava/lang/String;)V',
        'setOutputFile(Ljava/io/File;)V',
        'prepare()V',
        'start()V',
        'stop()V',
        'reset()V',
        'release()V',
      ].map((selector) => [selector, () => undefined]),
    ),
    'getMaxAmplitude()I': () => 0,
  },
});

/** android.media: recording sound and video. */
export const classes: readonly ClassModel[] = [
  audioRecord,
  mediaRecorder,
  ...faceDetectorClasses,
  mediaDrm,
  ...speechClasses,
  equalizer,
  visualizer,
  defineClass({
    name: 'android/media/AudioManager',
    labels: 'container',
    methods: {
      'getStreamVolume(I)I': () => 7,
      'getStreamMaxVolume(I)I': () => 15,
      'getRingerMode()I': () => 2,
      'getMode()I': () => 0,
      'isMusicActive()Z': () => false,
      'isWiredHeadsetOn()Z': () => false,
      'isBluetoothA2dpOn()Z': () => false,
      'isSpeakerphoneOn()Z': () => false,
      'requestAudioFocus(Landroid/media/AudioManager$OnAudioFocusChangeListener;II)I': () => 1,
      'abandonAudioFocus(Landroid/media/AudioManager$OnAudioFocusChangeListener;)I': () => 1,
      'setStreamVolume(III)V': () => undefined,
      'playSoundEffect(I)V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/media/projection/MediaProjectionManager',
    labels: 'container',
    methods: {
      'createScreenCaptureIntent()Landroid/content/Intent;': (vm) =>
        vm.construct(
          'android/content/Intent',
          '(Ljava/lang/String;)V',
          'android.media.projection.action.CONFIRM_SCREEN_CAPTURE',
        ),
      'getMediaProjection(ILandroid/content/Intent;)Landroid/media/projection/MediaProjection;': (vm) => {
        requirePermission(vm, 'getMediaProjection', 'FOREGROUND_SERVICE');
        return null;
      },
    },
  }),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'audio', className: 'android/media/AudioManager' },
  { serviceName: 'media_projection', className: 'android/media/projection/MediaProjectionManager' },
];
