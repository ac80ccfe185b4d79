import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { PolicyFacts, PolicyMatchFacts, SlotValues } from '../../../scanner/evidence/index.ts';
import { judge, loadBuiltInPack } from '../../../rules/index.ts';
import { toEvidence } from '../../../rules/testing/base-evidence.ts';
import { comparePolicies, completeSet, draftLists } from '../../../scanner/policy/index.ts';
import type { Observed } from '../../../scanner/policy/index.ts';
import { readText } from './corpus.ts';

const { sdks: table } = loadScannerData();
const TITLE = '示例隐私政策\n\n一、我们收集的个人信息\n';

function call(piType: string, sdkId?: string): SlotValues['apiCalls'][number] {
  return {
    piType,
    api: 'some.Api.read',
    channel: 'api',
    place: { kind: 'code', className: 'a.B', method: 'c', descriptor: '()V', pc: 1, dex: 'classes.dex' },
    attribution: sdkId === undefined ? { kind: 'app' } : { kind: 'sdk', sdkId },
    reach: 'reachable',
  };
}

function read(piType: string, eventNumber: number, sdkId?: string): SlotValues['piReads'][number] {
  return {
    eventNumber,
    scenarioId: 'S3',
    atMs: 1,
    phase: 'after-consent',
    state: 'foreground',
    thread: 'main',
    process: 'a',
    piType,
    api: 'some.Api.read',
    arguments: [],
    stack: [],
    caller: sdkId === undefined ? { kind: 'app' } : { kind: 'sdk', sdkId },
  };
}

function sdk(id: string): SlotValues['sdks'][number] {
  const row = table.rows.find((known) => known.id === id);
  assert.ok(row, id);
  return {
    id,
    name: row.name,
    vendor: row.vendor,
    category: row.category,
    matches: [],
    confidence: 'certain',
    declaredPiTypes: row.piTypes,
    readsPiTypes: [],
  };
}

function policyOf(text: string): readonly PolicyFacts[] {
  return completeSet([readText(TITLE + text)]);
}

function rowOf(
  policies: readonly PolicyFacts[],
  observed: Observed,
  about: PolicyMatchFacts['about'],
): PolicyMatchFacts {
  const [row] = comparePolicies(policies, observed, table).filter((each) => each.about === about);
  assert.ok(row);
  return row;
}

describe('what a policy says of what the app collects', () => {
  for (const [name, text, piType, stated, purpose] of [
    ['its own word', '为识别设备，我们会收集您的IMEI。', 'imei', 'named', 'stated'],
    ['a broad word', '为识别设备，我们会收集您的设备信息。', 'imei', 'broad', 'stated'],
    ['nothing', '我们会收集您的手机号。', 'imei', 'absent', undefined],
    ['a denial of the very thing', '我们不会收集您的IMEI。', 'imei', 'denied', undefined],
    ['a denial of everything', '我们不收集您的个人信息。', 'imei', 'denied', undefined],
    ['a denial under a condition', '未经您的同意，我们不会收集您的IMEI。', 'imei', 'absent', undefined],
    ['another party', '第三方SDK：友盟SDK收集IMEI，用于统计。', 'imei', 'elsewhere', undefined],
    ['a vague purpose', '为了改善服务，我们会收集您的IMEI。', 'imei', 'named', 'generic'],
    ['no purpose', '我们会收集您的IMEI。', 'imei', 'named', 'missing'],
    [
      'a precise position for a rough one',
      '为提供导航，我们会收集您的精确位置。',
      'location_coarse',
      'named',
      'stated',
    ],
  ] as const)
    it(`${name} is ${stated}`, () => {
      const row = rowOf(policyOf(text), { piReads: [read(piType, 7)] }, 'collection');
      assert.deepEqual([row.stated, row.purpose, row.observed, row.events], [stated, purpose, 'run', 1]);
      assert.ok(row.places.some((place) => place.kind === 'event' && place.eventNumber === 7));
      if (stated !== 'absent') assert.ok(row.places.some((place) => place.kind === 'policy'));
    });

  it('says unknown, not absent, where no policy was read or not the whole of it', () => {
    const observed = { apiCalls: [call('imei')] };
    assert.equal(rowOf([], observed, 'collection').stated, 'unknown');
    const [policy] = policyOf('我们会收集您的手机号。');
    assert.ok(policy);
    assert.equal(rowOf([{ ...policy, complete: false }], observed, 'collection').stated, 'unknown');
  });

  it('notes what is stated and was never seen', () => {
    const row = rowOf(policyOf('为扫码，我们会使用相机。'), { apiCalls: [] }, 'collection');
    assert.deepEqual([row.piType, row.observed, row.stated], ['camera', 'none', 'named']);
  });

  it('leaves dead code out', () => {
    const rows = comparePolicies(
      policyOf('我们会收集您的手机号。'),
      { apiCalls: [{ ...call('imei'), reach: 'unreachable' }] },
      table,
    );
    assert.deepEqual(rows, []);
  });
});

