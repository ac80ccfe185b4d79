import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { findKey, words as lines } from '../../../server/web/i18n/words/index.ts';

const words: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(lines).map(([key, line]) => [key, line.zh]),
);
const englishWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(lines).map(([key, line]) => [key, line.en]),
);

function placeholders(line: string): readonly string[] {
  return [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('the dictionary of the pages', () => {
  it('takes every line from one file of one area', () => {
    const folder = new URL('../../../server/web/i18n/words/', import.meta.url);
    const keys = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2}'([^']+)': \{/gm)].map(
        (match) => match[1],
      ),
    );
    assert.deepEqual(keys.sort(), Object.keys(words).sort());
  });

  it('has every line in both languages, none of them empty', () => {
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
    assert.deepEqual(withoutHan.sort(), ['run.device', 'slot.sdks']);
  });

  it('finds the line of a code it knows and says nothing of one it does not', () => {
    assert.equal(findKey('stage.', 'judge'), 'stage.judge');
    assert.equal(findKey('stage.', 'constructor'), undefined);
    assert.equal(findKey('', 'toString'), undefined);
  });
});
