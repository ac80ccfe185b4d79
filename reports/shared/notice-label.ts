import type { Text } from '../../rules/engine/verdict.ts';
import type { ReportDuty } from '../model/report.ts';

/** What public notices call a breach of the duty. In older reports the Chinese words stand for both languages. */
export function toNoticeLabel({
  noticeLabel,
  noticeLabelEn,
}: Pick<ReportDuty, 'noticeLabel' | 'noticeLabelEn'>): Text | undefined {
  return noticeLabel === undefined ? undefined : { zh: noticeLabel, en: noticeLabelEn ?? noticeLabel };
}
