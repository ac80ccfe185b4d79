import { clipboardClasses } from './clipboard.ts';
import { componentName } from './component-name.ts';
import { contentClasses } from './content-resolver.ts';
import { contentValues } from './content-values.ts';
import { context, contextImpl, contextWrapper } from './context.ts';
import { intent } from './intent.ts';
import { preferenceClasses } from './shared-preferences.ts';
import type { SystemServiceModel } from './system-services.ts';

/** android.content */
export const classes = [
  ...clipboardClasses,
  componentName,
  ...contentClasses,
  contentValues,
  context,
  contextImpl,
  contextWrapper,
  intent,
  ...preferenceClasses,
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'clipboard', className: 'android/content/ClipboardManager' },
];
