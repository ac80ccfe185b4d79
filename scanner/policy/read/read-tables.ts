import type { PolicyPlace, PolicySdkEntry, PolicyStatement } from '../../evidence/index.ts';
import type { Block, TableRow } from '../document/document.ts';
import type { PlacedBlock } from './context.ts';
import { fold } from './fold.ts';
import { findItems, toNamedItems } from './item-finder.ts';
import { findColumn } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { has, matchesOf } from './match.ts';
import { isPartyName } from './party-name.ts';
import { readPurposeCell } from './purposes.ts';
import { findCompany, findSdkMentions } from './sdk-mention.ts';
import { toEntry } from './sdk-entry.ts';
import type { EntryFields } from './sdk-entry.ts';
import type { Sentence } from './sentences.ts';

type Table = Extract<Block, { kind: 'table' }>;

export type TableReading = {
  readonly entries: readonly PolicySdkEntry[];
  readonly statements: readonly PolicyStatement[];
};

/** Column kinds by place, and the rows below the head. */
type Layout = { readonly columns: readonly (string | undefined)[]; readonly rows: readonly TableRow[] };

/**
 * Reads a table of third parties, of kinds of information or of permissions, whatever the order of its columns: by its
 * head, by a head that stands in the first column, or, without one, by what the cells hold.
 */
export function readTable(
  table: Table,
  { topic, headings }: Pick<PlacedBlock, 'topic' | 'headings'>,
  lexicon: Lexicon,
  toPlace: (sentence: Sentence) => PolicyPlace,
): TableReading {
  const layout =
    findLayout(table.rows, lexicon) ??
    findLayout(turn(table.rows), lexicon) ??
    guessLayout(table.rows, topic, lexicon);
  if (!layout) return { entries: [], statements: [] };
  const has = (column: string): boolean => layout.columns.includes(column);
  const namesParties =
    has('vendor') ||
    has('package') ||
    has('link') ||
    topic === 'sdk' ||
    topic === 'share' ||
    namesSdks(layout, lexicon);
  if (has('name') && namesParties && !isItemColumn(layout, lexicon))
    return readParties(layout, lexicon, toPlace);
  const party = has('name') ? undefined : findTitleParty(headings, lexicon);
  if (party !== undefined)
    return { entries: [readWholeTable(party, layout, lexicon, toPlace)], statements: [] };
  return { entries: [], statements: readOwnRows(layout, topic, lexicon, toPlace) };
}

/** The SDK that a heading right above the table names: all of its rows are about that one. */
function findTitleParty(headings: readonly string[], lexicon: Lexicon): string | undefined {
  const heading = (headings.at(-1) ?? '').replace(/^[（(]?[\d.]{1,8}[)）、.．]?\s*/u, '');
  const mentions = findSdkMentions(heading.replace(/[（(][^）)]*[）)]/gu, ''), lexicon);
  return mentions.length === 1 && isPartyName(heading, lexicon) ? heading : undefined;
}

/** One entry of a whole table: what its rows say, besides purposes, is what the party takes. */
function readWholeTable(
  name: string,
  layout: Layout,
  lexicon: Lexicon,
  toPlace: (sentence: Sentence) => PolicyPlace,
): PolicySdkEntry {
  const cells = (isWanted: (column: string | undefined) => boolean): string =>
    layout.rows
      .flatMap((row) => row.filter((cell, at) => !cell.repeated && isWanted(layout.columns[at])))
      .map((cell) => cell.text)
      .filter((text, at, all) => text !== '' && all.indexOf(text) === at)
      .join('\n');
  const [first] = layout.rows;
  return toEntry(
    {
      name,
      vendor: cells((column) => column === 'vendor'),
      packageName: cells((column) => column === 'package'),
      types: cells((column) => column === undefined || column === 'types'),
      purpose: cells((column) => column === 'purpose' || column === 'scene'),
      method: cells((column) => column === 'method'),
      link: cells((column) => column === 'link'),
    },
    toPlace(first ? toRowSentence(first) : { text: name, offset: 0 }),
    lexicon,
  );
}

