import type { HeapObject, Machine } from '../../../machine/index.ts';
import type { XmlElement } from '../../../../package/index.ts';
import { childElements } from '../../../../package/index.ts';
import { loadColorStateList, type ColorStateList } from '../../content/res/color-state-list.ts';
import { guardValue, hostTheme, type Resources } from '../../content/res/resources-state.ts';
import { hasInteger, StyledValues } from '../../content/res/styled-values.ts';
import { attr } from '../../res/attributes.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import type { Theme } from '../../res/theme.ts';
import { modeOfNumber, type PorterDuffMode } from '../effects.ts';

export type AttributeName = keyof typeof attr;

/** Where a drawable in XML is read: the element, the theme that `?attr` goes through, and whose file it is. */
export type DrawableSource = {
  readonly element: XmlElement;
  readonly file: string;
  readonly isSystem: boolean;
  readonly theme: HeapObject | null;
  readonly resources: Resources;
  /** Nested files so far: circles of them end. */
  readonly depth: number;
};

/** Reads one element's attributes, each by its name. Undefined where it is not written. */
export class ElementReader {
  readonly source: DrawableSource;
  readonly #vm: Machine;
  readonly #theme: Theme;

  constructor(vm: Machine, source: DrawableSource) {
    this.source = source;
    this.#vm = vm;
    this.#theme = hostTheme(vm, source.theme);
  }

  find(name: AttributeName): FoundValue | undefined {
    const written = this.source.element.attributes.find((each) => each.resourceId === attr[name]);
    const found = written && this.#theme.toFinal(written.value, this.source.isSystem);
    return found &&
      !(found.value.kind === 'null' || (found.value.kind === 'reference' && found.value.id === 0))
      ? found
      : undefined;
  }

  has(name: AttributeName): boolean {
    return this.find(name) !== undefined;
  }

  integer(name: AttributeName): number | undefined {
    return this.#read(name, (values) => values.integer(0));
  }

  boolean(name: AttributeName): boolean | undefined {
    return this.#read(name, (values) => values.boolean(0));
  }

  float(name: AttributeName): number | undefined {
    return this.#read(name, (values) => values.float(0));
  }

  dimension(name: AttributeName): number | undefined {
    return this.#read(name, (values) => values.dimension(0));
  }

  pixelSize(name: AttributeName): number | undefined {
    return this.#read(name, (values) => values.pixelSize(0));
  }

  pixelOffset(name: AttributeName): number | undefined {
    return this.#read(name, (values) => values.pixelOffset(0));
  }

  text(name: AttributeName): string | undefined {
    return this.#read(name, (values) => values.text(0));
  }

  /** Of a float, or a fraction of `base`. */
  part(name: AttributeName, base: number): number | undefined {
    const value = this.find(name)?.value;
    if (value?.kind === 'fraction') return value.value * base;
    if (value?.kind === 'dimension') return this.dimension(name);
    return this.float(name);
  }

  color(name: AttributeName): number | undefined {
    return this.colors(name)?.peer.defaultColor;
  }

  colors(name: AttributeName): ColorStateList | undefined {
    const found = this.find(name);
    if (!found || (!hasInteger(found.value) && found.value.kind !== 'string')) return undefined;
    return loadColorStateList(this.#vm, found, this.source.theme);
  }

  tintMode(name: AttributeName): PorterDuffMode | undefined {
    const number = this.integer(name);
    return number === undefined ? undefined : modeOfNumber(number);
  }

  children(name?: string): DrawableSource[] {
    return childElements(this.source.element, name).map((element) => ({ ...this.source, element }));
  }

  child(name: string): ElementReader | undefined {
    const [first] = this.children(name);
    return first && new ElementReader(this.#vm, first);
  }

  #read<T>(name: AttributeName, read: (values: StyledValues) => T): T | undefined {
    const found = this.find(name);
    return (
      found && guardValue(this.#vm, () => read(new StyledValues([found], this.source.resources.peer.metrics)))
    );
  }
}
