import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../../machine/index.ts';
import { loadDrawable } from '../../graphics/drawable/inflate-drawable.ts';
import { loadFont } from '../../graphics/load-font.ts';
import { fillTypedValue, makeTypedValue } from '../../util/typed-value.ts';
import { loadColorStateList } from './color-state-list.ts';
import { guardValue, type Resources } from './resources-state.ts';
import { makeText } from './styled-text.ts';
import { type StyledValues, toText } from './styled-values.ts';

type Methods = NonNullable<ClassModel['methods']>;

export type TypedArrayState = {
  readonly values: StyledValues;
  readonly resources: Resources;
  readonly theme: HeapObject | null;
  isRecycled: boolean;
};
export type TypedArray = JavaObject<TypedArrayState>;

export function makeTypedArray(
  vm: Machine,
  resources: Resources,
  theme: HeapObject | null,
  values: StyledValues,
): TypedArray {
  const made = vm.newObject<TypedArrayState>('android/content/res/TypedArray');
  made.peer = { values, resources, theme, isRecycled: false };
  return made;
}

/** The values, unless the array was given back. */
function open(vm: Machine, self: TypedArray): StyledValues {
  if (self.peer.isRecycled)
    vm.throwNew('java/lang/RuntimeException', 'Cannot make calls to a recycled instance!');
  return self.peer.values;
}

/** A getter with a default, the commonest form. */
function getter<T extends number | boolean>(read: (values: StyledValues, index: number) => T | undefined) {
  return (vm: Machine, self: TypedArray, index: number, fallback: T): T =>
    guardValue(vm, () => read(open(vm, self), index)) ?? fallback;
}

const numbers: Methods = {
  'getInt(II)I': getter((values, index) => values.integer(index)),
  'getInteger(II)I': getter((values, index) => values.integer(index)),
  'getBoolean(IZ)Z': getter((values, index) => values.boolean(index)),
  'getFloat(IF)F': getter((values, index) => values.float(index)),
  'getDimension(IF)F': getter((values, index) => values.dimension(index)),
  'getDimensionPixelSize(II)I': getter((values, index) => values.pixelSize(index)),
  'getDimensionPixelOffset(II)I': getter((values, index) => values.pixelOffset(index)),
  'getLayoutDimension(II)I': getter((values, index) => values.layoutDimension(index)),
  'getLayoutDimension(ILjava/lang/String;)I': (
    vm,
    self: TypedArray,
    index: number,
    name: JavaString | null,
  ) =>
    open(vm, self).layoutDimension(index) ??
    vm.throwNew(
      'java/lang/UnsupportedOperationException',
      `Binary XML file: You must supply a ${name?.value ?? ''} attribute.`,
    ),
  'getFraction(IIIF)F': (
    vm,
    self: TypedArray,
    index: number,
    base: number,
    parentBase: number,
    fallback: number,
  ) => guardValue(vm, () => open(vm, self).fraction(index, base, parentBase)) ?? fallback,
  'getResourceId(II)I': (vm, self: TypedArray, index: number, fallback: number) =>
    (open(vm, self).resourceId(index) ?? fallback) | 0,
  'getThemeAttributeId(II)I': (vm, self: TypedArray, index: number, fallback: number) => {
    const value = open(vm, self).find(index)?.value;
    return value?.kind === 'attribute' ? value.id | 0 : fallback;
  },
  'getType(I)I': (vm, self: TypedArray, index: number) => open(vm, self).find(index)?.value.dataType ?? 0,
  'getColor(II)I': (vm, self: TypedArray, index: number, fallback: number) => {
    const values = open(vm, self);
    const color = guardValue(vm, () => values.color(index));
    const found = values.find(index);
    if (color !== 'state list' || !found) return color ?? fallback;
    return loadColorStateList(vm, found, self.peer.theme).peer.defaultColor;
  },
};

