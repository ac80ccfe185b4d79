import assert from 'node:assert/strict';
import { toFindings } from '../../../reports/index.ts';
import { toNoticeLabel } from '../../../reports/shared/notice-label.ts';
import { toNoticeRows } from '../../../reports/parts/notice.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

describe('problems by the labels of public notices', () => {
  const findings = toFindings(toFixtureReport());
  const rows = toNoticeRows(findings);

  it('name every finding under each label of its duties, with the clauses that carry the label', () => {
    assert.ok(rows.length > 0);
    for (const { label, findings: own, dutyIds } of rows)
      for (const finding of own) {
        const labelled = finding.duties.filter((duty) => duty.noticeLabel === label.zh);
        assert.ok(labelled.length > 0, `${label.zh} ${finding.id}`);
        for (const duty of labelled) assert.ok(dutyIds.includes(duty.id));
      }
    const named = new Set(rows.flatMap((row) => row.findings.map((finding) => finding.id)));
    for (const finding of findings)
      assert.equal(
        named.has(finding.id),
        finding.duties.some((duty) => duty.noticeLabel !== undefined),
        finding.id,
      );
  });

  for (const [title, noticeLabelEn, en] of [
    ['are in English too', 'Excessive collection', 'Excessive collection'],
    ['are in Chinese where an older report has no others', undefined, '超范围收集个人信息'],
  ] as const)
    it(title, () => {
      const zh = '超范围收集个人信息';
      const duty = { noticeLabel: zh, ...(noticeLabelEn && { noticeLabelEn }) };
      assert.deepEqual(toNoticeLabel(duty), { zh, en });
    });

  it('come with the heaviest confirmed problem first', () => {
    const ranks = rows.map((row) =>
      Math.min(...row.findings.map((one) => (one.verdict === 'violation' ? 0 : 10) - one.severity)),
    );
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    );
  });
});
