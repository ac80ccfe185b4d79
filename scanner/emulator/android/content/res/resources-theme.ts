import { defineClass, intsOf, JavaObject } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, Machine } from '../../../machine/index.ts';
import { loadDrawable } from '../../graphics/drawable/inflate-drawable.ts';
import { fillTypedValue } from '../../util/typed-value.ts';
import { hostTheme, readStyledValues, valueOf, type JavaTheme } from './resources-state.ts';
import { makeTypedArray } from './typed-array.ts';

type Methods = NonNullable<ClassModel['methods']>;

const typedArray$ = 'Landroid/content/res/TypedArray;';

function obtain(
  vm: Machine,
  self: JavaTheme,
  element: HeapObject | null,
  attributes: JavaArray | null,
  defaultStyleAttribute: number,
  defaultStyle: number,
): JavaObject {
  if (!attributes) return vm.throwNew('java/lang/NullPointerException');
  const ids = [...intsOf(attributes)];
  const values = readStyledValues(vm, self, element, ids, defaultStyleAttribute, defaultStyle);
  return makeTypedArray(vm, self.peer.resources, self, values);
}

const methods: Methods = {
  'applyStyle(IZ)V': (vm, self: JavaTheme, styleId: number, force: boolean) => {
    hostTheme(vm, self).applyStyle(styleId >>> 0, force);
  },
  'setTo(Landroid/content/res/Resources$Theme;)V': (vm, self: JavaTheme, other: HeapObject | null) => {
    if (other) hostTheme(vm, self).setTo(hostTheme(vm, other));
  },
  'rebase()V': () => undefined,
  'getChangingConfigurations()I': () => 0,
  'getResources()Landroid/content/res/Resources;': (_vm, self: JavaTheme) => self.peer.resources,
  'resolveAttribute(ILandroid/util/TypedValue;Z)Z': (
    vm,
    self: JavaTheme,
    attribute: number,
    out: JavaObject,
    isResolved: boolean,
  ) => {
    const { host } = self.peer;
    const found = isResolved ? host.findValue(attribute >>> 0) : host.findUnresolved(attribute >>> 0);
    if (!found || found.value.kind === 'null') return false;
    fillTypedValue(vm, out, found);
    return true;
  },
  [`obtainStyledAttributes([I)${typedArray$}`]: (vm, self: JavaTheme, attributes: JavaArray | null) =>
    obtain(vm, self, null, attributes, 0, 0),
  [`obtainStyledAttributes(I[I)${typedArray$}`]: (
    vm,
    self: JavaTheme,
    styleId: number,
    attributes: JavaArray | null,
  ) => obtain(vm, self, null, attributes, 0, styleId),
  [`obtainStyledAttributes(Landroid/util/AttributeSet;[III)${typedArray$}`]: obtain,
  'getDrawable(I)Landroid/graphics/drawable/Drawable;': (vm, self: JavaTheme, id: number) =>
    loadDrawable(vm, valueOf(vm, self.peer.resources.peer.set, id), self, self.peer.resources),
  'equals(Ljava/lang/Object;)Z': (_vm, self: JavaTheme, other: HeapObject | null) => {
    if (self === other) return true;
    if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
    const mine = self.peer.host.applied;
    const theirs = (other as JavaTheme).peer.host.applied;
    return mine.length === theirs.length && mine.every((id, index) => id === theirs[index]);
  },
  'hashCode()I': (_vm, self: JavaTheme) =>
    self.peer.host.applied.reduce((hash, id) => (Math.imul(hash, 31) + id) | 0, 1),
};

export const resourcesTheme = defineClass({
  name: 'android/content/res/Resources$Theme',
  flags: 'final',
  labels: 'container',
  methods,
});
