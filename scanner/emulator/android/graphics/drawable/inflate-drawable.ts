import type { HeapObject, JavaClass, Machine, Steps } from '../../../machine/index.ts';
import type { XmlElement } from '../../../../package/index.ts';
import { appResources, throwNotFound, xmlOf, type Resources } from '../../content/res/resources-state.ts';
import { hasInteger } from '../../content/res/styled-values.ts';
import { findEvents, END_DOCUMENT, START_TAG } from '../../content/res/xml-events.ts';
import { makeXmlParser } from '../../content/res/xml-parser.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import { decodeResource } from '../bitmap-factory.ts';
import { stateOf, type Drawable } from './drawable-state.ts';
import { ElementReader, type DrawableSource } from './element-reader.ts';

const mostNesting = 40;

/** Fills a drawable of ours from its element. */
export type Inflate = (vm: Machine, self: Drawable, reader: ElementReader) => Steps<void>;

type Kind = { readonly className: string; readonly inflate: Inflate };
const kinds = new Map<string, Kind>();
const inflaters = new Map<string, Inflate>();

/** Says which class a tag makes and how it is filled; called by the files of the classes. */
export function registerTag(tag: string, className: string, inflate: Inflate): void {
  kinds.set(tag, { className, inflate });
  inflaters.set(className, inflate);
}

function findInflater(cls: JavaClass): Inflate | undefined {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
    const found = inflaters.get(at.name);
    if (found) return found;
  }
  return undefined;
}

/** The drawable that an element describes. Throws XmlPullParserException or NotFoundException as Android does. */
export function* inflateElement(vm: Machine, source: DrawableSource): Steps<Drawable> {
  if (source.depth > mostNesting) return throwNotFound(vm, `Drawable ${source.file}: nested too deeply`);
  const { element } = source;
  const kind = kinds.get(element.name);
  if (!kind) return yield* inflateNamed(vm, source);
  const made = yield* vm.construct<Drawable>(kind.className, '()V');
  const reader = new ElementReader(vm, source);
  readCommon(made, reader);
  yield* kind.inflate(vm, made, reader);
  return made;
}

/** Attributes that every drawable has. */
function readCommon(self: Drawable, reader: ElementReader): void {
  const state = stateOf(self);
  state.visible = reader.boolean('visible') ?? true;
  state.isAutoMirrored = reader.boolean('autoMirrored') ?? false;
}

/** `<drawable class="com.example.Mine">`, or the class as the tag: the app's own. */
function* inflateNamed(vm: Machine, source: DrawableSource): Steps<Drawable> {
  const { element } = source;
  const written = element.attributes.find((each) => each.name === 'class' && each.namespace === '')?.value;
  const name = element.name === 'drawable' && written?.kind === 'string' ? written.text : element.name;
  const cls = /^[\w$.]+$/.test(name) ? vm.findClass(`L${name.replaceAll('.', '/')};`) : undefined;
  if (!name.includes('.') || !cls)
    return vm.throwNew(
      'org/xmlpull/v1/XmlPullParserException',
      `${source.file}: invalid drawable tag ${element.name}`,
    );
  const made = yield* vm.construct<Drawable>(cls, '()V');
  const parser = makeXmlParser(vm, element, source.file, source.isSystem);
  while (parser.peer.events.type !== START_TAG) parser.peer.events.next();
  yield* vm.call(
    made,
    'inflate(Landroid/content/res/Resources;Lorg/xmlpull/v1/XmlPullParser;Landroid/util/AttributeSet;Landroid/content/res/Resources$Theme;)V',
    source.resources,
    parser,
    parser,
    source.theme,
  );
  return made;
}

