import { defineClass, type JavaObject, JavaThrow } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, JavaString, Machine, Steps } from '../../machine/index.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import {
  readStyledValues,
  throwNotFound,
  valueOf,
  xmlOf,
  appResources,
} from '../content/res/resources-state.ts';
import type { StyledValues } from '../content/res/styled-values.ts';
import { END_DOCUMENT, END_TAG, findEvents, START_TAG, type XmlEvents } from '../content/res/xml-events.ts';
import { makeXmlParser } from '../content/res/xml-parser.ts';
import { wrapperOf } from '../content/context-state.ts';
import { attr } from '../res/attributes.ts';

type Methods = NonNullable<ClassModel['methods']>;

type InflaterState = {
  context: JavaObject | null;
  factory: HeapObject | null;
  factory2: HeapObject | null;
  /** What the inflater that this one was cloned from had: asked after its own (FactoryMerger). */
  older: readonly Pick<InflaterState, 'factory' | 'factory2'>[];
  /** The activity that the inflater belongs to: it is asked last, and makes fragments. */
  privateFactory: HeapObject | null;
  factorySet: boolean;
  filter: HeapObject | null;
};

type Inflater = JavaObject;

const states = new WeakMap<JavaObject, InflaterState>();

/** Beside the object, because apps subclass LayoutInflater. */
function stateOf(self: JavaObject): InflaterState {
  let state = states.get(self);
  if (!state) {
    state = {
      context: null,
      factory: null,
      factory2: null,
      older: [],
      privateFactory: null,
      factorySet: false,
      filter: null,
    };
    states.set(self, state);
  }
  return state;
}

const context$ = 'Landroid/content/Context;';
const set$ = 'Landroid/util/AttributeSet;';
const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';
const string$ = 'Ljava/lang/String;';
const getTheme = 'getTheme()Landroid/content/res/Resources$Theme;';
const fromParser = `inflate(Lorg/xmlpull/v1/XmlPullParser;${group$}Z)${view$}`;
const inflateException = 'android/view/InflateException';
/** Deeper layouts exhaust the stack on a device. */
const mostIncludes = 60;

type Deep = { readonly includes: number };

/** Reads attributes of the element that `set` stands at, in the context's theme. */
export function* styledValues(
  vm: Machine,
  context: JavaObject,
  set: HeapObject | null,
  attributes: readonly number[],
  defaultStyleAttribute = 0,
  defaultStyle = 0,
): Steps<StyledValues> {
  const theme = yield* vm.call<JavaObject | null>(context, getTheme);
  return readStyledValues(vm, theme, set, attributes, defaultStyleAttribute, defaultStyle);
}

function eventsOf(vm: Machine, parser: HeapObject | null): XmlEvents {
  const events = findEvents(parser);
  if (events) return events;
  if (parser === null) return vm.throwNew('java/lang/NullPointerException');
  vm.gap('PARTIAL_MODEL', 'android/view/LayoutInflater: a parser that is not a resource');
  return vm.throwNew(inflateException, 'Not a parser of a compiled resource');
}

function failure(vm: Machine, events: XmlEvents, what: string, cause?: HeapObject): never {
  return vm.throwNew(
    inflateException,
    `Binary XML file line #${events.line} in ${events.file}: ${what}`,
    cause,
  );
}

/** The activity at the bottom of a chain of wrapped contexts. */
function findActivity(vm: Machine, context: JavaObject | null): JavaObject | null {
  const activity = vm.classes.platformClass('android/app/Activity');
  for (let at: JavaObject | null = context, step = 0; at && step < mostIncludes; step++) {
    if (at.cls.isSubclassOf(activity)) return at;
    at = wrapperOf(at).base;
  }
  return null;
}

// ---- one view -------------------------------------------------------------------------------------------------------

const prefixes = ['android/widget/', 'android/webkit/', 'android/app/'];

/** The class of a tag, or the ClassNotFoundException that Android throws. */
function findViewClass(vm: Machine, name: string): JavaClass | undefined {
  return /^[\w$./]+$/.test(name) ? vm.findClass(`L${name.replaceAll('.', '/')};`) : undefined;
}

