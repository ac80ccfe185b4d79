import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import { lexicon, measureCorpus, toPrecision, toRecall } from './corpus.ts';
import type { Field, Score } from './corpus.ts';
import { findBytes, readAnswers, readReal, toCorpusDocument } from './real-policies.ts';

const FOLDER = 'APPGOV_POLICY_CACHE';
const BARS: Partial<Readonly<Record<Field, number>>> = {
  items: 0.9,
  'SDK tables': 0.95,
  rights: 0.95,
  contacts: 0.95,
};

describe('answers for public policies and lists', () => {
  const answers = readAnswers();

  it('are there for at least 40 of them in both languages, each at an address and hash of its own', () => {
    assert.ok(answers.length >= 40, `${answers.length} documents`);
    assert.equal(new Set(answers.map(({ sha256 }) => sha256)).size, answers.length);
    assert.equal(new Set(answers.map(({ address }) => address)).size, answers.length);
    for (const language of ['zh', 'en'])
      assert.ok(answers.filter((answer) => answer.language === language).length >= 15, language);
  });

  it('name kinds of information that the vocabulary has', () => {
    for (const { name, items = [], denied = [], unclear, sdks = [] } of answers)
      for (const item of [...items, ...denied, ...unclear, ...sdks.flatMap((sdk) => sdk.items)])
        assert.ok(item === 'any' || lexicon.itemsByKey.has(item), `${name}: ${item}`);
  });
});

describe('reading public policies and lists', () => {
  let scores: Readonly<Record<Field, Score>>;

  before(async function () {
    this.timeout(120_000);
    const folder = process.env[FOLDER];
    if (folder === undefined) {
      console.log(
        `  skipped: texts of others are not kept here; ${FOLDER} names a folder to fetch them into`,
      );
      this.skip();
    }
    const texts = new Map<string, Uint8Array>();
    for (const answer of readAnswers()) {
      const bytes = await findBytes(answer, folder);
      if (bytes) texts.set(answer.name, bytes);
      else console.log(`  left out: ${answer.name} could not be fetched, or has changed`);
    }
    if (texts.size < 40) {
      console.log(`  skipped: only ${texts.size} of the texts are there`);
      this.skip();
    }
    const found = new Map(
      readAnswers()
        .filter(({ name }) => texts.has(name))
        .map((answer) => [answer.name, answer]),
    );
    scores = measureCorpus([...found.values()].map(toCorpusDocument), ({ name }) =>
      readReal(found.get(name) ?? assert.fail(name), texts.get(name) ?? assert.fail(name)),
    );
  });

  for (const [field, bar] of Object.entries(BARS) as [Field, number][])
    it(`finds ${field} with precision and recall of at least ${bar}, as docs/policy.md says`, () => {
      const score = scores[field];
      const faults = score.faults.join('\n');
      assert.ok(toPrecision(score) >= bar, `precision ${toPrecision(score)}\n${faults}`);
      assert.ok(toRecall(score) >= bar, `recall ${toRecall(score)}\n${faults}`);
      const text = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
      const table = /^### Public documents$([\s\S]*?)(?=^#)/mu.exec(text)?.[1] ?? '';
      const row = new RegExp(`^\\| ${field} +\\| ([\\d.]+) +\\| ([\\d.]+) `, 'mu').exec(table);
      assert.deepEqual(
        [row?.[1], row?.[2]],
        [toPrecision(score).toFixed(3), toRecall(score).toFixed(3)],
        field,
      );
    });
});
