import type { JavaObject } from '../../machine/index.ts';
import { viewPart } from './view-state.ts';

/** What a ViewGroup keeps besides its children. */
export type GroupState = {
  /** Child that took the finger when it went down. */
  touchTarget: JavaObject | null;
  /** A child asked that its moves are not taken from it. */
  disallowIntercept: boolean;
  clipChildren: boolean;
  clipToPadding: boolean;
  descendantFocusability: number;
  motionSplitting: boolean;
  hierarchyListener: JavaObject | null;
  addStatesFromChildren: boolean;
  touchscreenBlocksFocus: boolean;
  layoutMode: number;
  transitionGroup: boolean;
  focusedChild: JavaObject | null;
  layoutTransition: JavaObject | null;
  customDrawingOrder: boolean;
  layoutSuppressed: boolean;
};

const groups = new WeakSet<JavaObject>();

export const groupOf = viewPart<GroupState>(() => ({
  touchTarget: null,
  disallowIntercept: false,
  clipChildren: true,
  clipToPadding: true,
  descendantFocusability: 0x20000,
  motionSplitting: true,
  hierarchyListener: null,
  addStatesFromChildren: false,
  touchscreenBlocksFocus: false,
  layoutMode: 0,
  transitionGroup: false,
  focusedChild: null,
  layoutTransition: null,
  customDrawingOrder: false,
  layoutSuppressed: false,
}));

export function markViewGroup(view: JavaObject): void {
  groups.add(view);
}

export function isViewGroup(view: JavaObject): boolean {
  return groups.has(view);
}
