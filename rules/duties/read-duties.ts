import { RulesError } from '../errors.ts';
import { readYamlTree, treeReader } from '../packs/yaml-tree.ts';
import type { Tree } from '../packs/yaml-tree.ts';
import { DECIDABILITIES, INSTRUMENT_STATUSES, SOURCE_MARKS } from './duty.ts';
import type {
  AppType,
  CodeWord,
  Duty,
  DutyCatalogue,
  DutyThreshold,
  Instrument,
  NoticeLabel,
  Topic,
} from './duty.ts';

const read = treeReader('BAD_DUTY');

/** The catalogue's files by name: `instruments.yml`, `topics.yml`, …, and each `cn/*.yml` of duties. */
export type DutyFiles = ReadonlyMap<string, string>;

const REGISTERS = ['instruments', 'topics', 'thresholds', 'labels', 'app-types', 'codes'] as const;

/**
 * Reads the whole catalogue and checks it: ids unique, every name known, every H duty with what to look at, no topic
 * or threshold unused. Throws BAD_DUTY (or BAD_PACK_FILE for broken YAML) with file and line.
 */
export function readDuties(files: DutyFiles): DutyCatalogue {
  const tree = (name: (typeof REGISTERS)[number]): Tree => {
    return readYamlTree(`${name}.yml`, files.get(`${name}.yml`) ?? '');
  };
  for (const name of REGISTERS)
    if (!files.has(`${name}.yml`))
      throw new RulesError('BAD_DUTY', 'This register is missing.', { file: `${name}.yml` });
  const instruments = unique(tree('instruments'), readInstrument);
  const thresholds = unique(tree('thresholds'), readThreshold);
  const labels = unique(tree('labels'), readLabel);
  const topics = unique(tree('topics'), readTopic);
  const appTypes = unique(tree('app-types'), readAppType);
  const codes = read.map(tree('codes'), ['scenarios', 'evidenceKinds'], ['scenarios', 'evidenceKinds']);
  const scenarios = unique(codes.get('scenarios') ?? tree('codes'), readCode);
  const evidenceKinds = unique(codes.get('evidenceKinds') ?? tree('codes'), readCode);
  const known = {
    instruments: idsOf(instruments),
    thresholds: idsOf(thresholds),
    labels: idsOf(labels),
    scenarios: idsOf(scenarios),
    evidenceKinds: idsOf(evidenceKinds),
  };
  const duties: Duty[] = [];
  const places = new Map<string, Tree>();
  for (const [name, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!name.startsWith('cn/')) continue;
    for (const item of read.list(readYamlTree(name, text))) {
      const duty = readDuty(item, known);
      if (places.has(duty.id)) read.fail(item, `There are two duties "${duty.id}".`);
      places.set(duty.id, item);
      duties.push(duty);
    }
  }
  const order = new Map(instruments.map((instrument, index) => [instrument.id, index]));
  duties.sort((a, b) => (order.get(a.instrumentId) ?? 0) - (order.get(b.instrumentId) ?? 0));
  checkTopics(tree('topics'), topics, places);
  return {
    instruments,
    topics,
    thresholds,
    labels,
    appTypes,
    scenarios,
    evidenceKinds,
    duties: duties.map((plain) => {
      const duty = withTopics(plain, topics);
      if (duty.topics.length === 0)
        read.fail(places.get(duty.id) ?? tree('topics'), `${duty.id} stands under no topic.`);
      return duty;
    }),
  };
}

/** What a pack adds to the catalogue it builds on; all of it may be empty. */
export type OwnDuties = Pick<DutyCatalogue, 'instruments' | 'topics' | 'thresholds' | 'labels' | 'duties'>;

/**
 * Reads the `duties/` folder of a pack that builds on another catalogue: `instruments.yml` and, where the pack wants
 * them, `topics.yml`, `thresholds.yml` and `labels.yml`; every other file is a list of duties. Scenarios, kinds of
 * evidence, and registers it does not repeat are those of the base. Throws BAD_DUTY or BAD_PACK_FILE with file and line.
 */
