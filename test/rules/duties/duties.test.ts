import assert from 'node:assert/strict';
import { readDuties, readYamlFolder, RulesError, toAppTypeOptions } from '../../../rules/index.ts';
import type { Duty } from '../../../rules/index.ts';

const FOLDER = new URL('../../../rules/duties', import.meta.url).pathname;
const FILES = readYamlFolder(FOLDER);
const CATALOGUE = readDuties(FILES);

function countBy(key: (duty: Duty) => string | number): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const duty of CATALOGUE.duties) counts[key(duty)] = (counts[key(duty)] ?? 0) + 1;
  return counts;
}

describe('the duties', () => {
  it('are 302, each with an id of its own', () => {
    assert.equal(CATALOGUE.duties.length, 302);
    assert.equal(new Set(CATALOGUE.duties.map((duty) => duty.id)).size, 302);
  });

  it('are spread over severities, decidability and source marks as the register says', () => {
    assert.deepEqual(
      countBy((duty) => duty.severity),
      { 0: 22, 1: 31, 2: 84, 3: 165 },
    );
    assert.deepEqual(
      countBy((duty) => duty.decidability),
      { A: 91, P: 163, H: 48 },
    );
    assert.deepEqual(
      countBy((duty) => duty.source),
      { read: 211, 'partly-read': 51, 'to-be-checked': 40 },
    );
  });

  it('stand under every instrument of the register', () => {
    const used = new Set(CATALOGUE.duties.map((duty) => duty.instrumentId));
    assert.deepEqual(
      CATALOGUE.instruments.map((instrument) => instrument.id).filter((id) => !used.has(id)),
      [],
    );
  });

  it('are of severity 0 exactly where the instrument is a draft', () => {
    const drafts = new Set(
      CATALOGUE.instruments.filter((entry) => entry.status === 'draft').map((entry) => entry.id),
    );
    for (const duty of CATALOGUE.duties)
      assert.equal(duty.severity === 0, drafts.has(duty.instrumentId), duty.id);
  });

  it('speak Chinese in Chinese and English in English', () => {
    for (const duty of CATALOGUE.duties) {
      assert.match(duty.text.zh, /\p{Script=Han}.*。$/u, duty.id);
      assert.match(duty.text.en, /^[A-Z0-9].*\.$/u, duty.id);
      assert.ok((duty.text.en.match(/\p{Script=Han}/gu) ?? []).length <= 2, duty.id);
      assert.match(duty.term, /\p{Script=Han}/u, duty.id);
    }
  });

  it('use every threshold, label, scenario and kind of evidence that is registered', () => {
    const { duties, thresholds, labels } = CATALOGUE;
    const unused = [
      ...thresholds.filter(({ id }) => !duties.some((duty) => duty.threshold === id)),
      ...labels.filter(({ id }) => !duties.some((duty) => duty.label === id)),
    ];
    assert.deepEqual(unused, []);
  });

  it('are related both ways', () => {
    const byId = new Map(CATALOGUE.duties.map((duty) => [duty.id, duty]));
    for (const duty of CATALOGUE.duties)
      for (const other of duty.related)
        assert.ok(byId.get(other)?.related.includes(duty.id), `${duty.id} ${other}`);
  });

  it('carry the labels that notices use', () => {
    const label = (id: string): string | undefined => {
      const duty = CATALOGUE.duties.find((entry) => entry.id === id);
      return CATALOGUE.labels.find((entry) => entry.id === duty?.label)?.zh;
    };
    const expected: readonly [string, string][] = [
      ['MIIT164-1b', '违规收集个人信息'],
      ['MIIT164-2f', '超范围收集个人信息'],
      ['CAC191-4.6', 'APP强制、频繁、过度索取权限'],
      ['MIIT26-6', 'APP频繁自启动和关联启动'],
      ['AD10-1', '信息窗口“关不掉”'],
      ['TAF078.7-6', '信息窗口点击乱跳转或“摇一摇”乱跳转'],
      ['PIPL24-2', '强制用户使用定向推送功能'],
    ];
    for (const [id, zh] of expected) assert.equal(label(id), zh, id);
  });
});

