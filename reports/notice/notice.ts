import type { Text, Verdict } from '../../rules/engine/verdict.ts';
import { findAttachmentBytes, type AttachmentBytes } from '../model/attachments.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import { toVisible } from '../parts/visible.ts';
import type { Lang } from '../parts/words.ts';
import { noticeWords } from './notice-words.ts';

/** What a notice to rectify is made of. Days are `YYYY-MM-DD`. */
export type NoticeInput = {
  readonly report: Report;
  readonly attachments: AttachmentBytes;
  readonly caseId: string;
  /** Who answers for the app. */
  readonly addressee: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly findings: readonly { readonly dutyId: string; readonly ruleId: string }[];
};

export type NoticePicture = {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly caption: string;
};

/** One fact, told once, with every clause that it breaks. */
export type NoticeFinding = {
  readonly heading: string;
  readonly label?: string;
  readonly facts: string;
  readonly clauses: readonly string[];
  readonly stack: readonly string[];
  readonly remediation?: string;
  readonly pictures: readonly NoticePicture[];
};

/** A notice in one language, ready to be laid out. All texts are safe to show; escaping is the renderer's. */
export type Notice = {
  readonly lang: Lang;
  readonly title: string;
  readonly salutation: string;
  readonly opening: string;
  readonly identity: readonly (readonly [name: string, value: string])[];
  readonly findings: readonly NoticeFinding[];
  readonly demand: string;
  readonly proof: string;
  readonly closing: string;
};

const mostPictures = 2;
const mostStackLines = 6;

/** Builds the notice. Findings of one rule with the same facts are one item with several clauses. Pure. */
export function toNotice(input: NoticeInput, lang: Lang): Notice {
  const { report, caseId, addressee, issuedOn, dueOn } = input;
  const { app } = report;
  const words = noticeWords(lang);
  const [signer] = app.signers;
  const identity: [string, string][] = [
    [words.app, `${app.label || app.packageName} ${app.versionName}`],
    [words.packageName, app.packageName],
    [words.versionCode, String(app.versionCode)],
    ['SHA-256', app.sha256],
    ...(signer === undefined ? [] : [[words.signer, signer.sha256] as [string, string]]),
    [words.testedOn, report.createdAt.slice(0, 10)],
    [words.caseNumber, caseId],
  ];
  return {
    lang,
    title: words.title,
    salutation: toVisible(words.salutation(addressee)),
    opening: words.opening,
    identity: identity.map(([name, value]) => [name, toVisible(value)]),
    findings: toNoticeFindings(input, lang),
    demand: words.demand(dueOn),
    proof: words.proof(report.evidenceSeal),
    closing: issuedOn,
  };
}

function toNoticeFindings({ report, attachments, findings }: NoticeInput, lang: Lang): NoticeFinding[] {
  const say = (text: Text) => toVisible(lang === 'en' ? text.en : text.zh);
  const isNamed = (verdict: Verdict) =>
    findings.some(({ dutyId, ruleId }) => dutyId === verdict.dutyId && ruleId === verdict.ruleId);
  const groups = new Map<string, Verdict[]>();
  for (const verdict of report.verdicts.filter(isNamed)) {
    const key = `${verdict.ruleId} ${verdict.message.zh}`;
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const worst = (verdicts: readonly Verdict[]) => Math.max(...verdicts.map(({ severity }) => severity));
  return [...groups.values()]
    .sort((a, b) => worst(b) - worst(a))
    .flatMap((verdicts, index) => {
      const [main] = verdicts;
      if (!main) return [];
      const duties = verdicts.flatMap(({ dutyId }) => report.duties.find(({ id }) => id === dutyId) ?? []);
      const label = duties.find(({ noticeLabel }) => noticeLabel !== undefined)?.noticeLabel;
      return [
        {
          heading: `${index + 1}. ${say(main.title)}`,
          ...(label !== undefined && { label }),
          facts: say(main.message),
          clauses: duties.map((duty) => toClause(duty, lang)),
          stack: toStack(main, report),
          ...(main.remediation && { remediation: say(main.remediation) }),
          pictures: toPictures(main, report, attachments),
        },
      ];
    });
}

function toClause({ document, article, text }: ReportDuty, lang: Lang): string {
  const [title, place, words] =
    lang === 'en'
      ? [document.titleEn, article?.en, text.en]
      : [`《${document.titleZh}》`, article?.zh, text.zh];
  // Some articles are numbered with their document's number before them.
  const number = document.number !== undefined && !place?.startsWith(document.number) ? document.number : '';
  const head = [title, number, place].filter((part) => part !== undefined && part !== '').join(' ');
  return lang === 'en' ? `${head}: ${words}` : `${head}：${words}`;
}

/** Where it is in the code: the calls themselves, or who stood on the stack of the first read that was seen. */
function toStack({ places }: Verdict, { piReads }: Report): readonly string[] {
  const calls = places.flatMap((place) => (place.kind === 'code' ? [place] : []));
  const read = piReads.find((fact) =>
    places.some(
      (place) =>
        place.kind === 'event' &&
        place.eventNumber === fact.eventNumber &&
        place.scenarioId === fact.scenarioId,
    ),
  );
  return (calls.length > 0 ? calls : (read?.stack ?? []))
    .slice(0, mostStackLines)
    .map(({ className, method, line }) =>
      toVisible(`${className}.${method}${line === undefined ? '' : `:${line}`}`),
    );
}

function toPictures(verdict: Verdict, report: Report, attachments: AttachmentBytes): NoticePicture[] {
  const ids = new Set(
    verdict.places.flatMap((place) => (place.kind === 'screenshot' ? [place.screenshotId] : [])),
  );
  const { screen } = report.device ?? {};
  return report.attachments
    .filter(({ id }) => ids.has(id))
    .slice(0, mostPictures)
    .flatMap((facts) => {
      const png = findAttachmentBytes(attachments, facts);
      return png && screen
        ? [{ png, widthPx: screen.widthPx, heightPx: screen.heightPx, caption: toVisible(facts.id) }]
        : [];
    });
}
