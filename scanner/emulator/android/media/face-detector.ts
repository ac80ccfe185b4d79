import { UNKNOWN, defineClass } from '../../machine/index.ts';
import type { ClassModel } from '../../machine/index.ts';

/** Looking for faces is the event; whether there are any in a picture nobody here can say. */
export const faceDetectorClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/media/FaceDetector',
    methods: {
      '<init>(III)V': () => undefined,
      'findFaces(Landroid/graphics/Bitmap;[Landroid/media/FaceDetector$Face;)I': () => UNKNOWN,
    },
  }),
];
