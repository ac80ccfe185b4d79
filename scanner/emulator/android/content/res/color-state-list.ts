import { defineClass, intsOf, type JavaObject } from '../../../machine/index.ts';
import type { HeapObject, JavaArray, Machine } from '../../../machine/index.ts';
import type { TypedValue, XmlElement } from '../../../../package/index.ts';
import { childElements } from '../../../../package/index.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import type { Theme } from '../../res/theme.ts';
import { attr } from '../../res/attributes.ts';
import { hostTheme, throwNotFound, xmlOf } from './resources-state.ts';
import { hasInteger } from './styled-values.ts';
import { matchesState, readStateSpec } from './state-spec.ts';
import { findEvents } from './xml-events.ts';

export type ColorStateListState = {
  /** One for each colour, tried in order. */
  readonly specs: readonly (readonly number[])[];
  readonly colors: readonly number[];
  readonly defaultColor: number;
};
export type ColorStateList = JavaObject<ColorStateListState>;

const magenta = 0xffff00ff | 0;
const mostNesting = 10;

export function makeColorStateList(
  vm: Machine,
  specs: readonly (readonly number[])[],
  colors: readonly number[],
): ColorStateList {
  const made = vm.newObject<ColorStateListState>('android/content/res/ColorStateList');
  made.peer = toState(specs, colors);
  return made;
}

/** A list of one colour. */
export function plainColor(vm: Machine, color: number): ColorStateList {
  return makeColorStateList(vm, [[]], [color]);
}

function toState(specs: readonly (readonly number[])[], colors: readonly number[]): ColorStateListState {
  const last = specs.findLastIndex((spec, index) => index > 0 && spec.length === 0);
  return { specs, colors, defaultColor: colors[Math.max(last, 0)] ?? magenta };
}

/** The colour for a set of states (android.R.attr.state_*), as getColorForState. */
export function colorForState(
  list: ColorStateListState,
  states: readonly number[],
  fallback: number = list.defaultColor,
): number {
  const at = list.specs.findIndex((spec) => matchesState(spec, states));
  return list.colors[at] ?? fallback;
}

/** The list that a resource or attribute names: a plain colour, or a `<selector>` file. Throws NotFoundException. */
export function loadColorStateList(vm: Machine, found: FoundValue, theme: HeapObject | null): ColorStateList {
  if (hasInteger(found.value)) return plainColor(vm, found.value.data | 0);
  const made = vm.newObject<ColorStateListState>('android/content/res/ColorStateList');
  made.peer = readColors(vm, found.value, found.isSystem, hostTheme(vm, theme), 0);
  return made;
}

function readColors(
  vm: Machine,
  value: TypedValue,
  isSystem: boolean,
  theme: Theme,
  depth: number,
): ColorStateListState {
  if (hasInteger(value)) return toState([[]], [value.data | 0]);
  if (value.kind !== 'string' || depth > mostNesting)
    return throwNotFound(vm, `Can't convert to ColorStateList: type=0x${value.dataType.toString(16)}`);
  const { root } = xmlOf(vm, value, isSystem);
  return readSelector(vm, root, isSystem, theme, depth);
}

function readSelector(
  vm: Machine,
  root: XmlElement,
  isSystem: boolean,
  theme: Theme,
  depth: number,
): ColorStateListState {
  const specs: number[][] = [];
  const colors: number[] = [];
  // A <gradient> is a ComplexColor of its own kind: where a state list is wanted, its first colour stands for it.
  const items = root.name === 'selector' ? childElements(root, 'item') : [root];
  for (const item of items) {
    const find = (id: number): FoundValue | undefined => {
      const written = item.attributes.find((each) => each.resourceId === id);
      return written && theme.toFinal(written.value, isSystem);
    };
    const color = find(attr.color) ?? find(attr.startColor);
    const alpha = find(attr.alpha)?.value;
    const base = color ? readColors(vm, color.value, color.isSystem, theme, depth + 1).defaultColor : magenta;
    specs.push(readStateSpec(item));
    colors.push(alpha?.kind === 'float' ? withAlpha(base, alpha.value) : base);
  }
  return toState(specs, colors);
}

/** A colour whose opacity is multiplied. */
export function withAlpha(color: number, factor: number): number {
  const alpha = Math.min(255, Math.max(0, Math.trunc((color >>> 24) * factor + 0.5)));
  return (color & 0xffffff) | (alpha << 24);
}

function create(vm: Machine, parser: HeapObject | null, theme: HeapObject | null): ColorStateList {
  const events = findEvents(parser);
  if (!events) return vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'not a parser of a resource');
  while (events.type !== 2 && events.type !== 1) events.next();
  const { element } = events;
  if (!element) return vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'No start tag found');
  const made = vm.newObject<ColorStateListState>('android/content/res/ColorStateList');
  made.peer = readSelector(vm, element, events.isSystem, hostTheme(vm, theme), 0);
  events.skip();
  return made;
}

export const colorStateList = defineClass({
  name: 'android/content/res/ColorStateList',
  super: 'android/content/res/ComplexColor',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    '<init>([[I[I)V': (vm, self: ColorStateList, specs: JavaArray | null, colors: JavaArray | null) => {
      if (!specs || !colors) return vm.throwNew('java/lang/NullPointerException');
      const rows = (specs.data as readonly (JavaArray | null)[]).map((row) => (row ? [...intsOf(row)] : []));
      self.peer = toState(rows, [...intsOf(colors)]);
      return undefined;
    },
    'static valueOf(I)Landroid/content/res/ColorStateList;': plainColor,
    'static createFromXml(Landroid/content/res/Resources;Lorg/xmlpull/v1/XmlPullParser;)Landroid/content/res/ColorStateList;':
      (vm, _resources: HeapObject | null, parser: HeapObject | null) => create(vm, parser, null),
    'static createFromXml(Landroid/content/res/Resources;Lorg/xmlpull/v1/XmlPullParser;Landroid/content/res/Resources$Theme;)Landroid/content/res/ColorStateList;':
      (vm, _resources: HeapObject | null, parser: HeapObject | null, theme: HeapObject | null) =>
        create(vm, parser, theme),
    'getDefaultColor()I': (_vm, self: ColorStateList) => self.peer.defaultColor,
    'getColorForState([II)I': (_vm, self: ColorStateList, states: JavaArray | null, fallback: number) =>
      colorForState(self.peer, states ? [...intsOf(states)] : [], fallback),
    'isStateful()Z': (_vm, self: ColorStateList) => (self.peer.specs[0]?.length ?? 0) > 0,
    'hasFocusStateSpecified()Z': (_vm, self: ColorStateList) =>
      self.peer.specs.some((spec) => spec.includes(attr.state_focused) || spec.includes(-attr.state_focused)),
    'isOpaque()Z': (_vm, self: ColorStateList) => self.peer.colors.every((color) => color >>> 24 === 0xff),
    'withAlpha(I)Landroid/content/res/ColorStateList;': (vm, self: ColorStateList, alpha: number) =>
      makeColorStateList(
        vm,
        self.peer.specs,
        self.peer.colors.map((color) => (color & 0xffffff) | (alpha << 24)),
      ),
    'getChangingConfigurations()I': () => 0,
    'getColors()[I': (vm, self: ColorStateList) => {
      const array = vm.newArray('[I', self.peer.colors.length);
      intsOf(array).set(self.peer.colors);
      return array;
    },
    'describeContents()I': () => 0,
  },
});

export const complexColor = defineClass({
  name: 'android/content/res/ComplexColor',
  flags: 'abstract',
  methods: { '<init>()V': () => undefined },
});
