import type { FoundValue, ResourceSet } from '../res/resource-set.ts';
import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { guardValue, readStyledValues } from '../content/res/resources-state.ts';
import { hasInteger, type StyledValues } from '../content/res/styled-values.ts';

const idCaches = new WeakMap<ResourceSet, Map<string, number>>();

/** Id of `android.R.<type>.<name>`; 0 where the platform has none. */
export function systemId(vm: Machine, type: string, name: string): number {
  const { resources } = vm.attached(SYSTEM).app;
  let cache = idCaches.get(resources);
  if (!cache) {
    cache = new Map();
    idCaches.set(resources, cache);
  }
  const key = `${type}/${name}`;
  let id = cache.get(key);
  if (id === undefined) {
    id = findSystemId(resources, type, name);
    cache.set(key, id);
  }
  return id;
}

function findSystemId(resources: ResourceSet, type: string, name: string): number {
  return resources.findId('android', type, name) ?? 0;
}

export const attrId = (vm: Machine, name: string): number => systemId(vm, 'attr', name);

/** Attributes that a constructor asks for, by name. */
export type AttributeNames = { readonly names: readonly string[] };

export function attributes(...names: string[]): AttributeNames {
  return { names };
}

type Ids = { readonly ids: readonly number[]; readonly indexes: ReadonlyMap<string, number> };
const idLists = new WeakMap<AttributeNames, WeakMap<ResourceSet, Ids>>();

function idsOf(vm: Machine, wanted: AttributeNames): Ids {
  const { resources } = vm.attached(SYSTEM).app;
  let lists = idLists.get(wanted);
  if (!lists) {
    lists = new WeakMap();
    idLists.set(wanted, lists);
  }
  let made = lists.get(resources);
  if (!made) {
    const known = wanted.names.filter((name) => attrId(vm, name) !== 0);
    made = {
      ids: known.map((name) => attrId(vm, name)),
      indexes: new Map(known.map((name, index) => [name, index])),
    };
    lists.set(resources, made);
  }
  return made;
}

/** The values that XML, styles and theme gave to the attributes asked for, by name. */
export class Styled {
  readonly #vm: Machine;
  readonly #context: JavaObject | null;
  readonly #values: StyledValues | undefined;
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(
    vm: Machine,
    context: JavaObject | null,
    values: StyledValues | undefined,
    indexes: ReadonlyMap<string, number>,
  ) {
    this.#vm = vm;
    this.#context = context;
    this.#values = values;
    this.#indexes = indexes;
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  int(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.integer(index)) ?? fallback;
  }

