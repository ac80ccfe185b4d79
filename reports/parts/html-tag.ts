import { toVisible } from '../shared/visible.ts';

/** Markup that is safe to place between tags or, for text only, inside a quoted attribute. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text harmless in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return toVisible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Template tag: everything filled in is escaped unless it is Html already; arrays are joined; `undefined` and
 * `false` give nothing. Attributes in templates are always quoted.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const fixed = toFixed(strings);
  let text = fixed[0] ?? '';
  values.forEach((value, index) => {
    text += toMarkup(value) + (fixed[index + 1] ?? '');
  });
  return new Html(text);
}

const compact = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The template's own text with its source indentation taken out: a long table would carry it in every cell. */
function toFixed(strings: TemplateStringsArray): readonly string[] {
  const known = compact.get(strings);
  if (known !== undefined) return known;
  const fixed = strings.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  compact.set(strings, fixed);
  return fixed;
}

function toMarkup(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(toMarkup).join('');
}
