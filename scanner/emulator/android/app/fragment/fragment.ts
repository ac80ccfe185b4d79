import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, JavaString, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { loaderManagerOf } from '../loader-manager.ts';
import { makeManager } from './fragment-manager.ts';
import { fragmentOf, levels } from './fragment-state.ts';

const bundle$ = 'Landroid/os/Bundle;';
const view$ = 'Landroid/view/View;';

const life: Methods = {
  '<init>()V': (_vm, self: JavaObject) => {
    fragmentOf(self);
  },
  'onAttach(Landroid/content/Context;)V': function* (vm, self: JavaObject) {
    const { activity } = fragmentOf(self);
    if (activity) yield* vm.call(self, 'onAttach(Landroid/app/Activity;)V', activity);
  },
  'onAttach(Landroid/app/Activity;)V': ignored,
  [`onCreate(${bundle$})V`]: ignored,
  [`onCreateView(Landroid/view/LayoutInflater;Landroid/view/ViewGroup;${bundle$})${view$}`]: () => null,
  [`onViewCreated(${view$}${bundle$})V`]: ignored,
  [`onActivityCreated(${bundle$})V`]: ignored,
  [`onViewStateRestored(${bundle$})V`]: ignored,
  'onStart()V': ignored,
  'onResume()V': ignored,
  'onPause()V': ignored,
  'onStop()V': ignored,
  'onDestroyView()V': ignored,
  'onDestroy()V': ignored,
  'onDetach()V': ignored,
  [`onSaveInstanceState(${bundle$})V`]: ignored,
  'onHiddenChanged(Z)V': ignored,
  'onActivityResult(IILandroid/content/Intent;)V': ignored,
  'onRequestPermissionsResult(I[Ljava/lang/String;[I)V': ignored,
  'onConfigurationChanged(Landroid/content/res/Configuration;)V': ignored,
  'onLowMemory()V': ignored,
  'onTrimMemory(I)V': ignored,
  [`onInflate(Landroid/util/AttributeSet;${bundle$})V`]: ignored,
  [`onInflate(Landroid/content/Context;Landroid/util/AttributeSet;${bundle$})V`]: ignored,
  [`onInflate(Landroid/app/Activity;Landroid/util/AttributeSet;${bundle$})V`]: ignored,
  'onCreateOptionsMenu(Landroid/view/Menu;Landroid/view/MenuInflater;)V': ignored,
  'onPrepareOptionsMenu(Landroid/view/Menu;)V': ignored,
  'onOptionsItemSelected(Landroid/view/MenuItem;)Z': () => false,
  'onContextItemSelected(Landroid/view/MenuItem;)Z': () => false,
  'onDestroyOptionsMenu()V': ignored,
  'onOptionsMenuClosed(Landroid/view/Menu;)V': ignored,
  'onCreateContextMenu(Landroid/view/ContextMenu;Landroid/view/View;Landroid/view/ContextMenu$ContextMenuInfo;)V':
    function* (vm, self: JavaObject, menu: JavaObject, view: JavaObject, info: JavaObject | null) {
      const { activity } = fragmentOf(self);
      if (activity)
        yield* vm.call(
          activity,
          'onCreateContextMenu(Landroid/view/ContextMenu;Landroid/view/View;Landroid/view/ContextMenu$ContextMenuInfo;)V',
          menu,
          view,
          info,
        );
    },
};

function* requireActivity(vm: Machine, self: JavaObject): Steps<JavaObject> {
  return (
    fragmentOf(self).activity ??
    vm.throwNew('java/lang/IllegalStateException', `Fragment ${self.cls.javaName} not attached to Activity`)
  );
}

function ofActivity(selector: string) {
  return function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
    return yield* vm.call(yield* requireActivity(vm, self), selector, ...args);
  };
}

