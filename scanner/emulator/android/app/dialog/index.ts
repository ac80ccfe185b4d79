import { alertDialogBuilder } from './alert-builder.ts';
import { alertButtonListener, alertItemListener } from './alert-content.ts';
import { alertDialog } from './alert-dialog.ts';
import { dialog } from './dialog.ts';

/** android.app: dialogs */
export const classes = [dialog, alertDialog, alertDialogBuilder, alertButtonListener, alertItemListener];
