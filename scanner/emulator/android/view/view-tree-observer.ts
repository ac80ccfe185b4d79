import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { viewOf, type AttachInfo } from './view-state.ts';
import { rootOf } from './view-tree.ts';

type ObserverState = { readonly listeners: Map<string, HeapObject[]>; alive: boolean };
type Observer = JavaObject<ObserverState>;

const floating = new WeakMap<JavaObject, Observer>();

/** The observer of the view's window; of its tree while it is in none, whose listeners go over on attaching. */
export function treeObserverOf(vm: Machine, view: JavaObject): Observer {
  const { attach } = viewOf(view);
  if (attach) {
    attach.observer ??= makeObserver(vm);
    return attach.observer as Observer;
  }
  const root = rootOf(view);
  let observer = floating.get(root);
  if (!observer) {
    observer = makeObserver(vm);
    floating.set(root, observer);
  }
  return observer;
}

function makeObserver(vm: Machine): Observer {
  const made = vm.newObject<ObserverState>('android/view/ViewTreeObserver');
  made.peer = { listeners: new Map(), alive: true };
  return made;
}

/** Moves what listened to a tree outside of any window to the window that it is put in. */
export function adoptObserver(vm: Machine, view: JavaObject, attach: AttachInfo): void {
  const observer = floating.get(view);
  if (!observer) return;
  floating.delete(view);
  attach.observer ??= makeObserver(vm);
  const into = (attach.observer as Observer).peer.listeners;
  for (const [kind, listeners] of observer.peer.listeners)
    into.set(kind, [...(into.get(kind) ?? []), ...listeners]);
  observer.peer.listeners.clear();
  observer.peer.alive = false;
}

function listenersOf(attach: AttachInfo, kind: string): readonly HeapObject[] {
  const observer = attach.observer as Observer | null;
  return [...(observer?.peer.listeners.get(kind) ?? [])];
}

export function* dispatchGlobalLayout(vm: Machine, attach: AttachInfo): Steps<void> {
  for (const listener of listenersOf(attach, 'OnGlobalLayoutListener'))
    yield* vm.call(listener, 'onGlobalLayout()V');
}

/** Calls the pre-draw listeners; true when one of them held the drawing back. */
export function* dispatchPreDraw(vm: Machine, attach: AttachInfo): Steps<boolean> {
  let heldBack = false;
  for (const listener of listenersOf(attach, 'OnPreDrawListener'))
    if (!(yield* vm.call<boolean>(listener, 'onPreDraw()Z'))) heldBack = true;
  for (const listener of listenersOf(attach, 'OnDrawListener')) yield* vm.call(listener, 'onDraw()V');
  return heldBack;
}

const kinds = [
  'OnGlobalLayoutListener',
  'OnPreDrawListener',
  'OnDrawListener',
  'OnScrollChangedListener',
  'OnGlobalFocusChangeListener',
  'OnTouchModeChangeListener',
  'OnWindowAttachListener',
  'OnWindowFocusChangeListener',
  'OnSystemGestureExclusionRectsChangedListener',
];

const remove = (_vm: Machine, self: Observer, listener: HeapObject, kind: string) => {
  const list = self.peer.listeners.get(kind);
  const at = list?.indexOf(listener) ?? -1;
  if (at >= 0) list?.splice(at, 1);
};

export const viewTreeObserver = defineClass({
  name: 'android/view/ViewTreeObserver',
  flags: 'final',
  labels: 'container',
  methods: {
    ...Object.fromEntries(
      kinds.flatMap((kind) => {
        const parameter = `(Landroid/view/ViewTreeObserver$${kind};)V`;
        return [
          [
            `add${kind}${parameter}`,
            (_vm: Machine, self: Observer, listener: HeapObject) => {
              const list = self.peer.listeners.get(kind) ?? [];
              list.push(listener);
              self.peer.listeners.set(kind, list);
            },
          ],
          [
            `remove${kind}${parameter}`,
            (vm: Machine, self: Observer, listener: HeapObject) => remove(vm, self, listener, kind),
          ],
        ];
      }),
    ),
    'removeGlobalOnLayoutListener(Landroid/view/ViewTreeObserver$OnGlobalLayoutListener;)V': (
      vm,
      self: Observer,
      listener: HeapObject,
    ) => remove(vm, self, listener, 'OnGlobalLayoutListener'),
    'isAlive()Z': (_vm, self: Observer) => self.peer.alive,
    'final dispatchOnGlobalLayout()V': function* (vm, self: Observer) {
      for (const listener of [...(self.peer.listeners.get('OnGlobalLayoutListener') ?? [])])
        yield* vm.call(listener, 'onGlobalLayout()V');
    },
    'final dispatchOnPreDraw()Z': function* (vm, self: Observer) {
      let heldBack = false;
      for (const listener of [...(self.peer.listeners.get('OnPreDrawListener') ?? [])])
        if (!(yield* vm.call<boolean>(listener, 'onPreDraw()Z'))) heldBack = true;
      return heldBack;
    },
  },
});
