import { html } from './html.ts';
import { layoutClasses } from './layout-classes.ts';
import { classes as methods } from './method/index.ts';
import { spannedClasses } from './spanned-classes.ts';
import { styleClasses } from './style/index.ts';
import { textUtils } from './text-utils.ts';
import { enumModel } from '../support/enum-model.ts';

const truncateAt = enumModel('android/text/TextUtils$TruncateAt', [
  'START',
  'MIDDLE',
  'END',
  'MARQUEE',
  'END_SMALL',
]);

/** android.text */
export const classes = [
  html,
  ...layoutClasses,
  ...methods,
  ...spannedClasses,
  ...styleClasses,
  textUtils,
  truncateAt,
];
