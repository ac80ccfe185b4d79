import { viewClass } from '../view/view-class.ts';

/** The icon of a row: an image that keeps to its largest size. */
export const preferenceImageView = viewClass({
  name: 'com/android/internal/widget/PreferenceImageView',
  super: 'android/widget/ImageView',
  labels: 'container',
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ImageView' },
});
