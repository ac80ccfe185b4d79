import { findLabel } from './context.ts';
import { findColumn, toColumnKey } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { isPartyName } from './party-name.ts';
import type { EntryFields } from './sdk-entry.ts';

const FIELD_OF: Readonly<Record<string, keyof EntryFields>> = {
  name: 'name',
  vendor: 'vendor',
  package: 'packageName',
  types: 'types',
  purpose: 'purpose',
  scene: 'purpose',
  method: 'method',
  link: 'link',
};
/** A line with fields is short; longer text is prose. */
const LONGEST_LINE = 4000;
/** Of a third party of which nothing is known yet. */
export const EMPTY: EntryFields = {
  name: '',
  vendor: '',
  packageName: '',
  types: '',
  purpose: '',
  method: '',
  link: '',
};

/** "App name:" begins no entry of a third party. */
const OF_APP = /^(?:the )?app(?:lication)?(?:'s)? name$|^(?:应用|产品|软件|app)(?:的)?名称$/iu;
const glued = new WeakMap<Lexicon, RegExp>();

/** The labelled fields of a line, several where they stand on one line parted by semicolons or bars. */
export function toFields(text: string, lexicon: Lexicon): Partial<EntryFields> | undefined {
  const fields: { -readonly [Key in keyof EntryFields]?: string } = {};
  if (text.length > LONGEST_LINE) return undefined;
  let known = 0;
  let last: keyof EntryFields | undefined;
  for (const part of partLabels(text, lexicon).split(
    /[；;|｜\n]|。(?=[^。]{1,16}[：:])|,\s(?=[A-Z][\w ]{2,24}:)/u,
  )) {
    const label = findLabel(part.trim());
    if (label && OF_APP.test(label.label)) continue;
    const column = label && findColumn(label.label, lexicon);
    const field = column === undefined ? undefined : FIELD_OF[column];
    // "腾讯广告SDK：用于…": the label is a name itself.
    if (label && field === 'name' && isPartyName(label.label, lexicon)) continue;
    if (!label || field === undefined) {
      // A list of kinds goes on after a semicolon.
      if (!label && last !== undefined) fields[last] = `${fields[last] ?? ''}；${part.trim()}`;
      continue;
    }
    const value = part
      .trim()
      .slice(label.length)
      .replace(/[。\s]+$/u, '')
      .trim();
    if (value === '') continue;
    known += 1;
    last = field;
    fields[field] = fields[field] === undefined ? value : `${fields[field]}\n${value}`;
  }
  // "Third-party SDKs: X collects ..." is a heading with a sentence after it, not a field.
  if (known === 1 && fields.name !== undefined && (fields.name.length > 40 || /[：:，。]/u.test(fields.name)))
    return undefined;
  return known === 0 ? undefined : fields;
}

/** Labels that follow each other without any mark between ("…有限公司功能：…收集个人信息类型：…") each get a line. */
function partLabels(text: string, lexicon: Lexicon): string {
  if (text.indexOf('：') === text.lastIndexOf('：')) return text;
  let pattern = glued.get(lexicon);
  if (!pattern) {
    const words = [...lexicon.columns.keys()].filter((word) => /^[\u4e00-\u9fff]{2,}$/u.test(word));
    const longest = words.sort((a, b) => b.length - a.length).join('|');
    glued.set(lexicon, (pattern = new RegExp(`(?<=[\\u4e00-\\u9fff)）])(?=(?:${longest})：)`, 'gu')));
  }
  const starts: number[] = [];
  for (const { index } of text.matchAll(pattern)) {
    const from =
      Math.max(...['；', ';', '|', '，', '。', '：', '\n'].map((mark) => text.lastIndexOf(mark, index))) + 1;
    const label = text.slice(from, text.indexOf('：', index));
    // 目的 in 使用目的 begins no label of its own, nor does the second word inside one that was found.
    if (lexicon.columns.has(toColumnKey(label)) || (starts.at(-1) ?? -1) >= from) continue;
    starts.push(index);
  }
  return starts.reduceRight((whole, at) => `${whole.slice(0, at)}\n${whole.slice(at)}`, text);
}

/** Fields that say something of a party, its name and link left out. */
export function countFields({ vendor, types, purpose, name }: Partial<EntryFields>): number {
  return [vendor, types, purpose, name].filter((value) => value !== undefined && value !== '').length;
}

/** What further lines say is added to what is known, each on a line of its own. */
export function mergeFields(open: EntryFields, more: Partial<EntryFields>): EntryFields {
  const merged: { -readonly [Key in keyof EntryFields]: string } = { ...open };
  for (const key of Object.keys(more) as (keyof EntryFields)[]) {
    const value = more[key] ?? '';
    merged[key] = merged[key] === '' ? value : `${merged[key]}\n${value}`;
  }
  return merged;
}
