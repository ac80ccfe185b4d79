import { defineClass } from '../../machine/index.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import { asyncQueryHandler } from './async-query-handler.ts';
import { broadcastReceiver, pendingResult } from './broadcast-receiver.ts';
import { clipboardClasses } from './clipboard.ts';
import { componentName } from './component-name.ts';
import { contentClasses } from './content-resolver.ts';
import { contentValues } from './content-values.ts';
import { context, contextImpl, contextWrapper } from './context.ts';
import { intentFilter } from './intent-filter.ts';
import { intent } from './intent.ts';
import { cursorLoader } from './cursor-loader.ts';
import { loaderClasses } from './loaders.ts';
import { launcherAppsClasses } from './pm/launcher-apps.ts';
import { packageManagerClasses } from './pm/package-manager.ts';
import { preferenceClasses } from './shared-preferences.ts';
import { recentSuggestions } from './recent-suggestions.ts';
import { uriMatcher } from './uri-matcher.ts';
import type { SystemServiceModel } from './system-services.ts';

/** android.content */
export const classes = [
  asyncQueryHandler,
  ...clipboardClasses,
  componentName,
  ...contentClasses,
  contentValues,
  context,
  contextImpl,
  contextWrapper,
  intent,
  broadcastReceiver,
  intentFilter,
  cursorLoader,
  ...launcherAppsClasses,
  ...loaderClasses,
  ...packageManagerClasses,
  pendingResult,
  ...preferenceClasses,
  recentSuggestions,
  uriMatcher,
  defineClass({
    name: 'android/content/ComponentCallbacks',
    flags: 'interface',
    methods: {
      'onConfigurationChanged(Landroid/content/res/Configuration;)V': null,
      'onLowMemory()V': null,
    },
  }),
  defineClass({
    name: 'android/content/ComponentCallbacks2',
    flags: 'interface',
    interfaces: ['android/content/ComponentCallbacks'],
    methods: { 'onTrimMemory(I)V': null },
  }),
  throwableClass('android/content/ActivityNotFoundException', 'java/lang/RuntimeException'),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'clipboard', className: 'android/content/ClipboardManager' },
  { serviceName: 'launcherapps', className: 'android/content/pm/LauncherApps' },
];
