import { defineClass } from '../../machine/index.ts';

/** android.view.KeyCharacterMap of the virtual keyboard. */
export const keyCharacterMap = defineClass({
  name: 'android/view/KeyCharacterMap',
  methods: {
    'static load(I)Landroid/view/KeyCharacterMap;': (vm) => vm.newObject('android/view/KeyCharacterMap'),
    // FULL, as the virtual keyboard's own map says.
    'getKeyboardType()I': () => 4,
    'static deviceHasKey(I)Z': (_vm, keyCode: number) => keyCode === 4 || keyCode === 24 || keyCode === 25,
  },
});
