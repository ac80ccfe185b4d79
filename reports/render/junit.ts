import type { Verdict } from '../../rules/engine/verdict.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import { SEVERITY_WORDS, VERDICT_WORDS } from '../parts/labels.ts';
import { escapeHtml } from '../parts/html-tag.ts';
import { pickText, toWords } from '../parts/words.ts';
import type { Lang } from '../parts/words.ts';

/** Build servers show a failure's text whole. */
const MOST_PLACES = 20;

type Outcome = 'passed' | 'failed' | 'skipped';

/**
 * JUnit XML as build servers read it: a suite a document, a case a verdict. Violations fail (suspicions too with
 * `failOn: suspected`), kept duties pass; everything else is skipped and says which verdict it stands for.
 */
export function renderJunit(
  report: Report,
  { lang, failOn }: { readonly lang: Lang; readonly failOn: 'violation' | 'suspected' },
): string {
  const dutyById = new Map(report.duties.map((duty) => [duty.id, duty]));
  const suites = new Map<string, { document: ReportDuty['document'] | undefined; verdicts: Verdict[] }>();
  for (const verdict of report.verdicts) {
    const document = dutyById.get(verdict.dutyId)?.document;
    const key = document?.id ?? '';
    const suite = suites.get(key) ?? { document, verdicts: [] };
    suites.set(key, suite);
    suite.verdicts.push(verdict);
  }
  const outcomeOf = (verdict: Verdict): Outcome => toOutcome(verdict, failOn);
  const lines = [...suites.values()].flatMap(({ document, verdicts }) => {
    const name = document === undefined ? '' : pickText({ zh: document.titleZh, en: document.titleEn }, lang);
    return [
      `  <testsuite${attributes({
        name,
        ...toCounts(verdicts.map(outcomeOf)),
        timestamp: report.createdAt.replace(/(\.\d+)?Z$/, ''),
        time: '0',
      })}>`,
      ...verdicts.map((verdict) => renderCase(verdict, document?.id ?? '', outcomeOf(verdict), lang)),
      '  </testsuite>',
    ];
  });
  const { app } = report;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({
      name: `appgov ${app.packageName} ${app.versionName}`,
      ...toCounts(report.verdicts.map(outcomeOf)),
      time: '0',
    })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
}

function toOutcome({ verdict }: Verdict, failOn: 'violation' | 'suspected'): Outcome {
  if (verdict === 'violation' || (verdict === 'suspected' && failOn === 'suspected')) return 'failed';
  return verdict === 'compliant' ? 'passed' : 'skipped';
}

function toCounts(outcomes: readonly Outcome[]): Readonly<Record<string, string>> {
  const count = (wanted: Outcome): string => String(outcomes.filter((outcome) => outcome === wanted).length);
  return {
    tests: String(outcomes.length),
    failures: count('failed'),
    errors: '0',
    skipped: count('skipped'),
  };
}

function renderCase(verdict: Verdict, documentId: string, outcome: Outcome, lang: Lang): string {
  const name = `${verdict.dutyId} ${pickText(verdict.title, lang)} (${verdict.ruleId})`;
  const open = `    <testcase${attributes({ classname: documentId, name, time: '0' })}`;
  if (outcome === 'passed') return `${open}/>`;
  const word = toWords(lang, VERDICT_WORDS[verdict.verdict]);
  const message = `${word}（${toWords(lang, SEVERITY_WORDS[verdict.severity])}）：${pickText(verdict.message, lang)}`;
  if (outcome === 'skipped') return `${open}>\n      <skipped${attributes({ message })}/>\n    </testcase>`;
  return [
    `${open}>`,
    `      <failure${attributes({ message, type: verdict.verdict })}>${escapeXml(toDetails(verdict, lang))}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function toDetails(verdict: Verdict, lang: Lang): string {
  const shown = verdict.places.slice(0, MOST_PLACES).map((place) => {
    if (place.kind !== 'code') return JSON.stringify(place);
    const line = place.line === undefined ? '' : `:${place.line}`;
    return `${place.className}.${place.method}${place.descriptor}${line} pc ${place.pc} ${place.dex}`;
  });
  const counts = { total: verdict.places.length, shown: shown.length };
  return [
    pickText(verdict.message, lang),
    ...shown,
    ...(counts.total > counts.shown ? [toWords(lang, 'morePlaces', counts)] : []),
    ...(verdict.remediation === undefined ? [] : [pickText(verdict.remediation, lang)]),
  ].join('\n');
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replace(/[\n\t]/g, ' ')}"`)
    .join('');
}

/** HTML's escapes are XML's too, and what XML 1.0 (2.2) forbids is made visible before. */
function escapeXml(text: string): string {
  return escapeHtml(text);
}
