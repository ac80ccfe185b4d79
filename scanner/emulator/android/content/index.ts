import { componentName } from './component-name.ts';
import { context, contextImpl, contextWrapper } from './context.ts';
import { intent } from './intent.ts';

/** android.content */
export const classes = [componentName, context, contextImpl, contextWrapper, intent];
