import assert from 'node:assert/strict';
import { openSuiteJudge, type SuiteJudge } from '../fixtures/apps/judge.ts';
import { readTruth } from '../fixtures/apps/truth.ts';

/** One pair for each way of going wrong; `npm run suite` judges them all. */
const slice = [
  'early-policy-page',
  'forced-wait',
  'permission-denial-exits',
  'permission-feature-blocked',
  'popup-jump-tilt',
  'popup-download-on-tap',
  'silent-sdk',
  'list-wrong',
  'settings-dead-switch',
  'settings-withdrawal-ignored',
  'gate-bypassed',
];

describe('fixture apps judged in full', function () {
  this.timeout(120_000);
  let suite: SuiteJudge;
  before(async () => {
    suite = await openSuiteJudge({ pictures: false });
  });

  const apps = readTruth();
  for (const pair of slice) {
    for (const app of apps.filter((candidate) => candidate.pair === pair)) {
      const title =
        app.twin === 'violating'
          ? `finds ${pair} out on every duty it breaks`
          : `accuses the complying twin of ${pair} of nothing`;
      it(title, async () => assert.deepEqual((await suite.scan(app)).wrong, []));
    }
  }
});
