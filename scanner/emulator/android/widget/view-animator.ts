import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { SYSTEM } from '../../system/system.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { childrenOf, viewOf, viewPart } from '../view/view-state.ts';

const animatorOf = viewPart(() => ({
  shown: 0,
  factory: null as JavaObject | null,
  intervalMs: 3000,
  flipping: false,
  autoStart: false,
}));

/** Shows one child and hides the others. */
function* show(vm: Machine, self: JavaObject, index: number): Steps<void> {
  const children = childrenOf(self);
  const state = animatorOf(self);
  state.shown = children.length === 0 ? 0 : (index + children.length) % children.length;
  for (const [at, child] of [...children].entries())
    yield* vm.call(child, 'setVisibility(I)V', at === state.shown ? 0 : 8);
}

const methods: Methods = {
  'onViewAdded(Landroid/view/View;)V': function* (vm, self: JavaObject) {
    yield* show(vm, self, animatorOf(self).shown);
  },
  'setDisplayedChild(I)V': show,
  'getDisplayedChild()I': (_vm, self: JavaObject) => animatorOf(self).shown,
  'showNext()V': (vm, self: JavaObject) => show(vm, self, animatorOf(self).shown + 1),
  'showPrevious()V': (vm, self: JavaObject) => show(vm, self, animatorOf(self).shown - 1),
  'getCurrentView()Landroid/view/View;': (_vm, self: JavaObject) =>
    childrenOf(self)[animatorOf(self).shown] ?? null,
  'setInAnimation(Landroid/view/animation/Animation;)V': () => undefined,
  'setOutAnimation(Landroid/view/animation/Animation;)V': () => undefined,
  'setInAnimation(Landroid/content/Context;I)V': () => undefined,
  'setOutAnimation(Landroid/content/Context;I)V': () => undefined,
  'setAnimateFirstView(Z)V': () => undefined,
};

export const viewAnimator = viewClass({
  name: 'android/widget/ViewAnimator',
  super: 'android/widget/FrameLayout',
  labels: 'container',
  methods,
});

function* makeBoth(vm: Machine, self: JavaObject, factory: JavaObject | null): Steps<void> {
  animatorOf(self).factory = factory;
  for (let at = 0; at < 2; at++) {
    const child = yield* vm.call<JavaObject>(factory, 'makeView()Landroid/view/View;');
    yield* vm.call(self, 'addView(Landroid/view/View;)V', child);
  }
}

const nextView = (self: JavaObject) => childrenOf(self)[animatorOf(self).shown === 0 ? 1 : 0] ?? null;

export const viewSwitcher = viewClass({
  name: 'android/widget/ViewSwitcher',
  super: 'android/widget/ViewAnimator',
  labels: 'container',
  methods: {
    'setFactory(Landroid/widget/ViewSwitcher$ViewFactory;)V': makeBoth,
    'getNextView()Landroid/view/View;': (_vm, self: JavaObject) => nextView(self),
    'reset()V': () => undefined,
  },
});

/** A switcher whose `set…` puts something in the hidden child and turns to it. */
function switcher(name: string, setters: Readonly<Record<string, string>>) {
  return viewClass({
    name: `android/widget/${name}`,
    super: 'android/widget/ViewSwitcher',
    labels: 'container',
    methods: Object.fromEntries(
      Object.entries(setters).map(([selector, onChild]) => [
        selector,
        function* (vm: Machine, self: JavaObject, value: number): Steps<void> {
          const next = nextView(self);
          if (next) yield* vm.call(next, onChild, value);
          yield* show(vm, self, animatorOf(self).shown + 1);
        },
      ]),
    ),
  });
}

const setText = 'setText(Ljava/lang/CharSequence;)V';
const setDrawable = 'setImageDrawable(Landroid/graphics/drawable/Drawable;)V';

export const textSwitcher = switcher('TextSwitcher', { [setText]: setText });
export const imageSwitcher = switcher('ImageSwitcher', {
  'setImageResource(I)V': 'setImageResource(I)V',
  [setDrawable]: setDrawable,
});

const names = attributes('flipInterval', 'autoStart');

/** Turns to the next child after each interval, while it is asked to and on the screen. */
function scheduleFlip(vm: Machine, self: JavaObject): void {
  vm.attached(SYSTEM).postToMain(
    'flip',
    function* () {
      if (!animatorOf(self).flipping || !viewOf(self).attach) return;
      yield* show(vm, self, animatorOf(self).shown + 1);
      scheduleFlip(vm, self);
    },
    animatorOf(self).intervalMs,
  );
}

function startFlipping(vm: Machine, self: JavaObject): void {
  if (animatorOf(self).flipping) return;
  animatorOf(self).flipping = true;
  scheduleFlip(vm, self);
}

export const viewFlipper = viewClass({
  name: 'android/widget/ViewFlipper',
  super: 'android/widget/ViewAnimator',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(vm, given.context, given.attributes, names, 0, 0);
    animatorOf(self).intervalMs = Math.max(16, styled.int('flipInterval', 3000));
    animatorOf(self).autoStart = styled.boolean('autoStart', false);
  },
  methods: {
    'onAttachedToWindow()V': (vm, self: JavaObject) => {
      if (animatorOf(self).autoStart) startFlipping(vm, self);
    },
    'startFlipping()V': startFlipping,
    'stopFlipping()V': (_vm, self: JavaObject) => {
      animatorOf(self).flipping = false;
    },
    'isFlipping()Z': (_vm, self: JavaObject) => animatorOf(self).flipping,
    'setFlipInterval(I)V': (_vm, self: JavaObject, interval: number) => {
      animatorOf(self).intervalMs = Math.max(16, interval);
    },
    'setAutoStart(Z)V': (_vm, self: JavaObject, auto: boolean) => {
      animatorOf(self).autoStart = auto;
    },
  },
});