const access: Methods = {
  'final getActivity()Landroid/app/Activity;': (_vm, self: JavaObject) => fragmentOf(self).activity,
  'getContext()Landroid/content/Context;': (_vm, self: JavaObject) => fragmentOf(self).activity,
  'final getHost()Ljava/lang/Object;': (_vm, self: JavaObject) => fragmentOf(self).activity,
  [`getView()${view$}`]: (_vm, self: JavaObject) => fragmentOf(self).view,
  [`final getArguments()${bundle$}`]: (_vm, self: JavaObject) => fragmentOf(self).arguments,
  [`setArguments(${bundle$})V`]: (_vm, self: JavaObject, bundle: JavaObject | null) => {
    fragmentOf(self).arguments = bundle;
  },
  'final getId()I': (_vm, self: JavaObject) => fragmentOf(self).id,
  'final getTag()Ljava/lang/String;': (_vm, self: JavaObject) => fragmentOf(self).tag,
  'final getFragmentManager()Landroid/app/FragmentManager;': (_vm, self: JavaObject) =>
    fragmentOf(self).manager,
  'final getChildFragmentManager()Landroid/app/FragmentManager;': (vm, self: JavaObject) => {
    const state = fragmentOf(self);
    if (!state.activity) return null;
    state.childManager ??= makeManager(vm, state.activity, self, state.level);
    return state.childManager;
  },
  'final getParentFragment()Landroid/app/Fragment;': () => null,
  'final isAdded()Z': (_vm, self: JavaObject) => fragmentOf(self).added && fragmentOf(self).activity !== null,
  'final isDetached()Z': (_vm, self: JavaObject) => fragmentOf(self).detached,
  'final isRemoving()Z': (_vm, self: JavaObject) => fragmentOf(self).removing,
  'final isInLayout()Z': (_vm, self: JavaObject) => fragmentOf(self).fromLayout,
  'final isResumed()Z': (_vm, self: JavaObject) => fragmentOf(self).level >= levels.resumed,
  'final isVisible()Z': (_vm, self: JavaObject) => {
    const { added, hidden, view } = fragmentOf(self);
    return added && !hidden && view !== null;
  },
  'final isHidden()Z': (_vm, self: JavaObject) => fragmentOf(self).hidden,
  'getLoaderManager()Landroid/app/LoaderManager;': (vm, self: JavaObject) => loaderManagerOf(vm, self),
  'setRetainInstance(Z)V': (_vm, self: JavaObject, retain: boolean) => {
    fragmentOf(self).retain = retain;
  },
  'final getRetainInstance()Z': (_vm, self: JavaObject) => fragmentOf(self).retain,
  'setHasOptionsMenu(Z)V': function* (vm, self: JavaObject, has: boolean) {
    const state = fragmentOf(self);
    if (state.hasMenu === has) return;
    state.hasMenu = has;
    if (state.added && !state.hidden && state.activity)
      yield* vm.call(state.activity, 'invalidateOptionsMenu()V');
  },
  'setMenuVisibility(Z)V': ignored,
  'setUserVisibleHint(Z)V': (_vm, self: JavaObject, visible: boolean) => {
    fragmentOf(self).userVisible = visible;
  },
  'getUserVisibleHint()Z': (_vm, self: JavaObject) => fragmentOf(self).userVisible,
  'setTargetFragment(Landroid/app/Fragment;I)V': (
    _vm,
    self: JavaObject,
    target: JavaObject | null,
    code: number,
  ) => {
    Object.assign(fragmentOf(self), { target, targetRequest: code });
  },
  'final getTargetFragment()Landroid/app/Fragment;': (_vm, self: JavaObject) => fragmentOf(self).target,
  'final getTargetRequestCode()I': (_vm, self: JavaObject) => fragmentOf(self).targetRequest,
  'final getResources()Landroid/content/res/Resources;': ofActivity(
    'getResources()Landroid/content/res/Resources;',
  ),
  'final getString(I)Ljava/lang/String;': ofActivity('getString(I)Ljava/lang/String;'),
  'final getString(I[Ljava/lang/Object;)Ljava/lang/String;': ofActivity(
    'getString(I[Ljava/lang/Object;)Ljava/lang/String;',
  ),
  'final getText(I)Ljava/lang/CharSequence;': ofActivity('getText(I)Ljava/lang/CharSequence;'),
  'startActivity(Landroid/content/Intent;)V': ofActivity('startActivity(Landroid/content/Intent;)V'),
  'startActivityForResult(Landroid/content/Intent;I)V': ofActivity(
    'startActivityForResult(Landroid/content/Intent;I)V',
  ),
  'final requestPermissions([Ljava/lang/String;I)V': ofActivity('requestPermissions([Ljava/lang/String;I)V'),
  'final getLayoutInflater()Landroid/view/LayoutInflater;': ofActivity(
    'getLayoutInflater()Landroid/view/LayoutInflater;',
  ),
  [`onGetLayoutInflater(${bundle$})Landroid/view/LayoutInflater;`]: function* (vm, self: JavaObject) {
    return yield* vm.call(
      yield* requireActivity(vm, self),
      'getLayoutInflater()Landroid/view/LayoutInflater;',
    );
  },
  'registerForContextMenu(Landroid/view/View;)V': function* (vm, self: JavaObject, view: JavaObject) {
    yield* vm.call(
      view,
      'setOnCreateContextMenuListener(Landroid/view/View$OnCreateContextMenuListener;)V',
      self,
    );
  },
  [`static instantiate(Landroid/content/Context;Ljava/lang/String;)Landroid/app/Fragment;`]: (
    vm,
    _context: JavaObject,
    name: JavaString,
  ) => vm.construct(vm.text(name).replaceAll('.', '/'), '()V'),
  [`static instantiate(Landroid/content/Context;Ljava/lang/String;${bundle$})Landroid/app/Fragment;`]:
    function* (vm, _context: JavaObject, name: JavaString, bundle: JavaObject | null) {
      const made = yield* vm.construct<JavaObject>(vm.text(name).replaceAll('.', '/'), '()V');
      fragmentOf(made).arguments = bundle;
      return made;
    },
};

export const fragment = defineClass({
  name: 'android/app/Fragment',
  interfaces: ['android/content/ComponentCallbacks2', 'android/view/View$OnCreateContextMenuListener'],
  labels: 'container',
  methods: { ...life, ...access },
});
