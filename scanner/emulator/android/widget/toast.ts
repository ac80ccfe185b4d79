import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { setParamInt } from '../view/layout-params.ts';
import { closeWindow, showWindow } from '../view/open-window.ts';
import { dpToPx } from '../view/styled.ts';
import { makeWindowParams } from '../view/window-params.ts';

type ToastState = {
  context: JavaObject | null;
  text: HeapObject | null;
  view: JavaObject | null;
  duration: number;
  gravity: number;
  x: number;
  y: number;
  /** The root while it is on the screen. */
  shown: JavaObject | null;
};
type Toast = JavaObject<ToastState>;

const LENGTH_LONG = 1;
const durationsMs = { short: 2000, long: 3500 } as const;
const defaultGravity = 0x51;

function open(self: Toast, context: JavaObject | null): void {
  self.peer = {
    context,
    text: null,
    view: null,
    duration: 0,
    gravity: defaultGravity,
    x: 0,
    y: -1,
    shown: null,
  };
}

function* make(
  vm: Machine,
  context: JavaObject | null,
  text: HeapObject | null,
  duration: number,
): Steps<JavaObject> {
  const toast = yield* vm.construct<Toast>('android/widget/Toast', '(Landroid/content/Context;)V', context);
  Object.assign(toast.peer, { text, duration });
  return toast;
}

function* makeView(vm: Machine, { context, text }: ToastState): Steps<JavaObject> {
  const view = yield* vm.construct<JavaObject>(
    'android/widget/TextView',
    '(Landroid/content/Context;)V',
    context,
  );
  const side = Math.round(dpToPx(vm, 16));
  const background = yield* vm.construct<JavaObject>('android/graphics/drawable/GradientDrawable', '()V');
  yield* vm.call(background, 'setColor(I)V', 0xeb323232 | 0);
  yield* vm.call(background, 'setCornerRadius(F)V', dpToPx(vm, 22));
  yield* vm.call(view, 'setBackground(Landroid/graphics/drawable/Drawable;)V', background);
  yield* vm.call(view, 'setPadding(IIII)V', side, Math.round(side / 1.4), side, Math.round(side / 1.4));
  yield* vm.call(view, 'setTextColor(I)V', -1);
  yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', text);
  yield* vm.call(view, 'setMaxLines(I)V', 2);
  return view;
}

/** Toast.show: the text is on the screen from the next moment on, and goes by itself. */
function* show(vm: Machine, self: Toast): Steps<void> {
  const system = vm.attached(SYSTEM);
  const { text, view, duration } = self.peer;
  if (!text && !view) vm.throwNew('java/lang/RuntimeException', 'setView must have been called');
  const said = text ? yield* vm.textOf(text) : '';
  system.events.record({ kind: 'toast', text: said });
  system.postToMain('toast', function* () {
    if (self.peer.shown) yield* hide(vm, self);
    const root = view ?? (yield* makeView(vm, self.peer));
    const params = makeWindowParams(vm);
    const { gravity, x, y } = self.peer;
    Object.entries({
      type: 2005,
      flags: 0x98,
      width: -2,
      height: -2,
      gravity,
      x,
      y: y < 0 ? Math.round(dpToPx(vm, 48)) : y,
    }).forEach(([name, value]) => setParamInt(vm, params, name, value));
    yield* showWindow(vm, root, params, {
      kind: 'toast',
      ownerClass: '',
      parentId: undefined,
      title: 'Toast',
    });
    self.peer.shown = root;
    system.postToMain(
      'toast ends',
      () => hide(vm, self),
      duration === LENGTH_LONG ? durationsMs.long : durationsMs.short,
    );
  });
}

function* hide(vm: Machine, self: Toast): Steps<void> {
  const { shown } = self.peer;
  self.peer.shown = null;
  if (shown) yield* closeWindow(vm, shown);
}

const make$ = 'Landroid/widget/Toast;';

export const toast = defineClass({
  name: 'android/widget/Toast',
  labels: 'container',
  fields: { 'static final LENGTH_SHORT:I': 0, 'static final LENGTH_LONG:I': 1 },
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: Toast, context: JavaObject | null) =>
      open(self, context),
    [`static makeText(Landroid/content/Context;Ljava/lang/CharSequence;I)${make$}`]: make,
    [`static makeText(Landroid/content/Context;II)${make$}`]: function* (
      vm,
      context: JavaObject | null,
      id: number,
      duration: number,
    ) {
      const text = yield* vm.call<HeapObject>(context, 'getText(I)Ljava/lang/CharSequence;', id);
      return yield* make(vm, context, text, duration);
    },
    'show()V': show,
    'cancel()V': hide,
    'setText(Ljava/lang/CharSequence;)V': (_vm, self: Toast, text: HeapObject | null) => {
      self.peer.text = text;
    },
    'setText(I)V': function* (vm, self: Toast, id: number) {
      self.peer.text = yield* vm.call<HeapObject>(
        self.peer.context,
        'getText(I)Ljava/lang/CharSequence;',
        id,
      );
    },
    'setView(Landroid/view/View;)V': (_vm, self: Toast, view: JavaObject | null) => {
      self.peer.view = view;
    },
    'getView()Landroid/view/View;': (_vm, self: Toast) => self.peer.view,
    'setDuration(I)V': (_vm, self: Toast, duration: number) => {
      self.peer.duration = duration;
    },
    'getDuration()I': (_vm, self: Toast) => self.peer.duration,
    'setGravity(III)V': (_vm, self: Toast, gravity: number, x: number, y: number) => {
      Object.assign(self.peer, { gravity, x, y });
    },
    'setMargin(FF)V': () => undefined,
  },
});
