import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  BUILT_IN_PACK_IDS,
  findPackFolders,
  judge,
  lintPack,
  loadBuiltInPack,
  openPackShelf,
  readDerivedPack,
  readYamlFolder,
  RulesError,
  testPack,
} from '../../../rules/index.ts';
import { toEvidence } from '../../../rules/testing/base-evidence.ts';
import { PACK } from '../support.ts';

const known = new Map([[PACK.id, PACK]]);
const find = (id: string) => known.get(id);
const folderOf = (id: string): string => new URL(`../../../rules/packs/${id}`, import.meta.url).pathname;

const RULE = `id: lab-camera
status: stable
duties: { part: [LAB-1] }
needs: [manifest]
title: { zh: 申请相机, en: The camera is requested }
message: { zh: '申请了 {asked.name}。', en: 'Requests {asked.name}.' }
remediation: { zh: 删除, en: Delete it }
falsePositives: [{ zh: 无, en: None }]
when: { some: manifest.permissions, as: asked, where: { name: android.permission.CAMERA } }
outcome: { met: suspected }
`;
const DUTIES = `- id: LAB-1
  instrument: LAB
  article: { zh: 第一条, en: item 1 }
  term: 相机
  zh: 不得申请相机。
  en: The camera is not requested.
  evidence: [E8]
  scenarios: [S0]
  severity: 2
  decidability: P
  source: read
`;
const INSTRUMENTS =
  '- { id: LAB, titleZh: 实验室要求, titleEn: A lab, issuer: 实验室, status: industry-standard, source: read }\n';
const NEW_PACK: Readonly<Record<string, string>> = {
  'pack.yml': `id: lab
base: cn
version: '3'
jurisdiction: LAB
title: { zh: 实验室, en: Lab }
`,
  'duties/instruments.yml': INSTRUMENTS,
  'duties/lab.yml': DUTIES,
  'permissions/lab-camera.yml': RULE,
};

function filesOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files));
}

for (const id of BUILT_IN_PACK_IDS.filter((name) => name !== 'cn')) {
  describe(`the built-in pack ${id}`, () => {
    const files = readYamlFolder(folderOf(id));
    const pack = loadBuiltInPack(id);

    it('is built from the YAML as it stands', () => {
      const { compiledRules, compiledLimitations, ...data } = pack;
      assert.equal(compiledRules.length, data.rules.length);
      assert.equal(compiledLimitations.length, data.limitations.length);
      assert.deepEqual(
        JSON.parse(JSON.stringify(readDerivedPack(files, find))),
        data,
        'run node --import tsx rules/packs/build-catalogue.ts',
      );
    });

    it('passes every check of lint, and its examples hold', () => {
      assert.deepEqual(lintPack(pack, files), []);
      assert.deepEqual(testPack(pack, files), []);
    });

    it('judges at least two thirds of its duties, and has the limitations of the scanner', () => {
      const judged = new Set(pack.rules.flatMap((rule) => [...rule.duties.full, ...rule.duties.part]));
      assert.ok(judged.size * 3 >= pack.catalogue.duties.length * 2, String(judged.size));
      assert.deepEqual(
        pack.limitations.map((limitation) => limitation.id),
        PACK.limitations.map((limitation) => limitation.id),
      );
    });

    it('has no rule of the name of another pack’s', () => {
      const others = new Set(
        BUILT_IN_PACK_IDS.filter((other) => other !== id).flatMap((other) =>
          loadBuiltInPack(other).rules.map((rule) => rule.id),
        ),
      );
      assert.deepEqual(
        pack.rules.map((rule) => rule.id).filter((ruleId) => others.has(ruleId)),
        [],
      );
    });
  });
}

describe('a pack that builds on another', () => {
  it('has its own duties and rules, and the tables and limitations of the other', () => {
    const pack = readDerivedPack(filesOf(NEW_PACK), find);
    assert.deepEqual(
      pack.catalogue.duties.map((duty) => duty.id),
      ['LAB-1'],
    );
    assert.deepEqual(
      pack.rules.map((rule) => rule.id),
      ['lab-camera'],
    );
    assert.deepEqual(pack.constants.thresholds, {});
    assert.equal(pack.catalogue.appTypes.length, 39);
    assert.equal(pack.limitations.length, PACK.limitations.length);
  });
});

