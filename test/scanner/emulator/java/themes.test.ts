import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { programsOf, runProgram } from './run-program.ts';

const fixtures = new URL('../../../fixtures/java/', import.meta.url);
/** These have tests of their own, or print nothing. */
const elsewhere = new Set(['programs', 'library', 'platform', 'bench', 'leaks']);
const themes = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !elsewhere.has(entry.name))
  .map((entry) => entry.name);

describe('Java programs by theme print what a real JVM prints, with no gap', function () {
  this.timeout(60_000);

  for (const theme of themes)
    describe(theme, () => {
      for (const { name, expected } of programsOf(theme))
        it(name, () => {
          const { output, gaps } = runProgram(theme, name);
          assert.equal(output, expected(), gaps.join('\n'));
          assert.deepEqual(gaps, []);
        });
    });

  it('there are 200 programs or more in all', () => {
    const all = [...themes, 'programs', 'library', 'platform'].flatMap((theme) => programsOf(theme));
    assert.ok(all.length >= 200, `${all.length}`);
  });
});
