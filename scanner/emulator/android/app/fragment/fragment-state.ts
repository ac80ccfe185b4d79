import type { HeapObject, JavaObject } from '../../../machine/index.ts';
import { viewPart } from '../../view/view-state.ts';
import type { SavedFragments } from './saved-fragments.ts';

/** How far a fragment or its activity is: each step includes those before it. */
export const levels = { initial: 0, created: 1, activityCreated: 2, started: 4, resumed: 5 } as const;
export type Level = (typeof levels)[keyof typeof levels];

/** State of an android.app.Fragment. */
export type FragmentState = {
  activity: JavaObject | null;
  manager: JavaObject | null;
  level: Level;
  id: number;
  tag: HeapObject | null;
  view: JavaObject | null;
  container: JavaObject | null;
  arguments: JavaObject | null;
  target: JavaObject | null;
  targetRequest: number;
  hidden: boolean;
  detached: boolean;
  added: boolean;
  removing: boolean;
  retain: boolean;
  hasMenu: boolean;
  userVisible: boolean;
  /** Written in a layout: its view is put where the tag stands. */
  fromLayout: boolean;
  childManager: JavaObject | null;
  /** android.os.Bundle of its last instance, until it is resumed. */
  saved: JavaObject | null;
  /** android.util.SparseArray of what its views kept. */
  viewState: JavaObject | null;
  savedChildren: SavedFragments | null;
  /** Came over from the last instance of its activity and is not created again. */
  kept: boolean;
};

export const fragmentOf = viewPart<FragmentState>(() => ({
  activity: null,
  manager: null,
  level: levels.initial,
  id: 0,
  tag: null,
  view: null,
  container: null,
  arguments: null,
  target: null,
  targetRequest: 0,
  hidden: false,
  detached: false,
  added: false,
  removing: false,
  retain: false,
  hasMenu: false,
  userVisible: true,
  fromLayout: false,
  childManager: null,
  saved: null,
  viewState: null,
  savedChildren: null,
  kept: false,
}));

export type FragmentOp = {
  readonly kind: 'add' | 'replace' | 'remove' | 'hide' | 'show' | 'detach' | 'attach';
  readonly fragment: JavaObject;
  readonly containerId: number;
};

export type Transaction = {
  readonly manager: JavaObject;
  readonly ops: FragmentOp[];
  backStackName: HeapObject | null;
  toBackStack: boolean;
  readonly runnables: HeapObject[];
};

/** What running a transaction did, so that Back can undo it. */
export type Undo = { readonly name: string | null; readonly steps: readonly FragmentOp[] };

/** State of an android.app.FragmentManager. */
export type ManagerState = {
  readonly activity: JavaObject;
  /** The fragment that a child manager belongs to. */
  readonly parent: JavaObject | null;
  level: Level;
  readonly added: JavaObject[];
  readonly pending: Transaction[];
  readonly backStack: Undo[];
  readonly listeners: HeapObject[];
};