  float(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.float(index)) ?? fallback;
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.#read(name, (values, index) => values.boolean(index)) ?? fallback;
  }

  /** Pixels, rounded so that a dimension that is not nothing is at least one. */
  sizePx(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.pixelSize(index)) ?? fallback;
  }

  offsetPx(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.pixelOffset(index)) ?? fallback;
  }

  dimensionPx(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.dimension(index)) ?? fallback;
  }

  /** A layout_width or layout_height: pixels, MATCH_PARENT or WRAP_CONTENT. */
  layoutPx(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.layoutDimension(index)) ?? fallback;
  }

  /** A length, or a part of `base`. */
  lengthPx(name: string, base: number, fallback: number): number {
    const kind = this.#value(name)?.value.kind;
    if (kind === 'fraction')
      return this.#read(name, (values, index) => values.fraction(index, base, base)) ?? fallback;
    return kind === 'dimension' ? this.sizePx(name, fallback) : fallback;
  }

  fraction(name: string, fallback: number): number {
    return this.#read(name, (values, index) => values.fraction(index, 1, 1)) ?? fallback;
  }

  resourceId(name: string, fallback = 0): number {
    // Java ids are signed.
    return this.#read(name, (values, index) => values.resourceId(index)) ?? fallback;
  }

  kind(name: string): FoundValue['value']['kind'] | undefined {
    return this.#value(name)?.value.kind;
  }

  string(name: string): JavaString | null {
    const text = this.#read(name, (values, index) => values.text(index));
    return text === undefined ? null : this.#vm.string(text);
  }

  *text(name: string): Steps<HeapObject | null> {
    const found = this.#value(name);
    if (!found) return null;
    // Only a resource can have styles in its text.
    if (found.resourceId === 0) return this.string(name);
    return yield* this.#resource<HeapObject>('getText(I)Ljava/lang/CharSequence;', found.resourceId);
  }

  *texts(name: string): Steps<JavaArray | null> {
    const id = this.resourceId(name);
    if (id === 0) return null;
    return yield* this.#resource<JavaArray>('getTextArray(I)[Ljava/lang/CharSequence;', id);
  }

  *drawable(name: string): Steps<JavaObject | null> {
    const found = this.#value(name);
    if (!found || this.#context === null) return null;
    if (found.resourceId === 0) {
      if (!hasInteger(found.value)) return null;
      return yield* this.#vm.construct<JavaObject>(
        'android/graphics/drawable/ColorDrawable',
        '(I)V',
        found.value.data | 0,
      );
    }
    return yield* this.#vm.call<JavaObject | null>(
      this.#context,
      'getDrawable(I)Landroid/graphics/drawable/Drawable;',
      found.resourceId,
    );
  }

  *colors(name: string): Steps<JavaObject | null> {
    const found = this.#value(name);
    if (!found || this.#context === null) return null;
    if (found.resourceId === 0) {
      if (!hasInteger(found.value)) return null;
      return yield* this.#vm.callStatic<JavaObject>(
        'android/content/res/ColorStateList',
        'valueOf(I)Landroid/content/res/ColorStateList;',
        found.value.data | 0,
      );
    }
    return yield* this.#vm.call<JavaObject | null>(
      this.#context,
      'getColorStateList(I)Landroid/content/res/ColorStateList;',
      found.resourceId,
    );
  }

  *color(name: string, fallback: number): Steps<number> {
    const found = this.#read(name, (values, index) => values.color(index));
    if (typeof found === 'number') return found;
    if (found === undefined) return fallback;
    const colors = yield* this.colors(name);
    return colors ? yield* this.#vm.call<number>(colors, 'getDefaultColor()I') : fallback;
  }

  *#resource<T extends HeapObject>(selector: string, id: number): Steps<T | null> {
    if (this.#context === null) return null;
    const resources = yield* this.#vm.call<JavaObject>(
      this.#context,
      'getResources()Landroid/content/res/Resources;',
    );
    return yield* this.#vm.call<T | null>(resources, selector, id);
  }

  #value(name: string): FoundValue | undefined {
    const index = this.#indexes.get(name);
    return index === undefined ? undefined : this.#values?.find(index);
  }

  #read<T>(name: string, read: (values: StyledValues, index: number) => T): T | undefined {
    const index = this.#indexes.get(name);
    const values = this.#values;
    if (index === undefined || !values) return undefined;
    return guardValue(this.#vm, () => read(values, index));
  }
}

const noIndexes: ReadonlyMap<string, number> = new Map();

/** Context.obtainStyledAttributes for attributes of the platform, by name. */
export function* obtainStyled(
  vm: Machine,
  context: JavaObject | null,
  attributeSet: HeapObject | null,
  wanted: AttributeNames,
  defaultStyleAttribute: number,
  defaultStyle: number,
): Steps<Styled> {
  if (context === null) return new Styled(vm, null, undefined, noIndexes);
  const { ids, indexes } = idsOf(vm, wanted);
  const theme = yield* vm.call<JavaObject | null>(context, 'getTheme()Landroid/content/res/Resources$Theme;');
  const values = readStyledValues(vm, theme, attributeSet, ids, defaultStyleAttribute, defaultStyle);
  return new Styled(vm, context, values, indexes);
}

/** The values of one style, as Context.obtainStyledAttributes(int, int[]) gives them. */
export function obtainStyle(
  vm: Machine,
  context: JavaObject | null,
  styleId: number,
  wanted: AttributeNames,
): Steps<Styled> {
  return obtainStyled(vm, context, null, wanted, 0, styleId);
}

/** Pixels of a length in dp. */
export function dpToPx(vm: Machine, dp: number): number {
  return (dp * vm.attached(SYSTEM).phone.screen.densityDpi) / 160;
}