/** Makes a view by its constructor for XML; what that throws becomes an InflateException. */
function* construct(
  vm: Machine,
  cls: JavaClass,
  context: JavaObject,
  set: HeapObject | null,
  events: XmlEvents | undefined,
): Steps<JavaObject> {
  try {
    const view = yield* vm.construct(cls, `(${context$}${set$})V`, context, set);
    yield* initializeUnknown(vm, cls, view, context, set);
    return view;
  } catch (error) {
    if (error instanceof JavaThrow) {
      const message = `Error inflating class ${cls.javaName}`;
      return events
        ? failure(vm, events, message, error.object)
        : vm.throwNew(inflateException, message, error.object);
    }
    throw error;
  }
}

/** A view of the platform that nobody modelled is at least a view of the nearest class that is. */
function* initializeUnknown(
  vm: Machine,
  cls: JavaClass,
  view: JavaObject,
  context: JavaObject,
  set: HeapObject | null,
): Steps<void> {
  let at: JavaClass | null = cls;
  if (at.origin !== 'phantom') return;
  while (at !== null && at.origin === 'phantom') at = at.superclass;
  if (at !== null && at.name !== 'java/lang/Object')
    yield* vm.callSpecial(at, `<init>(${context$}${set$})V`, view, context, set);
}

/** The platform's own views by their short names: android.widget., android.webkit., android.app., then android.view. */
function* createByPrefixes(
  vm: Machine,
  self: Inflater,
  name: string,
  set: HeapObject | null,
  context: JavaObject | null,
): Steps<JavaObject | null> {
  const events = findEvents(set);
  const actual = context ?? stateOf(self).context;
  if (!actual) return vm.throwNew('java/lang/NullPointerException');
  for (const prefix of [...prefixes, 'android/view/']) {
    const cls = findViewClass(vm, prefix + name);
    if (cls) return yield* construct(vm, cls, actual, set, events);
  }
  const cause = vm.newThrowable('java/lang/ClassNotFoundException', `android.view.${name}`);
  const message = `Error inflating class ${name}`;
  return events ? failure(vm, events, message, cause) : vm.throwNew(inflateException, message, cause);
}

/** Asks the factories in Android's order; null when none made the view. */
function* tryFactories(
  vm: Machine,
  self: Inflater,
  parent: JavaObject | null,
  name: string,
  context: JavaObject,
  set: HeapObject | null,
): Steps<JavaObject | null> {
  const { factory, factory2, older, privateFactory } = stateOf(self);
  const create2 = `onCreateView(${view$}${string$}${context$}${set$})${view$}`;
  const create = `onCreateView(${string$}${context$}${set$})${view$}`;
  let view: JavaObject | null = null;
  for (const each of [{ factory, factory2 }, ...older]) {
    if (each.factory2) view = yield* vm.call(each.factory2, create2, parent, name, context, set);
    else if (each.factory) view = yield* vm.call(each.factory, create, name, context, set);
    if (view) return view;
  }
  if (!view && privateFactory) view = yield* vm.call(privateFactory, create2, parent, name, context, set);
  return view;
}

/** LayoutInflater.createViewFromTag. */
function* createFromTag(
  vm: Machine,
  self: Inflater,
  parent: JavaObject | null,
  events: XmlEvents,
  set: HeapObject | null,
  inherited: JavaObject,
  ignoresTheme: boolean,
): Steps<JavaObject> {
  const element = events.element;
  let name = element?.name ?? '';
  if (name === 'view') {
    const written = element?.attributes.find((each) => each.name === 'class' && each.namespace === '')?.value;
    name = written?.kind === 'string' ? written.text : '';
    if (name === '') failure(vm, events, 'Error inflating class view: no class attribute');
  }
  const context = ignoresTheme ? inherited : yield* themed(vm, inherited, set);
  if (name === 'blink') name = 'FrameLayout';
  const made = yield* tryFactories(vm, self, parent, name, context, set);
  if (made) return made;
  const view = name.includes('.')
    ? yield* createNamed(vm, name, context, set, events)
    : yield* vm.call<JavaObject | null>(
        self,
        `onCreateView(${context$}${view$}${string$}${set$})${view$}`,
        context,
        parent,
        name,
        set,
      );
  return view ?? failure(vm, events, `Error inflating class ${name}`);
}

function* createNamed(
  vm: Machine,
  name: string,
  context: JavaObject,
  set: HeapObject | null,
  events: XmlEvents | undefined,
): Steps<JavaObject> {
  const cls = findViewClass(vm, name);
  if (cls) return yield* construct(vm, cls, context, set, events);
  const cause = vm.newThrowable('java/lang/ClassNotFoundException', name);
  const message = `Error inflating class ${name}`;
  return events ? failure(vm, events, message, cause) : vm.throwNew(inflateException, message, cause);
}

