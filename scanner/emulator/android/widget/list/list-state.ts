import type { HeapObject, JavaObject } from '../../../machine/index.ts';
import { viewPart } from '../../view/view-state.ts';

export type FixedRow = {
  readonly view: JavaObject;
  readonly data: HeapObject | null;
  readonly selectable: boolean;
};

/** State of an AdapterView: its items, and what of them is on the screen. */
export type ListState = {
  adapter: JavaObject | null;
  observer: JavaObject | null;
  /** Items, headers and footers included, when last counted. */
  count: number;
  dataChanged: boolean;
  readonly headers: FixedRow[];
  readonly footers: FixedRow[];
  /** Position of the first child, and pixels of it (and the divider before it) that are scrolled away. */
  first: number;
  offsetPx: number;
  /** Position of each view that is a child now. */
  readonly positions: Map<JavaObject, number>;
  readonly typeOf: Map<JavaObject, number>;
  readonly scrap: Map<number, JavaObject[]>;
  columns: number;
  columnWidthPx: number;
  horizontalGapPx: number;
  divider: JavaObject | null;
  dividerPx: number;
  selector: JavaObject | null;
  choiceMode: number;
  readonly checked: Set<number>;
  selected: number;
  onClick: HeapObject | null;
  onLongClick: HeapObject | null;
  onSelected: HeapObject | null;
  onScroll: HeapObject | null;
  empty: JavaObject | null;
  pressed: { readonly view: JavaObject; readonly position: number } | undefined;
  lastY: number;
  /** Where the finger went down. */
  downX: number | undefined;
  downY: number | undefined;
  onMultiChoice: HeapObject | null;
  /** android.view.ActionMode of a choice of many under way. */
  choiceActionMode: JavaObject | null;
  dragging: boolean;
  fromBottom: boolean;
};

export const listOf = viewPart<ListState>(() => ({
  adapter: null,
  observer: null,
  count: 0,
  dataChanged: false,
  headers: [],
  footers: [],
  first: 0,
  offsetPx: 0,
  positions: new Map(),
  typeOf: new Map(),
  scrap: new Map(),
  columns: 1,
  columnWidthPx: -1,
  horizontalGapPx: 0,
  divider: null,
  dividerPx: 0,
  selector: null,
  choiceMode: 0,
  checked: new Set(),
  selected: 0,
  onClick: null,
  onLongClick: null,
  onSelected: null,
  onScroll: null,
  empty: null,
  pressed: undefined,
  lastY: 0,
  downX: undefined,
  downY: undefined,
  onMultiChoice: null,
  choiceActionMode: null,
  dragging: false,
  fromBottom: false,
}));
