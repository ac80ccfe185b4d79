import { defineClass } from '../../machine/index.ts';
import type { JavaObject } from '../../machine/index.ts';

/** Keeps no suggestions: a search finds nothing that was looked for before. */
export const recentSuggestions = defineClass({
  name: 'android/content/SearchRecentSuggestionsProvider',
  super: 'android/content/ContentProvider',
  methods: {
    '<init>()V': (vm, self: JavaObject) =>
      vm.callSpecial('android/content/ContentProvider', '<init>()V', self),
    'protected setupSuggestions(Ljava/lang/String;I)V': () => undefined,
    'onCreate()Z': () => true,
    'getType(Landroid/net/Uri;)Ljava/lang/String;': () => 'vnd.android.cursor.dir/suggestion',
    'delete(Landroid/net/Uri;Ljava/lang/String;[Ljava/lang/String;)I': () => 0,
  },
});