/** The context with the element's `android:theme` laid over. */
function* themed(vm: Machine, context: JavaObject, set: HeapObject | null): Steps<JavaObject> {
  const themeId = (yield* styledValues(vm, context, set, [attr.theme])).resourceId(0);
  const written = findEvents(set)?.attributes.some((each) => each.resourceId === attr.theme);
  if (themeId === undefined || !written) return context;
  return yield* vm.construct('android/view/ContextThemeWrapper', `(${context$}I)V`, context, themeId | 0);
}

// ---- trees ----------------------------------------------------------------------------------------------------------

function* inflateTree(
  vm: Machine,
  self: Inflater,
  parser: HeapObject | null,
  root: JavaObject | null,
  attach: boolean,
  deep: Deep,
): Steps<JavaObject | null> {
  const events = eventsOf(vm, parser);
  const { context } = stateOf(self);
  if (!context) return vm.throwNew('java/lang/NullPointerException');
  while (events.type !== START_TAG && events.type !== END_DOCUMENT) events.next();
  if (events.type !== START_TAG) return failure(vm, events, 'No start tag found!');
  if (events.element?.name === 'merge') {
    if (!root || !attach)
      return failure(
        vm,
        events,
        '<merge /> can be used only with a valid ViewGroup root and attachToRoot=true',
      );
    yield* inflateChildren(vm, self, parser, events, root, context, false, deep);
    return root;
  }
  const view = yield* createFromTag(vm, self, root, events, parser, context, false);
  let params: HeapObject | null = null;
  if (root) {
    params = yield* vm.call<HeapObject | null>(root, generateParams, parser);
    if (!attach) yield* vm.call(view, setParams, params);
  }
  yield* inflateChildren(vm, self, parser, events, view, yield* contextOf(vm, view, context), true, deep);
  if (root && attach) yield* vm.call(root, addView, view, params);
  return root && attach ? root : view;
}

const generateParams = `generateLayoutParams(${set$})Landroid/view/ViewGroup$LayoutParams;`;
const setParams = 'setLayoutParams(Landroid/view/ViewGroup$LayoutParams;)V';
const addView = `addView(${view$}Landroid/view/ViewGroup$LayoutParams;)V`;

function* contextOf(vm: Machine, view: JavaObject, fallback: JavaObject): Steps<JavaObject> {
  return (yield* vm.call<JavaObject | null>(view, `getContext()${context$}`)) ?? fallback;
}

/** Everything between the start and the end of the element that the parser stands at (rInflate). */
function* inflateChildren(
  vm: Machine,
  self: Inflater,
  parser: HeapObject | null,
  events: XmlEvents,
  parent: JavaObject,
  context: JavaObject,
  finish: boolean,
  deep: Deep,
): Steps<void> {
  const { depth } = events;
  let wantsFocus = false;
  for (;;) {
    const type = events.next();
    if (type === END_DOCUMENT || (type === END_TAG && events.depth === depth)) break;
    if (type !== START_TAG) continue;
    const name = events.element?.name;
    if (name === 'requestFocus') {
      wantsFocus = true;
      events.skip();
    } else if (name === 'tag') {
      yield* setTag(vm, parser, parent, context);
      events.skip();
    } else if (name === 'include') {
      if (events.depth === 1) failure(vm, events, '<include /> cannot be the root element');
      yield* include(vm, self, parser, events, parent, context, deep);
    } else if (name === 'merge') {
      failure(vm, events, '<merge /> must be the root element');
    } else {
      const view = yield* createFromTag(vm, self, parent, events, parser, context, false);
      const params = yield* vm.call<HeapObject | null>(parent, generateParams, parser);
      const inner = yield* contextOf(vm, view, context);
      yield* inflateChildren(vm, self, parser, events, view, inner, true, deep);
      yield* vm.call(parent, addView, view, params);
    }
  }
  if (wantsFocus) yield* vm.call(parent, 'requestFocus()Z');
  if (finish) yield* vm.call(parent, 'onFinishInflate()V');
}

