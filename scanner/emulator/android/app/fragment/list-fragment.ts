import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { systemId } from '../../view/styled.ts';
import { viewOf, viewPart } from '../../view/view-state.ts';
import { findById } from '../../view/view-tree.ts';
import { fragmentOf } from './fragment-state.ts';

const listOfFragment = viewPart(() => ({
  list: null as JavaObject | null,
  adapter: null as JavaObject | null,
  emptyText: null as HeapObject | null,
  emptyView: null as JavaObject | null,
}));

const matchParent = -1;
const view$ = 'Landroid/view/View;';

/** What the fragment shows when it makes no view of its own: a list, and a text for an empty one. */
function* makeView(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const { activity } = fragmentOf(self);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', activity);
  const frame = yield* make('FrameLayout');
  const list = yield* make('ListView');
  viewOf(list).id = systemId(vm, 'id', 'list');
  const empty = yield* make('TextView');
  yield* vm.call(empty, 'setGravity(I)V', 0x11);
  listOfFragment(self).emptyView = empty;
  for (const child of [list, empty]) {
    const params = yield* vm.construct(
      'android/widget/FrameLayout$LayoutParams',
      '(II)V',
      matchParent,
      matchParent,
    );
    yield* vm.call(frame, `addView(${view$}Landroid/view/ViewGroup$LayoutParams;)V`, child, params);
  }
  return frame;
}

function* findList(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const state = listOfFragment(self);
  const { view } = fragmentOf(self);
  if (!view) return vm.throwNew('java/lang/IllegalStateException', 'Content view not yet created');
  state.list ??= findById(view, systemId(vm, 'id', 'list'));
  return (
    state.list ??
    vm.throwNew(
      'java/lang/RuntimeException',
      "Your content must have a ListView whose id attribute is 'android.R.id.list'",
    )
  );
}

function* setUp(vm: Machine, self: JavaObject): Steps<void> {
  const list = yield* findList(vm, self);
  const { adapter, emptyView } = listOfFragment(self);
  const listener = vm.newObject<JavaObject>('android/app/ListFragment$ItemListener');
  listener.peer = self;
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', listener);
  if (emptyView) yield* vm.call(list, `setEmptyView(${view$})V`, emptyView);
  if (adapter) yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
}

export const listFragment = defineClass({
  name: 'android/app/ListFragment',
  super: 'android/app/Fragment',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      fragmentOf(self);
    },
    [`onCreateView(Landroid/view/LayoutInflater;Landroid/view/ViewGroup;Landroid/os/Bundle;)${view$}`]: (
      vm,
      self: JavaObject,
    ) => makeView(vm, self),
    [`onViewCreated(${view$}Landroid/os/Bundle;)V`]: function* (vm, self: JavaObject, view: JavaObject) {
      fragmentOf(self).view = view;
      yield* setUp(vm, self);
    },
    'onDestroyView()V': (_vm, self: JavaObject) => {
      listOfFragment(self).list = null;
      listOfFragment(self).emptyView = null;
    },
    'setListAdapter(Landroid/widget/ListAdapter;)V': function* (
      vm,
      self: JavaObject,
      adapter: JavaObject | null,
    ) {
      const state = listOfFragment(self);
      state.adapter = adapter;
      if (state.list) yield* vm.call(state.list, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
    },
    'getListAdapter()Landroid/widget/ListAdapter;': (_vm, self: JavaObject) => listOfFragment(self).adapter,
    'getListView()Landroid/widget/ListView;': (vm, self: JavaObject) => findList(vm, self),
    'onListItemClick(Landroid/widget/ListView;Landroid/view/View;IJ)V': () => undefined,
    'setEmptyText(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, text: HeapObject | null) {
      const { emptyView } = listOfFragment(self);
      if (emptyView) yield* vm.call(emptyView, 'setText(Ljava/lang/CharSequence;)V', text);
    },
    'setListShown(Z)V': () => undefined,
    'setListShownNoAnimation(Z)V': () => undefined,
    'setSelection(I)V': function* (vm, self: JavaObject, position: number) {
      yield* vm.call(yield* findList(vm, self), 'setSelection(I)V', position);
    },
    'getSelectedItemPosition()I': function* (vm, self: JavaObject) {
      return yield* vm.call(yield* findList(vm, self), 'getSelectedItemPosition()I');
    },
  },
});

/** A press of a row goes to the fragment's onListItemClick. */
export const listFragmentListener = defineClass({
  name: 'android/app/ListFragment$ItemListener',
  interfaces: ['android/widget/AdapterView$OnItemClickListener'],
  methods: {
    'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V': function* (
      vm,
      self: JavaObject<JavaObject>,
      list: JavaObject,
      view: JavaObject,
      position: number,
      id: bigint,
    ) {
      yield* vm.call(
        self.peer,
        'onListItemClick(Landroid/widget/ListView;Landroid/view/View;IJ)V',
        list,
        view,
        position,
        id,
      );
    },
  },
});
