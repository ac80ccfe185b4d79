import assert from 'node:assert/strict';
import { RulesError } from '../../../rules/index.ts';
import { readRule } from '../../../rules/packs/read-rule.ts';
import { DUTY_IDS, PACK, toRuleText } from '../support.ts';

const LINES = [
  'needs: [apiCalls]',
  'duties: { part: [GB41391-F] }',
  'when: { some: apiCalls, where: { piType: imei } }',
  'outcome: { met: suspected }',
];
/** Lines of the text before LINES. */
const HEAD = 6;

/** What stands in place of one of the lines, and what the author is told. */
const TABLE: readonly [title: string, index: number, text: string, message: RegExp][] = [
  ['a slot that does not exist', 0, 'needs: [apiCall]', /"apiCall" is not one of sample/u],
  ['a slot that is not declared', 2, 'when: { some: sdks }', /does not declare the slot "sdks"/u],
  ['a field that does not exist', 2, 'when: { some: apiCalls, where: { piTyp: imei } }', /no field "piTyp"/u],
  ['a path without a slot', 2, 'when: { some: calls }', /does not begin with an evidence slot/u],
  ['a duty that does not exist', 1, 'duties: { part: [GB41391-Z] }', /no duty "GB41391-Z"/u],
  ['a duty named twice', 1, 'duties: { part: [GB41391-F], full: [GB41391-F] }', /named twice/u],
  ['no duty', 1, 'duties: {}', /at least one duty/u],
  [
    'a test that does not exist',
    2,
    'when: { some: apiCalls, where: { piType: { like: imei } } }',
    /Unknown test "like"/u,
  ],
  [
    'a number compared with text',
    2,
    'when: { some: apiCalls, where: { piType: { gt: 3 } } }',
    /compares numbers/u,
  ],
  ['text compared with a number', 2, 'when: { some: apiCalls, where: { place.pc: imei } }', /is number/u],
  ['a test of a whole object', 2, 'when: { some: apiCalls, where: { place: imei } }', /fields of its own/u],
  ['an unknown threshold', 2, 'when: { count: apiCalls, gt: { threshold: nope } }', /no threshold "nope"/u],
  [
    'an unknown list',
    2,
    'when: { some: apiCalls, where: { piType: { in: { list: nope } } } }',
    /no list "nope"/u,
  ],
  [
    'an unknown option',
    2,
    'when: { some: apiCalls, where: { piType: { in: { option: nope } } } }',
    /is not one of/u,
  ],
  [
    'a broken pattern',
    2,
    "when: { some: apiCalls, where: { api: { matches: '(' } } }",
    /Not a regular expression/u,
  ],
  [
    'a pattern that can take for ever',
    2,
    "when: { some: apiCalls, where: { api: { matches: '(a+)+$' } } }",
    /take for ever/u,
  ],
  [
    'a list test on a value',
    2,
    'when: { some: apiCalls, where: { piType: { some: { value: x } } } }',
    /is not a list/u,
  ],
  ['a count without a comparison', 2, 'when: { count: apiCalls }', /needs exactly one of/u],
  ['an empty all', 2, 'when: { all: [] }', /at least one condition/u],
  ['an unknown condition', 2, 'when: { perhaps: apiCalls }', /A condition has one of/u],
  ['an outcome that does not exist', 3, 'outcome: { met: guilty }', /"guilty" is not one of/u],
  ['compliance when met', 3, 'outcome: { met: compliant }', /"compliant" is not one of/u],
  ['a key that does not exist', 3, 'outcomes: { met: suspected }', /Unknown key "outcomes"/u],
];

describe('a rule file', () => {
  it('is read when it is right', () => {
    const rule = readRule('a/b.yml', toRuleText(LINES), PACK.constants, DUTY_IDS);
    assert.equal(rule.kind, 'rule');
    assert.equal(rule.file, 'a/b.yml');
  });

  for (const [title, index, text, message] of TABLE)
    it(`is refused with its line for ${title}`, () => {
      const lines = LINES.map((line, at) => (at === index ? text : line));
      assert.throws(
        () => readRule('a/b.yml', toRuleText(lines), PACK.constants, DUTY_IDS),
        (error: unknown) => {
          assert.ok(error instanceof RulesError);
          assert.equal(error.file, 'a/b.yml');
          assert.equal(error.line, HEAD + index + 1);
          assert.match(error.message, message);
          return true;
        },
      );
    });

  it('is refused without a message in English', () => {
    const text = toRuleText(LINES).replace(
      'message: { zh: 测试消息, en: A test message }',
      'message: { zh: 测试消息 }',
    );
    assert.throws(
      () => readRule('a/b.yml', text, PACK.constants, DUTY_IDS),
      /a\/b\.yml:4: Missing key "en"/u,
    );
  });

  it('is refused with an alias, which could grow without end', () => {
    const text = toRuleText([...LINES.slice(0, 3), 'outcome: &o { met: suspected }', 'compliantWhen: *o']);
    assert.throws(() => readRule('a/b.yml', text, PACK.constants, DUTY_IDS), { code: 'BAD_PACK_FILE' });
  });
});
