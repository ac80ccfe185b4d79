import { defineClass, type JavaObject } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { ACTION_DOWN, ACTION_UP, type MotionEvent } from '../../view/motion-event.ts';
import { findSpans } from '../../widget/text-layout.ts';
import { offsetIn } from '../../widget/text-view.ts';

const touch$ = 'onTouchEvent(Landroid/widget/TextView;Landroid/text/Spannable;Landroid/view/MotionEvent;)Z';

/** A class of which one object serves all, given out by `getInstance`. */
function single(name: string, result: string, model: Partial<ClassModel>): ClassModel {
  return defineClass({
    name,
    ...model,
    methods: {
      '<init>()V': () => undefined,
      [`static getInstance()L${result};`]: (vm) => {
        const { singletons } = vm.attached(SYSTEM);
        const known = singletons.get(name);
        if (known) return known;
        const made = vm.newObject(name);
        singletons.set(name, made);
        return made;
      },
      ...model.methods,
    },
  });
}

const movementMethod = 'android/text/method/MovementMethod';

const baseMovementMethod = defineClass({
  name: 'android/text/method/BaseMovementMethod',
  interfaces: [movementMethod],
  methods: {
    '<init>()V': () => undefined,
    [touch$]: () => false,
    'initialize(Landroid/widget/TextView;Landroid/text/Spannable;)V': () => undefined,
    'onTakeFocus(Landroid/widget/TextView;Landroid/text/Spannable;I)V': () => undefined,
    'canSelectArbitrarily()Z': () => false,
    'onKeyDown(Landroid/widget/TextView;Landroid/text/Spannable;ILandroid/view/KeyEvent;)Z': () => false,
    'onKeyUp(Landroid/widget/TextView;Landroid/text/Spannable;ILandroid/view/KeyEvent;)Z': () => false,
  },
});

const scrollingMovementMethod = single('android/text/method/ScrollingMovementMethod', movementMethod, {
  super: 'android/text/method/BaseMovementMethod',
});

/** A finger that goes down and up on a link presses it. */
function* touchLink(
  vm: Machine,
  _self: JavaObject,
  view: JavaObject,
  text: HeapObject | null,
  event: MotionEvent,
): Steps<boolean> {
  const { action, x, y } = event.peer;
  if (action !== ACTION_UP && action !== ACTION_DOWN) return false;
  const offset = yield* offsetIn(vm, view, x, y);
  if (offset < 0) return false;
  const [link] = yield* findSpans(vm, text, 'android/text/style/ClickableSpan', offset, offset);
  if (!link) return false;
  if (action === ACTION_UP) yield* vm.call(link.span, 'onClick(Landroid/view/View;)V', view);
  return true;
}

const linkMovementMethod = single('android/text/method/LinkMovementMethod', movementMethod, {
  super: 'android/text/method/ScrollingMovementMethod',
  methods: { [touch$]: touchLink },
});

const arrowKeyMovementMethod = single('android/text/method/ArrowKeyMovementMethod', movementMethod, {
  super: 'android/text/method/BaseMovementMethod',
  methods: { 'canSelectArbitrarily()Z': () => true },
});

const transformation$ =
  'getTransformation(Ljava/lang/CharSequence;Landroid/view/View;)Ljava/lang/CharSequence;';

const transformations = (
  [
    ['PasswordTransformationMethod', 'PasswordTransformationMethod'],
    ['HideReturnsTransformationMethod', 'HideReturnsTransformationMethod'],
    ['SingleLineTransformationMethod', 'SingleLineTransformationMethod'],
  ] as const
).map(([name, result]) =>
  single(`android/text/method/${name}`, `android/text/method/${result}`, {
    interfaces: ['android/text/method/TransformationMethod'],
    methods: {
      // What is shown is worked out by the text view, which knows these classes.
      [transformation$]: (_vm, _self: JavaObject, text: HeapObject | null) => text,
      'onFocusChanged(Landroid/view/View;Ljava/lang/CharSequence;ZILandroid/graphics/Rect;)V': () =>
        undefined,
    },
  }),
);

/** android.text.method */
export const classes = [
  arrowKeyMovementMethod,
  baseMovementMethod,
  linkMovementMethod,
  scrollingMovementMethod,
  ...transformations,
];
