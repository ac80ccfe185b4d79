import { meaningOf, namesPolicy, speaksOfPrivacy } from '../data/index.ts';
import type { PolicyWord } from '../data/index.ts';
import type { ConsentSigns, LayoutControl, PageCall } from '../code/index.ts';
import { toPolicyTest } from '../code/index.ts';
import { childElements, findAndroidAttribute, toLanguageTag } from '../package/index.ts';
import type { ApkFile, AppPackage, ResourceTable, XmlElement } from '../package/index.ts';
import type { Budget } from '../budget.ts';
import { checkBudget } from '../budget.ts';
import { attempt } from './collector.ts';
import { findResourceTexts } from './resource-texts.ts';

const MAX_LAYOUTS = 8000;
const MAX_LAYOUT_BYTES = 512 * 1024;
const MAX_PAGE_BYTES = 1024 * 1024;
const MAX_PAGES = 300;
const PAGE = /\.x?html?$/i;
const SCRIPT = /\.m?js$/i;
/** Longer statements are those of a library that was packed onto one line. */
const MAX_STATEMENT_CHARS = 400;
/** Labels are looked for in these languages; the default stands for whatever the app was written in. */
const LANGUAGES = /^(?:$|zh|en)/;
const LITERALS = ['同意', '接受', 'gree', 'ccept'].flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
]);

/** Reads what an app's resources, layouts and pages say of consent. */
export function readConsentSigns(
  pkg: AppPackage,
  words: readonly PolicyWord[],
  budget: Budget,
): ConsentSigns {
  const table = attempt(() => pkg.resources());
  const pages = readPages(pkg, toPolicyTest(words));
  const hasTable = pkg.base.find('resources.arsc') !== undefined;
  const hasWords =
    pages.hasWords || (table !== undefined && findResourceTexts(table, words).policyTexts.length > 0);
  const controls = new Map<number, LayoutControl[]>();
  const handlers = new Map<string, LayoutControl[]>();
  const textsOf = toTextReader(table);
  if (hasWords) for (const apk of pkg.apks) readLayouts(apk, table, textsOf, controls, handlers, budget);
  return {
    hasWords,
    isComplete: pages.isComplete && (table !== undefined || !hasTable),
    textsOf,
    nameOf: (id) => table?.findName(id >>> 0)?.entry,
    controls,
    handlers,
    pageCalls: pages.calls,
  };
}

type TextReader = (resourceId: number) => readonly string[];

function toTextReader(table: ResourceTable | undefined): TextReader {
  const kept = new Map<number, readonly string[]>();
  const read = (id: number, depth: number): readonly string[] => {
    const texts = new Set<string>();
    for (const { config, content } of table?.variants(id) ?? []) {
      if (content.kind !== 'value' || !LANGUAGES.test(toLanguageTag(config))) continue;
      const { value } = content;
      if (value.kind === 'string') texts.add(value.text);
      else if (value.kind === 'reference' && depth < 3)
        for (const text of read(value.id, depth + 1)) texts.add(text);
    }
    return [...texts];
  };
  return (id) => {
    // Ids of the app's own package; smaller numbers are no resources.
    if (id < 0x02000000 || table === undefined) return [];
    const known = kept.get(id);
    if (known) return known;
    const texts = attempt(() => read(id, 0)) ?? [];
    kept.set(id, texts);
    return texts;
  };
}

/** Ids of strings with which people agree. */
function findAgreeIds(table: ResourceTable | undefined): readonly number[] {
  const found = new Set<number>();
  for (const pkg of table?.packages ?? []) {
    const wanted = new Set<string>();
    for (let i = 0; i < (pkg.values?.count ?? 0); i++) {
      const text = pkg.values?.find(i);
      if (text !== undefined && text.length < 40 && meaningOf(text) === 'agree') wanted.add(text);
    }
    if (wanted.size === 0) continue;
    for (const [typeId, type] of pkg.types) {
      if (type.name !== 'string') continue;
      for (const chunk of type.chunks) {
        if (!LANGUAGES.test(toLanguageTag(chunk.config))) continue;
        for (const index of chunk.indexes()) {
          const content = chunk.find(index, pkg.values);
          if (content?.kind === 'value' && content.value.kind === 'string' && wanted.has(content.value.text))
            found.add(((pkg.id << 24) | (typeId << 16) | index) >>> 0);
        }
      }
    }
  }
  return [...found];
}

