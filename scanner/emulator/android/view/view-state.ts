import type { HeapObject, JavaObject } from '../../machine/index.ts';
import type { DeviceWindow } from '../../system/window-manager.ts';

/** What all views of one window share while they are attached to it. */
export type AttachInfo = {
  readonly window: DeviceWindow;
  readonly root: JavaObject;
  /** View with input focus. */
  focused: JavaObject | null;
  /** android.view.ViewTreeObserver, made on demand. */
  observer: JavaObject | null;
  /** android.os.IBinder that stands for the window. */
  token: JavaObject | null;
};

/** State of an android.view.View; the view's peer. Sizes and places in pixels of its parent. */
export type ViewState = {
  context: JavaObject | null;
  id: number;
  tag: HeapObject | null;
  readonly tags: Map<number, HeapObject | null>;
  parent: JavaObject | null;
  params: JavaObject | null;
  attach: AttachInfo | undefined;

  left: number;
  top: number;
  right: number;
  bottom: number;
  scrollX: number;
  scrollY: number;
  paddingLeft: number;
  paddingTop: number;
  paddingRight: number;
  paddingBottom: number;
  /** Size in the low 24 bits, MEASURED_STATE_TOO_SMALL above. */
  measuredWidth: number;
  measuredHeight: number;
  widthSpec: number;
  heightSpec: number;
  /** Asked to be measured again whatever the specs. */
  layoutRequested: boolean;
  /** Measured since it was last laid out. */
  layoutRequired: boolean;
  laidOut: boolean;
  dimensionSet: boolean;
  minWidth: number;
  minHeight: number;

  visibility: number;
  enabled: boolean;
  clickable: boolean;
  longClickable: boolean;
  contextClickable: boolean;
  focusable: boolean;
  focusableInTouchMode: boolean;
  focused: boolean;
  selected: boolean;
  pressed: boolean;
  activated: boolean;
  hovered: boolean;
  duplicateParentState: boolean;
  willNotDraw: boolean;
  soundEffects: boolean;
  hapticFeedback: boolean;
  saveEnabled: boolean;
  keepScreenOn: boolean;
  fitsSystemWindows: boolean;
  filterTouchesWhenObscured: boolean;
  clipToOutline: boolean;
  horizontalScrollBar: boolean;
  verticalScrollBar: boolean;
  nestedScrolling: boolean;
  accessibilityHeading: boolean;
  forceDarkAllowed: boolean;

  background: JavaObject | null;
  foreground: JavaObject | null;
  foregroundGravity: number;
  description: HeapObject | null;
  tooltip: HeapObject | null;
  transitionName: HeapObject | null;
  stateDescription: HeapObject | null;
  backgroundTint: JavaObject | null;
  backgroundTintMode: HeapObject | null;
  outlineProvider: HeapObject | null;
  stateListAnimator: JavaObject | null;
  accessibilityDelegate: JavaObject | null;
  animation: JavaObject | null;
  drawableState: HeapObject | null;

  alpha: number;
  translationX: number;
  translationY: number;
  translationZ: number;
  elevation: number;
  scaleX: number;
  scaleY: number;
  rotation: number;
  rotationX: number;
  rotationY: number;
  pivotX: number | undefined;
  pivotY: number | undefined;
  cameraDistance: number;

  layoutDirection: number;
  textAlignment: number;
  textDirection: number;
  overScrollMode: number;
  scrollBarStyle: number;
  scrollBarSize: number;
  importantForAccessibility: number;
  importantForAutofill: number;
  accessibilityLiveRegion: number;
  labelFor: number;
  nextFocusDown: number;
  nextFocusUp: number;
  nextFocusLeft: number;
  nextFocusRight: number;
  systemUiVisibility: number;
  layerType: number;

  /** Listeners by the setter's name, e.g. `OnClickListener`. */
  readonly listeners: Map<string, HeapObject | null>;
  readonly attachListeners: HeapObject[];
  readonly layoutListeners: HeapObject[];
  /** Runnables posted before the view was attached; they run once it is. */
  readonly waiting: { readonly run: HeapObject; readonly delayMs: number }[];
  /** Press under way: which one, and whether it was already used up as a long press. */
  press: { longDone: boolean } | undefined;
  /** Where the long press under way is, in the view; its context menu opens there. */
  longPressAt: { readonly x: number; readonly y: number } | undefined;
  /** android.view.ContextMenu.ContextMenuInfo: what a context menu of the view is about. */
  menuInfo: HeapObject | null;
};

export const VISIBLE = 0;
export const INVISIBLE = 4;
export const GONE = 8;
export const NO_ID = -1;

