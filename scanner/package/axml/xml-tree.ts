import type { TypedValue } from '../res/typed-value.ts';

/** An attribute of binary XML. */
export type XmlAttribute = {
  /** Namespace URI; `''` for none. */
  readonly namespace: string;
  /** As Android decides it: by the resource id where the resource map has one, else by the name's string. */
  readonly name: string;
  /** Attribute resource id, 0 when the name is not a resource. */
  readonly resourceId: number;
  readonly value: TypedValue;
  /** The text written in the source, where it was kept. */
  readonly rawText?: string;
  /**
   * Named like a platform attribute but without its resource id in a file that has a resource map: the framework,
   * which looks attributes up by id, does not see it.
   */
  readonly isInert: boolean;
};

export type XmlText = { readonly kind: 'text'; readonly text: string; readonly line: number };

export type XmlElement = {
  readonly kind: 'element';
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | XmlText)[];
  /** Line of the source file, as the compiler noted it. */
  readonly line: number;
  /** Indexes into `attributes` (from 1, 0 for none) of `id`, `class` and `style`, which layouts look up directly. */
  readonly idIndex: number;
  readonly classIndex: number;
  readonly styleIndex: number;
};

export const ANDROID_NAMESPACE = 'http://schemas.android.com/apk/res/android';

/** The element's child elements, optionally only those of one name. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element.children)
    if (child.kind === 'element' && (name === undefined || child.name === name)) found.push(child);
  return found;
}

/** An `android:` attribute by name as the framework sees it, or undefined. */
export function findAndroidAttribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find(
    (each) => each.name === name && each.namespace === ANDROID_NAMESPACE && !each.isInert,
  );
}

/** An attribute without namespace, e.g. `package` or `split`, or undefined. */
export function findPlainAttribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((each) => each.name === name && each.namespace === '');
}
