import { assetFileDescriptor } from './asset-file.ts';
import { assetManager } from './asset-manager.ts';
import { colorStateList, complexColor } from './color-state-list.ts';
import { configuration } from './configuration.ts';
import { localeList } from './locale-list.ts';
import { notFoundException, resources } from './resources.ts';
import { resourcesTheme } from './resources-theme.ts';
import { typedArray } from './typed-array.ts';
import {
  attributeSet,
  xmlParser,
  xmlPullParser,
  xmlPullParserException,
  xmlResourceParser,
} from './xml-parser.ts';

/** android.content.res, and the pull parser's interfaces that its XML is read through. */
export const classes = [
  assetFileDescriptor,
  assetManager,
  attributeSet,
  colorStateList,
  complexColor,
  configuration,
  localeList,
  notFoundException,
  resources,
  resourcesTheme,
  typedArray,
  xmlParser,
  xmlPullParser,
  xmlPullParserException,
  xmlResourceParser,
];
