import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { attributes, obtainStyled } from '../../view/styled.ts';
import { viewOf } from '../../view/view-state.ts';
import { managerOf, moveFragment } from './fragment-manager.ts';
import { fragmentOf, levels } from './fragment-state.ts';
import { findRestored } from './saved-fragments.ts';

const tagNames = attributes('name', 'id', 'tag');

/** A `fragment` element of a layout: makes the fragment, or takes the one that was saved, and answers its view. */
export function* inflateFragment(
  vm: Machine,
  activity: JavaObject,
  context: JavaObject,
  set: HeapObject | null,
): Steps<JavaObject | null> {
  const styled = yield* obtainStyled(vm, context, set, tagNames, 0, 0);
  const given = yield* vm.call<JavaString | null>(
    set,
    'getAttributeValue(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;',
    null,
    'class',
  );
  const name = (given ?? styled.string('name'))?.value ?? '';
  const cls = vm.findClass(`L${name.replaceAll('.', '/')};`);
  // Fragments of AndroidX are for AndroidX's own factory, which was asked before.
  if (!cls || ![...cls.ancestors].some((each) => each.name === 'android/app/Fragment')) return null;
  const manager = managerOf(vm, activity);
  const writtenId = styled.resourceId('id', -1);
  const id = writtenId === -1 ? 0 : writtenId | 0;
  const restored = findRestored(manager, id, styled.string('tag'));
  const fragment = restored ?? (yield* vm.construct<JavaObject>(cls, '()V'));
  const state = fragmentOf(fragment);
  state.fromLayout = true;
  state.tag = styled.string('tag');
  yield* vm.call(
    fragment,
    'onInflate(Landroid/app/Activity;Landroid/util/AttributeSet;Landroid/os/Bundle;)V',
    activity,
    set,
    state.saved,
  );
  state.activity = activity;
  state.manager = manager;
  yield* moveFragment(vm, fragment, levels.created);
  const inflater = yield* vm.call<JavaObject>(activity, 'getLayoutInflater()Landroid/view/LayoutInflater;');
  state.view = yield* vm.call<JavaObject | null>(
    fragment,
    'onCreateView(Landroid/view/LayoutInflater;Landroid/view/ViewGroup;Landroid/os/Bundle;)Landroid/view/View;',
    inflater,
    null,
    state.saved,
  );
  if (!state.view)
    return vm.throwNew('java/lang/IllegalStateException', `Fragment ${name} did not create a view.`);
  state.id = id;
  if (viewOf(state.view).id === -1) viewOf(state.view).id = writtenId;
  yield* vm.call(fragment, 'onViewCreated(Landroid/view/View;Landroid/os/Bundle;)V', state.view, state.saved);
  state.added = true;
  if (!restored) manager.peer.added.push(fragment);
  return state.view;
}
