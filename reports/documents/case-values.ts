import type { Text } from '../../rules/engine/verdict.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import type { Lang } from '../parts/words.ts';
import type { Values } from './template/values.ts';

// What the documents of a case are made of, in both languages: kept as it was said, and laid out when asked for.

/** One build of an app, as a document names it. */
export type BuildFacts = {
  readonly label: string;
  readonly packageName: string;
  readonly versionName: string;
  readonly sha256: string;
  readonly seal: string;
};

export type ReTestOutcomeName = 'gone' | 'still' | 'unseen' | 'added';

export type CaseDocumentFinding = {
  readonly title: Text;
  readonly facts: Text;
  /** As public notices call it. */
  readonly label?: Text;
  readonly clauses: readonly Text[];
};

export type ReTestInput = {
  readonly caseId: string;
  readonly addressee: string;
  readonly noticeIssuedOn: string;
  readonly dueOn: string;
  readonly testedOn: string;
  /** Name of the account. */
  readonly by: string;
  readonly reason: string;
  readonly before: BuildFacts;
  readonly after: BuildFacts;
  readonly findings: readonly (CaseDocumentFinding & {
    readonly outcome: ReTestOutcomeName;
    readonly answer?: string;
  })[];
};

export type RemovalInput = {
  readonly caseId: string;
  readonly company?: string;
  readonly source?: string;
  readonly issuedOn: string;
  readonly build: BuildFacts;
  /** Those that no re-test has shown to be gone. */
  readonly findings: readonly CaseDocumentFinding[];
  readonly history: readonly { readonly day: string; readonly what: Text; readonly reason: string }[];
};

/** One app of a public notice. `problems` are the labels that notices use, each once. */
export type PublicNoticeRow = {
  readonly application: string;
  readonly version: string;
  readonly packageName: string;
  readonly company?: string;
  /** The store or place that the package came from. */
  readonly source?: string;
  readonly problems: readonly Text[];
  /** SHA-256 seal of the evidence. */
  readonly seal: string;
};

export type PublicNoticeInput = {
  /** Such as the number of the round; may be absent. */
  readonly round?: string;
  readonly issuedOn: string;
  readonly rows: readonly PublicNoticeRow[];
};

const OUTCOMES: Readonly<Record<ReTestOutcomeName, Text>> = {
  gone: { zh: '已整改', en: 'Rectified' },
  still: { zh: '未整改', en: 'Not rectified' },
  unseen: { zh: '本次复测未能核验', en: 'Not verified by this re-test' },
  added: { zh: '复测新发现', en: 'New in this build' },
};
const NOT_RECORDED: Text = { zh: '未记录', en: 'not recorded' };
const NO_FACTS: Text = {
  zh: '本次扫描未再出现该项判定。',
  en: 'The scan of this build no longer makes this finding.',
};
const CONCLUSIONS = {
  mended: { zh: '通知所列问题均已整改。', en: 'Everything that the notice names is rectified.' },
  notMended: { zh: '整改不到位。', en: 'The rectification is not complete.' },
  notShown: {
    zh: '未能核验的问题不得视为已整改。',
    en: 'What could not be verified must not be taken as rectified.',
  },
} as const;

export function toBuildFacts(report: Report): BuildFacts {
  const { label, packageName, versionName, sha256 } = report.app;
  return { label, packageName, versionName, sha256, seal: report.evidenceSeal };
}

export function toReTestValues(input: ReTestInput, lang: Lang): Values {
  const say = speaker(lang);
  const count = (wanted: ReTestOutcomeName) =>
    input.findings.filter(({ outcome }) => outcome === wanted).length;
  const conclusion =
    count('still') + count('added') > 0
      ? CONCLUSIONS.notMended
      : count('unseen') > 0
        ? CONCLUSIONS.notShown
        : CONCLUSIONS.mended;
  return {
    addressee: input.addressee,
    application: nameOf(input.before),
    afterApplication: nameOf(input.after),
    packageName: input.before.packageName,
    caseNumber: input.caseId,
    noticeIssuedOn: input.noticeIssuedOn || say(NOT_RECORDED),
    dueOn: input.dueOn || say(NOT_RECORDED),
    testedOn: input.testedOn,
    by: input.by,
    reason: input.reason,
    beforeVersion: input.before.versionName,
    beforeSha256: input.before.sha256,
    beforeSeal: input.before.seal,
    afterVersion: input.after.versionName,
    afterSha256: input.after.sha256,
    afterSeal: input.after.seal,
    findings: input.findings.map((finding) => ({
      ...toFindingValues(finding, lang),
      outcome: say(OUTCOMES[finding.outcome]),
      answer: finding.answer ?? '',
    })),
    total: String(input.findings.length),
    gone: String(count('gone')),
    still: String(count('still')),
    unseen: String(count('unseen')),
    added: String(count('added')),
    conclusion: say(conclusion),
  };
}

export function toRemovalValues(input: RemovalInput, lang: Lang): Values {
  const say = speaker(lang);
  const labels = input.findings.flatMap(({ label, title }) => say(label ?? title));
  return {
    stores: input.source ?? say({ zh: '各应用商店', en: 'the app stores' }),
    application: nameOf(input.build),
    company: input.company ?? say(NOT_RECORDED),
    source: input.source ?? say(NOT_RECORDED),
    version: input.build.versionName,
    packageName: input.build.packageName,
    sha256: input.build.sha256,
    seal: input.build.seal,
    caseNumber: input.caseId,
    issuedOn: input.issuedOn,
    problems: [...new Set(labels)].map((text) => ({ text })),
    findings: input.findings.map((finding) => toFindingValues(finding, lang)),
    history: input.history.map(({ day, what, reason }) => ({ day, what: say(what), reason })),
  };
}

export function toPublicNoticeValues(input: PublicNoticeInput, lang: Lang): Values {
  const say = speaker(lang);
  return {
    round: input.round ?? '',
    issuedOn: input.issuedOn,
    count: String(input.rows.length),
    rows: input.rows.map((row) => ({
      application: row.application || row.packageName,
      company: row.company ?? say(NOT_RECORDED),
      source: row.source ?? say(NOT_RECORDED),
      version: row.version,
      problems: [...new Set(row.problems.map(say))].join(lang === 'en' ? '; ' : '；'),
      packageName: row.packageName,
      seal: row.seal,
    })),
  };
}

function toFindingValues({ title, facts, label, clauses }: CaseDocumentFinding, lang: Lang) {
  const say = speaker(lang);
  return {
    title: say(title),
    facts: say(facts) || say(NO_FACTS),
    label: label === undefined ? '' : say(label),
    clauses: clauses.map((clause) => ({ text: say(clause) })),
  };
}

/** A clause as documents cite it: the document, its number, the article, the words. */
export function toClause({ document, article, text }: ReportDuty): Text {
  // Some articles are numbered with their document's number before them.
  const isNumbered = (place: string | undefined) =>
    document.number !== undefined && place?.startsWith(document.number) === true;
  const head = (title: string, place: string | undefined) =>
    [title, isNumbered(place) ? undefined : document.number, place]
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
  return {
    zh: `${head(`《${document.titleZh}》`, article?.zh)}：${text.zh}`,
    en: `${head(document.titleEn, article?.en)}: ${text.en}`,
  };
}

function nameOf({ label, packageName }: BuildFacts): string {
  return label || packageName;
}

function speaker(lang: Lang): (text: Text) => string {
  return (text) => (lang === 'en' ? text.en : text.zh);
}
