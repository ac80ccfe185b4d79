import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DOCUMENT_KINDS, builtInTemplate, checkTemplate, toDocument } from '../../../reports/index.ts';
import { toPlain } from '../../../reports/documents/document.ts';
import type { OfficialDocument } from '../../../reports/documents/document.ts';
import { DOCUMENT_SHAPES } from '../../../reports/documents/kinds.ts';

const values = {
  round: '',
  issuedOn: '2026-11-26',
  count: '2',
  rows: [
    {
      application: '# 天气',
      company: 'A | B',
      source: '',
      version: '1',
      problems: 'x',
      packageName: 'a',
      seal: 's',
    },
    {
      application: 'Maps',
      company: 'C',
      source: 'D',
      version: '2',
      problems: 'y',
      packageName: 'b',
      seal: 't',
    },
  ],
};

function fill(text: string): OfficialDocument {
  return toDocument('public-notice', values, 'en', { text, fileName: 'mine.txt' });
}

function show({ blocks }: OfficialDocument): readonly string[] {
  return blocks.map((block) => {
    if (block.kind === 'line') return `${block.style}: ${toPlain(block.runs)}`;
    return block.kind === 'table'
      ? `table: ${block.rows.map(({ cells }) => cells.map(toPlain).join(',')).join(' / ')}`
      : 'pictures';
  });
}

describe('a template of a document', () => {
  for (const [what, text, shown] of [
    [
      'titles, headings and lines',
      '# T\n## H\n### S\n- i\n! a\n~ n\n> c\np',
      'title: T;heading: H;subheading: S;item: i;alert: a;note: n;closing: c;paragraph: p',
    ],
    ['values in a line', 'On {{issuedOn}}: {{count}}.', 'paragraph: On 2026-11-26: 2.'],
    [
      'a table over a list',
      '|= n | app |\n{{#each rows}}\n| {{number}} | {{application}} |\n{{/each}}',
      'table: n,app / 1,# 天气 / 2,Maps',
    ],
    ['two tables with a gap between', '| a |\n\n| b |', 'table: a;table: b'],
    ['a part that is left out', '{{#if round}}\nyes\n{{#else}}\nno\n{{/if}}', 'paragraph: no'],
    [
      'outer names inside a list',
      '{{#each rows}}\n{{version}} of {{count}}\n{{/each}}',
      'paragraph: 1 of 2;paragraph: 2 of 2',
    ],
    ['remarks that are not printed', '%% for us\nx', 'paragraph: x'],
  ] as const) {
    it(`knows ${what}`, () => assert.equal(show(fill(text)).join(';'), shown));
  }

  it('takes no form from a value: a name that looks like a heading or a row stays a name', () => {
    assert.deepEqual(
      show(fill('{{#each rows}}\n{{application}} {{company}}\n{{/each}}'))[0],
      'paragraph: # 天气 A | B',
    );
  });

  for (const [problem, text, message] of [
    ['an unknown name', 'x\n{{nobody}}', /^mine\.txt:2: there is no "nobody" here/],
    ['a list used as text', '{{rows}}', /^mine\.txt:1: rows is no text/],
    ['a text used as a list', '{{#each count}}\n{{/each}}', /^mine\.txt:1: count is no list/],
    ['a name of a list outside of it', '{{application}}', /^mine\.txt:1: there is no "application"/],
    ['a part never closed', 'a\n\n{{#each rows}}\nx', /^mine\.txt:3: .*never closed/],
    ['a close without an open', '{{/if}}', /^mine\.txt:1: .*closes nothing/],
    [
      'parts closed crosswise',
      '{{#each rows}}\n{{#if version}}\n{{/each}}\n{{/if}}',
      /^mine\.txt:3: .*closes nothing/,
    ],
    ['an else without an if', '{{#else}}', /^mine\.txt:1: /],
    ['half a placeholder', 'a {{count', /^mine\.txt:1: a \{\{ has no \}\}/],
    ['an unknown directive', '@table', /^mine\.txt:1: there is no @table/],
    ['a width that is none', '@columns wide', /^mine\.txt:1: @columns takes widths/],
    ['an odd number of **', 'a ** b', /^mine\.txt:1: a \*\* has no second/],
    ['names that every object has', '{{constructor}}', /^mine\.txt:1: there is no "constructor"/],
    ['parts too deep', '{{#if count}}\n'.repeat(9), /^mine\.txt:9: .*deep/],
    ['too much of it', 'x'.repeat(200_001), /^mine\.txt:1: has more than/],
    ['nothing at all', '', /^mine\.txt:1: the template makes an empty document/],
  ] as const) {
    it(`is refused with file and line for ${problem}`, () => {
      assert.throws(() => fill(text), { code: 'BAD_TEMPLATE', message });
    });
  }

  it('is right where it is built in, and uses every name that its kind knows of', () => {
    for (const kind of DOCUMENT_KINDS)
      for (const lang of ['zh-CN', 'en'] as const) {
        const text = builtInTemplate(kind, lang);
        checkTemplate(kind, { text, fileName: kind });
        for (const name of Object.keys(DOCUMENT_SHAPES[kind]))
          assert.match(text, new RegExp(`[{ ]${name}\\}\\}`), `${kind} ${lang} uses ${name}`);
      }
  });

  it('has every name told in the manual', () => {
    const manual = readFileSync(new URL('../../../docs/documents.md', import.meta.url), 'utf8');
    for (const kind of DOCUMENT_KINDS)
      for (const name of Object.keys(DOCUMENT_SHAPES[kind]))
        assert.ok(manual.includes(`\`${name}\``), `${kind}: ${name}`);
  });
});