const objects: Methods = {
  'getText(I)Ljava/lang/CharSequence;': function* (vm, self: TypedArray, index: number) {
    const values = open(vm, self);
    const id = values.resourceId(index);
    const styled = id === undefined ? undefined : yield* makeText(vm, self.peer.resources.peer.set, id);
    return styled ?? values.text(index) ?? null;
  },
  'getString(I)Ljava/lang/String;': (vm, self: TypedArray, index: number) =>
    open(vm, self).text(index) ?? null,
  'getNonResourceString(I)Ljava/lang/String;': (vm, self: TypedArray, index: number) => {
    const found = open(vm, self).find(index);
    return found?.value.kind === 'string' && found.resourceId === 0 ? found.value.text : null;
  },
  'getTextArray(I)[Ljava/lang/CharSequence;': (vm, self: TypedArray, index: number) => {
    const id = open(vm, self).resourceId(index);
    const { set } = self.peer.resources.peer;
    const bag = id === undefined ? undefined : set.findBag(id);
    if (!bag) return null;
    const texts = [...bag.items.values()].map(
      ({ value, isSystem }) => toText(set.resolve(value, isSystem).value) ?? null,
    );
    return vm.arrayOf('[Ljava/lang/CharSequence;', texts);
  },
  'getColorStateList(I)Landroid/content/res/ColorStateList;': (vm, self: TypedArray, index: number) => {
    const values = open(vm, self);
    const found = values.find(index);
    if (!found || !values.has(index)) return null;
    if (found.value.kind === 'attribute')
      return vm.throwNew(
        'java/lang/UnsupportedOperationException',
        `Failed to resolve attribute at index ${index}`,
      );
    return loadColorStateList(vm, found, self.peer.theme);
  },
  'getDrawable(I)Landroid/graphics/drawable/Drawable;': function* (vm, self: TypedArray, index: number) {
    const values = open(vm, self);
    const found = values.find(index);
    if (!found || !values.has(index)) return null;
    if (found.value.kind === 'attribute')
      return vm.throwNew(
        'java/lang/UnsupportedOperationException',
        `Failed to resolve attribute at index ${index}`,
      );
    return yield* loadDrawable(vm, found, self.peer.theme, self.peer.resources);
  },
  'getFont(I)Landroid/graphics/Typeface;': (vm, self: TypedArray, index: number) => {
    const found = open(vm, self).find(index);
    return found ? loadFont(vm, found) : null;
  },
  'getValue(ILandroid/util/TypedValue;)Z': (vm, self: TypedArray, index: number, out: JavaObject) => {
    const found = open(vm, self).find(index);
    if (!found) return false;
    fillTypedValue(vm, out, found);
    return true;
  },
  'peekValue(I)Landroid/util/TypedValue;': (vm, self: TypedArray, index: number) => {
    const found = open(vm, self).find(index);
    return found ? makeTypedValue(vm, found) : null;
  },
  'getResources()Landroid/content/res/Resources;': (_vm, self: TypedArray) => self.peer.resources,
  'getPositionDescription()Ljava/lang/String;': () => '<internal>',
};

export const typedArray = defineClass({
  name: 'android/content/res/TypedArray',
  interfaces: ['java/lang/AutoCloseable'],
  labels: 'container',
  methods: {
    'length()I': (vm, self: TypedArray) => open(vm, self).length,
    'getIndexCount()I': (vm, self: TypedArray) => open(vm, self).present.length,
    'getIndex(I)I': (vm, self: TypedArray, at: number) => open(vm, self).present[at] ?? 0,
    'hasValue(I)Z': (vm, self: TypedArray, index: number) => open(vm, self).has(index),
    'hasValueOrEmpty(I)Z': (vm, self: TypedArray, index: number) => open(vm, self).find(index) !== undefined,
    'getChangingConfigurations()I': () => 0,
    ...numbers,
    ...objects,
    'recycle()V': (vm, self: TypedArray) => {
      if (self.peer.isRecycled)
        vm.throwNew('java/lang/RuntimeException', `${self.cls.javaName} recycled twice!`);
      self.peer.isRecycled = true;
    },
    'close()V': (_vm, self: TypedArray) => {
      self.peer.isRecycled = true;
    },
  },
});
