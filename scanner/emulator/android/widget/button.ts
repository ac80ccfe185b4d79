import { viewClass } from '../view/view-class.ts';

export const button = viewClass({
  name: 'android/widget/Button',
  super: 'android/widget/TextView',
  defaultStyle: 'buttonStyle',
  labels: 'container',
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Button' },
});