/** Drawable.inflate on a drawable of ours, or on an app's class that extends one and calls through. */
export function* inflateSelf(
  vm: Machine,
  self: Drawable,
  parser: HeapObject | null,
  theme: HeapObject | null,
): Steps<void> {
  const events = findEvents(parser);
  const element = events?.element;
  if (!events || !element) return;
  const reader = new ElementReader(vm, sourceOf(vm, element, events.file, events.isSystem, theme));
  readCommon(self, reader);
  const inflate = findInflater(self.cls);
  if (inflate) yield* inflate(vm, self, reader);
  // What the element holds has been read from the tree; the parser moves on as if it had been pulled.
  events.skip();
}

/** Drawable.createFromXmlInner: the element that the parser stands at, or comes to. */
export function* inflateAtParser(
  vm: Machine,
  parser: HeapObject | null,
  theme: HeapObject | null,
): Steps<Drawable> {
  const events = findEvents(parser);
  if (!events) return vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'not a parser of a resource');
  while (events.type !== START_TAG && events.type !== END_DOCUMENT) events.next();
  const { element } = events;
  if (!element) return vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'No start tag found');
  const made = yield* inflateElement(vm, sourceOf(vm, element, events.file, events.isSystem, theme));
  events.skip();
  return made;
}

function sourceOf(
  vm: Machine,
  element: XmlElement,
  file: string,
  isSystem: boolean,
  theme: HeapObject | null,
): DrawableSource {
  return { element, file, isSystem, theme, resources: appResources(vm), depth: 0 };
}

/** A drawable in an XML file of its own. */
export function* inflateFile(
  vm: Machine,
  found: FoundValue,
  theme: HeapObject | null,
  resources: Resources,
  depth: number,
): Steps<Drawable> {
  const { root, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  return yield* inflateElement(vm, { element: root, file, isSystem, theme, resources, depth });
}

/** What an item shows: its `android:drawable`, else the drawable written inside it; null for neither. */
export function* childDrawable(vm: Machine, reader: ElementReader): Steps<Drawable | null> {
  const { source } = reader;
  const found = reader.find('drawable');
  if (found) return yield* loadNested(vm, found, source.theme, source.resources, source.depth + 1);
  const [inner] = reader.children();
  return inner ? yield* inflateElement(vm, { ...inner, depth: inner.depth + 1 }) : null;
}

const colorDrawable = 'android/graphics/drawable/ColorDrawable';

/** The drawable that a resource or attribute names: a colour, a picture, or a drawable in XML. */
export function loadDrawable(
  vm: Machine,
  found: FoundValue,
  theme: HeapObject | null,
  resources: Resources,
): Steps<Drawable | null> {
  return loadNested(vm, found, theme, resources, 0);
}

/** The same inside another drawable; `depth` counts the files, so that circles end. */
export function* loadNested(
  vm: Machine,
  found: FoundValue,
  theme: HeapObject | null,
  resources: Resources,
  depth: number,
): Steps<Drawable | null> {
  const { value } = found;
  if (hasInteger(value)) return yield* vm.construct<Drawable>(colorDrawable, '(I)V', value.data | 0);
  if (value.kind === 'empty' || value.kind === 'null') return null;
  if (value.kind !== 'string')
    return throwNotFound(vm, `Drawable with resource ID #0x${found.resourceId.toString(16)}`);
  if (value.text.endsWith('.xml')) return yield* inflateFile(vm, found, theme, resources, depth);

  const bitmap = decodeResource(vm, value.text, found.isSystem, found.config?.density);
  if (!bitmap) {
    if (!found.isSystem) return throwNotFound(vm, `Drawable ${value.text}`);
    // Large pictures of the platform are not shipped.
    vm.gap('PARTIAL_MODEL', `android/content/res/Resources.getDrawable(${value.text})`);
    return yield* vm.construct<Drawable>(colorDrawable, '(I)V', 0);
  }
  const isNinePatch = bitmap.peer.ninePatch !== undefined;
  return yield* vm.construct<Drawable>(
    isNinePatch ? 'android/graphics/drawable/NinePatchDrawable' : 'android/graphics/drawable/BitmapDrawable',
    '(Landroid/content/res/Resources;Landroid/graphics/Bitmap;)V',
    resources,
    bitmap,
  );
}
