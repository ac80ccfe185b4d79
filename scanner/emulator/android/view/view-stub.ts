import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { attr } from '../res/attributes.ts';
import { styledValues } from './layout-inflater.ts';
import { viewClass } from './view-class.ts';

type StubState = {
  layoutId: number;
  inflatedId: number;
  inflater: JavaObject | null;
  listener: JavaObject | null;
  inflated: JavaObject | null;
};

const states = new WeakMap<JavaObject, StubState>();
const noId = -1;
const gone = 8;

function stateOf(self: JavaObject): StubState {
  let state = states.get(self);
  if (!state) {
    state = { layoutId: 0, inflatedId: noId, inflater: null, listener: null, inflated: null };
    states.set(self, state);
  }
  return state;
}

/** Puts the stub's layout in its place in the parent. */
function* inflate(vm: Machine, self: JavaObject): Steps<JavaObject | null> {
  const state = stateOf(self);
  const parent = yield* vm.call<JavaObject | null>(self, 'getParent()Landroid/view/ViewParent;');
  if (!parent)
    return vm.throwNew(
      'java/lang/IllegalStateException',
      'ViewStub must have a non-null ViewGroup viewParent',
    );
  if (state.layoutId === 0)
    return vm.throwNew('java/lang/IllegalArgumentException', 'ViewStub must have a valid layoutResource');
  const inflater =
    state.inflater ??
    (yield* vm.callStatic<JavaObject>(
      'android/view/LayoutInflater',
      'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
      yield* vm.call(self, 'getContext()Landroid/content/Context;'),
    ));
  const view = yield* vm.call<JavaObject>(
    inflater,
    'inflate(ILandroid/view/ViewGroup;Z)Landroid/view/View;',
    state.layoutId,
    parent,
    false,
  );
  if (state.inflatedId !== noId) yield* vm.call(view, 'setId(I)V', state.inflatedId);
  const index = yield* vm.call<number>(parent, 'indexOfChild(Landroid/view/View;)I', self);
  yield* vm.call(parent, 'removeViewInLayout(Landroid/view/View;)V', self);
  const params = yield* vm.call<JavaObject | null>(
    self,
    'getLayoutParams()Landroid/view/ViewGroup$LayoutParams;',
  );
  if (params)
    yield* vm.call(
      parent,
      'addView(Landroid/view/View;ILandroid/view/ViewGroup$LayoutParams;)V',
      view,
      index,
      params,
    );
  else yield* vm.call(parent, 'addView(Landroid/view/View;I)V', view, index);
  state.inflated = view;
  if (state.listener)
    yield* vm.call(state.listener, 'onInflate(Landroid/view/ViewStub;Landroid/view/View;)V', self, view);
  return view;
}

export const viewStub = viewClass({
  name: 'android/view/ViewStub',
  flags: 'final',
  labels: 'container',
  *init(vm, self, { context, attributes, defaultStyleAttribute, defaultStyle }) {
    const state = stateOf(self);
    if (context && attributes) {
      const ids = [attr.layout, attr.inflatedId];
      const values = yield* styledValues(vm, context, attributes, ids, defaultStyleAttribute, defaultStyle);
      state.layoutId = (values.resourceId(0) ?? 0) | 0;
      state.inflatedId = (values.resourceId(1) ?? noId) | 0;
    }
    yield* vm.callSpecial('android/view/View', 'setVisibility(I)V', self, gone);
    yield* vm.call(self, 'setWillNotDraw(Z)V', true);
  },
  methods: {
    '<init>(Landroid/content/Context;I)V': function* (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      layoutId: number,
    ) {
      yield* vm.callSpecial('android/view/ViewStub', '<init>(Landroid/content/Context;)V', self, context);
      stateOf(self).layoutId = layoutId;
    },
    'inflate()Landroid/view/View;': inflate,
    'getLayoutResource()I': (_vm, self: JavaObject) => stateOf(self).layoutId,
    'setLayoutResource(I)V': (_vm, self: JavaObject, id: number) => {
      stateOf(self).layoutId = id;
    },
    'getInflatedId()I': (_vm, self: JavaObject) => stateOf(self).inflatedId,
    'setInflatedId(I)V': (_vm, self: JavaObject, id: number) => {
      stateOf(self).inflatedId = id;
    },
    'getLayoutInflater()Landroid/view/LayoutInflater;': (_vm, self: JavaObject) => stateOf(self).inflater,
    'setLayoutInflater(Landroid/view/LayoutInflater;)V': (
      _vm,
      self: JavaObject,
      inflater: JavaObject | null,
    ) => {
      stateOf(self).inflater = inflater;
    },
    'setOnInflateListener(Landroid/view/ViewStub$OnInflateListener;)V': (
      _vm,
      self: JavaObject,
      listener: JavaObject | null,
    ) => {
      stateOf(self).listener = listener;
    },
    'setVisibility(I)V': function* (vm, self: JavaObject, visibility: number) {
      const { inflated } = stateOf(self);
      if (inflated) yield* vm.call(inflated, 'setVisibility(I)V', visibility);
      else {
        yield* vm.callSpecial('android/view/View', 'setVisibility(I)V', self, visibility);
        // Showing a stub is inflating it.
        if (visibility !== gone) yield* inflate(vm, self);
      }
    },
    'protected onMeasure(II)V': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'setMeasuredDimension(II)V', 0, 0);
    },
    'draw(Landroid/graphics/Canvas;)V': () => undefined,
    'dispatchDraw(Landroid/graphics/Canvas;)V': () => undefined,
  },
});