/** A layout by the first row that is a head: at least two of its cells are known, or all are head cells and one is. */
function findLayout(rows: readonly TableRow[], lexicon: Lexicon): Layout | undefined {
  for (const [at, row] of rows.slice(0, 3).entries()) {
    const columns = row.map((cell) => (cell.text.length > 40 ? undefined : findColumn(cell.text, lexicon)));
    const known = new Set(columns.filter((column) => column !== undefined)).size;
    if (new Set(row.map((cell) => cell.text)).size < 2) continue;
    const isHead = row.length > 0 && row.every((cell) => cell.isHead || cell.text === '');
    if (known >= 2 || (known === 1 && isHead && row.length > 1))
      return { columns: firstOfEach(columns), rows: rows.slice(at + 1) };
  }
  return undefined;
}

/** Two columns of one kind: the first counts, as in "name" and "name of the company" misread. */
function firstOfEach(columns: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    // "SDK" and "third party" beside each other: the second is whose it is.
    if (column === 'name' && seen.has('name') && !columns.includes('vendor')) column = 'vendor';
    if (column === undefined || (seen.has(column) && column !== 'purpose' && column !== 'types'))
      return undefined;
    seen.add(column);
    return column;
  });
}

function turn(rows: readonly TableRow[]): readonly TableRow[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    rows.map(
      (row) => row[column] ?? { text: '', offset: row[0]?.offset ?? 0, isHead: false, repeated: false },
    ),
  );
}

