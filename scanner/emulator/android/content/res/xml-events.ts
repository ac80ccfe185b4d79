import type { TypedValue, XmlAttribute, XmlElement } from '../../../../package/index.ts';
import { JavaObject } from '../../../machine/index.ts';
import type { HeapObject } from '../../../machine/index.ts';
import type { StyledElement } from '../../res/theme.ts';

/** org.xmlpull.v1.XmlPullParser's event numbers. */
export const START_DOCUMENT = 0;
export const END_DOCUMENT = 1;
export const START_TAG = 2;
export const END_TAG = 3;
export const TEXT = 4;

type XmlEvent =
  | {
      readonly type: typeof START_TAG | typeof END_TAG;
      readonly element: XmlElement;
      readonly depth: number;
      readonly line: number;
    }
  | { readonly type: typeof TEXT; readonly text: string; readonly depth: number; readonly line: number };

/** Walks a parsed XML file event by event: the state behind XmlResourceParser, which is its AttributeSet too. */
export class XmlEvents {
  readonly isSystem: boolean;
  readonly file: string;
  readonly #events: readonly XmlEvent[];
  /** -1 before the document, then START_DOCUMENT, then the events. */
  #at = -2;

  constructor(root: XmlElement, file: string, isSystem: boolean) {
    this.isSystem = isSystem;
    this.file = file;
    const events: XmlEvent[] = [];
    addEvents(root, 1, events);
    this.#events = events;
  }

  get type(): number {
    if (this.#at < 0) return START_DOCUMENT;
    return this.#events[this.#at]?.type ?? END_DOCUMENT;
  }

  /** Moves on: first to START_DOCUMENT, as the framework's parser does. */
  next(): number {
    if (this.#at < this.#events.length) this.#at++;
    return this.type;
  }

  get depth(): number {
    return this.#events[this.#at]?.depth ?? 0;
  }

  get line(): number {
    return this.#events[this.#at]?.line ?? -1;
  }

  /** The element that the parser is at, at its start or end. */
  get element(): XmlElement | undefined {
    const event = this.#events[this.#at];
    return event && event.type !== TEXT ? event.element : undefined;
  }

  get text(): string | undefined {
    const event = this.#events[this.#at];
    return event?.type === TEXT ? event.text : undefined;
  }

  get attributes(): readonly XmlAttribute[] {
    return this.type === START_TAG ? (this.element?.attributes ?? []) : [];
  }

  /** Value of `style="…"`. */
  get style(): TypedValue | undefined {
    return this.attributes.find(
      (each) => each.name === 'style' && each.namespace === '' && each.resourceId === 0,
    )?.value;
  }

  /** Moves behind the end of the element whose start it is at. */
  skip(): void {
    const { depth } = this;
    while (this.next() !== END_DOCUMENT && !(this.type === END_TAG && this.depth === depth));
  }
}

function addEvents(element: XmlElement, depth: number, events: XmlEvent[]): void {
  events.push({ type: START_TAG, element, depth, line: element.line });
  for (const child of element.children) {
    if (child.kind === 'element') addEvents(child, depth + 1, events);
    else events.push({ type: TEXT, text: child.text, depth, line: child.line });
  }
  events.push({ type: END_TAG, element, depth, line: element.line });
}

export type XmlParserState = { readonly events: XmlEvents };

/** The events behind a parser of ours; undefined for null and for parsers of the app's own making. */
export function findEvents(parser: HeapObject | null): XmlEvents | undefined {
  if (!(parser instanceof JavaObject)) return undefined;
  const peer = parser.peer as Partial<XmlParserState> | undefined;
  return peer?.events instanceof XmlEvents ? peer.events : undefined;
}

/** The element that an AttributeSet stands at. */
export function elementAt(attributes: HeapObject | null): StyledElement | undefined {
  const events = findEvents(attributes);
  return events && { attributes: events.attributes, isSystem: events.isSystem, style: events.style };
}
