import { html } from './html.ts';
import { layoutClasses } from './layout-classes.ts';
import { classes as methods } from './method/index.ts';
import { spannedClasses } from './spanned-classes.ts';
import { styleClasses } from './style/index.ts';
import { textUtils } from './text-utils.ts';

/** android.text */
export const classes = [html, ...layoutClasses, ...methods, ...spannedClasses, ...styleClasses, textUtils];
