import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { ignored } from '../../view/accessors.ts';
import { findById } from '../../view/view-tree.ts';
import { activityStateOf } from '../activity-state.ts';
import {
  fragmentOf,
  levels,
  type FragmentOp,
  type Level,
  type ManagerState,
  type Transaction,
  type Undo,
} from './fragment-state.ts';
import { restoreFragments, saveViews } from './saved-fragments.ts';

type Manager = JavaObject<ManagerState>;

export function makeManager(
  vm: Machine,
  activity: JavaObject,
  parent: JavaObject | null,
  level: Level,
): Manager {
  const made = vm.newObject<ManagerState>('android/app/FragmentManagerImpl');
  made.peer = { activity, parent, level, added: [], pending: [], backStack: [], listeners: [] };
  return made;
}

/** The activity's fragment manager. */
export function managerOf(vm: Machine, activity: JavaObject): Manager {
  const state = activityStateOf(activity);
  state.fragmentManager ??= makeManager(vm, activity, null, levels.initial);
  return state.fragmentManager as Manager;
}

/** Brings all fragments of an activity to the level that it has reached. */
export function* moveActivityFragments(vm: Machine, activity: JavaObject, level: Level): Steps<void> {
  const manager = activityStateOf(activity).fragmentManager as Manager | null;
  if (!manager) {
    // Made later, it must know how far the activity is.
    if (level !== levels.initial) managerOf(vm, activity).peer.level = level;
    return;
  }
  manager.peer.level = level;
  yield* runPending(vm, manager);
  yield* moveAll(vm, manager);
}

export function* moveAll(vm: Machine, manager: Manager): Steps<void> {
  for (const fragment of [...manager.peer.added])
    yield* moveFragment(vm, fragment, wanted(manager, fragment));
}

function wanted(manager: Manager, fragment: JavaObject): Level {
  const { level } = manager.peer;
  return fragmentOf(fragment).detached && level > levels.created ? levels.created : level;
}

/** Moves a fragment step by step through its life to a level. */
export function* moveFragment(vm: Machine, fragment: JavaObject, to: Level): Steps<void> {
  const state = fragmentOf(fragment);
  while (state.level < to) {
    yield* moveUp(vm, fragment);
    yield* moveChildren(vm, fragment);
  }
  while (state.level > to) {
    yield* moveChildren(vm, fragment, -1);
    yield* moveDown(vm, fragment);
  }
}

const downFrom: Readonly<Record<number, Level>> = {
  [levels.resumed]: levels.started,
  [levels.started]: levels.activityCreated,
  [levels.activityCreated]: levels.created,
  [levels.created]: levels.initial,
};

/** Fragments inside a fragment go up after it, and down before it. */
function* moveChildren(vm: Machine, fragment: JavaObject, step = 0): Steps<void> {
  const { childManager, level } = fragmentOf(fragment);
  const manager = childManager as Manager | null;
  if (!manager) return;
  manager.peer.level = step < 0 ? (downFrom[level] ?? levels.initial) : level;
  yield* runPending(vm, manager);
  yield* moveAll(vm, manager);
}

function* moveUp(vm: Machine, fragment: JavaObject): Steps<void> {
  const state = fragmentOf(fragment);
  switch (state.level) {
    case levels.initial:
      state.level = levels.created;
      yield* vm.call(fragment, 'onAttach(Landroid/content/Context;)V', state.activity);
      if (!state.kept) yield* vm.call(fragment, 'onCreate(Landroid/os/Bundle;)V', state.saved);
      state.kept = false;
      if (state.savedChildren && state.activity) {
        state.childManager ??= makeManager(vm, state.activity, fragment, state.level);
        yield* restoreFragments(vm, state.childManager as Manager, state.savedChildren);
        state.savedChildren = null;
      }
      return;
    case levels.created:
      state.level = levels.activityCreated;
      yield* makeView(vm, fragment);
      yield* vm.call(fragment, 'onActivityCreated(Landroid/os/Bundle;)V', state.saved);
      if (state.view && state.viewState)
        yield* vm.call(state.view, 'restoreHierarchyState(Landroid/util/SparseArray;)V', state.viewState);
      state.viewState = null;
      yield* vm.call(fragment, 'onViewStateRestored(Landroid/os/Bundle;)V', state.saved);
      return;
    case levels.activityCreated:
      state.level = levels.started;
      yield* vm.call(fragment, 'onStart()V');
      return;
    default:
      state.level = levels.resumed;
      state.saved = null;
      yield* vm.call(fragment, 'onResume()V');
  }
}

