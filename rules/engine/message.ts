import { splitSlotPath } from './fields.ts';
import { OPTION_NAMES } from './rule.ts';
import type { PackConstants } from './rule.ts';
import { toPath, valuesAt } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Bindings } from './compile-condition.ts';
import type { Text } from './verdict.ts';

export type Language = 'zh' | 'en';

/** How many different values a message names before it says how many more there are. */
const SHOWN_VALUES = 5;
const SHOWN_CHARS = 120;
/** Fields whose values carry the words of another. */
const SAME_WORDS: Readonly<Record<string, string>> = {
  piTypes: 'piType',
  readsPiTypes: 'piType',
  declaredPiTypes: 'piType',
  reasons: 'reason',
  problems: 'problem',
};
/** Messages are written for many; one of them reads without the plural. */
const ONE_OF_MANY = /\b1 (place|time|call site|receiver|component|content provider|window|read)s\b/gu;
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*)\}/gu;

/** Placeholder names inside a message, in order, each once. */
export function placeholdersOf(message: string): readonly string[] {
  return [...new Set([...message.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))];
}

/**
 * Fills `{name.count}`, `{name.field}`, `{slot.field}`, `{threshold.name}` and `{option.name}`.
 * Values come from the app and are put in as plain text: renderers escape them.
 */
export function fillMessage(message: Text, scene: Scene, bindings: Bindings): Text {
  return { zh: fill(message.zh, 'zh', scene, bindings), en: fill(message.en, 'en', scene, bindings) };
}

function fill(template: string, language: Language, scene: Scene, bindings: Bindings): string {
  const filled = template.replace(PLACEHOLDER, (whole: string, path: string) => {
    const [head = '', ...rest] = path.split('.');
    const tail = rest.join('.');
    if (head === 'threshold') {
      const threshold = scene.constants.thresholds[tail];
      return threshold === undefined ? whole : String(threshold.value);
    }
    if (head === 'option') {
      const name = OPTION_NAMES.find((n) => n === tail);
      const value = name === undefined ? undefined : scene.optionOf(name);
      return value === undefined ? whole : typeof value === 'string' ? value : value.join(', ');
    }
    const bound = bindings.get(head);
    if (bound !== undefined) {
      if (tail === 'count') return String(bound.length);
      return joinValues(valuesAt(bound, toPath(tail)), rest.at(-1) ?? '', language, scene.constants);
    }
    const split = splitSlotPath(path);
    const root = split === undefined ? undefined : scene.valueOf(split.slot);
    if (split === undefined || root === undefined) return whole;
    return joinValues(valuesAt(root, toPath(split.rest)), rest.at(-1) ?? '', language, scene.constants);
  });
  return language === 'en' ? filled.replace(ONE_OF_MANY, '1 $1') : filled;
}

function joinValues(
  values: readonly unknown[],
  field: string,
  language: Language,
  constants: PackConstants,
): string {
  const named = [...new Set(values.map((value) => nameValue(value, field, language, constants)))];
  if (named.length === 0) return language === 'zh' ? '无' : 'none';
  const shown = named.slice(0, SHOWN_VALUES).join(language === 'zh' ? '、' : ', ');
  const more = named.length - SHOWN_VALUES;
  if (more <= 0) return shown;
  return language === 'zh' ? `${shown}等 ${named.length} 项` : `${shown} and ${more} more`;
}

function nameValue(value: unknown, field: string, language: Language, constants: PackConstants): string {
  if (value !== null && typeof value === 'object') return nameObject(value, language);
  const raw = String(value);
  // Said, so that no message has a name that is not there between its quotes.
  if (raw === '') return language === 'zh' ? '（空）' : '(empty)';
  const words = constants.words[SAME_WORDS[field] ?? field];
  const word = words !== undefined && Object.hasOwn(words, raw) ? words[raw] : undefined;
  if (word !== undefined) return word[language];
  return raw.length > SHOWN_CHARS ? `${raw.slice(0, SHOWN_CHARS)}…` : raw;
}

function nameObject(value: object, language: Language): string {
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields['className'] === 'string') {
    const line = typeof fields['line'] === 'number' ? `:${fields['line']}` : '';
    return `${fields['className']}.${String(fields['method'])}${line}`;
  }
  switch (fields['kind']) {
    case 'app':
      return language === 'zh' ? '应用自身代码' : "the app's own code";
    case 'sdk':
      return `SDK ${String(fields['sdkId'])}`;
    case 'library':
      return String(fields['prefix']);
    case 'unknown':
      return language === 'zh' ? '未知调用方' : 'an unknown caller';
    case 'manifest':
      return String(fields['path']);
    case 'file':
      return String(fields['file']);
    default:
      return JSON.stringify(value).slice(0, SHOWN_CHARS);
  }
}