/** Without a head: the column whose cells name SDKs, those that hold items, companies and addresses. */
function guessLayout(
  rows: readonly TableRow[],
  topic: string | undefined,
  lexicon: Lexicon,
): Layout | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns: (string | undefined)[] = [];
  for (let at = 0; at < width; at++) {
    const cells = rows.map((row) => row[at]?.text ?? '').filter((text) => text !== '');
    const share = (test: (text: string) => boolean): number =>
      cells.filter(test).length / Math.max(1, cells.length);
    if (share((text) => /https?:\/\//u.test(text)) > 0.5) columns.push('link');
    else if (share((text) => text.length < 60 && findSdkMentions(text, lexicon).length > 0) > 0.5)
      columns.push('name');
    else if (share((text) => findItems(fold(text), lexicon).length > 0) > 0.5) columns.push('types');
    else if (share((text) => findCompany(text) !== undefined) > 0.5) columns.push('vendor');
    else if (share((text) => readPurposeCell(text, lexicon).purposes.length > 0) > 0.5)
      columns.push('purpose');
    else columns.push(undefined);
  }
  const layout = { columns: firstOfEach(columns), rows };
  if (layout.columns.includes('types') && (layout.columns.includes('name') || topic === 'collect'))
    return layout;
  return undefined;
}

function namesSdks(layout: Layout, lexicon: Lexicon): boolean {
  const at = layout.columns.indexOf('name');
  if (at < 0) return false;
  const named = layout.rows.filter((row) => findSdkMentions(row[at]?.text ?? '', lexicon).length > 0).length;
  return named * 3 >= layout.rows.length && named > 0;
}

/** A column headed "name" may hold the names of information. */
function isItemColumn(layout: Layout, lexicon: Lexicon): boolean {
  if (layout.columns.includes('types')) return false;
  const at = layout.columns.indexOf('name');
  const cells = layout.rows.map((row) => row[at]?.text ?? '').filter((text) => text !== '');
  const items = cells.filter(
    (text) => findItems(fold(text), lexicon).length > 0 && findSdkMentions(text, lexicon).length === 0,
  );
  return items.length * 2 > cells.length;
}

function readParties(
  layout: Layout,
  lexicon: Lexicon,
  toPlace: (sentence: Sentence) => PolicyPlace,
): TableReading {
  const byName = new Map<string, { fields: EntryFields; place: PolicyPlace }>();
  for (const row of layout.rows) {
    const cell = (column: string): string =>
      row
        .filter((_, at) => layout.columns[at] === column)
        .map((found) => found.text)
        .join('\n');
    const name = cell('name').replace(/\n+/gu, ' ').trim();
    if (name === '' || name.length > 160) continue;
    const fields: EntryFields = {
      name,
      vendor: cell('vendor'),
      packageName: cell('package'),
      types: cell('types'),
      purpose: [cell('purpose'), cell('scene')].filter((text) => text !== '').join('\n'),
      method: cell('method'),
      link: cell('link'),
    };
    const known = byName.get(name);
    if (known) known.fields = joinFields(known.fields, fields);
    else byName.set(name, { fields, place: toPlace(toRowSentence(row)) });
  }
  return {
    entries: [...byName.values()].map(({ fields, place }) => toEntry(fields, place, lexicon)),
    statements: [],
  };
}

function joinFields(a: EntryFields, b: EntryFields): EntryFields {
  const join = (first: string, second: string): string =>
    first === second || second === '' ? first : first === '' ? second : `${first}\n${second}`;
  return {
    name: a.name,
    vendor: join(a.vendor, b.vendor),
    packageName: join(a.packageName, b.packageName),
    types: join(a.types, b.types),
    purpose: join(a.purpose, b.purpose),
    method: join(a.method, b.method),
    link: join(a.link, b.link),
  };
}

/** Rows of the app's own: what it collects, or which permissions it asks for. */
function readOwnRows(
  layout: Layout,
  topic: string | undefined,
  lexicon: Lexicon,
  toPlace: (sentence: Sentence) => PolicyPlace,
): readonly PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  const isPermissions = layout.columns.includes('permission') && !layout.columns.includes('types');
  const columns = ['types', 'permission', 'name'].filter((column) => layout.columns.includes(column));
  if (columns.length === 0 && topic !== 'collect' && topic !== 'permission') return [];
  const [from] = columns;
  for (const row of layout.rows) {
    const cell = (column: string): string =>
      row
        .filter((_, at) => layout.columns[at] === column)
        .map((found) => found.text)
        .join('\n');
    const text = from === undefined ? row.map((found) => found.text).join(' ') : cell(from);
    const folded = fold(text);
    const permissions = [
      ...`${text} ${cell('permission')}`.matchAll(
        /\b(?:android\.permission\.)?([A-Z]{3,}(?:_[A-Z]{2,}){1,5})\b/gu,
      ),
    ].map((match) => match[1] ?? '');
    const hits = findItems(folded, lexicon);
    if (hits.length === 0 && permissions.length === 0) continue;
    const necessity = cell('necessity');
    const purpose = readPurposeCell(
      [cell('purpose'), cell('scene')].filter((part) => part !== '').join('；'),
      lexicon,
    );
    const whole = fold(row.map((found) => found.text).join(' '));
    statements.push({
      party: 'app',
      sdkIds: [],
      act: isPermissions ? 'permission' : topic === 'share' ? 'share' : 'collect',
      ...toNamedItems(hits.map((hit) => hit.value)),
      negated: /^(?:否|未收集|不收集|no|not collected)$/u.test(fold(cell('count')).trim()),
      ...purpose,
      ...(necessity !== '' && {
        necessity: /^(?:是|必|yes|required)/iu.test(necessity.trim()) ? 'required' : 'optional',
      }),
      sensitive: has(lexicon.marks.sensitive, whole) || /^(?:是|yes)/iu.test(cell('sensitive').trim()),
      permissions: [...new Set(permissions)],
      vague: matchesOf(lexicon.marks.vague, whole),
      place: toPlace(toRowSentence(row)),
    });
  }
  return statements;
}

function toRowSentence(row: TableRow): Sentence {
  const cells = row.filter((cell, at) => at === 0 || cell.text !== row[at - 1]?.text);
  const own = row.find((cell) => !cell.repeated) ?? row[0];
  return { text: cells.map((cell) => cell.text.replaceAll('\n', ' ')).join(' | '), offset: own?.offset ?? 0 };
}
