import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { activityStateOf } from '../activity-state.ts';
import {
  fragmentOf,
  levels,
  type FragmentOp,
  type FragmentState,
  type ManagerState,
} from './fragment-state.ts';

type Manager = JavaObject<ManagerState>;
type KeptKeys = 'id' | 'tag' | 'fromLayout' | 'retain' | 'detached' | 'hidden' | 'hasMenu' | 'userVisible';

/** A fragment as the saved state of its activity has it. */
export type SavedFragment = Pick<
  FragmentState,
  KeptKeys | 'arguments' | 'saved' | 'viewState' | 'targetRequest'
> & {
  readonly className: string;
  readonly added: boolean;
  /** Place of the target fragment among the saved ones; -1 for none. */
  readonly targetAt: number;
  readonly children: SavedFragments | null;
};

/** The fragments of one manager, those on its back stack included, and how Back undoes its transactions. */
export type SavedFragments = {
  readonly fragments: readonly SavedFragment[];
  readonly backStack: readonly {
    readonly name: string | null;
    readonly steps: readonly (Omit<FragmentOp, 'fragment'> & { readonly at: number })[];
  }[];
};

export const fragmentsStateClass = 'android/app/FragmentManagerState';
const bundle$ = 'Landroid/os/Bundle;';
const sparse$ = 'Landroid/util/SparseArray;';

/** All fragments that a manager knows of, in an order that two askings share. */
function fragmentsOf({ peer }: Manager): readonly JavaObject[] {
  const onStack = peer.backStack.flatMap(({ steps }) => steps.map(({ fragment }) => fragment));
  return [...new Set([...peer.added, ...onStack])];
}

/** What the views of a fragment keep, as an android.util.SparseArray. */
export function* saveViews(vm: Machine, view: JavaObject): Steps<JavaObject> {
  const states = yield* vm.construct('android/util/SparseArray', '()V');
  yield* vm.call(view, `saveHierarchyState(${sparse$})V`, states);
  return states;
}

/** FragmentManager.saveAllState; null where there are no fragments. */
export function* saveFragments(vm: Machine, manager: Manager): Steps<SavedFragments | null> {
  const all = fragmentsOf(manager);
  if (all.length === 0) return null;
  const fragments: SavedFragment[] = [];
  for (const fragment of all) fragments.push(yield* saveFragment(vm, manager, all, fragment));
  const backStack = manager.peer.backStack.map(({ name, steps }) => ({
    name,
    steps: steps.map(({ kind, containerId, fragment }) => ({ kind, containerId, at: all.indexOf(fragment) })),
  }));
  return { fragments, backStack };
}

function* saveFragment(
  vm: Machine,
  manager: Manager,
  all: readonly JavaObject[],
  fragment: JavaObject,
): Steps<SavedFragment> {
  const state = fragmentOf(fragment);
  let { saved } = state;
  if (state.level >= levels.created) {
    saved = yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
    yield* vm.call(fragment, `onSaveInstanceState(${bundle$})V`, saved);
  }
  const { id, tag, fromLayout, retain, detached, hidden, hasMenu, userVisible, target } = state;
  return {
    ...{ id, tag, fromLayout, retain, detached, hidden, hasMenu, userVisible, saved },
    className: fragment.cls.name,
    added: manager.peer.added.includes(fragment),
    arguments: state.arguments,
    viewState: state.view ? yield* saveViews(vm, state.view) : state.viewState,
    targetAt: target ? all.indexOf(target) : -1,
    targetRequest: state.targetRequest,
    children: state.childManager ? yield* saveFragments(vm, state.childManager as Manager) : null,
  };
}

/** Fragments that go over to the next instance of the activity as they are, by their place among the saved ones. */
export function retainedFragments(activity: JavaObject): readonly (JavaObject | null)[] {
  const manager = activityStateOf(activity).fragmentManager as Manager | null;
  return manager ? fragmentsOf(manager).map((each) => (fragmentOf(each).retain ? each : null)) : [];
}

/** FragmentManager.restoreAllState: makes the fragments; they begin their life as their manager moves on. */
export function* restoreFragments(
  vm: Machine,
  manager: Manager,
  saved: SavedFragments,
  retained: readonly (JavaObject | null)[] = [],
): Steps<void> {
  const all: JavaObject[] = [];
  for (const [at, each] of saved.fragments.entries()) {
    const kept = retained[at] ?? null;
    const fragment = kept ?? (yield* vm.construct<JavaObject>(each.className, '()V'));
    const { className: _, added, targetAt: __, children, ...parts } = each;
    Object.assign(fragmentOf(fragment), {
      ...parts,
      added,
      kept: kept !== null,
      savedChildren: kept ? null : children,
      activity: manager.peer.activity,
      manager,
      view: null,
      container: null,
    });
    all.push(fragment);
    if (added) manager.peer.added.push(fragment);
  }
  for (const [at, { targetAt }] of saved.fragments.entries()) {
    const fragment = all[at];
    if (fragment && targetAt >= 0) fragmentOf(fragment).target = all[targetAt] ?? null;
  }
  for (const { name, steps } of saved.backStack)
    manager.peer.backStack.push({
      name,
      steps: steps.flatMap(({ kind, containerId, at }) => {
        const fragment = all[at];
        return fragment ? [{ kind, containerId, fragment }] : [];
      }),
    });
}

/** A fragment of the saved state that a layout names again. */
export function findRestored(manager: Manager, id: number, tag: HeapObject | null): JavaObject | undefined {
  const text = (value: HeapObject | null) => (value as { readonly value?: string } | null)?.value;
  return manager.peer.added.find((each) => {
    const state = fragmentOf(each);
    if (!state.fromLayout || state.view) return false;
    return id !== 0 ? state.id === id : tag !== null && text(state.tag) === text(tag);
  });
}

export const fragmentManagerState = defineClass({
  name: fragmentsStateClass,
  flags: 'final',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
});
