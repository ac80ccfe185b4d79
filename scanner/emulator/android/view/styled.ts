import type { ResourceSet } from '../res/resource-set.ts';
import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { intsOf } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

const OBTAIN =
  'obtainStyledAttributes(Landroid/util/AttributeSet;[III)Landroid/content/res/TypedArray;';
const idCaches = new WeakMap<object, Map<string, number>>();

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

/** Attributes that a constructor asks for, by name; the array is made once for each machine. */
export type AttributeNames = { readonly names: readonly string[] };

export function attributes(...names: string[]): AttributeNames {
  return { names };
}

type IdArray = { readonly array: JavaArray; readonly names: readonly string[] };
const arrays = new WeakMap<AttributeNames, WeakMap<Machine, IdArray>>();

function idArrayOf(vm: Machine, wanted: AttributeNames): IdArray {
  let byMachine = arrays.get(wanted);
  if (!byMachine) {
    byMachine = new WeakMap();
    arrays.set(wanted, byMachine);
  }
  let made = byMachine.get(vm);
  if (!made) {
    const sorted = wanted.names
      .map((name) => ({ name, id: attrId(vm, name) }))
      .filter(({ id }) => id !== 0)
      .sort((a, b) => a.id - b.id);
    const array = vm.newArray('[I', sorted.length);
    intsOf(array).set(sorted.map(({ id }) => id));
    made = { array, names: sorted.map(({ name }) => name) };
    byMachine.set(vm, made);
  }
  return made;
}

/** The values that XML, styles and theme gave to the attributes asked for. Its methods are steps: use `yield*`. */
export class Styled {
  readonly #vm: Machine;
  readonly #array: JavaObject | null;
  readonly #indexes: ReadonlyMap<string, number>;

  constructor(vm: Machine, array: JavaObject | null, indexes: ReadonlyMap<string, number>) {
    this.#vm = vm;
    this.#array = array;
    this.#indexes = indexes;
  }

  has(name: string): boolean {
    return this.#indexes.has(name);
  }

  get isEmpty(): boolean {
    return this.#indexes.size === 0;
  }

  int(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getInt(II)I', fallback, fallback);
  }

  float(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getFloat(IF)F', fallback, fallback);
  }

  boolean(name: string, fallback: boolean): Steps<boolean> {
    return this.#read(name, 'getBoolean(IZ)Z', fallback, fallback);
  }

  color(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getColor(II)I', fallback, fallback);
  }

  /** Pixels, rounded so that a dimension that is not nothing is at least one. */
  sizePx(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getDimensionPixelSize(II)I', fallback, fallback);
  }

  offsetPx(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getDimensionPixelOffset(II)I', fallback, fallback);
  }

  dimensionPx(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getDimension(IF)F', fallback, fallback);
  }

  /** A layout_width or layout_height: pixels, MATCH_PARENT or WRAP_CONTENT. */
  layoutPx(name: string, fallback: number): Steps<number> {
    return this.#read(name, 'getLayoutDimension(II)I', fallback, fallback);
  }

  fraction(name: string, base: number, fallback: number): Steps<number> {
    return this.#read(name, 'getFraction(IIIF)F', fallback, base, base, fallback);
  }

  resourceId(name: string, fallback = 0): Steps<number> {
    return this.#read(name, 'getResourceId(II)I', fallback, fallback);
  }

  /** Type of android.util.TypedValue; 0 (null) when not set. */
  type(name: string): Steps<number> {
    return this.#read(name, 'getType(I)I', 0);
  }

  text(name: string): Steps<HeapObject | null> {
    return this.#read<HeapObject | null>(name, 'getText(I)Ljava/lang/CharSequence;', null);
  }

  string(name: string): Steps<JavaString | null> {
    return this.#read<JavaString | null>(name, 'getString(I)Ljava/lang/String;', null);
  }

  texts(name: string): Steps<JavaArray | null> {
    return this.#read<JavaArray | null>(name, 'getTextArray(I)[Ljava/lang/CharSequence;', null);
  }

  drawable(name: string): Steps<JavaObject | null> {
    return this.#read<JavaObject | null>(name, 'getDrawable(I)Landroid/graphics/drawable/Drawable;', null);
  }

  colors(name: string): Steps<JavaObject | null> {
    return this.#read<JavaObject | null>(
      name,
      'getColorStateList(I)Landroid/content/res/ColorStateList;',
      null,
    );
  }

  *recycle(): Steps<void> {
    if (this.#array) yield* this.#vm.call(this.#array, 'recycle()V');
  }

  *#read<T>(name: string, selector: string, fallback: T, ...args: (number | boolean | T)[]): Steps<T> {
    const index = this.#indexes.get(name);
    if (index === undefined || this.#array === null) return fallback;
    return yield* this.#vm.call<T>(this.#array, selector, index, ...(args as number[]));
  }
}

const nothing: ReadonlyMap<string, number> = new Map();

/** Context.obtainStyledAttributes for attributes of the platform, by name. */
export function* obtainStyled(
  vm: Machine,
  context: JavaObject | null,
  attributeSet: HeapObject | null,
  wanted: AttributeNames,
  defaultStyleAttribute: number,
  defaultStyle: number,
): Steps<Styled> {
  const { array, names } = idArrayOf(vm, wanted);
  if (context === null) return new Styled(vm, null, nothing);
  const typed = yield* vm.call<JavaObject>(
    context,
    OBTAIN,
    attributeSet,
    array,
    defaultStyleAttribute,
    defaultStyle,
  );
  return yield* indexed(vm, typed, names);
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

function* indexed(vm: Machine, typed: JavaObject, names: readonly string[]): Steps<Styled> {
  const count = yield* vm.call<number>(typed, 'getIndexCount()I');
  const indexes = new Map<string, number>();
  for (let at = 0; at < count; at++) {
    const index = yield* vm.call<number>(typed, 'getIndex(I)I', at);
    const name = names[index];
    if (name !== undefined) indexes.set(name, index);
  }
  return new Styled(vm, typed, indexes);
}

/** Pixels of a length in dp. */
export function dpToPx(vm: Machine, dp: number): number {
  return (dp * vm.attached(SYSTEM).phone.screen.densityDpi) / 160;
}
