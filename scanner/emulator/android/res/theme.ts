import type { TypedValue, XmlAttribute } from '../../../package/index.ts';
import type { BagValue, FoundBag, FoundValue, ResourceSet } from './resource-set.ts';

const mostAttributeHops = 20;

/** A value that a styled view asked for. */
export type StyledValue = FoundValue & {
  /** Where it was said, strongest first. */
  readonly from: 'xml' | 'style' | 'default-style' | 'theme';
};

/** What an element of a layout says of itself. */
export type StyledElement = {
  readonly attributes: readonly XmlAttribute[];
  /** True for layouts of the platform. */
  readonly isSystem: boolean;
  /** Value of `style="…"`, when written. */
  readonly style: TypedValue | undefined;
};

/** android.content.res.Resources.Theme: attributes with the values that the applied styles gave them. */
export class Theme {
  readonly resources: ResourceSet;
  readonly #values = new Map<number, BagValue>();
  readonly #applied: number[] = [];
  readonly #forced: boolean[] = [];

  constructor(resources: ResourceSet) {
    this.resources = resources;
  }

  /** Ids of the styles applied, in order. */
  get applied(): readonly number[] {
    return this.#applied;
  }

  /** Lays a style over the theme; without `force` what is set already stays. */
  applyStyle(styleId: number, force: boolean): void {
    const bag = this.resources.findBag(styleId);
    if (!bag) return;
    this.#applied.push(styleId);
    this.#forced.push(force);
    for (const [attribute, item] of bag.items) {
      if (force || !this.#values.has(attribute)) this.#values.set(attribute, item);
    }
  }

  setTo(other: Theme): void {
    this.#values.clear();
    for (const [attribute, item] of other.#values) this.#values.set(attribute, item);
    this.#applied.splice(0, this.#applied.length, ...other.#applied);
    this.#forced.splice(0, this.#forced.length, ...other.#forced);
  }

  /** Theme.rebase: the same styles over tables that were chosen for another configuration. */
  rebase(resources: ResourceSet): Theme {
    const theme = new Theme(resources);
    this.#applied.forEach((styleId, at) => theme.applyStyle(styleId, this.#forced[at] ?? false));
    return theme;
  }

  /** The value of an attribute, references and attributes followed; undefined where the theme says nothing. */
  findValue(attribute: number): FoundValue | undefined {
    const item = this.#values.get(attribute);
    return item && this.toFinal(item.value, item.isSystem);
  }

  /** As resolveAttribute(…, resolveRefs = false): attributes are followed, references are not. */
  findUnresolved(attribute: number): FoundValue | undefined {
    let item = this.#values.get(attribute);
    for (let hop = 0; item?.value.kind === 'attribute' && hop < mostAttributeHops; hop++) {
      item = this.#values.get(item.value.id);
    }
    if (!item) return undefined;
    const id = item.value.kind === 'reference' ? item.value.id : 0;
    return { value: item.value, resourceId: id, isSystem: item.isSystem, config: undefined };
  }

  /** Follows `?attr` through the theme and `@ref` through the tables. */
  toFinal(value: TypedValue, isSystem: boolean): FoundValue | undefined {
    let current: BagValue | undefined = { value, isSystem };
    for (let hop = 0; current?.value.kind === 'attribute' && hop < mostAttributeHops; hop++) {
      if (current.value.id === 0) return undefined;
      current = this.#values.get(current.value.id);
    }
    if (!current || current.value.kind === 'attribute') return undefined;
    const found = this.resources.resolve(current.value, current.isSystem);
    // A color or dimension of a table may itself point into the theme.
    return found.value.kind === 'attribute' ? this.toFinal(found.value, found.isSystem) : found;
  }

  /**
   * android.content.res.Resources.Theme.obtainStyledAttributes: for each attribute asked for, the element's own value,
   * else its style's, else the default style's, else the theme's. One entry per attribute, undefined where none says.
   */
  obtain(
    element: StyledElement | undefined,
    attributes: readonly number[],
    defaultStyleAttribute: number,
    defaultStyle: number,
  ): (StyledValue | undefined)[] {
    const own = new Map(
      element?.attributes
        .filter((each) => each.resourceId !== 0 && !each.isInert)
        .map((each) => [each.resourceId, each]),
    );
    const style = element?.style && this.#findStyle(element.style, element.isSystem);
    const themed = defaultStyleAttribute === 0 ? undefined : this.#values.get(defaultStyleAttribute);
    const fallback =
      (themed && this.#findStyle(themed.value, themed.isSystem)) ??
      (defaultStyle === 0 ? undefined : this.resources.findBag(defaultStyle));

    return attributes.map((attribute) => {
      const written = own.get(attribute);
      if (written && element) {
        const found = this.#found('xml', { value: written.value, isSystem: element.isSystem });
        if (found) return found;
      }
      return (
        this.#found('style', style?.items.get(attribute)) ??
        this.#found('default-style', fallback?.items.get(attribute)) ??
        this.#found('theme', this.#values.get(attribute))
      );
    });
  }

  #found(from: StyledValue['from'], item: BagValue | undefined): StyledValue | undefined {
    const found = item && this.toFinal(item.value, item.isSystem);
    // `@null` and "nothing" are the same to a TypedArray, but `@empty` is a value.
    return found && { ...found, from };
  }

  #findStyle(value: TypedValue, isSystem: boolean): FoundBag | undefined {
    let current: BagValue | undefined = { value, isSystem };
    for (let hop = 0; current?.value.kind === 'attribute' && hop < mostAttributeHops; hop++) {
      current = this.#values.get(current.value.id);
    }
    return current?.value.kind === 'reference' ? this.resources.findBag(current.value.id) : undefined;
  }
}
