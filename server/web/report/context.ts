import { createContext, useContext } from 'react';
import { useSpeech } from '../i18n/language.tsx';
import { APP_CALLER, LIBRARY_CALLER, type ReportIndex } from './model.ts';

/** The report on show and the submission whose attachments belong to it. */
export type ShownReport = ReportIndex & { readonly submissionId: string };

export const ReportContext = createContext<ShownReport | undefined>(undefined);

export function useReport(): ShownReport {
  const shown = useContext(ReportContext);
  if (shown === undefined) throw new Error('useReport outside a report');
  return shown;
}

/** Names for callers and kinds of personal information; a key without a name shows as it is. */
export function useNames(): {
  readonly callerName: (caller: string) => string;
  readonly piName: (piType: string) => string;
} {
  const { sdkNames, piNames } = useReport();
  const { t, pick } = useSpeech();
  return {
    callerName: (caller) => {
      if (caller === APP_CALLER) return t('caller.app');
      if (caller === 'unknown') return t('caller.unknown');
      if (caller.startsWith(LIBRARY_CALLER))
        return t('caller.library', { name: caller.slice(LIBRARY_CALLER.length) });
      const name = sdkNames.get(caller);
      return name === undefined ? caller : pick(name);
    },
    piName: (piType) => {
      const name = piNames.get(piType);
      return name === undefined ? piType : pick(name);
    },
  };
}
