import { contentUriClasses } from './content-uris.ts';
import { settingsClasses } from './settings.ts';

/** android.provider */
export const classes = [...contentUriClasses, ...settingsClasses];
