import { toNoticeLabel } from '../../../reports/shared/notice-label.ts';
import type { ReportDuty } from '../../../reports/model/report.ts';
import { useSpeech } from '../i18n/language.tsx';

/** What public notices call a breach of the duty, in the reader's language; nothing where they have no words for it. */
export function NoticeLabel({ duty, before = '' }: { readonly duty: ReportDuty; readonly before?: string }) {
  const { t, pick } = useSpeech();
  const label = toNoticeLabel(duty);
  return label === undefined ? null : `${before}${t('finding.noticeLabel')}：${pick(label)}`;
}
