import { activity } from './activity.ts';
import { activityLifecycleCallbacks, application } from './application.ts';
import { contextThemeWrapper } from './context-theme-wrapper.ts';

/** android.app */
export const classes = [activity, activityLifecycleCallbacks, application, contextThemeWrapper];
