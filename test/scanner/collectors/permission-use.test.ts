import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { guessAppType } from '../../../scanner/collectors/app-type.ts';
import { STATIC_COLLECTORS, toScanInput } from '../../../scanner/collectors/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { PermissionUseFacts } from '../../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../../scanner/package/index.ts';
import { loadBuiltInPack } from '../../../rules/index.ts';
import { readTruth } from '../../fixtures/apps/truth.ts';
import { realApks } from '../../support/real-apks.ts';

const data = loadScannerData();

function collect(file: string, appType?: string): PermissionUseFacts {
  const pkg = openPackage(memorySource(readFileSync(file)), 'sample.apk', unlimitedBudget());
  const input = toScanInput(pkg, data, unlimitedBudget(), {}, appType);
  return input.collected(STATIC_COLLECTORS.permissionUse).value;
}

function unusedIn({ requested }: PermissionUseFacts): string[] {
  return requested
    .filter(
      ({ protection, use }) =>
        protection?.startsWith('dangerous') && (use === 'none' || use === 'unreachable'),
    )
    .map(({ name }) => name)
    .sort();
}

describe('what permissions are used for', () => {
  const stated = readTruth().filter((app) => app.unusedPermissions ?? app.missingPermissions);
  for (const app of stated)
    it(`is told of ${app.app} as its truth says`, () => {
      const facts = collect(app.file);
      if (app.unusedPermissions) assert.deepEqual(unusedIn(facts), [...app.unusedPermissions].sort());
      if (app.missingPermissions)
        assert.deepEqual(
          facts.undeclared.map(({ name }) => name),
          app.missingPermissions,
        );
    });

  it('finds no other dangerous permission unused in the twins that keep the duty', () => {
    const quiet = readTruth().filter((app) => app.twin === 'complying' && !app.unusedPermissions);
    const wrong = quiet.flatMap((app) => unusedIn(collect(app.file)).map((name) => `${app.app}: ${name}`));
    assert.deepEqual(wrong, []);
  });

  it('shows the places that need a permission, those that can run first', () => {
    const app = stated.find((each) => each.app === 'permission-dead-code/violating');
    assert.ok(app);
    const [location] = collect(app.file).requested.filter(({ name }) => name.endsWith('FINE_LOCATION'));
    assert.equal(location?.use, 'unreachable');
    assert.deepEqual(
      location.needs.map(({ api, reach }) => [api, reach]),
      [['android.location.LocationManager.getLastKnownLocation', 'unreachable']],
    );
  });

  it('is told of every real app without a failure', () => {
    for (const { file, name } of realApks) {
      const { requested, undeclared } = collect(file);
      for (const { use, needs } of requested)
        if (use === 'reachable') assert.ok(needs[0]?.reach === 'reachable', name);
      for (const { needs } of undeclared) assert.ok(needs.length > 0, name);
    }
  });
});

describe('the type of an app', () => {
  const guess = (label: string, packageName = 'com.example.app', permissions: string[] = []): unknown =>
    guessAppType({ labels: [label], packageName, permissions, texts: [] }, data.appTypeWords);

  for (const [label, packageName, id] of [
    ['高速地图', 'com.example.app', 'map-navigation'],
    ['City Weather', 'com.example.app', 'utilities'],
    ['晚间新闻', 'com.example.news', 'news'],
    ['同城打车', 'com.example.app', undefined],
    ['Maple', 'com.example.app', undefined],
    ['某应用', 'com.example.bank', undefined],
  ] as const)
    it(`of ${label} (${packageName}) is ${id === undefined ? 'not guessed' : `guessed as ${id}`}`, () => {
      const facts = guess(label, packageName) as { id: string; by: string; because: string[] } | undefined;
      assert.equal(facts?.id, id);
      if (facts) {
        assert.equal(facts.by, 'guess');
        assert.ok(facts.because.length > 0);
      }
    });

  it('is the submitter’s word where there is one', () => {
    const [app] = readTruth();
    assert.ok(app);
    assert.deepEqual(collect(app.file, 'news').appType, { id: 'news', by: 'submitter', because: [] });
  });

  it('has the ids that the rules know, all 39', () => {
    assert.deepEqual(
      data.appTypeWords.map(({ id }) => id).sort(),
      loadBuiltInPack()
        .catalogue.appTypes.map(({ id }) => id)
        .sort(),
    );
  });
});
