import {
  absListView,
  absListViewParams,
  adapterContextMenuInfo,
  multiChoiceWrapper,
} from './abs-list-view.ts';
import { adapterDataSetObserver, adapterView } from './adapter-view.ts';
import { arrayAdapter, baseAdapter, simpleAdapter } from './adapters.ts';
import { cursorAdapter, resourceCursorAdapter, simpleCursorAdapter } from './cursor-adapters.ts';
import { expandableClasses } from './expandable.ts';
import { filterClass, filterResults, hostFilter } from './filters.ts';
import { gridView, listView } from './list-view.ts';

/** Lists, grids and their adapters. */
export const classes = [
  absListView,
  absListViewParams,
  adapterContextMenuInfo,
  multiChoiceWrapper,
  adapterDataSetObserver,
  adapterView,
  arrayAdapter,
  baseAdapter,
  cursorAdapter,
  ...expandableClasses,
  filterClass,
  filterResults,
  hostFilter,
  resourceCursorAdapter,
  simpleCursorAdapter,
  gridView,
  listView,
  simpleAdapter,
];
