import { html } from './html.ts';
import { spannedClasses } from './spanned-classes.ts';
import { styleClasses } from './style/index.ts';
import { textUtils } from './text-utils.ts';

/** android.text */
export const classes = [html, ...spannedClasses, ...styleClasses, textUtils];
