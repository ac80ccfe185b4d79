import { defineClass, JavaObject } from '../../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeLocaleList } from './locale-list.ts';
import { phoneLocale } from './phone-locale.ts';

const keys = [
  'fontScale:F',
  'mcc:I',
  'mnc:I',
  'locale:Ljava/util/Locale;',
  'orientation:I',
  'densityDpi:I',
  'screenLayout:I',
  'screenWidthDp:I',
  'screenHeightDp:I',
  'smallestScreenWidthDp:I',
  'touchscreen:I',
  'keyboard:I',
  'keyboardHidden:I',
  'hardKeyboardHidden:I',
  'navigation:I',
  'navigationHidden:I',
  'uiMode:I',
  'colorMode:I',
  'fontWeightAdjustment:I',
] as const;

const noKeys = 1;
const no = 1;
const yes = 2;

/** The phone's configuration, from the one its resources are chosen by. */
export function* makeConfiguration(vm: Machine): Steps<JavaObject> {
  const { config } = vm.attached(SYSTEM).app.resources.system;
  const made = vm.newObject('android/content/res/Configuration');
  const values: Readonly<Record<string, number>> = {
    'fontScale:F': 1,
    'mcc:I': config.mcc,
    'mnc:I': config.mnc,
    'orientation:I': config.orientation,
    'densityDpi:I': config.density,
    'screenLayout:I': config.screenLayout | 0x40,
    'screenWidthDp:I': config.screenWidthDp,
    'screenHeightDp:I': config.screenHeightDp,
    'smallestScreenWidthDp:I': config.smallestScreenWidthDp,
    'touchscreen:I': config.touchscreen,
    'keyboard:I': noKeys,
    'keyboardHidden:I': no,
    'hardKeyboardHidden:I': yes,
    'navigation:I': noKeys,
    'navigationHidden:I': yes,
    'uiMode:I': config.uiMode,
    'colorMode:I': 0x5,
  };
  for (const [key, value] of Object.entries(values)) vm.setField(made, key, value);
  vm.setField(made, 'locale:Ljava/util/Locale;', yield* phoneLocale(vm));
  return made;
}

function copy(vm: Machine, to: JavaObject, from: JavaObject): void {
  for (const key of keys) vm.setField(to, key, vm.getField(from, key));
}

export const configuration = defineClass({
  name: 'android/content/res/Configuration',
  flags: 'final',
  interfaces: ['android/os/Parcelable', 'java/lang/Comparable'],
  labels: 'container',
  fields: Object.fromEntries(keys.map((key) => [key, 0])),
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      vm.setField(self, 'fontScale:F', 1);
    },
    '<init>(Landroid/content/res/Configuration;)V': (vm, self: JavaObject, other: JavaObject | null) => {
      if (!other) vm.throwNew('java/lang/NullPointerException');
      else copy(vm, self, other);
    },
    'setTo(Landroid/content/res/Configuration;)V': (vm, self: JavaObject, other: JavaObject | null) => {
      if (!other) vm.throwNew('java/lang/NullPointerException');
      else copy(vm, self, other);
    },
    'setToDefaults()V': (vm, self: JavaObject) => {
      for (const key of keys) vm.setField(self, key, key.endsWith(';') ? null : 0);
      vm.setField(self, 'fontScale:F', 1);
    },
    'unset()V': (vm, self: JavaObject) => {
      for (const key of keys) vm.setField(self, key, key.endsWith(';') ? null : 0);
    },
    'updateFrom(Landroid/content/res/Configuration;)I': (vm, self: JavaObject, other: JavaObject | null) => {
      if (!other) return vm.throwNew('java/lang/NullPointerException');
      for (const key of keys) {
        const value = vm.getField(other, key);
        if (value !== 0 && value !== null) vm.setField(self, key, value);
      }
      return 0;
    },
    'diff(Landroid/content/res/Configuration;)I': (vm, self: JavaObject, other: JavaObject | null) =>
      other && keys.every((key) => vm.getField(self, key) === vm.getField(other, key)) ? 0 : 0x40000000,
    'setLocale(Ljava/util/Locale;)V': (vm, self: JavaObject, locale: HeapObject | null) => {
      vm.setField(self, 'locale:Ljava/util/Locale;', locale);
    },
    'getLocales()Landroid/os/LocaleList;': (vm, self: JavaObject) => {
      const locale = vm.getField(self, 'locale:Ljava/util/Locale;');
      return makeLocaleList(vm, locale instanceof JavaObject ? [locale] : []);
    },
    'setLocales(Landroid/os/LocaleList;)V': (
      vm,
      self: JavaObject,
      locales: JavaObject<{ locales: readonly JavaObject[] }> | null,
    ) => {
      vm.setField(self, 'locale:Ljava/util/Locale;', locales?.peer.locales[0] ?? null);
    },
    'getLayoutDirection()I': () => 0,
    'isScreenRound()Z': () => false,
    'isScreenWideColorGamut()Z': () => false,
    'isScreenHdr()Z': () => false,
    'isNightModeActive()Z': (vm, self: JavaObject) => (Number(vm.getField(self, 'uiMode:I')) & 0x30) === 0x20,
    'isLayoutSizeAtLeast(I)Z': (vm, self: JavaObject, size: number) =>
      (Number(vm.getField(self, 'screenLayout:I')) & 0xf) >= size,
    'describeContents()I': () => 0,
    'equals(Landroid/content/res/Configuration;)Z': function* (
      vm,
      self: JavaObject,
      other: HeapObject | null,
    ) {
      return other !== null && (yield* vm.call<boolean>(self, 'equals(Ljava/lang/Object;)Z', other));
    },
    'equals(Ljava/lang/Object;)Z': (vm, self: JavaObject, other: HeapObject | null) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      keys.every((key) => vm.getField(self, key) === vm.getField(other, key)),
    'hashCode()I': (vm, self: JavaObject) =>
      keys.reduce((hash, key) => {
        const value = vm.getField(self, key);
        return (Math.imul(hash, 31) + (typeof value === 'number' ? Math.trunc(value) : 0)) | 0;
      }, 17),
  },
});
