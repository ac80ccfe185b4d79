import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { makeObject } from '../support/java-values.ts';
import { holds } from '../support/require-permission.ts';
import { answerLater } from '../support/run-on-executor.ts';

type Recognizer = JavaObject<{ listener: HeapObject | null }>;

const errorClient = 5;
const errorInsufficientPermissions = 9;

const make = (vm: Machine) => makeObject(vm, 'android/speech/SpeechRecognizer', { listener: null });

/** android.speech: no app of this phone recognises speech, so whoever listens is told of an error. */
export const speechClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/speech/SpeechRecognizer',
    labels: 'container',
    methods: {
      'static createSpeechRecognizer(Landroid/content/Context;)Landroid/speech/SpeechRecognizer;': make,
      'static createSpeechRecognizer(Landroid/content/Context;Landroid/content/ComponentName;)Landroid/speech/SpeechRecognizer;':
        make,
      'static isRecognitionAvailable(Landroid/content/Context;)Z': () => false,
      'static isOnDeviceRecognitionAvailable(Landroid/content/Context;)Z': () => false,
      'setRecognitionListener(Landroid/speech/RecognitionListener;)V': (
        _vm,
        self: Recognizer,
        listener: HeapObject | null,
      ) => {
        self.peer.listener = listener;
      },
      'startListening(Landroid/content/Intent;)V': (vm, self: Recognizer) => {
        const { listener } = self.peer;
        const error = holds(vm, 'RECORD_AUDIO') ? errorClient : errorInsufficientPermissions;
        if (listener) answerLater(vm, null, 'speech', () => vm.call(listener, 'onError(I)V', error));
      },
      'stopListening()V': () => undefined,
      'cancel()V': () => undefined,
      'destroy()V': () => undefined,
    },
  }),
];
