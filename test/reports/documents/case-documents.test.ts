import assert from 'node:assert/strict';
import JSZip from 'jszip';
import {
  renderDocument,
  renderPublicNotice,
  renderXlsx,
  toDocument,
  toReTestValues,
  toRemovalValues,
} from '../../../reports/index.ts';
import type { PublicNoticeRow, ReTestInput, RemovalInput } from '../../../reports/index.ts';

const build = (versionName: string) => ({
  label: '示例天气',
  packageName: 'com.example.weather',
  versionName,
  sha256: versionName.padEnd(64, '0'),
  seal: versionName.padEnd(64, 'a'),
});
const finding = (name: string) => ({
  title: { zh: `标题${name}`, en: `title ${name}` },
  facts: { zh: `事实${name}`, en: `facts ${name}` },
  label: { zh: '违规收集个人信息', en: 'unlawful collection of personal information' },
  clauses: [{ zh: `条款${name}`, en: `clause ${name}` }],
});
const reTest: ReTestInput = {
  caseId: 'case-1',
  addressee: '示例科技',
  noticeIssuedOn: '2026-11-02',
  dueOn: '2026-11-09',
  testedOn: '2026-11-10',
  by: '检测员甲',
  reason: '复测',
  before: build('1.0'),
  after: build('1.1'),
  findings: [
    { ...finding('1'), outcome: 'gone', answer: '已移到同意之后' },
    { ...finding('2'), outcome: 'still' },
    { ...finding('3'), outcome: 'unseen' },
  ],
};
const removal: RemovalInput = {
  caseId: 'case-1',
  source: '示例商店',
  issuedOn: '2026-11-20',
  build: build('1.1'),
  findings: [finding('2'), finding('4')],
  history: [{ day: '2026-11-02', what: { zh: '发出通知', en: 'Notified' }, reason: '证据充分' }],
};
const row = (application: string): PublicNoticeRow => ({
  application,
  version: '=1+1',
  packageName: 'com.example.weather',
  company: '=HYPERLINK("http://example.org")',
  problems: [
    { zh: '违规收集个人信息', en: 'unlawful collection' },
    { zh: '违规收集个人信息', en: 'unlawful collection' },
  ],
  seal: 'a'.repeat(64),
});

async function readPart(bytes: Uint8Array, path: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  return (await zip.file(path)?.async('string')) ?? assert.fail(`there is ${path}`);
}

describe('the documents of a case', () => {
  for (const lang of ['zh-CN', 'en'] as const) {
    it(`record a re-test with both builds and the outcome of every finding, in ${lang}`, async () => {
      const official = toDocument('re-test', toReTestValues(reTest, lang), lang);
      const xml = await readPart(await renderDocument(official, 'docx'), 'word/document.xml');
      const outcomes =
        lang === 'en' ? ['Rectified', 'Not rectified', 'Not verified'] : ['已整改', '未整改', '未能核验'];
      for (const text of [
        ...outcomes,
        reTest.before.seal,
        reTest.after.sha256,
        '已移到同意之后',
        '2026-11-09',
      ])
        assert.ok(xml.includes(text), text);
    });

    it(`ask for removal with each problem once and the course of the case, in ${lang}`, async () => {
      const official = toDocument('removal-request', toRemovalValues(removal, lang), lang);
      const xml = await readPart(await renderDocument(official, 'docx'), 'word/document.xml');
      const label = lang === 'en' ? 'unlawful collection of personal information' : '违规收集个人信息';
      assert.equal(xml.split(label).length, 2);
      for (const text of ['示例商店', '2026-11-02', '证据充分', removal.build.seal])
        assert.ok(xml.includes(text), text);
    });
  }

  it('never call a re-test good while one finding is not verified', () => {
    const only = (outcome: 'gone' | 'unseen' | 'still') =>
      toReTestValues({ ...reTest, findings: [{ ...finding('1'), outcome }] }, 'en')['conclusion'];
    assert.match(String(only('gone')), /Everything/);
    assert.match(String(only('unseen')), /must not be taken as rectified/);
    assert.match(String(only('still')), /not complete/);
  });
});

describe('the table of a public notice', () => {
  it('has the columns of the annex, the labels each once, and says what is not recorded', async () => {
    const bytes = await renderPublicNotice([row('示例天气')], 'xlsx', 'zh-CN', { issuedOn: '2026-11-26' });
    const sheet = await readPart(bytes, 'xl/worksheets/sheet1.xml');
    for (const head of ['序号', '应用名称', '应用开发者', '应用来源', '应用版本', '所涉问题'])
      assert.ok(sheet.includes(head), head);
    assert.equal(sheet.split('违规收集个人信息').length, 2);
    assert.ok(sheet.includes('未记录'));
  });

  it('keeps every cell a text: what begins like a formula is none', async () => {
    const bytes = await renderPublicNotice([row('@SUM(1)')], 'xlsx', 'en', { issuedOn: '2026-11-26' });
    const sheet = await readPart(bytes, 'xl/worksheets/sheet1.xml');
    assert.doesNotMatch(sheet, /<f[ >]/);
    assert.match(sheet, /t="inlineStr"><is><t xml:space="preserve">=HYPERLINK\(&quot;/);
  });

  it('is the same bytes for the same rows, in both formats that an office opens', async () => {
    for (const format of ['xlsx', 'docx'] as const) {
      const make = () => renderPublicNotice([row('a'), row('b')], format, 'en', { issuedOn: '2026-11-26' });
      const bytes = await make();
      const part = format === 'xlsx' ? 'xl/worksheets/sheet1.xml' : 'word/document.xml';
      assert.equal(await readPart(bytes, part), await readPart(await make(), part));
    }
  });

  it('bears names of sheets that the format forbids, and two of one name', async () => {
    const sheet = (name: string) => ({
      name,
      widths: [],
      rows: [{ look: 'body' as const, cells: ['\u0000x', 3] }],
    });
    const bytes = await renderXlsx([sheet("a/b[c]:*?'"), sheet("a/b[c]:*?'"), sheet('x'.repeat(60))]);
    const book = await readPart(bytes, 'xl/workbook.xml');
    const names = [...book.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name ?? '');
    assert.equal(new Set(names).size, 3);
    for (const name of names) assert.ok(name.length <= 31 && !/[\\/?*[\]:]/.test(name), name);
    assert.match(await readPart(bytes, 'xl/worksheets/sheet1.xml'), /\\u0000x/);
  });
});
