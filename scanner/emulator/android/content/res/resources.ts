import { defineClass, type JavaObject } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { throwableClass } from '../../../java/lang/throwable.ts';
import { SYSTEM } from '../../../system/system.ts';
import { loadDrawable } from '../../graphics/drawable/inflate-drawable.ts';
import { loadFont } from '../../graphics/load-font.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import { fillTypedValue } from '../../util/typed-value.ts';
import { makeDisplayMetrics } from '../../util/display-metrics.ts';
import { makeAssetManager, openBytes } from './asset-manager.ts';
import { loadColorStateList, type ColorStateList } from './color-state-list.ts';
import { makeConfiguration } from './configuration.ts';
import { toPixels, toPixelSize } from './metrics.ts';
import { findPlural } from './plurals.ts';
import {
  appResources,
  fileOf,
  makeResourcesState,
  makeTheme,
  readStyledValues,
  renderId,
  throwNotFound,
  valueOf,
  xmlOf,
  type JavaTheme,
  type Resources,
} from './resources-state.ts';
import { hasInteger, StyledValues, toText } from './styled-values.ts';
import { makeText } from './styled-text.ts';
import { makeTypedArray } from './typed-array.ts';
import { makeXmlParser } from './xml-parser.ts';

type Methods = NonNullable<ClassModel['methods']>;

const theme$ = 'Landroid/content/res/Resources$Theme;';
const text$ = 'Ljava/lang/CharSequence;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const typedArray$ = 'Landroid/content/res/TypedArray;';
const colors$ = 'Landroid/content/res/ColorStateList;';
const xml$ = 'Landroid/content/res/XmlResourceParser;';

function wrongType(vm: Machine, id: number, found: FoundValue): never {
  return throwNotFound(
    vm,
    `Resource ID ${renderId(id)} type #0x${found.value.dataType.toString(16)} is not valid`,
  );
}

function integerOf(vm: Machine, self: Resources, id: number): number {
  const found = valueOf(vm, self.peer.set, id);
  return hasInteger(found.value) ? found.value.data | 0 : wrongType(vm, id, found);
}

function pixelsOf(vm: Machine, self: Resources, id: number): number {
  const found = valueOf(vm, self.peer.set, id);
  if (found.value.kind !== 'dimension') return wrongType(vm, id, found);
  return toPixels(found.value.value, found.value.unit, self.peer.metrics);
}

function stringOf(vm: Machine, self: Resources, id: number): string {
  const found = self.peer.set.findValue(id >>> 0);
  const text = found && toText(found.value);
  return text ?? throwNotFound(vm, `String resource ID ${renderId(id)}`);
}

function* textOf(vm: Machine, self: Resources, id: number): Steps<HeapObject> {
  const text = yield* makeText(vm, self.peer.set, id >>> 0);
  return text ?? throwNotFound(vm, `String resource ID ${renderId(id)}`);
}

function bagItems(vm: Machine, self: Resources, id: number): readonly FoundValue[] {
  const bag = self.peer.set.findBag(id >>> 0);
  if (!bag) return throwNotFound(vm, `Array resource ID ${renderId(id)}`);
  return [...bag.items.values()].map(({ value, isSystem }) => self.peer.set.resolve(value, isSystem));
}

/** The color of a resource: plain, or the default of a state list. */
function colorOf(vm: Machine, self: Resources, id: number, theme: HeapObject | null): number {
  const found = valueOf(vm, self.peer.set, id);
  if (hasInteger(found.value)) return found.value.data | 0;
  if (found.value.kind !== 'string') return wrongType(vm, id, found);
  return loadColorStateList(vm, found, theme).peer.defaultColor;
}

function* formatText(vm: Machine, pattern: string, args: JavaArray | null): Steps<JavaString | null> {
  return yield* vm.callStatic(
    'java/lang/String',
    'format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;',
    pattern,
    args,
  );
}