function* moveDown(vm: Machine, fragment: JavaObject): Steps<void> {
  const state = fragmentOf(fragment);
  switch (state.level) {
    case levels.resumed:
      state.level = levels.started;
      yield* vm.call(fragment, 'onPause()V');
      return;
    case levels.started:
      state.level = levels.activityCreated;
      yield* vm.call(fragment, 'onStop()V');
      return;
    case levels.activityCreated:
      state.level = levels.created;
      if (state.view) state.viewState = yield* saveViews(vm, state.view);
      yield* vm.call(fragment, 'onDestroyView()V');
      if (state.view && state.container)
        yield* vm.call(state.container, 'removeView(Landroid/view/View;)V', state.view);
      state.view = null;
      state.container = null;
      return;
    default:
      state.level = levels.initial;
      if (!isHandedOn(fragment)) yield* vm.call(fragment, 'onDestroy()V');
      yield* vm.call(fragment, 'onDetach()V');
      state.activity = null;
  }
}

/** A retained fragment outlives an activity that goes for another configuration. */
function isHandedOn(fragment: JavaObject): boolean {
  const { retain, activity } = fragmentOf(fragment);
  return retain && activity !== null && activityStateOf(activity).changingConfigurations;
}

function* makeView(vm: Machine, fragment: JavaObject): Steps<void> {
  const state = fragmentOf(fragment);
  if (state.fromLayout && state.view) return;
  state.container = state.id === 0 ? null : yield* findContainer(vm, fragment, state.id);
  const inflater = yield* vm.call<JavaObject>(
    fragment,
    'onGetLayoutInflater(Landroid/os/Bundle;)Landroid/view/LayoutInflater;',
    state.saved,
  );
  state.view = yield* vm.call<JavaObject | null>(
    fragment,
    'onCreateView(Landroid/view/LayoutInflater;Landroid/view/ViewGroup;Landroid/os/Bundle;)Landroid/view/View;',
    inflater,
    state.container,
    state.saved,
  );
  if (!state.view) return;
  if (state.container) yield* vm.call(state.container, 'addView(Landroid/view/View;)V', state.view);
  if (state.hidden) yield* vm.call(state.view, 'setVisibility(I)V', 8);
  yield* vm.call(fragment, 'onViewCreated(Landroid/view/View;Landroid/os/Bundle;)V', state.view, state.saved);
}

function* findContainer(vm: Machine, fragment: JavaObject, id: number): Steps<JavaObject | null> {
  const { manager, activity } = fragmentOf(fragment);
  const parent = (manager as Manager | null)?.peer.parent;
  const parentView = parent && fragmentOf(parent).view;
  if (parentView) return findById(parentView, id);
  return yield* vm.call<JavaObject | null>(activity, 'findViewById(I)Landroid/view/View;', id);
}

/** Runs what was committed and not yet executed. */
export function* runPending(vm: Machine, manager: Manager): Steps<boolean> {
  let ran = false;
  for (let next = manager.peer.pending.shift(); next; next = manager.peer.pending.shift()) {
    yield* runTransaction(vm, manager, next);
    ran = true;
  }
  return ran;
}

function* runTransaction(vm: Machine, manager: Manager, transaction: Transaction): Steps<void> {
  const undo: FragmentOp[] = [];
  for (const op of transaction.ops) undo.unshift(...(yield* runOp(vm, manager, op)));
  if (transaction.toBackStack) {
    const name = transaction.backStackName ? vm.text(transaction.backStackName) : null;
    manager.peer.backStack.push({ name, steps: undo });
    yield* tellBackStack(vm, manager);
  }
  yield* moveAll(vm, manager);
  if (transaction.ops.some(({ fragment }) => fragmentOf(fragment).hasMenu))
    yield* vm.call(manager.peer.activity, 'invalidateOptionsMenu()V');
  for (const run of transaction.runnables) yield* vm.call(run, 'run()V');
}

function* tellBackStack(vm: Machine, manager: Manager): Steps<void> {
  for (const listener of [...manager.peer.listeners]) yield* vm.call(listener, 'onBackStackChanged()V');
}

/** Does one operation; answers what undoes it, in the order to do it in. */
function* runOp(vm: Machine, manager: Manager, op: FragmentOp): Steps<readonly FragmentOp[]> {
  const { fragment, containerId } = op;
  const state = fragmentOf(fragment);
  switch (op.kind) {
    case 'add':
      yield* add(vm, manager, fragment, containerId);
      return [{ kind: 'remove', fragment, containerId }];
    case 'replace': {
      const undo: FragmentOp[] = [];
      for (const other of manager.peer.added.filter((each) => fragmentOf(each).id === containerId)) {
        yield* remove(vm, manager, other, true);
        undo.push({ kind: 'add', fragment: other, containerId });
      }
      yield* add(vm, manager, fragment, containerId);
      return [{ kind: 'remove', fragment, containerId }, ...undo];
    }
    case 'remove':
      yield* remove(vm, manager, fragment, false);
      return [{ kind: 'add', fragment, containerId: state.id }];
    case 'hide':
    case 'show': {
      state.hidden = op.kind === 'hide';
      if (state.view) yield* vm.call(state.view, 'setVisibility(I)V', state.hidden ? 8 : 0);
      yield* vm.call(fragment, 'onHiddenChanged(Z)V', state.hidden);
      return [{ kind: state.hidden ? 'show' : 'hide', fragment, containerId }];
    }
    case 'detach':
    case 'attach':
      state.detached = op.kind === 'detach';
      yield* moveFragment(vm, fragment, wanted(manager, fragment));
      return [{ kind: state.detached ? 'attach' : 'detach', fragment, containerId }];
  }
}

