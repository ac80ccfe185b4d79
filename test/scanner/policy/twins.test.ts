import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { policiesCollector } from '../../../scanner/collectors/policies.ts';
import type { Collected } from '../../../scanner/collectors/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import { ScanError } from '../../../scanner/errors.ts';
import type { Evidence } from '../../../scanner/evidence/index.ts';
import { openFileSource } from '../../../scanner/package/index.ts';
import { readAnyDocument } from '../../../scanner/policy/index.ts';
import { scanPackage } from '../../../scanner/scan.ts';
import type { ScanOptions } from '../../../scanner/scan.ts';
import { judge, loadBuiltInPack } from '../../../rules/index.ts';
import type { Verdict } from '../../../rules/index.ts';
import { readTruth } from '../../fixtures/apps/truth.ts';
import { readText } from './corpus.ts';

const data = loadScannerData();
const pack = loadBuiltInPack();
const truth = readTruth();

async function scan(app: string, more: Partial<ScanOptions> = {}): Promise<Evidence> {
  const fixture = truth.find((each) => each.app === app) ?? assert.fail(app);
  const source = openFileSource(fixture.file);
  try {
    const options: ScanOptions = {
      fileName: 'app.apk',
      profile: 'static',
      engineVersion: 'test',
      collectedAt: '2026-01-01T00:00:00Z',
      data,
      budget: unlimitedBudget(),
      ...more,
    };
    return (await scanPackage(source, options)).evidence;
  } finally {
    source.close();
  }
}

/** Findings of the rules that compare policy and behaviour, by rule. */
function comparisons(evidence: Evidence): ReadonlyMap<string, readonly Verdict[]> {
  const rules = new Map<string, Verdict[]>();
  for (const verdict of judge(evidence, pack).verdicts) {
    if (!['violation', 'suspected'].includes(verdict.verdict) || !verdict.needs.includes('policyMatches'))
      continue;
    rules.set(verdict.ruleId, [...(rules.get(verdict.ruleId) ?? []), verdict]);
  }
  return rules;
}

describe('twins whose only difference is the text of the policy', () => {
  for (const [pair, rule] of [
    ['sdk-undisclosed', 'sdk-code-not-in-policy'],
    ['type-undisclosed', 'code-collects-what-policy-leaves-out'],
  ] as const) {
    it(`${pair}: the violating twin is found, for each duty it breaks, with the code that reads`, async () => {
      const found = comparisons(await scan(`${pair}/violating`)).get(rule) ?? [];
      const duties = truth.find((each) => each.app === `${pair}/violating`)?.duties ?? [];
      assert.ok(duties.length > 0);
      for (const duty of duties)
        assert.ok(
          found.some((verdict) => verdict.dutyId === duty),
          duty,
        );
      assert.ok(found[0]?.places.some((place) => place.kind === 'code'));
    });

    it(`${pair}: nothing is held against the complying twin`, async () => {
      assert.deepEqual([...comparisons(await scan(`${pair}/complying`)).keys()], []);
    });
  }

  it('right-missing: the policy without the right is found, and the twin that has it is not', async () => {
    const found = async (twin: string): Promise<readonly string[]> =>
      judge(await scan(`right-missing/${twin}`), pack)
        .verdicts.filter(
          ({ ruleId, verdict }) => ruleId === 'policy-lacks-withdrawal' && verdict === 'suspected',
        )
        .map(({ dutyId }) => dutyId);
    const duties = truth.find((each) => each.app === 'right-missing/violating')?.duties ?? [];
    const violating = await found('violating');
    for (const duty of duties) assert.ok(violating.includes(duty), duty);
    assert.deepEqual(await found('complying'), []);
  });

  it('puts the sentence that denies SDKs beside the SDK', async () => {
    const [verdict] =
      comparisons(await scan('sdk-undisclosed/violating')).get('sdk-code-not-in-policy') ?? [];
    const sentences = verdict?.places.flatMap((place) => (place.kind === 'policy' ? [place.sentence] : []));
    assert.deepEqual(sentences, ['我们未接入第三方SDK，也不向第三方提供您的个人信息。']);
  });

  it('takes a precise position for the coarse one as well, and an SDK that takes nothing for a whole entry', async () => {
    for (const [app, rule] of [
      ['early-location/complying', 'permission-not-in-policy'],
      ['sdk-sends/complying', 'policy-sdk-entry-incomplete'],
    ] as const) {
      const said = judge(await scan(app), pack).verdicts.filter(({ ruleId }) => ruleId === rule);
      assert.ok(said.length > 0);
      for (const { verdict } of said) assert.notEqual(verdict, 'suspected', app);
    }
  });

  it('finds nobody on a list that says that nothing is shared', () => {
    const lines = [
      '我们未向第三方共享您的个人信息。',
      '信息类型：无',
      '目的：无',
      '场景：无',
      '共享方式：无',
    ];
    assert.deepEqual(readText(['与第三方共享个人信息清单', ...lines].join('\n')).sdkEntries, []);
  });

  it('a policy that the submitter gives can clear what the package leaves open', async () => {
    const text = '轻食食谱隐私政策\n一、我们收集的个人信息：为识别恶意软件，我们会收集您的软件安装列表。';
    const document = await readAnyDocument(Buffer.from(text), { name: 'policy.txt' }, unlimitedBudget());
    const given = {
      document,
      origin: { kind: 'given-file', address: 'policy.txt' },
      sha256: 'd'.repeat(64),
    } as const;
    const evidence = await scan('type-undisclosed/violating', { policies: [given] });
    assert.deepEqual([...comparisons(evidence).keys()], []);
  });
});

describe('policies that cannot be had', () => {
  it('no policy at all is a gap, and nothing is said against the app', async () => {
    const evidence = await scan('early-no-policy/violating');
    assert.ok(evidence.gaps.some((gap) => gap.code === 'POLICY_NOT_FOUND'));
    assert.deepEqual([...comparisons(evidence).keys()], []);
  });

  it('a broken collector leaves both slots failed and no verdict the better', async () => {
    const broken = {
      ...policiesCollector,
      collect: (): Collected<'policies'> => {
        throw new ScanError('INTERNAL', 'broken on purpose');
      },
    };
    const evidence = await scan('type-undisclosed/violating', { collectors: { policies: broken } });
    assert.equal(evidence.slots.policies.kind, 'failed');
    assert.equal(evidence.slots.policyMatches.kind, 'failed');
    const whole = judge(await scan('type-undisclosed/violating'), pack);
    for (const verdict of judge(evidence, pack).verdicts)
      if (verdict.verdict === 'compliant')
        assert.ok(
          whole.verdicts.some((other) => other.dutyId === verdict.dutyId && other.verdict === 'compliant'),
          verdict.dutyId,
        );
  });
});