describe('what a policy says of SDKs', () => {
  const observed: Observed = { sdks: [sdk('talkingdata')], piReads: [read('wifi', 3, 'talkingdata')] };

  for (const [name, text, stated] of [
    ['an entry', '第三方SDK：TalkingData统计SDK收集WiFi列表，用于统计。', 'named'],
    ['another entry', '第三方SDK：友盟SDK收集OAID，用于统计。', 'absent'],
    ['a denial', '我们未接入第三方SDK。', 'denied'],
  ] as const)
    it(`${name} makes the SDK ${stated}`, () => {
      const row = rowOf(policyOf(text), observed, 'sdk');
      assert.deepEqual([row.sdkId, row.observed, row.stated], ['talkingdata', 'run', stated]);
    });

  it('tells a type that the entry leaves out from one it names', () => {
    const text = '第三方SDK：TalkingData统计SDK收集Android ID，用于统计。';
    const row = rowOf(policyOf(text), observed, 'collection');
    assert.deepEqual([row.party, row.piType, row.stated], ['sdk', 'wifi', 'absent']);
  });

  it('notes an SDK that is listed and not there', () => {
    const rows = comparePolicies(policyOf('第三方SDK：友盟SDK收集OAID，用于统计。'), { sdks: [] }, table);
    assert.deepEqual(
      rows.map((row) => [row.about, row.observed, row.stated]),
      [['sdk', 'none', 'named']],
    );
  });

  it('says unknown where the list stands on a page that was not read', () => {
    const html =
      '<h1>隐私政策</h1><h2>收集个人信息</h2><p>我们会收集您的个人信息：手机号。</p><p>见<a href="https://example.com/sdk.html">第三方SDK列表</a>。</p>';
    const policies = completeSet([readText(html, 'html')]);
    assert.equal(policies[0]?.links[0]?.about, 'sdk-list');
    assert.equal(rowOf(policies, observed, 'sdk').stated, 'unknown');
  });

  it('compares recipients by the host they use', () => {
    const request: SlotValues['networkRequests'][number] = {
      eventNumber: 9,
      scenarioId: 'S3',
      atMs: 1,
      phase: 'after-consent',
      state: 'foreground',
      method: 'POST',
      url: 'https://alogs.umeng.com/u',
      host: 'alogs.umeng.com',
      piTypes: [{ piType: 'oaid', transforms: [], where: 'body' }],
      caller: { kind: 'app' },
    };
    const row = rowOf(
      policyOf('我们会收集您的OAID，用于统计。'),
      { networkRequests: [request] },
      'recipient',
    );
    assert.deepEqual([row.host, row.stated, row.events], ['alogs.umeng.com', 'absent', 1]);
  });
});

describe('drafts of the two lists', () => {
  it('hold what was seen, with the purpose the policy gives and blanks for what nobody knows', () => {
    const policies = policyOf('为识别设备，我们会收集您的IMEI。');
    const observed: Observed = {
      apiCalls: [call('imei'), call('oaid')],
      sdks: [sdk('talkingdata')],
      piReads: [read('wifi', 3, 'talkingdata')],
    };
    const lists = draftLists(
      comparePolicies(policies, observed, table),
      policies,
      observed.sdks ?? [],
      table,
    );
    assert.deepEqual(
      lists.collected.map((row) => [row.piType, row.purpose]),
      [
        ['imei', '为识别设备'],
        ['oaid', ''],
      ],
    );
    assert.deepEqual(
      lists.shared.map((row) => [row.sdkId, row.vendor, row.piTypes]),
      [['talkingdata', 'TalkingData', ['wifi']]],
    );
  });
});