export function* add(vm: Machine, manager: Manager, fragment: JavaObject, containerId: number): Steps<void> {
  const state = fragmentOf(fragment);
  if (manager.peer.added.includes(fragment))
    vm.throwNew('java/lang/IllegalStateException', `Fragment already added: ${fragment.cls.javaName}`);
  state.activity = manager.peer.activity;
  state.manager = manager;
  state.added = true;
  if (containerId !== 0) state.id = containerId;
  manager.peer.added.push(fragment);
  yield* moveFragment(vm, fragment, wanted(manager, fragment));
}

function* remove(vm: Machine, manager: Manager, fragment: JavaObject, keeps: boolean): Steps<void> {
  const at = manager.peer.added.indexOf(fragment);
  if (at < 0) return;
  manager.peer.added.splice(at, 1);
  fragmentOf(fragment).added = false;
  // What may come back from the back stack loses its view only.
  const to = keeps && fragmentOf(fragment).level > levels.created ? levels.created : levels.initial;
  yield* moveFragment(vm, fragment, to);
}

function* popBackStack(vm: Machine, manager: Manager): Steps<boolean> {
  yield* runPending(vm, manager);
  const undo: Undo | undefined = manager.peer.backStack.pop();
  if (!undo) return false;
  for (const op of undo.steps) yield* runOp(vm, manager, op);
  yield* moveAll(vm, manager);
  if (undo.steps.some(({ fragment }) => fragmentOf(fragment).hasMenu))
    yield* vm.call(manager.peer.activity, 'invalidateOptionsMenu()V');
  yield* tellBackStack(vm, manager);
  return true;
}

/** Back, as far as fragments take it: true when a transaction was undone. */
export function* popFragments(vm: Machine, activity: JavaObject): Steps<boolean> {
  const manager = activityStateOf(activity).fragmentManager as Manager | null;
  return manager ? yield* popBackStack(vm, manager) : false;
}

const fragment$ = 'Landroid/app/Fragment;';
const transaction$ = 'Landroid/app/FragmentTransaction;';

export const fragmentManager = defineClass({
  name: 'android/app/FragmentManager',
  flags: 'abstract',
  methods: { '<init>()V': ignored },
});

export const fragmentManagerImpl = defineClass({
  name: 'android/app/FragmentManagerImpl',
  super: 'android/app/FragmentManager',
  labels: 'container',
  methods: {
    [`beginTransaction()${transaction$}`]: (vm, self: Manager) => {
      const made = vm.newObject<Transaction>('android/app/BackStackRecord');
      made.peer = { manager: self, ops: [], backStackName: null, toBackStack: false, runnables: [] };
      return made;
    },
    [`openTransaction()${transaction$}`]: function* (vm, self: Manager) {
      return yield* vm.call(self, `beginTransaction()${transaction$}`);
    },
    'executePendingTransactions()Z': (vm, self: Manager) => runPending(vm, self),
    [`findFragmentById(I)${fragment$}`]: (_vm, self: Manager, id: number) =>
      self.peer.added.findLast((each) => fragmentOf(each).id === id) ?? null,
    [`findFragmentByTag(Ljava/lang/String;)${fragment$}`]: (_vm, self: Manager, tag: JavaString | null) =>
      self.peer.added.findLast((each) => {
        const own = fragmentOf(each).tag as JavaString | null;
        return own !== null && own.value === tag?.value;
      }) ?? null,
    'getFragments()Ljava/util/List;': function* (vm, self: Manager) {
      const list = yield* vm.construct('java/util/ArrayList', '()V');
      for (const each of self.peer.added) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', each);
      return list;
    },
    'getBackStackEntryCount()I': (_vm, self: Manager) => self.peer.backStack.length,
    'popBackStack()V': (vm, self: Manager) => {
      vm.attached(SYSTEM).postToMain('pop back stack', function* () {
        yield* popBackStack(vm, self);
      });
    },
    'popBackStackImmediate()Z': (vm, self: Manager) => popBackStack(vm, self),
    'popBackStack(Ljava/lang/String;I)V': function* (
      vm,
      self: Manager,
      name: JavaString | null,
      flags: number,
    ) {
      const { backStack } = self.peer;
      const at = name === null ? 0 : backStack.findIndex((each) => each.name === name.value);
      if (at < 0) return;
      const keep = (flags & 1) !== 0 || name === null ? at : at + 1;
      while (backStack.length > keep) yield* popBackStack(vm, self);
    },
    'addOnBackStackChangedListener(Landroid/app/FragmentManager$OnBackStackChangedListener;)V': (
      _vm,
      self: Manager,
      listener: HeapObject,
    ) => {
      self.peer.listeners.push(listener);
    },
    'isDestroyed()Z': (_vm, self: Manager) => activityStateOf(self.peer.activity).destroyed,
    'isStateSaved()Z': () => false,
  },
});

