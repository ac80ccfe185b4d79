import { defineClass, refsOf } from '../../../machine/index.ts';
import { JavaObject } from '../../../machine/index.ts';
import type { HeapObject, JavaArray, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { phoneLocale } from './phone-locale.ts';

export type LocaleList = JavaObject<{ readonly locales: readonly JavaObject[] }>;

export function makeLocaleList(vm: Machine, locales: readonly JavaObject[]): LocaleList {
  const made: LocaleList = vm.newObject('android/os/LocaleList');
  made.peer = { locales };
  return made;
}

function* phoneLocales(vm: Machine): Steps<LocaleList> {
  return makeLocaleList(vm, [yield* phoneLocale(vm)]);
}

export const localeList = defineClass({
  name: 'android/os/LocaleList',
  flags: 'final',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    '<init>([Ljava/util/Locale;)V': (_vm, self: LocaleList, locales: JavaArray | null) => {
      const items = locales ? refsOf(locales) : [];
      self.peer = { locales: items.filter((each): each is JavaObject => each instanceof JavaObject) };
    },
    'static getDefault()Landroid/os/LocaleList;': phoneLocales,
    'static getAdjustedDefault()Landroid/os/LocaleList;': phoneLocales,
    'static getEmptyLocaleList()Landroid/os/LocaleList;': (vm) => makeLocaleList(vm, []),
    'static forLanguageTags(Ljava/lang/String;)Landroid/os/LocaleList;': function* (
      vm,
      tags: JavaString | null,
    ) {
      const locales: JavaObject[] = [];
      for (const tag of (tags?.value ?? '').split(',').filter((each) => each !== ''))
        locales.push(
          yield* vm.callStatic<JavaObject>(
            'java/util/Locale',
            'forLanguageTag(Ljava/lang/String;)Ljava/util/Locale;',
            tag,
          ),
        );
      return makeLocaleList(vm, locales);
    },
    'size()I': (_vm, self: LocaleList) => self.peer.locales.length,
    'isEmpty()Z': (_vm, self: LocaleList) => self.peer.locales.length === 0,
    'get(I)Ljava/util/Locale;': (_vm, self: LocaleList, index: number) => self.peer.locales[index] ?? null,
    'indexOf(Ljava/util/Locale;)I': function* (vm, self: LocaleList, locale: HeapObject | null) {
      for (const [index, each] of self.peer.locales.entries())
        if (yield* vm.call<boolean>(each, 'equals(Ljava/lang/Object;)Z', locale)) return index;
      return -1;
    },
    'toLanguageTags()Ljava/lang/String;': function* (vm, self: LocaleList) {
      const tags: string[] = [];
      for (const each of self.peer.locales)
        tags.push(vm.text(yield* vm.call<JavaString | null>(each, 'toLanguageTag()Ljava/lang/String;')));
      return tags.join(',');
    },
    'equals(Ljava/lang/Object;)Z': function* (vm, self: LocaleList, other: HeapObject | null) {
      if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
      const { locales } = (other as LocaleList).peer;
      if (locales.length !== self.peer.locales.length) return false;
      for (const [index, each] of self.peer.locales.entries())
        if (!(yield* vm.call<boolean>(each, 'equals(Ljava/lang/Object;)Z', locales[index] ?? null)))
          return false;
      return true;
    },
    'describeContents()I': () => 0,
  },
});
