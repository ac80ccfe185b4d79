import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { STATIC_COLLECTORS, toScanInput } from '../../../scanner/collectors/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { ApiCallFacts } from '../../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../../scanner/package/index.ts';
import { readTruth } from '../../fixtures/apps/truth.ts';
import type { AppTruth } from '../../fixtures/apps/truth.ts';

const data = loadScannerData();

function readCalls(app: AppTruth): readonly ApiCallFacts[] {
  const pkg = openPackage(memorySource(readFileSync(app.file)), app.app, unlimitedBudget());
  const input = toScanInput(pkg, data, unlimitedBudget());
  return input.collected(STATIC_COLLECTORS.apiCalls).value;
}

/** What has to be found: as stated for static analysis, else the phase in which a run of the app reads. */
function toExpected(app: AppTruth): ReadonlyMap<string, string> {
  const expected = new Map<string, string>(Object.entries(app.reach));
  if (expected.size > 0) return expected;
  for (const { type, phase } of app.reads)
    if (!expected.has(type) && (phase === 'before-consent' || phase === 'after-consent'))
      expected.set(type, phase);
  return expected;
}

/** The reach of a type is that of its earliest call. */
function reachOf(type: string, calls: readonly ApiCallFacts[]): string {
  const found = new Set(
    calls
      .filter((call) => call.piType === type && call.attribution.kind !== 'library')
      .map(({ reach }) => reach),
  );
  const order = ['before-consent', 'cannot-tell', 'after-consent', 'reachable', 'unreachable'] as const;
  return order.find((reach) => found.has(reach)) ?? 'not found';
}

describe('twins, read without being run', () => {
  const tally = { right: 0, cannotTell: 0, wrong: 0 };
  for (const app of readTruth()) {
    const expected = toExpected(app);
    if (expected.size === 0) continue;
    it(`${app.app}: ${[...expected].map(([type, reach]) => `${type} ${reach}`).join(', ')}`, function () {
      this.timeout(60_000);
      const calls = readCalls(app);
      for (const [type, reach] of expected) {
        const found = reachOf(type, calls);
        if (found === reach) tally.right += 1;
        else if (found === 'cannot-tell') tally.cannotTell += 1;
        else tally.wrong += 1;
        assert.equal(found, reach, type);
      }
      for (const call of calls)
        if (call.reach === 'before-consent' || call.reach === 'after-consent')
          assert.ok(
            call.path !== undefined || call.attribution.kind === 'library',
            `${call.api} has a proof`,
          );
    });
  }

  after(() =>
    console.log(`      right ${tally.right}, cannot tell ${tally.cannotTell}, wrong ${tally.wrong}`),
  );
});
