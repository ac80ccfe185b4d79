import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { POLICY_FILES, loadScannerData, readPolicyVocabulary } from '../../../scanner/data/index.ts';
import { lexicon } from './corpus.ts';
import { fold } from '../../../scanner/policy/read/fold.ts';

const data = loadScannerData();
const { policyVocabulary: vocabulary } = data;
const readFile = (file: string): string =>
  readFileSync(new URL(`../../../scanner/data/${file}`, import.meta.url), 'utf8');

describe('the vocabulary of policies', () => {
  it('names every kind of information of the taxonomy in both languages', () => {
    for (const type of data.piTypes) {
      const items = vocabulary.items.filter((item) => item.states.includes(type.key));
      for (const language of ['zh', 'en'] as const)
        assert.ok(
          items.some((item) => item.words[language].length > 0),
          `${type.key} in ${language}`,
        );
    }
  });

  it('states and covers keys of the taxonomy only', () => {
    const keys = new Set(data.piTypes.map((type) => type.key));
    for (const item of vocabulary.items)
      for (const key of [...item.states, ...item.covers]) assert.ok(keys.has(key), `${item.key}: ${key}`);
  });

  it('finds each of its words as the item it stands for', () => {
    for (const item of vocabulary.items)
      for (const word of [...item.words.zh, ...item.words.en])
        assert.deepEqual(
          lexicon.items.findAll(fold(word)).map((hit) => hit.value.key),
          [item.key],
          word,
        );
  });

  it('has aliases for SDKs that the table knows', () => {
    const ids = data.sdks.rows.map((row) => row.id);
    for (const { alias, sdks } of vocabulary.sdkAliases)
      for (const sdk of sdks)
        assert.ok(
          ids.some((id) => (sdk.endsWith('*') ? id.startsWith(sdk.slice(0, -1)) : id === sdk)),
          `${alias}: ${sdk}`,
        );
  });

  for (const [name, file, line, message] of [
    [
      'a word that stands for two things',
      POLICY_FILES.items,
      'twin\timei\t\t甲\ta\tOAID\ta',
      /"OAID" stands for/,
    ],
    ['a key that comes twice', POLICY_FILES.items, 'imei\timei\t\t甲\ta\t甲\ta', /imei comes twice/],
    [
      'an item that states and covers',
      POLICY_FILES.items,
      'odd\timei\tmeid\t甲\ta\t甲乙丙\tab',
      /state or cover/,
    ],
    ['an empty word', POLICY_FILES.purposes, 'odd\tno\t甲\ta\t甲;;乙\ta', /empty word/],
    ['a line with too few cells', POLICY_FILES.columns, 'odd\t甲', /cells/],
  ] as const)
    it(`refuses ${name}, and names the file`, () => {
      const broken = (asked: string): string =>
        asked === file ? `${readFile(asked).trimEnd()}\n${line}\n` : readFile(asked);
      assert.throws(() => readPolicyVocabulary(broken), { code: 'INTERNAL', file, message });
    });
});
