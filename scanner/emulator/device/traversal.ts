import type { Machine, Steps } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import type { DeviceWindow } from '../system/window-manager.ts';
import { AT_MOST, EXACTLY, MATCH_PARENT, WRAP_CONTENT, makeSpec } from '../android/view/measure-spec.ts';
import { attachInfoOf, attachNewWindow, isVisibleWindow } from '../android/view/open-window.ts';
import { dpToPx } from '../android/view/styled.ts';
import { layoutView, measureView, measuredHeightOf, measuredWidthOf } from '../android/view/view-layout.ts';
import { MEASURED_STATE_TOO_SMALL, viewOf } from '../android/view/view-state.ts';
import { dispatchGlobalLayout, dispatchPreDraw } from '../android/view/view-tree-observer.ts';
import { frameOf, placeWindow } from './frames.ts';

/** Listeners may ask for layout again; a window that never comes to rest is shown as it is. */
const mostPasses = 8;
/** config_prefDialogWidth of the platform. */
const preferredDialogWidthDp = 320;

/** Attaches, measures and lays out every window that needs it. */
export function* layOutWindows(vm: Machine): Steps<void> {
  const { windows } = vm.attached(SYSTEM);
  for (let pass = 0; pass < mostPasses; pass++) {
    const due = windows.windows.filter(
      (window) => window.layoutNeeded && window.root !== undefined && isVisibleWindow(vm, window),
    );
    if (due.length === 0) return;
    for (const window of due) yield* layOutWindow(vm, window);
  }
}

function* layOutWindow(vm: Machine, window: DeviceWindow): Steps<void> {
  const { root } = window;
  if (!root) return;
  yield* attachNewWindow(vm, window);
  window.layoutNeeded = false;
  if (viewOf(root).visibility === 8) {
    window.boundsPx = { left: 0, top: 0, right: 0, bottom: 0 };
    return;
  }
  const frame = frameOf(vm, window);
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const heightSpec = specFor(window.params.height, height);
  if (window.params.width !== WRAP_CONTENT || !(yield* measureNarrow(vm, window, width, heightSpec)))
    yield* measureView(vm, root, specFor(window.params.width, width), heightSpec);
  window.boundsPx = placeWindow(window.params, frame, measuredWidthOf(root), measuredHeightOf(root));
  yield* layoutView(vm, root, 0, 0, measuredWidthOf(root), measuredHeightOf(root));
  const attach = attachInfoOf(window);
  if (!attach) return;
  yield* dispatchGlobalLayout(vm, attach);
  yield* dispatchPreDraw(vm, attach);
}

function specFor(wanted: number, room: number): number {
  if (wanted === MATCH_PARENT) return makeSpec(room, EXACTLY);
  return wanted === WRAP_CONTENT ? makeSpec(room, AT_MOST) : makeSpec(wanted, EXACTLY);
}

/** A window that wraps its content is tried at the width that dialogs like, then half way to the full width. */
function* measureNarrow(
  vm: Machine,
  window: DeviceWindow,
  roomPx: number,
  heightSpec: number,
): Steps<boolean> {
  const { root } = window;
  let widthPx = Math.round(dpToPx(vm, preferredDialogWidthDp));
  if (!root || roomPx <= widthPx) return false;
  for (let attempt = 0; attempt < 2; attempt++) {
    yield* measureView(vm, root, makeSpec(widthPx, AT_MOST), heightSpec);
    if ((viewOf(root).measuredWidth & MEASURED_STATE_TOO_SMALL) === 0) return true;
    widthPx = Math.trunc((widthPx + roomPx) / 2);
  }
  return false;
}
