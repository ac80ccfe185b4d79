import { throwableClass } from '../../java/lang/throwable.ts';
import { adIdClasses } from './ad-id.ts';
import { contentUriClasses } from './content-uris.ts';
import { settingsClasses } from './settings.ts';

/** android.provider */
export const classes = [
  ...adIdClasses,
  ...contentUriClasses,
  ...settingsClasses,
  throwableClass('android/provider/Settings$SettingNotFoundException', 'android/util/AndroidException'),
];