function* setTag(
  vm: Machine,
  parser: HeapObject | null,
  parent: JavaObject,
  context: JavaObject,
): Steps<void> {
  const values = yield* styledValues(vm, context, parser, [attr.id, attr.value]);
  const key = values.resourceId(0);
  if (key !== undefined)
    yield* vm.call(parent, 'setTag(ILjava/lang/Object;)V', key | 0, values.text(1) ?? null);
}

/** `<include>`: another layout in this place, with the include's own layout params, id and visibility. */
function* include(
  vm: Machine,
  self: Inflater,
  parser: HeapObject | null,
  events: XmlEvents,
  parent: JavaObject,
  inherited: JavaObject,
  deep: Deep,
): Steps<void> {
  if (deep.includes >= mostIncludes) vm.throwNew('java/lang/StackOverflowError');
  const element = events.element;
  const context = yield* themed(vm, inherited, parser);
  const written = element?.attributes.find((each) => each.name === 'layout' && each.namespace === '')?.value;
  const layout = yield* layoutId(vm, context, written, events);
  const file = valueOf(vm, appResources(vm).peer.set, layout);
  const { root, file: name, isSystem } = xmlOf(vm, file.value, file.isSystem);
  const inner = makeXmlParser(vm, root, name, isSystem);
  const innerEvents = inner.peer.events;
  while (innerEvents.type !== START_TAG) innerEvents.next();
  const isDeeper: Deep = { includes: deep.includes + 1 };

  if (root.name === 'merge') {
    yield* inflateChildren(vm, self, inner, innerEvents, parent, context, false, isDeeper);
    events.skip();
    return;
  }
  const view = yield* createFromTag(vm, self, parent, innerEvents, inner, context, context !== inherited);
  const own = yield* styledValues(vm, context, parser, [
    attr.id,
    attr.visibility,
    attr.layout_width,
    attr.layout_height,
  ]);
  // The include's params count only where it gives both sizes; else the included root's own do.
  const source = own.has(2) && own.has(3) ? parser : inner;
  const params = yield* vm.call<HeapObject | null>(parent, generateParams, source);
  yield* vm.call(view, setParams, params);
  const viewContext = yield* contextOf(vm, view, context);
  yield* inflateChildren(vm, self, inner, innerEvents, view, viewContext, true, isDeeper);
  const id = own.resourceId(0);
  if (id !== undefined) yield* vm.call(view, 'setId(I)V', id | 0);
  const visibility = visibilities[own.integer(1) ?? -1];
  if (visibility !== undefined) yield* vm.call(view, 'setVisibility(I)V', visibility);
  yield* vm.call(parent, `addView(${view$})V`, view);
  events.skip();
}

/** `android:visibility` in XML, to View.VISIBLE, INVISIBLE and GONE. */
const visibilities: Readonly<Record<number, number>> = { 0: 0, 1: 4, 2: 8 };

function* layoutId(
  vm: Machine,
  context: JavaObject,
  written: { readonly kind: string; readonly id?: number } | undefined,
  events: XmlEvents,
): Steps<number> {
  let id = written?.kind === 'reference' ? written.id : undefined;
  if (written?.kind === 'attribute' && written.id !== undefined)
    id = (yield* styledValues(vm, context, null, [written.id])).resourceId(0);
  return (
    id ??
    failure(vm, events, 'You must specify a layout in the include tag: <include layout="@layout/layoutID" />')
  );
}

// ---- the classes ----------------------------------------------------------------------------------------------------