export function readDutiesOn(files: DutyFiles, base: DutyCatalogue): OwnDuties {
  const register = <T extends { readonly id: string }>(name: string, convert: (item: Tree) => T) => {
    const file = `duties/${name}.yml`;
    const text = files.get(file);
    return text === undefined ? [] : unique(readYamlTree(file, text), convert);
  };
  const instruments = register('instruments', readInstrument);
  const thresholds = register('thresholds', readThreshold);
  const labels = register('labels', readLabel);
  const topics = register('topics', readTopic);
  const known: Known = {
    instruments: idsOf([...base.instruments, ...instruments]),
    thresholds: idsOf([...base.thresholds, ...thresholds]),
    labels: idsOf([...base.labels, ...labels]),
    scenarios: idsOf(base.scenarios),
    evidenceKinds: idsOf(base.evidenceKinds),
  };
  const duties: Duty[] = [];
  const places = new Map<string, Tree>();
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.startsWith('duties/') || OWN_REGISTERS.some((name) => file === `duties/${name}.yml`)) continue;
    for (const item of read.list(readYamlTree(file, text))) {
      const duty = readDuty(item, known);
      if (places.has(duty.id)) read.fail(item, `There are two duties "${duty.id}".`);
      places.set(duty.id, item);
      duties.push(duty);
    }
  }
  const topicsFile = files.get('duties/topics.yml');
  if (topicsFile !== undefined) checkTopics(readYamlTree('duties/topics.yml', topicsFile), topics, places);
  return { instruments, topics, thresholds, labels, duties: duties.map((duty) => withTopics(duty, topics)) };
}

const OWN_REGISTERS = ['instruments', 'topics', 'thresholds', 'labels'] as const;

function withTopics(duty: Duty, topics: readonly Topic[]): Duty {
  const own = topics.filter((topic) => topic.duties.includes(duty.id));
  const related = new Set(own.flatMap((topic) => topic.duties));
  related.delete(duty.id);
  return { ...duty, topics: own.map((topic) => topic.id), related: [...related] };
}

type Known = {
  readonly instruments: ReadonlySet<string>;
  readonly thresholds: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  readonly evidenceKinds: ReadonlySet<string>;
};

function readDuty(tree: Tree, known: Known): Duty {
  const required = [
    'id',
    'instrument',
    'article',
    'term',
    'zh',
    'en',
    'evidence',
    'scenarios',
    'severity',
    'decidability',
    'source',
  ];
  const entries = read.map(tree, [...required, 'threshold', 'label', 'check'], required);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const id = read.text(at('id'));
  if (!/^[A-Z]+[0-9]*(?:\.[0-9]+)*(?:-[0-9A-Z]+(?:\.[0-9]+)*[a-z]?)*$/u.test(id))
    read.fail(at('id'), `"${id}" is not a duty id.`);
  const severity = read.number(at('severity'));
  if (severity !== 0 && severity !== 1 && severity !== 2 && severity !== 3)
    return read.fail(at('severity'), 'Severity is 0, 1, 2 or 3.');
  const decidability = read.oneOf(at('decidability'), DECIDABILITIES);
  const check = entries.get('check');
  if (decidability === 'H' && check === undefined)
    read.fail(tree, `${id} is for a person to decide and needs "check": what to look at.`);
  const threshold = entries.get('threshold');
  const label = entries.get('label');
  return {
    id,
    instrumentId: named(at('instrument'), known.instruments, 'instrument'),
    article: read.bilingual(at('article')),
    term: read.text(at('term')),
    text: { zh: read.text(at('zh')), en: read.text(at('en')) },
    evidence: read.list(at('evidence')).map((item) => named(item, known.evidenceKinds, 'kind of evidence')),
    scenarios: read.list(at('scenarios')).map((item) => named(item, known.scenarios, 'scenario')),
    ...(threshold === undefined ? {} : { threshold: named(threshold, known.thresholds, 'threshold') }),
    severity,
    decidability,
    source: read.oneOf(at('source'), SOURCE_MARKS),
    ...(label === undefined ? {} : { label: named(label, known.labels, 'notice label') }),
    topics: [],
    related: [],
    ...(check === undefined ? {} : { check: read.bilingual(check) }),
  };
}

