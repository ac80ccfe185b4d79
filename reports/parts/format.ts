import { html, Html } from './html-tag.ts';
import { toVisible } from '../shared/visible.ts';
import type { Lang } from './words.ts';

/** `12.3 MB`; decimal units, as shops and file managers show them. */
export function renderSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ['kB', 'MB', 'GB'] as const;
  let value = sizeBytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** `41.5%` of a share between 0 and 1. */
export function renderShare(share: number): string {
  const percent = share * 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)}%`;
}

/** `12.35` seconds from milliseconds. */
export function renderSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

/** An ISO 8601 time as Beijing time (Chinese) or UTC (English); anything else as it is. */
export function renderTime(iso: string, lang: Lang): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const shifted = new Date(lang === 'zh-CN' ? ms + 8 * 3_600_000 : ms);
  if (Number.isNaN(shifted.getTime())) return iso;
  const text = shifted.toISOString().slice(0, 19).replace('T', ' ');
  return lang === 'zh-CN' ? `${text}（北京时间）` : `${text} UTC`;
}

/** A long name with places where a line may break: after dots, slashes and the like. */
export function breakable(text: string): Html {
  return new Html(
    toVisible(text)
      .split(/(?<=[./:_$\-@?&=,;])/)
      .map((piece) => html`${piece}`.text)
      .join('<wbr>'),
  );
}

/** A name in the fixed-width face, breakable. */
export function code(text: string): Html {
  return html`<code>${breakable(text)}</code>`;
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  V: 'void',
  Z: 'boolean',
  B: 'byte',
  S: 'short',
  C: 'char',
  I: 'int',
  J: 'long',
  F: 'float',
  D: 'double',
};

/** `(Context, int)` for `(Landroid/content/Context;I)V`; the descriptor as it is when it is not one (JVMS 4.3.3). */
export function renderParameters(descriptor: string): string {
  const parameters = /^\(((?:\[*(?:[ZBSCIJFD]|L[^;]{1,512};))*)\)/.exec(descriptor)?.[1];
  if (parameters === undefined) return descriptor;
  const names = [...parameters.matchAll(/(\[*)(?:L([^;]+);|([ZBSCIJFD]))/g)].map(
    ([, array = '', type = '', primitive = '']) =>
      (PRIMITIVES[primitive] ?? type.slice(type.lastIndexOf('/') + 1).replaceAll('$', '.')) +
      '[]'.repeat(array.length),
  );
  return `(${names.join(', ')})`;
}
