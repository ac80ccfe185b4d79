import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { renderDocument, toDocument, toNoticeFindings, toNoticeValues } from '../../../reports/index.ts';
import { renderDocumentHtml } from '../../../reports/documents/render/render-html.ts';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { readFixtureAttachments, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const report = toFixtureReport();
const violations = report.verdicts.filter(({ verdict }) => verdict === 'violation');
const input = {
  report,
  attachments: readFixtureAttachments(),
  caseId: 'case-1',
  addressee: 'Example Weather Ltd',
  issuedOn: '2026-11-25',
  dueOn: '2026-12-02',
  findings: violations.map(({ dutyId, ruleId }) => ({ dutyId, ruleId })),
};

const toOfficial = (given: Parameters<typeof toNoticeValues>[0], lang: 'zh-CN' | 'en') =>
  toDocument('notice', toNoticeValues(given, lang), lang);

async function readDocx(bytes: Uint8Array): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  return (await zip.file('word/document.xml')?.async('string')) ?? '';
}

describe('a notice to rectify', () => {
  for (const lang of ['zh-CN', 'en'] as const) {
    it(`names the app, every clause, the deadline and the seal of the evidence, in ${lang}`, () => {
      const html = renderDocumentHtml(toOfficial(input, lang));
      for (const text of [report.app.packageName, report.app.sha256, '2026-12-02', report.evidenceSeal])
        assert.ok(html.includes(text), text);
      const clauses = toNoticeFindings(input, lang).flatMap((finding) => finding.clauses);
      assert.equal(clauses.length, violations.length);
    });

    it(`tells the same in a text document, in ${lang}`, async () => {
      const official = toOfficial(input, lang);
      const xml = await readDocx(await renderDocument(official, 'docx'));
      for (const text of [official.title, report.app.packageName, input.issuedOn])
        assert.ok(xml.includes(text), text);
      for (const { title } of toNoticeFindings(input, lang))
        assert.ok(xml.includes(title.slice(0, 12)), title);
    });
  }

  it('tells a fact once, with every clause that it breaks', () => {
    const facts = new Set(violations.map(({ ruleId, message }) => ruleId + message.zh));
    assert.equal(toNoticeFindings(input, 'en').length, facts.size);
  });

  it('shows the stack of what was seen while running', () => {
    const [read] = report.piReads;
    assert.ok(read && read.stack.length > 0);
    const seen = violations[0];
    assert.ok(seen);
    const { eventNumber, scenarioId } = read;
    const verdict = { ...seen, places: [{ kind: 'event', eventNumber, scenarioId } as const] };
    const [told] = toNoticeFindings({ ...input, report: { ...report, verdicts: [verdict] } }, 'en');
    assert.match(told?.stack[0] ?? '', new RegExp(`^${read.stack[0]?.className}\\.`));
  });

  it('numbers a document once', () => {
    const clauses = toNoticeFindings(input, 'zh-CN').flatMap((finding) => finding.clauses);
    for (const { document } of report.duties)
      for (const clause of clauses.filter((text) => document.number && text.includes(document.number)))
        assert.equal(clause.split(document.number ?? '').length, 2, clause);
  });

  it('shows the pictures of its findings, and none whose hash is not that of the evidence', () => {
    const withPictures = toNoticeFindings(input, 'en').filter(({ pictures }) => pictures.length > 0);
    assert.ok(withPictures.length > 0);
    const forged = new Map([...input.attachments].map(([file]) => [file, new Uint8Array([1, 2, 3])]));
    const bare = toNoticeFindings({ ...input, attachments: forged }, 'en');
    assert.ok(bare.every(({ pictures }) => pictures.length === 0));
  });

  it('lets nothing that an app says become markup', async () => {
    const hostile = toHostileReport();
    const official = toOfficial(
      {
        ...input,
        report: hostile,
        addressee: '<script>alert(1)</script>',
        findings: hostile.verdicts.map(({ dutyId, ruleId }) => ({ dutyId, ruleId })),
      },
      'en',
    );
    assert.doesNotMatch(renderDocumentHtml(official), /<script|<img src=x|<svg/i);
    assert.doesNotMatch(await readDocx(await renderDocument(official, 'docx')), /<script|<img src=x/i);
  });
});
