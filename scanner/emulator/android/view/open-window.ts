import type { ScreenWindow } from '../../../device/device.ts';
import { JavaObject } from '../../machine/index.ts';
import type { Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { DeviceWindow } from '../../system/window-manager.ts';
import { activityStateOf } from '../app/activity-state.ts';
import { wrapperOf } from '../content/context-state.ts';
import { viewOf, type AttachInfo } from './view-state.ts';
import { attachToWindow, detachFromWindow, markForLayout, markWindow } from './view-tree.ts';
import { adoptObserver } from './view-tree-observer.ts';
import { titleOf, toWindowParams } from './window-params.ts';

const attachInfos = new WeakMap<DeviceWindow, AttachInfo>();

export function attachInfoOf(window: DeviceWindow): AttachInfo | undefined {
  return attachInfos.get(window);
}

/** The activity behind a context, through its wrappers. */
export function findActivity(context: JavaObject | null): JavaObject | undefined {
  for (let at = context, hops = 0; at && hops < 50; at = wrapperOf(at).base, hops++) {
    for (let cls: typeof at.cls | null = at.cls; cls; cls = cls.superclass)
      if (cls.name === 'android/app/Activity') return at;
    if (at.cls.name === 'android/app/ContextImpl') return undefined;
  }
  return undefined;
}

const firstSystemType = 2000;
const firstSubType = 1000;
const overlayTypes = new Set([2002, 2003, 2006, 2007, 2010, 2038]);
const typeToast = 2005;
const overlayOnlyApi = 26;

function badToken(vm: Machine, why: string): never {
  return vm.throwNew('android/view/WindowManager$BadTokenException', why);
}

function kindOf(vm: Machine, type: number): ScreenWindow['kind'] {
  const { phone, permissions } = vm.attached(SYSTEM);
  if (type === typeToast) return 'toast';
  if (type < firstSubType) return 'dialog';
  if (type < firstSystemType) return 'popup';
  const allowed =
    overlayTypes.has(type) &&
    (phone.apiLevel < overlayOnlyApi || type === 2038) &&
    // An app-op that the person switches on in the settings, not a permission that is granted with the others.
    permissions.decisionOf('android.permission.SYSTEM_ALERT_WINDOW') === 'granted';
  if (!allowed) badToken(vm, `Unable to add window -- permission denied for window type ${type}`);
  return 'overlay';
}

/** WindowManager.addView: opens a window with the view as its root. */
export function* openWindow(
  vm: Machine,
  view: JavaObject,
  params: JavaObject,
  owner: { readonly activity: JavaObject | undefined; readonly parentId: string | undefined },
): Steps<DeviceWindow> {
  const system = vm.attached(SYSTEM);
  if (viewOf(view).attach)
    vm.throwNew(
      'java/lang/IllegalStateException',
      `View ${view.cls.javaName} has already been added to the window manager.`,
    );
  const placed = toWindowParams(vm, params);
  const kind = kindOf(vm, placed.type);
  const record = owner.activity && system.activities.findByActivity(owner.activity);
  if (placed.type < firstSystemType) {
    if (!owner.activity)
      badToken(vm, 'Unable to add window -- token null is not valid; is your activity running?');
    if (!record)
      badToken(
        vm,
        `Unable to add window -- token ${owner.activity?.cls.javaName} is not valid; is your activity running?`,
      );
  }
  return yield* showWindow(vm, view, params, {
    kind,
    ownerClass: owner.activity?.cls.javaName ?? '',
    parentId: owner.parentId ?? record?.windowId,
    title: yield* titleOf(vm, params),
  });
}

/** Opens the window itself, whatever its type; the view is attached before the next frame. */
export function* showWindow(
  vm: Machine,
  view: JavaObject,
  params: JavaObject,
  given: Pick<DeviceWindow, 'kind' | 'ownerClass' | 'parentId' | 'title'>,
): Steps<DeviceWindow> {
  const system = vm.attached(SYSTEM);
  viewOf(view).params = params;
  const window = system.windows.open({
    ...given,
    ownerPackage: system.app.manifest.packageName,
    root: view,
    params: toWindowParams(vm, params),
  });
  const attach: AttachInfo = { window, root: view, focused: null, observer: null, token: null };
  attachInfos.set(window, attach);
  adoptObserver(vm, view, attach);
  markForLayout(vm, view);
  // Attaching is part of the first traversal; listeners posted until then wait in the views.
  markWindow(vm, attach);
  return window;
}

/** Attaches the root of a window that is new. */
export function* attachNewWindow(vm: Machine, window: DeviceWindow): Steps<void> {
  const attach = attachInfos.get(window);
  if (!attach || viewOf(attach.root).attach) return;
  yield* attachToWindow(vm, attach.root, attach);
  yield* vm.call(attach.root, 'dispatchWindowFocusChanged(Z)V', true);
}

/** Something of a window's parameters changed. */
export function updateWindow(vm: Machine, view: JavaObject, params: JavaObject): void {
  const window = vm.attached(SYSTEM).windows.findByRoot(view);
  viewOf(view).params = params;
  if (!window) return;
  window.params = toWindowParams(vm, params);
  markForLayout(vm, view);
  markWindow(vm, attachInfos.get(window));
}

export function* closeWindow(vm: Machine, view: JavaObject): Steps<boolean> {
  const { windows } = vm.attached(SYSTEM);
  const window = windows.findByRoot(view);
  if (!window) return false;
  for (const child of windows.windows.filter(({ parentId }) => parentId === window.id))
    if (child.root) yield* closeWindow(vm, child.root);
  yield* detachFromWindow(vm, view);
  windows.close(window.id);
  vm.attached(SYSTEM).scheduleTraversal();
  return true;
}

/** Whether a window is on the screen: those of stopped activities, and all of the app's while it is not in front, are not. */
export function isVisibleWindow(vm: Machine, window: DeviceWindow): boolean {
  const { activities, windows } = vm.attached(SYSTEM);
  if (!isOfActivity(window)) return true;
  if (!activities.inForeground) return false;
  const record = activities.stack.find(({ windowId }) => windowId === window.id);
  if (record) {
    const isOpaqueAbove = activities.stack
      .slice(activities.stack.indexOf(record) + 1)
      .some(
        (above) =>
          above.windowId !== undefined && above.stage === 'resumed' && !isTranslucent(above.activity),
      );
    return (
      !isOpaqueAbove &&
      record.stage !== 'stopped' &&
      record.stage !== 'destroyed' &&
      record.stage !== 'created'
    );
  }
  const parent = window.parentId === undefined ? undefined : windows.find(window.parentId);
  return parent === undefined || isVisibleWindow(vm, parent);
}

function isOfActivity({ kind }: DeviceWindow): boolean {
  return kind === 'activity' || kind === 'dialog' || kind === 'popup';
}

const translucentWindows = new WeakSet<JavaObject>();

export function markTranslucent(window: JavaObject): void {
  translucentWindows.add(window);
}

function isTranslucent(activity: JavaObject): boolean {
  const { window } = activityStateOf(activity);
  return window instanceof JavaObject && translucentWindows.has(window);
}
