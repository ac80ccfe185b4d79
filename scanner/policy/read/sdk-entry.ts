import type { PolicyPlace, PolicySdkEntry } from '../../evidence/index.ts';
import { fold } from './fold.ts';
import { findItems, toNamedItems } from './item-finder.ts';
import type { Lexicon } from './lexicon.ts';
import { readPurposeCell } from './purposes.ts';
import { toSdkIds } from './sdk-mention.ts';

/** What a list says of one third party, as written; empty where it says nothing. */
export type EntryFields = {
  readonly name: string;
  readonly vendor: string;
  readonly packageName: string;
  readonly types: string;
  readonly purpose: string;
  readonly method: string;
  readonly link: string;
};

const ADDRESS = /https?:\/\/[^\s，。；）)」"'<>]{4,600}/u;
const NOTHING = /^(?:[-—/\s]*|无|暂无|不涉及|不收集(?:个人信息)?|none|n\/a)$/iu;

const PACKAGE_IN_NAME = /\s*[（(]([a-z][\w]*(?:\.[a-z][\w]*){1,6})[）)]/u;
/** "None. It only asks for permissions ...": what follows explains why. */
const NOTHING_MORE = /^\s*(?:无|none)[。.，,；;]\s*\S/iu;

/** Whether every line of a field says that there is nothing; an empty field says so too. */
export function saysNothing(field: string): boolean {
  return field.split('\n').every((line) => NOTHING.test(line.trim()));
}

export function toEntry(fields: EntryFields, place: PolicyPlace, lexicon: Lexicon): PolicySdkEntry {
  const hits = NOTHING_MORE.test(fields.types)
    ? []
    : findItems(fold(fields.types), lexicon).map((hit) => hit.value);
  const purpose = readPurposeCell(fields.purpose, lexicon);
  // "高德地图SDK（com.amap.api）": the package stands beside the name.
  const inName = PACKAGE_IN_NAME.exec(fields.name);
  const packageName = fields.packageName.trim() || (inName?.[1] ?? '');
  const link = ADDRESS.exec(`${fields.link} ${fields.name}`)?.[0];
  const vendor = fields.vendor.replace(/\s+/gu, ' ').trim();
  const named = toNamedItems(hits);
  const lacks = [
    ...(vendor === '' ? (['vendor'] as const) : []),
    ...(purpose.purposeText === undefined ? (['purpose'] as const) : []),
    // A party that is said to take nothing lacks nothing.
    ...(hits.length === 0 && !NOTHING.test(fields.types.trim() || 'x') ? (['types'] as const) : []),
    ...(link === undefined ? (['link'] as const) : []),
  ];
  return {
    name: fields.name.replace(PACKAGE_IN_NAME, '').replace(ADDRESS, '').trim(),
    sdkIds: toSdkIds(
      {
        name: `${fields.name} ${vendor}`.trim() === '' ? '' : fields.name,
        packageName,
        link,
      },
      lexicon,
    ),
    ...(vendor !== '' && { vendor: vendor.slice(0, 160) }),
    ...(packageName !== '' && { packageName: packageName.slice(0, 160) }),
    ...purpose,
    ...named,
    ...(fields.method.trim() !== '' && { method: fields.method.trim().slice(0, 160) }),
    ...(link !== undefined && { link }),
    lacks,
    place,
  };
}