export const MEASURED_SIZE_MASK = 0x00ffffff;
export const MEASURED_STATE_TOO_SMALL = 0x01000000;

function freshState(): ViewState {
  return {
    context: null,
    id: NO_ID,
    tag: null,
    tags: new Map(),
    parent: null,
    params: null,
    attach: undefined,
    left: 0,
    top: 0,
    right: 0,
    bottom: 0,
    scrollX: 0,
    scrollY: 0,
    paddingLeft: 0,
    paddingTop: 0,
    paddingRight: 0,
    paddingBottom: 0,
    measuredWidth: 0,
    measuredHeight: 0,
    widthSpec: -1,
    heightSpec: -1,
    layoutRequested: true,
    layoutRequired: true,
    laidOut: false,
    dimensionSet: false,
    minWidth: 0,
    minHeight: 0,
    visibility: VISIBLE,
    enabled: true,
    clickable: false,
    longClickable: false,
    contextClickable: false,
    focusable: false,
    focusableInTouchMode: false,
    focused: false,
    selected: false,
    pressed: false,
    activated: false,
    hovered: false,
    duplicateParentState: false,
    willNotDraw: false,
    soundEffects: true,
    hapticFeedback: true,
    saveEnabled: true,
    keepScreenOn: false,
    fitsSystemWindows: false,
    filterTouchesWhenObscured: false,
    clipToOutline: false,
    horizontalScrollBar: false,
    verticalScrollBar: false,
    nestedScrolling: false,
    accessibilityHeading: false,
    forceDarkAllowed: true,
    background: null,
    foreground: null,
    foregroundGravity: 0x77,
    description: null,
    tooltip: null,
    transitionName: null,
    stateDescription: null,
    backgroundTint: null,
    backgroundTintMode: null,
    outlineProvider: null,
    stateListAnimator: null,
    accessibilityDelegate: null,
    animation: null,
    drawableState: null,
    alpha: 1,
    translationX: 0,
    translationY: 0,
    translationZ: 0,
    elevation: 0,
    scaleX: 1,
    scaleY: 1,
    rotation: 0,
    rotationX: 0,
    rotationY: 0,
    pivotX: undefined,
    pivotY: undefined,
    cameraDistance: 1280,
    layoutDirection: 0,
    textAlignment: 1,
    textDirection: 0,
    overScrollMode: 1,
    scrollBarStyle: 0,
    scrollBarSize: 11,
    importantForAccessibility: 0,
    importantForAutofill: 0,
    accessibilityLiveRegion: 0,
    labelFor: NO_ID,
    nextFocusDown: NO_ID,
    nextFocusUp: NO_ID,
    nextFocusLeft: NO_ID,
    nextFocusRight: NO_ID,
    systemUiVisibility: 0,
    layerType: 0,
    listeners: new Map(),
    attachListeners: [],
    layoutListeners: [],
    waiting: [],
    press: undefined,
    longPressAt: undefined,
    menuInfo: null,
  };
}

export type View = JavaObject<ViewState>;

/** The view's state; made on first use, so that a constructor that calls out early still has one. */
export function viewOf(view: JavaObject): ViewState {
  // Only view.ts sets the peer of a view.
  const object = view as JavaObject<ViewState | undefined>;
  object.peer ??= freshState();
  return object.peer;
}

/** State that a class of widgets keeps beside the view's own. */
export function viewPart<T>(make: () => T): (view: JavaObject) => T {
  const parts = new WeakMap<JavaObject, T>();
  return (view) => {
    let part = parts.get(view);
    if (part === undefined) {
      part = make();
      parts.set(view, part);
    }
    return part;
  };
}

/** Children of view groups; empty for other views. Here, because attaching and finding go through it. */
const childLists = new WeakMap<JavaObject, JavaObject[]>();

export function childrenOf(view: JavaObject): readonly JavaObject[] {
  return childLists.get(view) ?? [];
}

/** The list itself, for ViewGroup to change. */
export function childListOf(group: JavaObject): JavaObject[] {
  let list = childLists.get(group);
  if (!list) {
    list = [];
    childLists.set(group, list);
  }
  return list;
}

export function widthOf(view: JavaObject): number {
  const { left, right } = viewOf(view);
  return right - left;
}

export function heightOf(view: JavaObject): number {
  const { top, bottom } = viewOf(view);
  return bottom - top;
}

export function isShown(view: JavaObject): boolean {
  for (let at: JavaObject | null = view; at; at = viewOf(at).parent)
    if (viewOf(at).visibility !== VISIBLE) return false;
  return viewOf(view).attach !== undefined;
}
