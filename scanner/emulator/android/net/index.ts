import { uri, uriBuilder } from './uri.ts';

/** android.net */
export const classes = [uri, uriBuilder];
