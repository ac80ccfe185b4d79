import { findAndroidAttribute } from '../axml/index.ts';
import type { XmlElement } from '../axml/index.ts';
import { renderResourceId, renderTypedValue } from '../res/index.ts';
import type { ConfiguredResources, ResourceTable, TypedValue } from '../res/index.ts';

/** Reads `android:` attributes as the framework's TypedArray does: references followed, types coerced. */
export class AttributeValues {
  readonly resources: ConfiguredResources | undefined;

  constructor(resources: ConfiguredResources | undefined) {
    this.resources = resources;
  }

  /** The value with references followed; the reference itself where it leads out of the app. */
  find(element: XmlElement, name: string): TypedValue | undefined {
    const value = findAndroidAttribute(element, name)?.value;
    if (value?.kind !== 'reference') return value;
    return this.resources?.resolve(value)?.value ?? value;
  }

  text(element: XmlElement, name: string): string | undefined {
    const attribute = findAndroidAttribute(element, name);
    if (attribute === undefined) return undefined;
    const value = this.find(element, name);
    if (value === undefined || value.kind === 'null') return attribute.rawText;
    if (value.kind === 'reference') return this.renderReference(value.id);
    // A number written as `1.10` is kept as text only in the raw string.
    if (value.kind === 'float' && attribute.rawText !== undefined) return attribute.rawText;
    return renderTypedValue(value);
  }

  number(element: XmlElement, name: string): number | undefined {
    const value = this.find(element, name);
    if (value === undefined) return undefined;
    if (value.kind === 'integer') return value.value;
    if (value.kind === 'boolean') return value.value ? 1 : 0;
    if (value.kind === 'string' && /^-?\d{1,10}$/u.test(value.text)) return Number(value.text);
    return undefined;
  }

  boolean(element: XmlElement, name: string): boolean | undefined {
    const value = this.find(element, name);
    if (value === undefined) return undefined;
    if (value.kind === 'boolean') return value.value;
    if (value.kind === 'integer') return value.value !== 0;
    if (value.kind === 'string') return /^(?:1|true|TRUE)$/u.test(value.text);
    return undefined;
  }

  /** `@xml/paths` for a reference that the app's table names, `@0x…` otherwise. */
  renderReference(id: number): string {
    const name = this.resources?.table.findName(id);
    return name === undefined ? `@${renderResourceId(id)}` : `@${name.type}/${name.entry}`;
  }

  /** The reference itself, not what it leads to; undefined when the attribute holds none. */
  reference(element: XmlElement, name: string): number | undefined {
    const value = findAndroidAttribute(element, name)?.value;
    return value?.kind === 'reference' && value.id !== 0 ? value.id : undefined;
  }
}

/** Every language a resource's text is given in, by BCP 47 tag, `''` for the default. */
export function localeTags(table: ResourceTable, id: number, toTag: (id: number) => string[]): string[] {
  const tags = new Set<string>();
  const pending = [id];
  const seen = new Set<number>();
  while (pending.length > 0 && seen.size < 50) {
    const at = pending.pop() ?? 0;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const tag of toTag(at)) tags.add(tag);
    for (const { content } of table.variants(at))
      if (content.kind === 'value' && content.value.kind === 'reference') pending.push(content.value.id);
  }
  return [...tags].sort();
}