/** Takes apart the layouts that hold a control to agree with; the others are passed over by their bytes. */
function readLayouts(
  apk: ApkFile,
  table: ResourceTable | undefined,
  textsOf: TextReader,
  controls: Map<number, LayoutControl[]>,
  handlers: Map<string, LayoutControl[]>,
  budget: Budget,
): void {
  const ids = (attempt(() => findAgreeIds(table)) ?? []).map((id) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(id);
    return bytes;
  });
  const wanted = [...ids, ...LITERALS];
  let count = 0;
  for (const entry of apk.entries()) {
    if (!/^(?:base\/)?(?:res|r|R)\/.*\.xml$/.test(entry.name) || entry.shadowed) continue;
    if (
      /\/(?:anim|animator|drawable|mipmap|color|interpolator|transition|xml|raw|font)[^/]*\//.test(entry.name)
    )
      continue;
    if (entry.sizeBytes > MAX_LAYOUT_BYTES || ++count > MAX_LAYOUTS) continue;
    if (count % 200 === 0) checkBudget(budget);
    const bytes = attempt(() => apk.read(entry));
    if (!bytes) continue;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!wanted.some((each) => buffer.includes(each))) continue;
    const root = attempt(() => apk.xml(entry));
    if (root) readControls(root, textsOf, controls, handlers);
  }
}

function readControls(
  root: XmlElement,
  textsOf: TextReader,
  controls: Map<number, LayoutControl[]>,
  handlers: Map<string, LayoutControl[]>,
): void {
  const found: { id?: number; texts: readonly string[]; onClick?: string }[] = [];
  const visit = (element: XmlElement): void => {
    const texts = [
      ...attributeTexts(element, 'text', textsOf),
      ...attributeTexts(element, 'contentDescription', textsOf),
    ];
    const id = findAndroidAttribute(element, 'id')?.value;
    const onClick = findAndroidAttribute(element, 'onClick');
    const name = onClick?.value.kind === 'string' ? onClick.value.text : undefined;
    found.push({
      texts,
      ...(id?.kind === 'reference' ? { id: id.id } : {}),
      ...(name === undefined ? {} : { onClick: name }),
    });
    for (const child of childElements(element)) visit(child);
  };
  visit(root);
  const around = found
    .flatMap(({ texts }) => texts)
    .filter((text) => speaksOfPrivacy(text) || namesPolicy(text));
  for (const { id, texts, onClick } of found) {
    const control: LayoutControl = { texts, around, ...(id === undefined ? {} : { id }) };
    if (id !== undefined) controls.set(id, [...(controls.get(id) ?? []), control]);
    if (onClick !== undefined) handlers.set(onClick, [...(handlers.get(onClick) ?? []), control]);
  }
}

function attributeTexts(element: XmlElement, name: string, textsOf: TextReader): readonly string[] {
  const value = findAndroidAttribute(element, name)?.value;
  if (value?.kind === 'string') return [value.text];
  return value?.kind === 'reference' ? textsOf(value.id) : [];
}

type Pages = {
  readonly hasWords: boolean;
  readonly isComplete: boolean;
  readonly calls: ReadonlyMap<string, readonly PageCall[]>;
};

