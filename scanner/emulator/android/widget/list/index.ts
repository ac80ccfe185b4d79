import { absListView, absListViewParams } from './abs-list-view.ts';
import { adapterDataSetObserver, adapterView } from './adapter-view.ts';
import { arrayAdapter, baseAdapter, simpleAdapter } from './adapters.ts';
import { gridView, listView } from './list-view.ts';

/** Lists, grids and their adapters. */
export const classes = [
  absListView,
  absListViewParams,
  adapterDataSetObserver,
  adapterView,
  arrayAdapter,
  baseAdapter,
  gridView,
  listView,
  simpleAdapter,
];
