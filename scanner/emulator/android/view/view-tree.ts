import { JavaObject } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { postRunnable } from '../os/handler.ts';
import { childrenOf, viewOf, type AttachInfo } from './view-state.ts';

/** View.requestLayout up to the window, which is measured and laid out before the next frame. */
export function* requestLayout(vm: Machine, view: JavaObject): Steps<void> {
  const state = viewOf(view);
  state.layoutRequested = true;
  state.widthSpec = -1;
  const { parent, attach } = state;
  if (parent) {
    if (!viewOf(parent).layoutRequested) yield* vm.call(parent, 'requestLayout()V');
    else markWindow(vm, attach);
  } else if (attach?.root === view) markWindow(vm, attach);
}

export function markWindow(vm: Machine, attach: AttachInfo | undefined): void {
  if (!attach) return;
  attach.window.layoutNeeded = true;
  vm.attached(SYSTEM).scheduleTraversal();
}

/** Marks views up to the root for layout without calling their overrides; for the host's own changes. */
export function markForLayout(vm: Machine, view: JavaObject): void {
  for (let at: JavaObject | null = view; at; at = viewOf(at).parent) {
    viewOf(at).layoutRequested = true;
    viewOf(at).widthSpec = -1;
  }
  markWindow(vm, viewOf(view).attach);
}

/** Tells a view and its children that they are in a window now. */
export function* attachToWindow(vm: Machine, view: JavaObject, attach: AttachInfo): Steps<void> {
  const state = viewOf(view);
  if (state.attach) return;
  state.attach = attach;
  for (const { run, delayMs } of state.waiting.splice(0)) postOnMain(vm, run, delayMs);
  yield* vm.call(view, 'onAttachedToWindow()V');
  for (const listener of [...state.attachListeners])
    yield* vm.call(listener, 'onViewAttachedToWindow(Landroid/view/View;)V', view);
  if (state.layoutRequested) markWindow(vm, attach);
  for (const child of [...childrenOf(view)]) yield* attachToWindow(vm, child, attach);
}

export function* detachFromWindow(vm: Machine, view: JavaObject): Steps<void> {
  const state = viewOf(view);
  const { attach } = state;
  if (!attach) return;
  for (const child of [...childrenOf(view)]) yield* detachFromWindow(vm, child);
  if (attach.focused === view) {
    attach.focused = null;
    state.focused = false;
  }
  yield* vm.call(view, 'onDetachedFromWindow()V');
  for (const listener of [...state.attachListeners])
    yield* vm.call(listener, 'onViewDetachedFromWindow(Landroid/view/View;)V', view);
  state.attach = undefined;
  state.press = undefined;
}

/** The first view with an id, depth first, the view itself included. */
export function findById(view: JavaObject, id: number): JavaObject | null {
  if (id === -1) return null;
  return findView(view, (each) => viewOf(each).id === id);
}

export function findView(view: JavaObject, matches: (view: JavaObject) => boolean): JavaObject | null {
  if (matches(view)) return view;
  for (const child of childrenOf(view)) {
    const found = findView(child, matches);
    if (found) return found;
  }
  return null;
}

export function rootOf(view: JavaObject): JavaObject {
  let at = view;
  for (let up = viewOf(at).parent; up; up = viewOf(at).parent) at = up;
  return at;
}

/** Whether `view` is `ancestor` or lies in it. */
export function isWithin(view: JavaObject, ancestor: JavaObject): boolean {
  for (let at: JavaObject | null = view; at; at = viewOf(at).parent) if (at === ancestor) return true;
  return false;
}

/** Place of a view's top left corner in its window, scrolling and translation included. */
export function placeInWindow(view: JavaObject): { readonly x: number; readonly y: number } {
  let x = 0;
  let y = 0;
  for (let at: JavaObject | null = view; at; at = viewOf(at).parent) {
    const state = viewOf(at);
    x += state.left + state.translationX;
    y += state.top + state.translationY;
    if (state.parent) {
      x -= viewOf(state.parent).scrollX;
      y -= viewOf(state.parent).scrollY;
    }
  }
  return { x, y };
}

export function placeOnScreen(view: JavaObject): { readonly x: number; readonly y: number } {
  const { x, y } = placeInWindow(view);
  const bounds = viewOf(view).attach?.window.boundsPx;
  return { x: x + (bounds?.left ?? 0), y: y + (bounds?.top ?? 0) };
}

/** View.post and postDelayed: on the main thread, but not before the view is attached. */
export function postToView(vm: Machine, view: JavaObject, run: HeapObject, delayMs: number): void {
  const state = viewOf(view);
  if (state.attach) postOnMain(vm, run, delayMs);
  else state.waiting.push({ run, delayMs });
}

const handlerKey = 'view handler';

/** The handler of the main thread that views post with. */
export function viewHandler(vm: Machine): JavaObject {
  const system = vm.attached(SYSTEM);
  const known = system.singletons.get(handlerKey);
  if (known instanceof JavaObject) return known;
  const made = vm.newObject('android/os/Handler');
  made.peer = { looper: system.mainLooper, callback: null };
  system.singletons.set(handlerKey, made);
  return made;
}

function postOnMain(vm: Machine, run: HeapObject, delayMs: number): void {
  postRunnable(vm, viewHandler(vm), run, Math.max(0, delayMs));
}
