import type { BatchRow, BatchState } from '../api/platform-types.ts';
import { useSpeech } from '../i18n/language.tsx';

const STYLES: Readonly<Record<BatchState, string>> = {
  open: 'verdict-compliant',
  paused: 'verdict-suspected',
  cancelled: 'neutral',
};

export function BatchStateLabel({ state }: { readonly state: BatchState }) {
  const { t } = useSpeech();
  return <span className={`label ${STYLES[state]}`}>{t(`batches.state.${state}`)}</span>;
}

/** Share of the apps of which nothing more is to come, in per cent. */
export function toEnded({ total, done, failed, failedScans, cancelled }: BatchRow['counts']): number {
  return total === 0 ? 0 : Math.floor((100 * (done + failed + failedScans + cancelled)) / total);
}