function pluralOf(vm: Machine, self: Resources, id: number, quantity: number): string {
  const found = findPlural(self.peer.set, id >>> 0, quantity, vm.attached(SYSTEM).phone.locale);
  const text = found && toText(found.value);
  return text ?? throwNotFound(vm, `Plural resource ID ${renderId(id)} quantity=${quantity}`);
}

function nameOf(vm: Machine, self: Resources, id: number) {
  return self.peer.set.findName(id >>> 0) ?? throwNotFound(vm, `Unable to find resource ID ${renderId(id)}`);
}

function openXml(vm: Machine, self: Resources, id: number): JavaObject {
  const found = valueOf(vm, self.peer.set, id);
  const { root, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  return makeXmlParser(vm, root, file, isSystem);
}

function* openRaw(vm: Machine, self: Resources, id: number): Steps<JavaObject> {
  const found = valueOf(vm, self.peer.set, id);
  const bytes = found.value.kind === 'string' ? fileOf(vm, found.value.text, found.isSystem) : undefined;
  if (!bytes) return throwNotFound(vm, `File ${toText(found.value) ?? ''} from resource ID ${renderId(id)}`);
  return yield* openBytes(vm, bytes);
}

function drawableOf(
  vm: Machine,
  self: Resources,
  id: number,
  theme: HeapObject | null,
): Steps<JavaObject | null> {
  return loadDrawable(vm, valueOf(vm, self.peer.set, id), theme, self);
}

function findIdentifier(
  self: Resources,
  name: string,
  type: string | undefined,
  pkg: string | undefined,
): number {
  if (/^\d+$/.test(name)) return Number.parseInt(name, 10) | 0;
  // `package:type/name`, where package and type may stand in the other arguments instead.
  const match = /^@?(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(name);
  const [, writtenPackage, writtenType, entry] = match ?? [];
  const actualType = writtenType ?? type;
  if (entry === undefined || actualType === undefined) return 0;
  return (self.peer.set.findId(writtenPackage ?? pkg ?? '', actualType, entry) ?? 0) | 0;
}

const strings: Methods = {
  'getText(I)Ljava/lang/CharSequence;': textOf,
  [`getText(I${text$})${text$}`]: function* (vm, self: Resources, id: number, fallback: HeapObject | null) {
    return (id === 0 ? undefined : yield* makeText(vm, self.peer.set, id >>> 0)) ?? fallback;
  },
  'getString(I)Ljava/lang/String;': stringOf,
  'getString(I[Ljava/lang/Object;)Ljava/lang/String;': (
    vm,
    self: Resources,
    id: number,
    args: JavaArray | null,
  ) => formatText(vm, stringOf(vm, self, id), args),
  'getQuantityText(II)Ljava/lang/CharSequence;': pluralOf,
  'getQuantityString(II)Ljava/lang/String;': pluralOf,
  'getQuantityString(II[Ljava/lang/Object;)Ljava/lang/String;': (
    vm,
    self: Resources,
    id: number,
    quantity: number,
    args: JavaArray | null,
  ) => formatText(vm, pluralOf(vm, self, id, quantity), args),
  'getStringArray(I)[Ljava/lang/String;': (vm, self: Resources, id: number) =>
    vm.arrayOf(
      '[Ljava/lang/String;',
      bagItems(vm, self, id).map(({ value }) => toText(value) ?? null),
    ),
  'getTextArray(I)[Ljava/lang/CharSequence;': (vm, self: Resources, id: number) =>
    vm.arrayOf(
      '[Ljava/lang/CharSequence;',
      bagItems(vm, self, id).map(({ value }) => toText(value) ?? null),
    ),
};

const numbers: Methods = {
  'getInteger(I)I': integerOf,
  'getBoolean(I)Z': (vm, self: Resources, id: number) => integerOf(vm, self, id) !== 0,
  'getIntArray(I)[I': (vm, self: Resources, id: number) => {
    const items = bagItems(vm, self, id);
    const array = vm.newArray('[I', items.length);
    items.forEach(({ value }, index) => {
      array.data[index] = hasInteger(value) ? value.data | 0 : 0;
    });
    return array;
  },
  'getDimension(I)F': pixelsOf,
  'getDimensionPixelSize(I)I': (vm, self: Resources, id: number) => toPixelSize(pixelsOf(vm, self, id)),
  'getDimensionPixelOffset(I)I': (vm, self: Resources, id: number) => Math.trunc(pixelsOf(vm, self, id)),
  'getFraction(III)F': (vm, self: Resources, id: number, base: number, parentBase: number) => {
    const found = valueOf(vm, self.peer.set, id);
    if (found.value.kind !== 'fraction') return wrongType(vm, id, found);
    return found.value.value * (found.value.ofParent ? parentBase : base);
  },
  'getFloat(I)F': (vm, self: Resources, id: number) => {
    const found = valueOf(vm, self.peer.set, id);
    return found.value.kind === 'float' ? found.value.value : wrongType(vm, id, found);
  },
  'getColor(I)I': (vm, self: Resources, id: number) => colorOf(vm, self, id, null),
  [`getColor(I${theme$})I`]: colorOf,
};

const objects: Methods = {
  [`getColorStateList(I)${colors$}`]: (vm, self: Resources, id: number): ColorStateList =>
    loadColorStateList(vm, valueOf(vm, self.peer.set, id), null),
  [`getColorStateList(I${theme$})${colors$}`]: (
    vm,
    self: Resources,
    id: number,
    theme: HeapObject | null,
  ): ColorStateList => loadColorStateList(vm, valueOf(vm, self.peer.set, id), theme),
  [`getDrawable(I)${drawable$}`]: (vm, self: Resources, id: number) => drawableOf(vm, self, id, null),
  [`getDrawable(I${theme$})${drawable$}`]: drawableOf,
  [`getDrawableForDensity(II)${drawable$}`]: (vm, self: Resources, id: number) =>
    drawableOf(vm, self, id, null),
  [`getDrawableForDensity(II${theme$})${drawable$}`]: (
    vm,
    self: Resources,
    id: number,
    _density: number,
    theme: HeapObject | null,
  ) => drawableOf(vm, self, id, theme),
  'getFont(I)Landroid/graphics/Typeface;': (vm, self: Resources, id: number) =>
    loadFont(vm, valueOf(vm, self.peer.set, id)),
  [`getLayout(I)${xml$}`]: openXml,
  [`getXml(I)${xml$}`]: openXml,
  [`getAnimation(I)${xml$}`]: openXml,
  'openRawResource(I)Ljava/io/InputStream;': openRaw,
  'openRawResource(ILandroid/util/TypedValue;)Ljava/io/InputStream;': (
    vm,
    self: Resources,
    id: number,
    out: JavaObject,
  ) => {
    fillTypedValue(vm, out, valueOf(vm, self.peer.set, id));
    return openRaw(vm, self, id);
  },
  [`obtainTypedArray(I)${typedArray$}`]: (vm, self: Resources, id: number) =>
    makeTypedArray(vm, self, null, new StyledValues(bagItems(vm, self, id), self.peer.metrics)),
  [`obtainAttributes(Landroid/util/AttributeSet;[I)${typedArray$}`]: (
    vm,
    self: Resources,
    element: HeapObject | null,
    attributes: JavaArray,
  ) =>
    makeTypedArray(vm, self, null, readStyledValues(vm, null, element, [...(attributes.data as Int32Array)])),
};

const names: Methods = {
  'getIdentifier(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I': (
    vm,
    self: Resources,
    name: JavaString | null,
    type: JavaString | null,
    pkg: JavaString | null,
  ) => findIdentifier(self, vm.text(name), type?.value, pkg?.value),
  'getResourceName(I)Ljava/lang/String;': (vm, self: Resources, id: number) => {
    const { packageName, type, entry } = nameOf(vm, self, id);
    return `${packageName}:${type}/${entry}`;
  },
  'getResourcePackageName(I)Ljava/lang/String;': (vm, self: Resources, id: number) =>
    nameOf(vm, self, id).packageName,
  'getResourceTypeName(I)Ljava/lang/String;': (vm, self: Resources, id: number) => nameOf(vm, self, id).type,
  'getResourceEntryName(I)Ljava/lang/String;': (vm, self: Resources, id: number) =>
    nameOf(vm, self, id).entry,
  'getValue(ILandroid/util/TypedValue;Z)V': (
    vm,
    self: Resources,
    id: number,
    out: JavaObject,
    isResolved: boolean,
  ) => {
    const raw = self.peer.set.find(id >>> 0);
    const isReference = raw?.content.kind === 'value' && raw.content.value.kind === 'reference';
    if (!isResolved && isReference && raw.content.kind === 'value')
      fillTypedValue(vm, out, {
        value: raw.content.value,
        resourceId: id,
        isSystem: false,
        config: raw.config,
      });
    else fillTypedValue(vm, out, valueOf(vm, self.peer.set, id));
  },
  'getValue(Ljava/lang/String;Landroid/util/TypedValue;Z)V': (
    vm,
    self: Resources,
    name: JavaString | null,
    out: JavaObject,
  ) => {
    const id = findIdentifier(self, vm.text(name), 'string', undefined);
    fillTypedValue(vm, out, valueOf(vm, self.peer.set, id));
  },
  'getValueForDensity(IILandroid/util/TypedValue;Z)V': (
    vm,
    self: Resources,
    id: number,
    _density: number,
    out: JavaObject,
  ) => {
    fillTypedValue(vm, out, valueOf(vm, self.peer.set, id));
  },
};

const surroundings: Methods = {
  'getDisplayMetrics()Landroid/util/DisplayMetrics;': (vm, self: Resources) =>
    (self.peer.displayMetrics ??= makeDisplayMetrics(vm, self.peer.metrics)),
  'getConfiguration()Landroid/content/res/Configuration;': function* (vm, self: Resources) {
    self.peer.configuration ??= yield* makeConfiguration(vm);
    return self.peer.configuration;
  },
  'updateConfiguration(Landroid/content/res/Configuration;Landroid/util/DisplayMetrics;)V': function* (
    vm,
    self: Resources,
    next: JavaObject | null,
  ) {
    if (!next) return;
    // Texts stay in the phone's language: apps that switch theirs at run time are said to in the ledger.
    vm.gap(
      'PARTIAL_MODEL',
      'android/content/res/Resources.updateConfiguration: resources are not chosen anew',
    );
    self.peer.configuration ??= yield* makeConfiguration(vm);
    yield* vm.call(self.peer.configuration, 'setTo(Landroid/content/res/Configuration;)V', next);
  },
  'getAssets()Landroid/content/res/AssetManager;': (vm, self: Resources) =>
    (self.peer.assets ??= makeAssetManager(vm)),
  [`newTheme()${theme$}`]: (vm, self: Resources): JavaTheme => makeTheme(vm, self),
  'flushLayoutCache()V': () => undefined,
  'finishPreloading()V': () => undefined,
  'getClassLoader()Ljava/lang/ClassLoader;': (vm) =>
    vm.callStatic('java/lang/ClassLoader', 'getSystemClassLoader()Ljava/lang/ClassLoader;'),
};

export const resources = defineClass({
  name: 'android/content/res/Resources',
  labels: 'container',
  fields: { 'static final ID_NULL:I': 0 },
  methods: {
    '<init>(Landroid/content/res/AssetManager;Landroid/util/DisplayMetrics;Landroid/content/res/Configuration;)V':
      (vm, self: Resources) => {
        self.peer = makeResourcesState(vm);
      },
    // The platform keeps a separate object without the app's resources; one that has more serves as well.
    'static getSystem()Landroid/content/res/Resources;': appResources,
    ...strings,
    ...numbers,
    ...objects,
    ...names,
    ...surroundings,
  },
});

export const notFoundException = throwableClass(
  'android/content/res/Resources$NotFoundException',
  'java/lang/RuntimeException',
);