const CONTROL = /<(?:button|a|div|span|input|p|td|li|label)\b([^>]{0,2000})>([^<]{0,200})/giu;
const ON_CLICK = /\bonclick\s*=\s*(?:"([^"]*)"|'([^']*)')/iu;
const VALUE = /\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')/iu;
const INLINE_SCRIPT = /<script\b[^>]*>([\s\S]*?)<\/script>/giu;
const QUOTE = /["'`]/u;
const MEMBER_CALL = /\b[A-Za-z_$][\w$]*\.([A-Za-z_$][\w$]*)\(([^()]*)\)/gu;

/** Pages in the assets: whether they speak of policies, and what their controls call in the app. */
function readPages(pkg: AppPackage, isPolicyText: (text: string) => boolean): Pages {
  const calls = new Map<string, PageCall[]>();
  let hasWords = false;
  let isComplete = true;
  let count = 0;
  for (const apk of pkg.apks)
    for (const entry of apk.entries()) {
      const isScript = SCRIPT.test(entry.name) && entry.name.startsWith('assets/');
      if ((!PAGE.test(entry.name) && !isScript) || entry.shadowed) continue;
      const bytes =
        entry.sizeBytes > MAX_PAGE_BYTES || ++count > MAX_PAGES ? undefined : attempt(() => apk.read(entry));
      if (!bytes) {
        isComplete &&= isScript;
        continue;
      }
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      if (isScript && !LITERALS.some((each) => buffer.includes(each))) continue;
      const page = buffer.toString('utf8');
      hasWords ||= page.split(isScript ? QUOTE : /[<>\n]/).some(isPolicyText);
      if (isScript) readScriptCalls(page, calls);
      else {
        readPageCalls(page, calls);
        for (const [, script = ''] of page.matchAll(INLINE_SCRIPT)) readScriptCalls(script, calls);
      }
    }
  return { hasWords, isComplete, calls };
}

function readPageCalls(page: string, calls: Map<string, PageCall[]>): void {
  const around = page.split(/[<>\n]/).filter((text) => speaksOfPrivacy(text) || namesPolicy(text));
  for (const [, attributes = '', inner = ''] of page.matchAll(CONTROL)) {
    const onClick = ON_CLICK.exec(attributes);
    const script = onClick?.[1] ?? onClick?.[2];
    if (script === undefined) continue;
    const value = VALUE.exec(attributes);
    const texts = [inner.trim(), value?.[1] ?? value?.[2] ?? ''].filter((text) => text !== '');
    for (const [, method = '', args = ''] of expandCalls(page, script).matchAll(MEMBER_CALL))
      calls.set(method, [...(calls.get(method) ?? []), { texts, args: toArguments(args), around }]);
  }
}

/** What a control calls that a script makes: `make(row, 'Agree', () => app.agree())`. */
function readScriptCalls(script: string, calls: Map<string, PageCall[]>): void {
  const around = script.split(QUOTE).filter((text) => speaksOfPrivacy(text) || namesPolicy(text));
  if (around.length === 0) return;
  for (const statement of script.split(/[;\n]/)) {
    if (statement.length > MAX_STATEMENT_CHARS) continue;
    const texts = statement.split(QUOTE).filter((text) => text.length < 40 && meaningOf(text) !== undefined);
    if (texts.length === 0) continue;
    for (const [, method = '', args = ''] of statement.matchAll(MEMBER_CALL))
      calls.set(method, [...(calls.get(method) ?? []), { texts, args: toArguments(args), around }]);
  }
}

/** A control often calls a function of the page that calls the app. */
function expandCalls(page: string, script: string): string {
  const name = /(?:^|[;\s])([A-Za-z_$][\w$]*)\(/u.exec(script)?.[1];
  if (name === undefined) return script;
  const at = page.indexOf(`function ${name}`);
  if (at < 0) return script;
  return `${script};${page.slice(at, at + 400).split('}')[0] ?? ''}`;
}

/** The constants that a call begins with. */
function toArguments(text: string): readonly (number | string)[] {
  const values: (number | string)[] = [];
  for (const word of text.split(',')) {
    const value = toArgument(word.trim());
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

function toArgument(word: string): number | string | undefined {
  if (word === 'true') return 1;
  if (word === 'false' || word === 'null') return 0;
  const quoted = /^(["'])(.*)\1$/u.exec(word)?.[2];
  if (quoted !== undefined) return quoted;
  const number = Number(word);
  return word !== '' && Number.isSafeInteger(number) ? number : undefined;
}