function* inflateResource(
  vm: Machine,
  self: Inflater,
  id: number,
  root: JavaObject | null,
  attach: boolean,
): Steps<JavaObject | null> {
  const found = valueOf(vm, appResources(vm).peer.set, id);
  if (found.value.kind !== 'string')
    throwNotFound(vm, `Resource ID #0x${(id >>> 0).toString(16)} is not a layout`);
  const { root: tree, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  // By the virtual method, which apps override to see every layout.
  return yield* vm.call(self, fromParser, makeXmlParser(vm, tree, file, isSystem), root, attach);
}

function setFactory(kind: 'factory' | 'factory2') {
  return (vm: Machine, self: Inflater, factory: HeapObject | null) => {
    const state = stateOf(self);
    if (state.factorySet)
      vm.throwNew('java/lang/IllegalStateException', 'A factory has already been set on this LayoutInflater');
    if (!factory) vm.throwNew('java/lang/NullPointerException', 'Given factory can not be null');
    state.factorySet = true;
    const { factory: before, factory2: before2 } = state;
    if (before ?? before2) state.older = [{ factory: before, factory2: before2 }, ...state.older];
    state.factory2 = null;
    state[kind] = factory;
    if (kind === 'factory2') state.factory = factory;
  };
}

const creating: Methods = {
  [`final createView(${string$}${string$}${set$})${view$}`]: (
    vm,
    self: Inflater,
    name: JavaString | null,
    prefix: JavaString | null,
    set: HeapObject | null,
  ) => createPrefixed(vm, self, stateOf(self).context, name, prefix, set),
  [`final createView(${context$}${string$}${string$}${set$})${view$}`]: createPrefixed4,
  [`protected onCreateView(${string$}${set$})${view$}`]: (
    vm,
    self: Inflater,
    name: JavaString | null,
    set: HeapObject | null,
  ) => createByPrefixes(vm, self, vm.text(name), set, null),
  [`protected onCreateView(${view$}${string$}${set$})${view$}`]: (
    vm,
    self: Inflater,
    _parent: JavaObject | null,
    name: JavaString | null,
    set: HeapObject | null,
  ) => vm.call(self, `onCreateView(${string$}${set$})${view$}`, name, set),
  [`onCreateView(${context$}${view$}${string$}${set$})${view$}`]: (
    vm,
    self: Inflater,
    context: JavaObject,
    parent: JavaObject | null,
    name: JavaString | null,
    set: HeapObject | null,
  ) => createInContext(vm, self, context, parent, name, set),
};

/** The forms below have no context: it is the inflater's for as long as they run. */
function* createInContext(
  vm: Machine,
  self: Inflater,
  context: JavaObject,
  parent: JavaObject | null,
  name: JavaString | null,
  set: HeapObject | null,
): Steps<JavaObject | null> {
  const state = stateOf(self);
  const before = state.context;
  state.context = context;
  try {
    return yield* vm.call(self, `onCreateView(${view$}${string$}${set$})${view$}`, parent, name, set);
  } finally {
    state.context = before;
  }
}

function createPrefixed4(
  vm: Machine,
  self: Inflater,
  context: JavaObject | null,
  name: JavaString | null,
  prefix: JavaString | null,
  set: HeapObject | null,
): Steps<JavaObject> {
  return createPrefixed(vm, self, context, name, prefix, set);
}

function* createPrefixed(
  vm: Machine,
  _self: Inflater,
  context: JavaObject | null,
  name: JavaString | null,
  prefix: JavaString | null,
  set: HeapObject | null,
): Steps<JavaObject> {
  const full = (prefix?.value ?? '') + vm.text(name);
  if (!context) return vm.throwNew('java/lang/NullPointerException');
  const cls = findViewClass(vm, full);
  // Callers try one prefix after another, so a missing class is theirs to catch.
  if (!cls) return vm.throwNew('java/lang/ClassNotFoundException', full);
  return yield* construct(vm, cls, context, set, findEvents(set));
}

const methods: Methods = {
  [`protected <init>(${context$})V`]: (vm, self: Inflater, context: JavaObject | null) => {
    const state = stateOf(self);
    state.context = context;
    state.privateFactory = findActivity(vm, context);
  },
  [`protected <init>(Landroid/view/LayoutInflater;${context$})V`]: (
    vm,
    self: Inflater,
    original: Inflater | null,
    context: JavaObject | null,
  ) => {
    if (original) Object.assign(stateOf(self), stateOf(original), { factorySet: false });
    const state = stateOf(self);
    state.context = context;
    state.privateFactory ??= findActivity(vm, context);
  },
  [`static from(${context$})Landroid/view/LayoutInflater;`]: function* (vm, context: JavaObject | null) {
    const inflater = yield* vm.call<JavaObject | null>(
      context,
      `getSystemService(${string$})Ljava/lang/Object;`,
      'layout_inflater',
    );
    return inflater ?? vm.throwNew('java/lang/AssertionError', 'LayoutInflater not found.');
  },
  [`getContext()${context$}`]: (_vm, self: Inflater) => stateOf(self).context,
  [`abstract cloneInContext(${context$})Landroid/view/LayoutInflater;`]: null,
  'getFactory()Landroid/view/LayoutInflater$Factory;': (_vm, self: Inflater) => stateOf(self).factory,
  'getFactory2()Landroid/view/LayoutInflater$Factory2;': (_vm, self: Inflater) => stateOf(self).factory2,
  'setFactory(Landroid/view/LayoutInflater$Factory;)V': setFactory('factory'),
  'setFactory2(Landroid/view/LayoutInflater$Factory2;)V': setFactory('factory2'),
  'setPrivateFactory(Landroid/view/LayoutInflater$Factory2;)V': (
    _vm,
    self: Inflater,
    factory: HeapObject | null,
  ) => {
    stateOf(self).privateFactory = factory;
  },
  'getFilter()Landroid/view/LayoutInflater$Filter;': (_vm, self: Inflater) => stateOf(self).filter,
  'setFilter(Landroid/view/LayoutInflater$Filter;)V': (_vm, self: Inflater, filter: HeapObject | null) => {
    stateOf(self).filter = filter;
  },
  [`inflate(I${group$})${view$}`]: (vm, self: Inflater, id: number, root: JavaObject | null) =>
    vm.call(self, `inflate(I${group$}Z)${view$}`, id, root, root !== null),
  [`inflate(Lorg/xmlpull/v1/XmlPullParser;${group$})${view$}`]: (
    vm,
    self: Inflater,
    parser: HeapObject | null,
    root: JavaObject | null,
  ) => vm.call(self, fromParser, parser, root, root !== null),
  [`inflate(I${group$}Z)${view$}`]: inflateResource,
  [fromParser]: (vm, self: Inflater, parser: HeapObject | null, root: JavaObject | null, attach: boolean) =>
    inflateTree(vm, self, parser, root, attach, { includes: 0 }),
  ...creating,
};

export const layoutInflater = defineClass({
  name: 'android/view/LayoutInflater',
  flags: 'abstract',
  labels: 'container',
  methods: Object.fromEntries(
    Object.entries(methods).map(([selector, method]) => [selector.replace(/^abstract /, ''), method]),
  ),
});

/** What getSystemService gives. */
export const phoneLayoutInflater = defineClass({
  name: 'com/android/internal/policy/PhoneLayoutInflater',
  super: 'android/view/LayoutInflater',
  labels: 'container',
  methods: {
    [`<init>(${context$})V`]: function* (vm, self: Inflater, context: JavaObject | null) {
      yield* vm.callSpecial('android/view/LayoutInflater', `<init>(${context$})V`, self, context);
    },
    [`<init>(Landroid/view/LayoutInflater;${context$})V`]: function* (
      vm,
      self: Inflater,
      original: Inflater | null,
      context: JavaObject | null,
    ) {
      const selector = `<init>(Landroid/view/LayoutInflater;${context$})V`;
      yield* vm.callSpecial('android/view/LayoutInflater', selector, self, original, context);
    },
    [`cloneInContext(${context$})Landroid/view/LayoutInflater;`]: function* (
      vm,
      self: Inflater,
      context: JavaObject | null,
    ) {
      const cls = 'com/android/internal/policy/PhoneLayoutInflater';
      return yield* vm.construct(cls, `(Landroid/view/LayoutInflater;${context$})V`, self, context);
    },
  },
});

export const layoutInflaterFactory = defineClass({
  name: 'android/view/LayoutInflater$Factory',
  flags: 'interface',
  methods: { [`onCreateView(${string$}${context$}${set$})${view$}`]: null },
});

export const layoutInflaterFactory2 = defineClass({
  name: 'android/view/LayoutInflater$Factory2',
  flags: 'interface',
  interfaces: ['android/view/LayoutInflater$Factory'],
  methods: { [`onCreateView(${view$}${string$}${context$}${set$})${view$}`]: null },
});

/** android.view.LayoutInflater and what belongs to it. */
export const inflaterClasses = [
  layoutInflater,
  phoneLayoutInflater,
  layoutInflaterFactory,
  layoutInflaterFactory2,
  throwableClass('android/view/InflateException', 'java/lang/RuntimeException'),
];

/** A LayoutInflater of its own for each context that asks; ContextThemeWrapper keeps the one it gets. */
export const layoutInflaterService = {
  serviceName: 'layout_inflater',
  className: 'android/view/LayoutInflater',
  make: (vm: Machine, context: JavaObject): Steps<JavaObject> =>
    vm.construct('com/android/internal/policy/PhoneLayoutInflater', `(${context$})V`, context),
};
