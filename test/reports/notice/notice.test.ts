import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { toNotice } from '../../../reports/index.ts';
import { renderNoticeDocx } from '../../../reports/notice/render-notice-docx.ts';
import { renderNoticeHtml } from '../../../reports/notice/render-notice-html.ts';
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

describe('a notice to rectify', () => {
  for (const lang of ['zh-CN', 'en'] as const) {
    const notice = toNotice(input, lang);

    it(`names the app, every clause, the deadline and the seal of the evidence, in ${lang}`, () => {
      const html = renderNoticeHtml(notice);
      for (const text of [report.app.packageName, report.app.sha256, '2026-12-02', report.evidenceSeal])
        assert.ok(html.includes(text), text);
      assert.equal(notice.findings.flatMap(({ clauses }) => clauses).length, violations.length);
    });

    it(`tells the same in a text document, in ${lang}`, async () => {
      const zip = await JSZip.loadAsync(await renderNoticeDocx(notice));
      const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
      for (const text of [notice.title, report.app.packageName, notice.closing])
        assert.ok(xml.includes(text), text);
      for (const { heading } of notice.findings) assert.ok(xml.includes(heading.slice(0, 12)), heading);
    });
  }

  it('tells a fact once, with every clause that it breaks', () => {
    const notice = toNotice(input, 'en');
    const facts = new Set(violations.map(({ ruleId, message }) => ruleId + message.zh));
    assert.equal(notice.findings.length, facts.size);
  });

  it('shows the stack of what was seen while running', () => {
    const [read] = report.piReads;
    assert.ok(read && read.stack.length > 0);
    const seen = violations[0];
    assert.ok(seen);
    const { eventNumber, scenarioId } = read;
    const verdict = { ...seen, places: [{ kind: 'event', eventNumber, scenarioId } as const] };
    const [told] = toNotice({ ...input, report: { ...report, verdicts: [verdict] } }, 'en').findings;
    assert.match(told?.stack[0] ?? '', new RegExp(`^${read.stack[0]?.className}\\.`));
  });

  it('numbers a document once', () => {
    const clauses = toNotice(input, 'zh-CN').findings.flatMap((finding) => finding.clauses);
    for (const { document } of report.duties)
      for (const clause of clauses.filter((text) => document.number && text.includes(document.number)))
        assert.equal(clause.split(document.number ?? '').length, 2, clause);
  });

  it('shows the pictures of its findings, and none whose hash is not that of the evidence', () => {
    const withPictures = toNotice(input, 'en').findings.filter(({ pictures }) => pictures.length > 0);
    assert.ok(withPictures.length > 0);
    const forged = new Map([...input.attachments].map(([file]) => [file, new Uint8Array([1, 2, 3])]));
    const bare = toNotice({ ...input, attachments: forged }, 'en');
    assert.ok(bare.findings.every(({ pictures }) => pictures.length === 0));
  });

  it('lets nothing that an app says become markup', async () => {
    const hostile = toHostileReport();
    const notice = toNotice(
      {
        ...input,
        report: hostile,
        addressee: '<script>alert(1)</script>',
        findings: hostile.verdicts.map(({ dutyId, ruleId }) => ({ dutyId, ruleId })),
      },
      'en',
    );
    assert.doesNotMatch(renderNoticeHtml(notice), /<script|<img src=x|<svg/i);
    const zip = await JSZip.loadAsync(await renderNoticeDocx(notice));
    assert.doesNotMatch((await zip.file('word/document.xml')?.async('string')) ?? '', /<script|<img src=x/i);
  });
});