describe('the app types', () => {
  it('are 39 in the order of the provisions, 13 of them without any necessary information', () => {
    assert.deepEqual(
      CATALOGUE.appTypes.map((type) => type.number),
      Array.from({ length: 39 }, (_, index) => index + 1),
    );
    const none = CATALOGUE.appTypes.filter((type) => type.necessary.length === 0).map((type) => type.number);
    assert.deepEqual(none, [21, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38]);
    for (const type of CATALOGUE.appTypes)
      assert.equal(type.piTypes.length === 0, type.necessary.length === 0, type.id);
  });

  it('tell the judge what a type may require', () => {
    assert.deepEqual(toAppTypeOptions(CATALOGUE, 'news'), {
      necessaryPiTypes: [],
      allowedPermissions: [],
      appTypeName: '新闻资讯类 (News)',
    });
    assert.throws(() => toAppTypeOptions(CATALOGUE, 'no-such-type'), { code: 'NOT_FOUND' });
  });
});

describe('a broken catalogue', () => {
  const good = FILES.get('cn/npi.yml') ?? '';
  const table: readonly [title: string, from: string, to: string, line: number, message: RegExp][] = [
    ['an id that stands twice', 'id: NPI-4', 'id: NPI-3', 14, /two duties/u],
    ['an unknown instrument', 'instrument: NPI', 'instrument: XYZ', 3, /no instrument "XYZ"/u],
    ['an unknown scenario', 'scenarios: [S15]', 'scenarios: [S99]', 9, /no scenario "S99"/u],
    ['an unknown kind of evidence', 'evidence: [E9]', 'evidence: [E99]', 8, /no kind of evidence/u],
    ['a severity that does not exist', 'severity: 2', 'severity: 7', 11, /Severity is/u],
    [
      'a decidability that does not exist',
      'decidability: P',
      'decidability: X',
      12,
      /is not one of A, P, H/u,
    ],
    ['a person without a checklist', 'decidability: P', 'decidability: H', 2, /needs "check"/u],
    ['a key that does not exist', 'severity: 2', 'weight: 2', 11, /Unknown key "weight"/u],
    ['broken YAML', 'severity: 2', 'severity: [2', 12, /./u],
  ];
  for (const [title, from, to, line, message] of table)
    it(`is refused with file and line for ${title}`, () => {
      assert.ok(good.includes(from));
      const files = new Map(FILES).set('cn/npi.yml', good.replace(from, to));
      assert.throws(
        () => readDuties(files),
        (error: unknown) => {
          assert.ok(error instanceof RulesError);
          assert.equal(error.file, 'cn/npi.yml');
          assert.equal(error.line, line);
          assert.match(error.message, message);
          return true;
        },
      );
    });

  it('is refused when a register is missing', () => {
    const files = new Map(FILES);
    files.delete('labels.yml');
    assert.throws(() => readDuties(files), { code: 'BAD_DUTY', file: 'labels.yml' });
  });

  it('is refused when a duty stands under no topic', () => {
    const topics = (FILES.get('topics.yml') ?? '').replace('[OPEN21-5]', '[MIIT26-3]');
    assert.throws(
      () => readDuties(new Map(FILES).set('topics.yml', topics)),
      /OPEN21-5 stands under no topic/u,
    );
  });

  it('is refused when a topic names a duty that does not exist', () => {
    const topics = (FILES.get('topics.yml') ?? '').replace('[OPEN21-5]', '[OPEN21-5, OPEN21-99]');
    assert.throws(() => readDuties(new Map(FILES).set('topics.yml', topics)), /unknown duty "OPEN21-99"/u);
  });
});
