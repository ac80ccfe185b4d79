import { defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { wrapperOf } from '../content/context-state.ts';

type ThemeState = {
  theme: JavaObject | null;
  themeId: number;
  inflater: JavaObject | null;
  resources: JavaObject | null;
};

const states = new WeakMap<JavaObject, ThemeState>();

function stateOf(self: JavaObject): ThemeState {
  let state = states.get(self);
  if (!state) {
    state = { theme: null, themeId: 0, inflater: null, resources: null };
    states.set(self, state);
  }
  return state;
}

/** Sets the theme that a context wrapper will make when it is first asked; for the platform itself. */
export function setInitialTheme(self: JavaObject, themeId: number): void {
  stateOf(self).themeId = themeId;
}

/** The theme's style id, 0 for none of its own. */
export function themeIdOf(self: JavaObject): number {
  return stateOf(self).themeId;
}

function* themeOf(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const state = stateOf(self);
  if (state.theme) return state.theme;
  const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
  const theme = yield* vm.call<JavaObject>(resources, 'newTheme()Landroid/content/res/Resources$Theme;');
  const base = wrapperOf(self).base;
  if (base) {
    const baseTheme = yield* vm.call<JavaObject>(base, 'getTheme()Landroid/content/res/Resources$Theme;');
    yield* vm.call(theme, 'setTo(Landroid/content/res/Resources$Theme;)V', baseTheme);
  }
  state.theme = theme;
  // onApplyThemeResource is what activities override to change or watch the theme.
  yield* vm.call(
    self,
    'onApplyThemeResource(Landroid/content/res/Resources$Theme;IZ)V',
    theme,
    state.themeId,
    true,
  );
  return theme;
}

export const contextThemeWrapper = defineClass({
  name: 'android/view/ContextThemeWrapper',
  super: 'android/content/ContextWrapper',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      wrapperOf(self).base = null;
    },
    '<init>(Landroid/content/Context;I)V': (
      _vm,
      self: JavaObject,
      base: JavaObject | null,
      themeId: number,
    ) => {
      wrapperOf(self).base = base;
      stateOf(self).themeId = themeId;
    },
    '<init>(Landroid/content/Context;Landroid/content/res/Resources$Theme;)V': (
      _vm,
      self: JavaObject,
      base: JavaObject | null,
      theme: JavaObject | null,
    ) => {
      wrapperOf(self).base = base;
      stateOf(self).theme = theme;
    },
    'setTheme(I)V': function* (vm, self: JavaObject, themeId: number) {
      const state = stateOf(self);
      if (state.themeId === themeId) return;
      state.themeId = themeId;
      if (state.theme)
        yield* vm.call(
          self,
          'onApplyThemeResource(Landroid/content/res/Resources$Theme;IZ)V',
          state.theme,
          themeId,
          false,
        );
    },
    'getTheme()Landroid/content/res/Resources$Theme;': (vm, self: JavaObject) =>
      stateOf(self).theme ?? themeOf(vm, self),
    'getThemeResId()I': (_vm, self: JavaObject) => stateOf(self).themeId,
    'protected onApplyThemeResource(Landroid/content/res/Resources$Theme;IZ)V': function* (
      vm,
      _self: JavaObject,
      theme: JavaObject,
      themeId: number,
    ) {
      yield* vm.call(theme, 'applyStyle(IZ)V', themeId, true);
    },
    'applyOverrideConfiguration(Landroid/content/res/Configuration;)V': () => undefined,
    'getSystemService(Ljava/lang/String;)Ljava/lang/Object;': function* (
      vm,
      self: JavaObject,
      name: JavaString,
    ) {
      const base = wrapperOf(self).base;
      if (vm.text(name) !== 'layout_inflater')
        return yield* vm.call(base, 'getSystemService(Ljava/lang/String;)Ljava/lang/Object;', name);
      const state = stateOf(self);
      if (!state.inflater) {
        const inflater = yield* vm.callStatic<JavaObject>(
          'android/view/LayoutInflater',
          'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
          base,
        );
        state.inflater = yield* vm.call<JavaObject>(
          inflater,
          'cloneInContext(Landroid/content/Context;)Landroid/view/LayoutInflater;',
          self,
        );
      }
      return state.inflater;
    },
  },
});