describe('a pack that changes another', () => {
  const files = {
    'pack.yml': `id: lab
overrides: cn
version: '3'
thresholds:
  reaskHours: { value: 24, unit: hours, source: { zh: 实验室取值, en: A lab's choice } }
`,
    'duties/instruments.yml': INSTRUMENTS,
    'duties/lab.yml': DUTIES,
    'permissions/lab-camera.yml': RULE,
    'permissions/declares-device-admin.yml': RULE.replace(
      'id: lab-camera',
      'id: declares-device-admin',
    ).replace('status: stable', 'status: draft'),
  };

  it('adds rules and duties, replaces those of the same name, and sets thresholds', () => {
    const pack = readDerivedPack(filesOf(files), find);
    assert.equal(pack.id, 'cn');
    assert.equal(pack.version, `${PACK.version}+lab.3`);
    assert.equal(pack.catalogue.duties.length, PACK.catalogue.duties.length + 1);
    assert.equal(pack.rules.length, PACK.rules.length + 1);
    assert.equal(pack.rules.find((rule) => rule.id === 'declares-device-admin')?.status, 'draft');
    assert.equal(pack.constants.thresholds['reaskHours']?.value, 24);
    assert.equal(PACK.constants.thresholds['reaskHours']?.value, 48);
  });

  const broken: readonly [
    title: string,
    change: Readonly<Record<string, string>>,
    at: string,
    message: RegExp,
  ][] = [
    [
      'a threshold that no rule uses',
      { 'pack.yml': files['pack.yml'].replace('reaskHours', 'reaskHour') },
      'pack.yml:5',
      /No rule uses "reaskHour"/u,
    ],
    [
      'a duty that there is not',
      { 'permissions/lab-camera.yml': RULE.replace('LAB-1', 'LAB-2') },
      'permissions/lab-camera.yml:3',
      /no duty "LAB-2"/u,
    ],
    [
      'a field that evidence does not have',
      { 'permissions/lab-camera.yml': RULE.replace('where: { name:', 'where: { nam:') },
      'permissions/lab-camera.yml:9',
      /nam/u,
    ],
    [
      'a pack that there is not',
      { 'pack.yml': files['pack.yml'].replace('overrides: cn', 'overrides: fr') },
      'pack.yml:2',
      /no pack "fr"/u,
    ],
    ['both ways at once', { 'pack.yml': `${files['pack.yml']}base: cn\n` }, 'pack.yml:2', /not both/u],
    ['broken YAML', { 'duties/lab.yml': '- id: [LAB' }, 'duties/lab.yml:1', /./u],
    ['no relation', { 'pack.yml': 'id: lab\nversion: "3"\n' }, 'pack.yml:1', /base.*overrides/u],
  ];
  for (const [title, change, at, message] of broken)
    it(`is refused with file and line for ${title}`, () => {
      assert.throws(
        () => readDerivedPack(filesOf({ ...files, ...change }), find),
        (error: unknown) => {
          assert.ok(error instanceof RulesError);
          assert.equal(`${error.file}:${error.line ?? 1}`, at);
          assert.match(error.message, message);
          return true;
        },
      );
    });
});

describe('the shelf of packs', () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'appgov-packs-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  async function mount(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(root, name);
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return folder;
  }

  it('offers the built-in packs and what is mounted, and judges by it', async () => {
    const folder = await mount('one/lab', NEW_PACK);
    assert.deepEqual(findPackFolders(join(root, 'one')), [folder]);
    assert.deepEqual(findPackFolders(folder), [folder]);
    const shelf = openPackShelf([folder]);
    assert.deepEqual(shelf.ids, ['cn', 'gdpr', 'masvs', 'play', 'lab']);
    const [pack] = shelf.choose(['lab']);
    assert.ok(pack);
    const evidence = toEvidence({});
    assert.equal(judge(evidence, pack).verdicts[0]?.verdict, 'cannot-tell');
    assert.throws(() => shelf.choose(['fr']), { code: 'NOT_FOUND' });
  });

  it('refuses a new pack of a name that is taken, and a broken one with its folder', async () => {
    const taken = await mount('two/lab', {
      ...NEW_PACK,
      'pack.yml': NEW_PACK['pack.yml']?.replace('id: lab', 'id: gdpr') ?? '',
    });
    assert.throws(() => openPackShelf([taken]), /two\/lab\/pack\.yml.*say overrides/u);
    const broken = await mount('three/lab', { ...NEW_PACK, 'permissions/lab-camera.yml': 'id: 3\n' });
    assert.throws(
      () => openPackShelf([broken]),
      (error: unknown) => {
        assert.ok(error instanceof RulesError);
        assert.equal(error.file, join(broken, 'permissions/lab-camera.yml'));
        assert.equal(error.message.match(/lab-camera\.yml/gu)?.length, 1);
        return true;
      },
    );
  });
});
