import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { FIELDS, lexicon, measureCorpus, readCorpus, toPrecision, toRecall } from './corpus.ts';
import type { Field } from './corpus.ts';

const BARS: Readonly<Record<Field, number>> = {
  items: 0.9,
  denials: 0.9,
  purposes: 0.9,
  'SDK tables': 0.95,
  rights: 0.95,
  contacts: 0.95,
  elements: 0.95,
};

describe('reading the documents of test/fixtures/policies', () => {
  const corpus = readCorpus();
  const scores = measureCorpus(corpus);

  it('has at least 120 of them, each with a name of its own and with answers', () => {
    assert.ok(corpus.length >= 120, `${corpus.length} documents`);
    const names = corpus.map((entry) => `${entry.file} ${entry.name}`);
    assert.equal(new Set(names).size, names.length);
    for (const entry of corpus) {
      const { items, denied, sdks, rights, contacts, elements } = entry;
      assert.ok(items ?? denied ?? sdks ?? rights ?? contacts ?? elements, `${entry.file}: ${entry.name}`);
    }
  });

  it('asks for items that the vocabulary has', () => {
    for (const entry of corpus)
      for (const item of [
        ...(entry.items ?? []),
        ...(entry.denied ?? []),
        ...(entry.sdks ?? []).flatMap((s) => s.items),
      ])
        assert.ok(item === 'any' || lexicon.itemsByKey.has(item), `${entry.name}: ${item}`);
  });

  for (const field of FIELDS)
    it(`finds ${field} with precision and recall of at least ${BARS[field]}`, () => {
      const score = scores[field];
      assert.ok(score.right >= 13, `only ${score.right} answers`);
      const faults = score.faults.join('\n');
      assert.ok(toPrecision(score) >= BARS[field], `precision ${toPrecision(score)}\n${faults}`);
      assert.ok(toRecall(score) >= BARS[field], `recall ${toRecall(score)}\n${faults}`);
    });

  it('is published with these very figures in docs/policy.md', () => {
    const whole = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
    const text = /^### Small documents$([\s\S]*?)(?=^#)/mu.exec(whole)?.[1] ?? '';
    for (const field of FIELDS) {
      const row = new RegExp(`^\\| ${field} +\\| ([\\d.]+) +\\| ([\\d.]+) `, 'mu').exec(text);
      const measured = [toPrecision(scores[field]).toFixed(3), toRecall(scores[field]).toFixed(3)];
      assert.deepEqual([row?.[1], row?.[2]], measured, field);
    }
  });
});
