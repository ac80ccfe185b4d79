import type { Attribution, AttachmentFacts } from '../../scanner/evidence/index.ts';
import type { Text } from '../../rules/engine/verdict.ts';
import { toFindings } from '../model/findings.ts';
import type { Finding } from '../model/findings.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import type { ImageStore } from './image.ts';
import { pickText, toWords } from './words.ts';
import type { Lang, WordKey } from './words.ts';

/** How much of long lists a rendering shows; it always says how much there is. */
export type Limits = {
  readonly places: number;
  readonly tableRows: number;
  readonly frames: number;
  readonly proofNodes: number;
  readonly screenshots: number;
  readonly popupAttempts: number;
};

export const SCREEN_LIMITS: Limits = {
  places: 60,
  tableRows: 300,
  frames: 40,
  proofNodes: 60,
  screenshots: 60,
  popupAttempts: 8,
};

/** Paper cannot be folded, so it shows less. */
export const PAPER_LIMITS: Limits = {
  places: 7,
  tableRows: 60,
  frames: 8,
  proofNodes: 24,
  screenshots: 24,
  popupAttempts: 4,
};

/** Everything a part needs to render itself in one language. */
export type Context = {
  readonly report: Report;
  readonly lang: Lang;
  readonly limits: Limits;
  /** True for paper: what folds on a screen stands open. */
  readonly unfolded: boolean;
  readonly images: ImageStore;
  readonly findings: readonly Finding[];
  /** Page number of each anchor, when known (second pass of a PDF). */
  readonly pageNumbers: ReadonlyMap<string, number>;
  readonly words: (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly pick: (text: Text) => string;
  /** An element id that no other language's copy of the document uses. */
  readonly anchor: (name: string) => string;
  readonly duty: (id: string) => ReportDuty | undefined;
  readonly attachment: (id: string) => AttachmentFacts | undefined;
  readonly piName: (key: string) => string;
  readonly callerName: (caller: Attribution) => string;
  /** Name of a caller by its key in `piCalls`. */
  readonly callerKeyName: (key: string) => string;
};

export function toContext(
  report: Report,
  options: Pick<Context, 'lang' | 'limits' | 'unfolded' | 'images' | 'pageNumbers'>,
): Context {
  const { lang } = options;
  const duties = new Map(report.duties.map((duty) => [duty.id, duty]));
  const attachments = new Map(report.attachments.map((attachment) => [attachment.id, attachment]));
  const sdks = new Map(report.sdks.map((sdk) => [sdk.id, sdk]));
  const words: Context['words'] = (key, values) => toWords(lang, key, values);
  const sdkName = (id: string): string => {
    const sdk = sdks.get(id);
    return sdk === undefined ? id : lang === 'zh-CN' ? (sdk.nameZh ?? sdk.name) : sdk.name;
  };
  return {
    ...options,
    report,
    findings: toFindings(report),
    words,
    pick: (text) => pickText(text, lang),
    anchor: (name) => `${lang === 'en' ? 'en' : 'zh'}-${name}`,
    duty: (id) => duties.get(id),
    attachment: (id) => attachments.get(id),
    piName: (key) => pickText(findOwn(report.piNames, key) ?? { zh: key, en: key }, lang),
    callerName: (caller) => {
      switch (caller.kind) {
        case 'app':
          return words('callerApp');
        case 'sdk':
          return sdkName(caller.sdkId);
        case 'library':
          return words('callerLibrary', { name: caller.prefix });
        case 'unknown':
          return words('callerUnknown');
      }
    },
    callerKeyName: (key) => {
      if (key === 'app') return words('callerApp');
      if (key === 'unknown') return words('callerUnknown');
      if (key.startsWith('library:')) return words('callerLibrary', { name: key.slice('library:'.length) });
      return sdkName(key);
    },
  };
}

function findOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