function readInstrument(tree: Tree): Instrument {
  const required = ['id', 'titleZh', 'titleEn', 'issuer', 'status', 'source'];
  const optional = ['number', 'published', 'inForceFrom', 'inForceUntil', 'address'] as const;
  const entries = read.map(tree, [...required, ...optional], required);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const extras: Partial<Record<(typeof optional)[number], string>> = {};
  for (const key of optional) {
    const child = entries.get(key);
    if (child === undefined) continue;
    const value = read.text(child);
    if (key !== 'number' && key !== 'address' && !/^\d{4}(?:-\d\d(?:-\d\d)?)?$/u.test(value))
      read.fail(child, `"${value}" is not a date: write 2021, 2021-11 or 2021-11-01.`);
    extras[key] = value;
  }
  return {
    id: read.text(at('id')),
    titleZh: read.text(at('titleZh')),
    titleEn: read.text(at('titleEn')),
    issuer: read.text(at('issuer')),
    status: read.oneOf(at('status'), INSTRUMENT_STATUSES),
    source: read.oneOf(at('source'), SOURCE_MARKS),
    ...extras,
  };
}

function readThreshold(tree: Tree): DutyThreshold {
  const keys = ['id', 'zh', 'en', 'source'];
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  return {
    id: read.text(at('id')),
    text: { zh: read.text(at('zh')), en: read.text(at('en')) },
    source: read.oneOf(at('source'), [...SOURCE_MARKS, 'our-proposal']),
  };
}

function readLabel(tree: Tree): NoticeLabel {
  const keys = ['id', 'zh', 'en'];
  const entries = read.map(tree, keys, keys);
  const text = (key: string): string => read.text(entries.get(key) ?? tree);
  return { id: text('id'), zh: text('zh'), en: text('en') };
}

function readCode(tree: Tree): CodeWord {
  const label = readLabel(tree);
  return { id: label.id, text: { zh: label.zh, en: label.en } };
}

function readTopic(tree: Tree): Topic {
  const keys = ['id', 'zh', 'en', 'duties'];
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  return {
    id: read.text(at('id')),
    title: { zh: read.text(at('zh')), en: read.text(at('en')) },
    duties: read.texts(at('duties')),
  };
}

function readAppType(tree: Tree): AppType {
  const keys = ['id', 'number', 'zh', 'en', 'basicFunction', 'necessary', 'piTypes', 'permissions', 'source'];
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  return {
    id: read.text(at('id')),
    number: read.number(at('number')),
    name: { zh: read.text(at('zh')), en: read.text(at('en')) },
    basicFunction: read.bilingual(at('basicFunction')),
    necessary: read.list(at('necessary')).map(read.bilingual),
    piTypes: read.texts(at('piTypes')),
    permissions: read.texts(at('permissions')),
    source: read.oneOf(at('source'), SOURCE_MARKS),
  };
}

function checkTopics(tree: Tree, topics: readonly Topic[], duties: ReadonlyMap<string, Tree>): void {
  const items = read.list(tree);
  topics.forEach((topic, index) => {
    for (const id of topic.duties)
      if (!duties.has(id))
        read.fail(items[index] ?? tree, `Topic ${topic.id} names an unknown duty "${id}".`);
  });
}

function named(tree: Tree, known: ReadonlySet<string>, what: string): string {
  const id = read.text(tree);
  return known.has(id) ? id : read.fail(tree, `There is no ${what} "${id}".`);
}

function unique<T extends { readonly id: string }>(tree: Tree, convert: (item: Tree) => T): readonly T[] {
  const seen = new Set<string>();
  return read.list(tree).map((item) => {
    const value = convert(item);
    if (seen.has(value.id)) read.fail(item, `"${value.id}" stands here twice.`);
    seen.add(value.id);
    return value;
  });
}

function idsOf(items: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(items.map((item) => item.id));
}
