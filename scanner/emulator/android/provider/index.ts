import { throwableClass } from '../../java/lang/throwable.ts';
import { contentUriClasses } from './content-uris.ts';
import { settingsClasses } from './settings.ts';

/** android.provider */
export const classes = [
  ...contentUriClasses,
  ...settingsClasses,
  throwableClass('android/provider/Settings$SettingNotFoundException', 'android/util/AndroidException'),
];
