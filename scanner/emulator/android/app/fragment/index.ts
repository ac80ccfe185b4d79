import { dialogFragment, dialogFragmentListener } from './dialog-fragment.ts';
import { fragment } from './fragment.ts';
import {
  backStackRecord,
  fragmentManager,
  fragmentManagerImpl,
  fragmentTransaction,
} from './fragment-manager.ts';
import { fragmentManagerState } from './saved-fragments.ts';
import { listFragment, listFragmentListener } from './list-fragment.ts';

/** android.app: fragments */
export const classes = [
  backStackRecord,
  dialogFragment,
  dialogFragmentListener,
  fragment,
  fragmentManager,
  fragmentManagerImpl,
  fragmentManagerState,
  fragmentTransaction,
  listFragment,
  listFragmentListener,
];
