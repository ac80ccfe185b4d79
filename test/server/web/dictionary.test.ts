import assert from 'node:assert/strict';
import { en } from '../../../server/web/i18n/en.ts';
import { findKey, zh } from '../../../server/web/i18n/zh.ts';

const words: Readonly<Record<string, string>> = zh;
const englishWords: Readonly<Record<string, string>> = en;

function placeholders(line: string): readonly string[] {
  return [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('the dictionary of the pages', () => {
  it('has the same lines in both languages, none of them empty', () => {
    assert.deepEqual(Object.keys(englishWords).sort(), Object.keys(words).sort());
    const empty = Object.keys(words).filter(
      (key) => words[key]?.trim() === '' || englishWords[key]?.trim() === '',
    );
    assert.deepEqual(empty, []);
  });

  it('needs the same values in both languages', () => {
    const differing = Object.keys(words).filter(
      (key) => placeholders(words[key] ?? '').join() !== placeholders(englishWords[key] ?? '').join(),
    );
    assert.deepEqual(differing, []);
  });

  it('holds no Chinese in English and no line left in English in Chinese', () => {
    const han = /\p{Script=Han}/u;
    assert.deepEqual(
      Object.keys(words).filter((key) => han.test(englishWords[key] ?? '')),
      [],
    );
    const withoutHan = Object.keys(words).filter((key) => !han.test(words[key] ?? ''));
    // A name that is the same in both languages.
    assert.deepEqual(withoutHan, ['run.device', 'slot.sdks']);
  });

  it('finds the line of a code it knows and says nothing of one it does not', () => {
    assert.equal(findKey('stage.', 'judge'), 'stage.judge');
    assert.equal(findKey('stage.', 'constructor'), undefined);
    assert.equal(findKey('', 'toString'), undefined);
  });
});
