import type { Text, Verdict } from '../../rules/engine/verdict.ts';
import { findAttachmentBytes, type AttachmentBytes } from '../model/attachments.ts';
import { toNoticeLabel } from '../shared/notice-label.ts';
import type { Report } from '../model/report.ts';
import { toClause } from '../documents/case-values.ts';
import type { Picture } from '../documents/document.ts';
import type { Values } from '../documents/template/values.ts';
import { toVisible } from '../shared/visible.ts';
import type { Lang } from '../parts/words.ts';

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

/** One fact, told once, with every clause that it breaks. */
export type NoticeFinding = {
  readonly title: string;
  readonly label?: string;
  readonly facts: string;
  readonly clauses: readonly string[];
  readonly stack: readonly string[];
  readonly remediation?: string;
  readonly pictures: readonly Picture[];
};

const mostPictures = 2;
const mostStackLines = 6;

/** What the template of a notice is filled with. Pure. */
export function toNoticeValues(input: NoticeInput, lang: Lang): Values {
  const { report, caseId, addressee, issuedOn, dueOn } = input;
  const { app } = report;
  const toTexts = (lines: readonly string[]) => lines.map((text) => ({ text }));
  return {
    addressee,
    application: app.label || app.packageName,
    version: app.versionName,
    packageName: app.packageName,
    versionCode: String(app.versionCode),
    sha256: app.sha256,
    signer: app.signers[0]?.sha256 ?? (lang === 'en' ? 'no valid signature was read' : '未读到有效签名'),
    testedOn: report.createdAt.slice(0, 10),
    caseNumber: caseId,
    issuedOn,
    dueOn,
    seal: report.evidenceSeal,
    findings: toNoticeFindings(input, lang).map((finding) => ({
      title: finding.title,
      label: finding.label ?? '',
      facts: finding.facts,
      remediation: finding.remediation ?? '',
      clauses: toTexts(finding.clauses),
      stack: toTexts(finding.stack),
      pictures: { pictures: finding.pictures },
    })),
  };
}

/** Findings of one rule with the same facts are one item with several clauses; the heaviest first. Pure. */
export function toNoticeFindings(
  { report, attachments, findings }: NoticeInput,
  lang: Lang,
): NoticeFinding[] {
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
    .flatMap((verdicts) => {
      const [main] = verdicts;
      if (!main) return [];
      const duties = verdicts.flatMap(({ dutyId }) => report.duties.find(({ id }) => id === dutyId) ?? []);
      const [label] = duties.flatMap((duty) => toNoticeLabel(duty) ?? []);
      return [
        {
          title: say(main.title),
          ...(label !== undefined && { label: say(label) }),
          facts: say(main.message),
          clauses: duties.map((duty) => say(toClause(duty))),
          stack: toStack(main, report),
          ...(main.remediation && { remediation: say(main.remediation) }),
          pictures: toPictures(main, report, attachments),
        },
      ];
    });
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

function toPictures(verdict: Verdict, report: Report, attachments: AttachmentBytes): Picture[] {
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