type TransactionObject = JavaObject<Transaction>;

function adds(kind: FragmentOp['kind']) {
  return (
    _vm: Machine,
    self: TransactionObject,
    containerId: number,
    fragment: JavaObject,
    tag: HeapObject | null = null,
  ): TransactionObject => {
    if (tag) fragmentOf(fragment).tag = tag;
    self.peer.ops.push({ kind, fragment, containerId });
    return self;
  };
}

function touches(kind: FragmentOp['kind']) {
  return (_vm: Machine, self: TransactionObject, fragment: JavaObject): TransactionObject => {
    self.peer.ops.push({ kind, fragment, containerId: 0 });
    return self;
  };
}

function commit(vm: Machine, self: TransactionObject): number {
  const manager = self.peer.manager as Manager;
  manager.peer.pending.push(self.peer);
  vm.attached(SYSTEM).postToMain('fragments', function* () {
    yield* runPending(vm, manager);
  });
  return -1;
}

function* commitNow(vm: Machine, self: TransactionObject): Steps<void> {
  yield* runTransaction(vm, self.peer.manager as Manager, self.peer);
}

const same = (_vm: Machine, self: TransactionObject) => self;

export const fragmentTransaction = defineClass({
  name: 'android/app/FragmentTransaction',
  flags: 'abstract',
  methods: { '<init>()V': ignored },
});

export const backStackRecord = defineClass({
  name: 'android/app/BackStackRecord',
  super: 'android/app/FragmentTransaction',
  labels: 'container',
  methods: {
    [`add(I${fragment$})${transaction$}`]: adds('add'),
    [`add(I${fragment$}Ljava/lang/String;)${transaction$}`]: adds('add'),
    [`add(${fragment$}Ljava/lang/String;)${transaction$}`]: (
      vm,
      self: TransactionObject,
      fragment: JavaObject,
      tag: HeapObject | null,
    ) => adds('add')(vm, self, 0, fragment, tag),
    [`replace(I${fragment$})${transaction$}`]: adds('replace'),
    [`replace(I${fragment$}Ljava/lang/String;)${transaction$}`]: adds('replace'),
    [`remove(${fragment$})${transaction$}`]: touches('remove'),
    [`hide(${fragment$})${transaction$}`]: touches('hide'),
    [`show(${fragment$})${transaction$}`]: touches('show'),
    [`detach(${fragment$})${transaction$}`]: touches('detach'),
    [`attach(${fragment$})${transaction$}`]: touches('attach'),
    [`addToBackStack(Ljava/lang/String;)${transaction$}`]: (
      _vm,
      self: TransactionObject,
      name: HeapObject | null,
    ) => {
      self.peer.toBackStack = true;
      self.peer.backStackName = name;
      return self;
    },
    [`setTransition(I)${transaction$}`]: same,
    [`setTransitionStyle(I)${transaction$}`]: same,
    [`setCustomAnimations(II)${transaction$}`]: same,
    [`setCustomAnimations(IIII)${transaction$}`]: same,
    [`setBreadCrumbTitle(Ljava/lang/CharSequence;)${transaction$}`]: same,
    [`setReorderingAllowed(Z)${transaction$}`]: same,
    [`disallowAddToBackStack()${transaction$}`]: same,
    [`runOnCommit(Ljava/lang/Runnable;)${transaction$}`]: (_vm, self: TransactionObject, run: HeapObject) => {
      self.peer.runnables.push(run);
      return self;
    },
    'isEmpty()Z': (_vm, self: TransactionObject) => self.peer.ops.length === 0,
    'isAddToBackStackAllowed()Z': () => true,
    'commit()I': commit,
    'commitAllowingStateLoss()I': commit,
    'commitNow()V': commitNow,
    'commitNowAllowingStateLoss()V': commitNow,
  },
});
