import { SLOT_NAMES } from './evidence.ts';
import type { SlotName } from './evidence.ts';
import type { Gap } from './slot.ts';

type Json = Record<string, unknown>;

/** The oldest version that can still be read. */
export const OLDEST_SCHEMA_VERSION = 1;

/** Kinds of evidence that every version has; one that lacks them is damaged, not old. */
const FIRST_SLOTS: readonly SlotName[] = [
  'sample',
  'manifest',
  'signatures',
  'code',
  'apiCalls',
  'sdks',
  'endpoints',
  'nativeLibraries',
  'packers',
  'hybridFrameworks',
  'device',
  'scenarios',
  'piReads',
  'permissionRequests',
  'networkRequests',
  'starts',
  'consentDialogs',
  'popups',
  'attachments',
];

const COLLECTED_BEFORE = 'collected before this kind of evidence existed';

/**
 * Brings evidence of an older version to the form of now, and evidence of a program of another age to the kinds known
 * here: kinds that are missing count as skipped, unknown ones are left out, and a gap tells of both. Only additions and
 * changes of form: nothing is supposed that was not collected. What does not fit is left for the loader to refuse.
 * The seal stays that of the file.
 */
export function upgradeEvidence(value: Json, version: number): Json {
  const slots = value['slots'];
  const gaps = value['gaps'];
  if (!isObject(slots) || !Array.isArray(gaps)) return value;
  const known: Json = {};
  for (const name of SLOT_NAMES) {
    const slot = slots[name];
    if (slot !== undefined) known[name] = version < 2 ? toVersion2(name, slot) : slot;
    else if (!FIRST_SLOTS.includes(name)) known[name] = { kind: 'skipped', reason: COLLECTED_BEFORE };
  }
  const unknown = Object.keys(slots).filter((name) => !SLOT_NAMES.some((other) => other === name));
  return {
    ...value,
    schemaVersion: Math.max(version, 2),
    slots: known,
    gaps: [
      ...gaps,
      ...(version < 2 ? [OLDER_EVIDENCE] : []),
      ...(unknown.length === 0 ? [] : [toUnknownGap(unknown)]),
    ],
  };
}

/** Version 1 did not record what a tap on a pop-up led to, so what is missing there proves nothing. */
const OLDER_EVIDENCE: Gap = {
  code: 'OLDER_EVIDENCE',
  message: {
    zh: '证据由较早的版本采集，当时不记录弹窗操作的后果，未见记录不代表没有发生。',
    en: 'The evidence was collected by an older version, which did not record what actions on a pop-up led to.',
  },
  affects: ['popups'],
  places: [],
};

function toUnknownGap(names: readonly string[]): Gap {
  const shown = names.slice(0, 10).map((name) => name.slice(0, 60));
  return {
    code: 'UNKNOWN_EVIDENCE',
    message: {
      zh: `证据中有本版本不认识的种类，已忽略：${shown.join('、')}。`,
      en: `The evidence holds kinds that this version does not know, which were ignored: ${shown.join(', ')}.`,
    },
    affects: [],
    places: [],
  };
}

/** Version 2 tells steps and what came of them in both languages, and codes of what followed an action. */
function toVersion2(name: SlotName, slot: unknown): unknown {
  if (!isObject(slot) || slot['kind'] !== 'present' || !Array.isArray(slot['value'])) return slot;
  const list = name === 'scenarios' ? 'steps' : name === 'popups' ? 'attempts' : undefined;
  if (list === undefined) return slot;
  return { ...slot, value: slot['value'].map((item: unknown) => withInner(item, list)) };
}

function withInner(item: unknown, list: 'steps' | 'attempts'): unknown {
  if (!isObject(item) || !Array.isArray(item[list])) return item;
  return {
    ...item,
    [list]: item[list].map((inner: unknown) => {
      if (!isObject(inner)) return inner;
      const told = { ...inner, action: inBothLanguages(inner['action']) };
      return list === 'steps' ? told : { ...told, effect: inBothLanguages(inner['effect']), followed: [] };
    }),
  };
}

function inBothLanguages(text: unknown): unknown {
  return typeof text === 'string' ? { zh: text, en: text } : text;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