describe('the lists by themselves', () => {
  const policy = readText(`${TITLE}为保障安全，我们会收集您的Android ID和已安装应用列表。`);
  const list = (kind: PolicyFacts['kind'], text: string): PolicyFacts => ({
    ...readText(text),
    id: 'policy-2',
    kind,
  });
  const rowsOf = (documents: readonly PolicyFacts[], observed: Observed): readonly PolicyMatchFacts[] =>
    comparePolicies(documents, observed, table).filter(({ about }) => about === 'list');

  it('a kind that was read and is not on the list is absent there, though the policy states it', () => {
    const collected = list('collected-list', '已收集个人信息清单\n信息类型：Android ID\n目的：登录');
    const rows = rowsOf([policy, collected], { piReads: [read('android_id', 1), read('app_list', 2)] });
    assert.deepEqual(
      rows.map(({ piType, stated, list: name }) => [piType, stated, name]),
      [
        ['android_id', 'named', 'collected-list'],
        ['app_list', 'absent', 'collected-list'],
      ],
    );
    const kinds = rows[1]?.places.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['policy', 'event']);
  });

  it('what only code may read, and what no list was read for, says nothing', () => {
    const collected = list('collected-list', '已收集个人信息清单\n信息类型：Android ID');
    assert.deepEqual(rowsOf([policy, collected], { apiCalls: [call('app_list')] }), []);
    assert.deepEqual(rowsOf([policy], { piReads: [read('app_list', 1)] }), []);
    assert.deepEqual(
      rowsOf([policy, { ...collected, complete: false }], { piReads: [read('app_list', 1)] }),
      [],
    );
  });

  it('the list of what is shared is put beside what SDKs read', () => {
    const shared = list('shared-list', '与第三方共享个人信息清单\n极光推送SDK：收集OAID，用于推送。');
    const rows = rowsOf([policy, shared], {
      piReads: [read('oaid', 1, 'jpush'), read('imei', 2, 'jpush'), read('app_list', 3)],
      sdks: [sdk('jpush')],
    });
    assert.deepEqual(
      rows.map(({ piType, stated }) => [piType, stated]),
      [
        ['oaid', 'named'],
        ['imei', 'absent'],
      ],
    );
  });

  it('a summary that denies what the policy states is a contradiction with both sentences', () => {
    const summary = list('summary', '隐私政策摘要\n我们不会收集您的通讯录。');
    const whole = readText(`${TITLE}我们会收集您的通讯录，用于添加好友。`);
    const rows = comparePolicies([whole, summary], {}, table).filter(
      ({ about }) => about === 'contradiction',
    );
    assert.deepEqual(
      rows.map(({ piType, places }) => [piType, places.length]),
      [['contacts', 2]],
    );
  });
});

describe('what was read from pictures', () => {
  const observed: Observed = {
    sdks: [sdk('talkingdata')],
    piReads: [read('contacts', 4), read('wifi', 5, 'talkingdata')],
  };
  const denial = '我们不会收集您的通讯录。我们未接入第三方SDK。';
  const asPicture = (policies: readonly PolicyFacts[]): readonly PolicyFacts[] =>
    policies.map((policy) => ({ ...policy, complete: false, ocrConfidencePercent: 91 }));

  for (const [name, policies, expected] of [
    ['as text', policyOf(denial), ['violation']],
    ['as a picture', asPicture(policyOf(denial)), ['suspected']],
  ] as const)
    it(`a denial ${name} gives ${expected.join()}`, () => {
      const rows = comparePolicies(policies, observed, table);
      const evidence = toEvidence({ policies, policyMatches: rows });
      const found = judge(evidence, loadBuiltInPack()).verdicts.filter(
        ({ verdict, needs }) =>
          needs.includes('policyMatches') && ['violation', 'suspected'].includes(verdict),
      );
      assert.ok(found.length > 0);
      assert.deepEqual([...new Set(found.map(({ verdict }) => verdict))], expected);
      assert.ok(found.every(({ places }) => places.some(({ kind }) => kind === 'policy')));
    });

  it('proves nothing by what it leaves out', () => {
    const rows = comparePolicies(asPicture(policyOf('我们会收集您的手机号。')), observed, table);
    assert.ok(rows.some(({ stated }) => stated === 'unknown'));
    assert.ok(rows.every(({ stated }) => stated !== 'absent'));
  });

  it('takes nothing from a denial that stands in a text as well', () => {
    const [text] = policyOf(denial);
    const [picture] = asPicture(policyOf(denial));
    assert.ok(text && picture);
    const rows = comparePolicies([text, { ...picture, id: 'policy-2' }], observed, table);
    const row = rows.find(({ piType }) => piType === 'contacts');
    assert.deepEqual([row?.stated, row?.readByOcr], ['denied', undefined]);
  });
});
