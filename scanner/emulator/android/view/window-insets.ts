import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import { ignored, type Methods } from './accessors.ts';

const self$ = 'Landroid/view/WindowInsets;';
const insets$ = 'Landroid/graphics/Insets;';
const builder$ = 'Landroid/view/WindowInsets$Builder;';

/**
 * android.view.WindowInsets as views below the decor see them: the decor keeps the room of the system's bars itself, so
 * nothing is left of it.
 */
function noInsets(vm: Machine): JavaObject {
  return vm.newObject('android/view/WindowInsets');
}

const none = (vm: Machine) =>
  vm.getStatic(vm.classes.platformClass('android/graphics/Insets'), `NONE:${insets$}`);

const zeros = [
  'getSystemWindowInsetLeft',
  'getSystemWindowInsetTop',
  'getSystemWindowInsetRight',
  'getSystemWindowInsetBottom',
  'getStableInsetLeft',
  'getStableInsetTop',
  'getStableInsetRight',
  'getStableInsetBottom',
];
const wholes = [
  'getSystemWindowInsets',
  'getStableInsets',
  'getSystemGestureInsets',
  'getMandatorySystemGestureInsets',
  'getTappableElementInsets',
];
const consumers = ['consumeSystemWindowInsets', 'consumeStableInsets', 'consumeDisplayCutout'];

const types: Readonly<Record<string, number>> = {
  statusBars: 1,
  navigationBars: 2,
  captionBar: 4,
  ime: 8,
  systemGestures: 16,
  mandatorySystemGestures: 32,
  tappableElement: 64,
  displayCutout: 128,
  systemBars: 7,
};

/** Window insets, their builder and their types. */
export const insetClasses: readonly ClassModel[] = [
  // What is asked of the system's bars is taken without being seen.
  defineClass({ name: 'android/view/WindowInsetsController', flags: 'interface' }),
  defineClass({
    name: 'com/android/internal/InsetsController',
    interfaces: ['android/view/WindowInsetsController'],
    methods: {
      'show(I)V': ignored,
      'hide(I)V': ignored,
      'setSystemBarsAppearance(II)V': ignored,
      'getSystemBarsAppearance()I': () => 0,
      'setSystemBarsBehavior(I)V': ignored,
      'getSystemBarsBehavior()I': () => 1,
    },
  }),
  // The interface is of API 33, and the class that carries it is known on every level.
  defineClass({ name: 'android/window/OnBackInvokedDispatcher', flags: 'interface' }),
  defineClass({
    name: 'android/window/WindowOnBackInvokedDispatcher',
    interfaces: ['android/window/OnBackInvokedDispatcher'],
    methods: {
      'registerOnBackInvokedCallback(ILandroid/window/OnBackInvokedCallback;)V': ignored,
      'unregisterOnBackInvokedCallback(Landroid/window/OnBackInvokedCallback;)V': ignored,
    },
  }),
  defineClass({
    name: 'android/view/WindowInsets',
    flags: 'final',
    fields: { [`static final CONSUMED:${self$}`]: noInsets },
    methods: {
      [`<init>(${self$})V`]: ignored,
      ...Object.fromEntries(zeros.map((name) => [`${name}()I`, () => 0])),
      ...Object.fromEntries(wholes.map((name) => [`${name}()${insets$}`, none])),
      ...Object.fromEntries(
        consumers.map((name) => [`${name}()${self$}`, (_vm: Machine, self: JavaObject) => self]),
      ),
      [`getInsets(I)${insets$}`]: none,
      [`getInsetsIgnoringVisibility(I)${insets$}`]: none,
      // The bars are on the screen; the keyboard is not.
      'isVisible(I)Z': (_vm: Machine, _self: JavaObject, mask: number) => (mask & (types['ime'] ?? 0)) === 0,
      'hasInsets()Z': () => false,
      'hasSystemWindowInsets()Z': () => false,
      'hasStableInsets()Z': () => false,
      'isConsumed()Z': () => false,
      'isRound()Z': () => false,
      'getDisplayCutout()Landroid/view/DisplayCutout;': () => null,
      [`inset(IIII)${self$}`]: (_vm: Machine, self: JavaObject) => self,
      [`replaceSystemWindowInsets(IIII)${self$}`]: (_vm: Machine, self: JavaObject) => self,
    } as Methods,
  }),
  defineClass({
    name: 'android/view/WindowInsets$Builder',
    flags: 'final',
    methods: {
      '<init>()V': ignored,
      [`<init>(${self$})V`]: ignored,
      [`build()${self$}`]: noInsets,
      ...Object.fromEntries(
        [
          `setSystemWindowInsets(${insets$})`,
          `setStableInsets(${insets$})`,
          `setSystemGestureInsets(${insets$})`,
          `setMandatorySystemGestureInsets(${insets$})`,
          `setTappableElementInsets(${insets$})`,
          `setInsets(I${insets$})`,
          `setInsetsIgnoringVisibility(I${insets$})`,
          'setVisible(IZ)',
          'setDisplayCutout(Landroid/view/DisplayCutout;)',
        ].map((selector) => [selector + builder$, (_vm: Machine, self: JavaObject) => self]),
      ),
    },
  }),
  defineClass({
    name: 'android/view/WindowInsets$Type',
    flags: 'final',
    methods: Object.fromEntries(
      Object.entries(types).map(([name, mask]) => [`static ${name}()I`, () => mask]),
    ),
  }),
];

const dispatcherClass = 'android/window/WindowOnBackInvokedDispatcher';

/** Without `enableOnBackInvokedCallback` Back is told by onBackPressed, and what is registered here is not called. */
export function backDispatcher(vm: Machine): JavaObject {
  return vm.newObject(dispatcherClass);
}

const listener$ = 'Landroid/view/View$OnApplyWindowInsetsListener;';

/** What a view does about insets: none are left for it. */
export const insetMethods: Methods = {
  [`dispatchApplyWindowInsets(${self$})${self$}`]: function* (
    vm,
    self: JavaObject,
    insets: JavaObject | null,
  ) {
    return yield* vm.call(self, `onApplyWindowInsets(${self$})${self$}`, insets);
  },
  [`onApplyWindowInsets(${self$})${self$}`]: (_vm, _self: JavaObject, insets: JavaObject | null) => insets,
  [`getRootWindowInsets()${self$}`]: noInsets,
  [`setOnApplyWindowInsetsListener(${listener$})V`]: ignored,
  [`computeSystemWindowInsets(${self$}Landroid/graphics/Rect;)${self$}`]: (
    _vm,
    _self: JavaObject,
    insets: JavaObject | null,
  ) => insets,
  'getWindowSystemUiVisibility()I': () => 0,
  'isInEditMode()Z': () => false,
  'saveAttributeDataForStyleable(Landroid/content/Context;[ILandroid/util/AttributeSet;Landroid/content/res/TypedArray;II)V':
    ignored,
  'findOnBackInvokedDispatcher()Landroid/window/OnBackInvokedDispatcher;': backDispatcher,
};
