import { classes as fragments } from '../fragment/index.ts';
import { listActivity, listActivityListener } from '../list-activity.ts';
import { alertDialogBuilder } from './alert-builder.ts';
import { alertButtonListener, alertItemListener } from './alert-content.ts';
import { alertDialog } from './alert-dialog.ts';
import { progressDialog } from './progress-dialog.ts';
import { dialog } from './dialog.ts';

/** android.app: dialogs, fragments and list activities */
export const classes = [
  ...fragments,
  listActivity,
  listActivityListener,
  dialog,
  progressDialog,
  alertDialog,
  alertDialogBuilder,
  alertButtonListener,
  alertItemListener,
];
