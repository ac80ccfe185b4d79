import { defineClass } from '../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { systemId } from '../view/styled.ts';
import { viewOf, viewPart } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { activityStateOf } from './activity-state.ts';

const listOfActivity = viewPart(() => ({
  list: null as JavaObject | null,
  adapter: null as JavaObject | null,
}));

const matchParent = -1;

/** The activity's list: from its layout, or a list that fills the window. */
function* ensureList(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const known = listOfActivity(self).list;
  if (known) return known;
  const list = yield* vm.construct<JavaObject>(
    'android/widget/ListView',
    '(Landroid/content/Context;)V',
    self,
  );
  viewOf(list).id = systemId(vm, 'id', 'list');
  const params = yield* vm.construct(
    'android/view/ViewGroup$LayoutParams',
    '(II)V',
    matchParent,
    matchParent,
  );
  yield* vm.call(
    self,
    'setContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
    list,
    params,
  );
  return listOfActivity(self).list ?? list;
}

type ListenerPeer = { readonly activity: JavaObject };

export const listActivity = defineClass({
  name: 'android/app/ListActivity',
  super: 'android/app/Activity',
  methods: {
    '<init>()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/app/Activity', '<init>()V', self);
    },
    'onContentChanged()V': function* (vm, self: JavaObject) {
      const { window } = activityStateOf(self);
      if (!window) return;
      const decor = yield* vm.call<JavaObject>(window, 'getDecorView()Landroid/view/View;');
      const list = findById(decor, systemId(vm, 'id', 'list'));
      if (!list)
        return vm.throwNew(
          'java/lang/RuntimeException',
          "Your content must have a ListView whose id attribute is 'android.R.id.list'",
        );
      const state = listOfActivity(self);
      state.list = list;
      const empty = findById(decor, systemId(vm, 'id', 'empty'));
      if (empty) yield* vm.call(list, 'setEmptyView(Landroid/view/View;)V', empty);
      const listener = vm.newObject<ListenerPeer>('android/app/ListActivity$ItemListener');
      listener.peer = { activity: self };
      yield* vm.call(
        list,
        'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V',
        listener,
      );
      if (state.adapter) yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', state.adapter);
    },
    'setListAdapter(Landroid/widget/ListAdapter;)V': function* (
      vm,
      self: JavaObject,
      adapter: JavaObject | null,
    ) {
      listOfActivity(self).adapter = adapter;
      const list = yield* ensureList(vm, self);
      yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
    },
    'getListAdapter()Landroid/widget/ListAdapter;': (_vm, self: JavaObject) => listOfActivity(self).adapter,
    'getListView()Landroid/widget/ListView;': (vm, self: JavaObject) => ensureList(vm, self),
    'protected onListItemClick(Landroid/widget/ListView;Landroid/view/View;IJ)V': () => undefined,
    'setSelection(I)V': function* (vm, self: JavaObject, position: number) {
      yield* vm.call(yield* ensureList(vm, self), 'setSelection(I)V', position);
    },
    'getSelectedItemPosition()I': function* (vm, self: JavaObject) {
      return yield* vm.call(yield* ensureList(vm, self), 'getSelectedItemPosition()I');
    },
    'getSelectedItemId()J': function* (vm, self: JavaObject) {
      return yield* vm.call(yield* ensureList(vm, self), 'getSelectedItemId()J');
    },
  },
});

/** A press of a row goes to the activity's onListItemClick. */
export const listActivityListener = defineClass({
  name: 'android/app/ListActivity$ItemListener',
  interfaces: ['android/widget/AdapterView$OnItemClickListener'],
  methods: {
    'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V': function* (
      vm,
      self: JavaObject<ListenerPeer>,
      list: JavaObject,
      view: JavaObject,
      position: number,
      id: bigint,
    ) {
      yield* vm.call(
        self.peer.activity,
        'onListItemClick(Landroid/widget/ListView;Landroid/view/View;IJ)V',
        list,
        view,
        position,
        id,
      );
    },
  },
});
