import type { ClassModel } from '../../machine/index.ts';
import { dom } from './dom.ts';
import { pullParsers } from './pull-parser.ts';
import { sax } from './sax.ts';
import { serializers } from './serializer.ts';

/** Modelled XML: pull parser and serializer, SAX, and the DOM as far as apps read it. javax.xml.transform is not. */
export const classes: readonly ClassModel[] = [...pullParsers, ...serializers, ...sax, ...dom];

export { newPullParser } from './pull-parser.ts';
