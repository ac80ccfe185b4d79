import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';

/** The name of a kind of evidence in the person's language. */
export function useSlotName(): (name: string) => string {
  const { t } = useSpeech();
  return (name) => {
    const key = findKey('slot.', name);
    return key === undefined ? name : t(key);
  };
}

/** Why a kind of evidence is missing; a reason that the pages do not know shows as the scanner gives it. */
export function useSlotReason(): (reason: string) => string {
  const { t } = useSpeech();
  return (reason) => {
    const key = findKey('slotReason.', reason);
    return key === undefined ? reason : t(key);
  };
}
