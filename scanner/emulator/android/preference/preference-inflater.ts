import type { JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { appResources, valueOf, xmlOf } from '../content/res/resources-state.ts';
import { END_DOCUMENT, END_TAG, START_TAG } from '../content/res/xml-events.ts';
import { makeXmlParser } from '../content/res/xml-parser.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { preferenceOf } from './preference-state.ts';

const context$ = 'Landroid/content/Context;';
const set$ = 'Landroid/util/AttributeSet;';
const preference$ = 'Landroid/preference/Preference;';
type Parser = ReturnType<typeof makeXmlParser>;

/** A parser at the root element of an XML resource. */
export function openXml(vm: Machine, id: number): Parser {
  const found = valueOf(vm, appResources(vm).peer.set, id);
  const { root, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  const parser = makeXmlParser(vm, root, file, isSystem);
  const { events } = parser.peer;
  while (events.type !== START_TAG && events.type !== END_DOCUMENT) events.next();
  return parser;
}

/** Makes the preferences of an XML resource, in a screen of their own or added to one. */
export function* inflatePreferences(
  vm: Machine,
  manager: JavaObject,
  context: JavaObject,
  id: number,
  root: JavaObject | null,
): Steps<JavaObject> {
  const parser = openXml(vm, id);
  const screen = root ?? (yield* make(vm, context, parser, manager));
  yield* fill(vm, context, parser, screen, manager);
  yield* vm.call(screen, 'onAttachedToHierarchy(Landroid/preference/PreferenceManager;)V', manager);
  return screen;
}

function* make(vm: Machine, context: JavaObject, parser: Parser, manager: JavaObject): Steps<JavaObject> {
  const tag = parser.peer.events.element?.name ?? '';
  const className = tag.includes('.') ? tag.replaceAll('.', '/') : `android/preference/${tag}`;
  const made = yield* vm.construct<JavaObject>(className, `(${context$}${set$})V`, context, parser);
  preferenceOf(made).manager = manager;
  return made;
}

function* fill(
  vm: Machine,
  context: JavaObject,
  parser: Parser,
  parent: JavaObject,
  manager: JavaObject,
): Steps<void> {
  const { events } = parser.peer;
  const { depth } = events;
  for (;;) {
    const type = events.next();
    if (type === END_DOCUMENT || (type === END_TAG && events.depth === depth)) return;
    if (type !== START_TAG) continue;
    const name = events.element?.name;
    if (name === 'intent') preferenceOf(parent).intent = yield* readIntent(vm, context, parser);
    else if (name === 'extra') {
      const extras = yield* vm.call<JavaObject>(parent, 'getExtras()Landroid/os/Bundle;');
      yield* readExtra(vm, context, parser, extras);
    } else {
      const child = yield* make(vm, context, parser, manager);
      yield* fill(vm, context, parser, child, manager);
      yield* vm.call(parent, `addPreference(${preference$})Z`, child);
    }
  }
}

const intentNames = attributes('action', 'data', 'mimeType', 'targetPackage', 'targetClass');
const extraNames = attributes('name', 'value');
const intent$ = 'Landroid/content/Intent;';
const string$ = 'Ljava/lang/String;';

/** Intent.parseIntent: an `intent` element and the extras in it. */
export function* readIntent(vm: Machine, context: JavaObject, parser: Parser): Steps<JavaObject> {
  const styled = yield* obtainStyled(vm, context, parser, intentNames, 0, 0);
  const intent = yield* vm.construct<JavaObject>('android/content/Intent', '()V');
  const action = styled.string('action');
  if (action) yield* vm.call(intent, `setAction(${string$})${intent$}`, action);
  const data = styled.string('data');
  if (data) {
    const uri = yield* vm.callStatic('android/net/Uri', `parse(${string$})Landroid/net/Uri;`, data);
    yield* vm.call(intent, `setData(Landroid/net/Uri;)${intent$}`, uri);
  }
  const target = styled.string('targetClass');
  const targetPackage = styled.string('targetPackage');
  if (target && targetPackage)
    yield* vm.call(intent, `setClassName(${string$}${string$})${intent$}`, targetPackage, target);
  const { events } = parser.peer;
  const { depth } = events;
  const extras = yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
  for (;;) {
    const type = events.next();
    if (type === END_DOCUMENT || (type === END_TAG && events.depth === depth)) break;
    if (type === START_TAG && events.element?.name === 'extra') yield* readExtra(vm, context, parser, extras);
  }
  yield* vm.call(intent, `putExtras(Landroid/os/Bundle;)${intent$}`, extras);
  return intent;
}

/** Resources.parseBundleExtra: texts, whole numbers and truth values. */
export function* readExtra(vm: Machine, context: JavaObject, parser: Parser, into: JavaObject): Steps<void> {
  const styled = yield* obtainStyled(vm, context, parser, extraNames, 0, 0);
  const name: JavaString | null = styled.string('name');
  switch (styled.kind('value')) {
    case 'boolean':
      yield* vm.call(into, `putBoolean(${string$}Z)V`, name, styled.boolean('value', false));
      break;
    case 'integer':
      yield* vm.call(into, `putInt(${string$}I)V`, name, styled.int('value', 0));
      break;
    default:
      yield* vm.call(
        into,
        `putCharSequence(${string$}Ljava/lang/CharSequence;)V`,
        name,
        yield* styled.text('value'),
      );
  }
}
