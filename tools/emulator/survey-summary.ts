import type { ActivityOutcome, ActivityResult } from './activity-result.ts';

const outcomes: readonly ActivityOutcome[] = ['opened', 'blank', 'left', 'crashed', 'stopped', 'hung'];

/** A survey as Markdown: counts, what went wrong by cause, gaps by the number of activities that met them. */
export function renderSummary(results: readonly ActivityResult[]): string {
  const of = (outcome: ActivityOutcome) => results.filter((result) => result.outcome === outcome);
  const withTexts = of('opened').filter(({ texts }) => texts.length > 0).length;
  return [
    `# ${results.length} activities`,
    '',
    '| outcome | activities |',
    '| --- | --- |',
    ...outcomes.map((outcome) => `| ${outcome} | ${of(outcome).length} |`),
    `| opened, with texts of their own | ${withTexts} |`,
    '',
    '## What went wrong, by cause',
    '',
    ...ranked(
      results.filter(({ outcome }) => outcome === 'crashed' || outcome === 'stopped' || outcome === 'hung'),
      ({ error, frames }) => [`${error.slice(0, 240)} at ${frames.slice(0, 2).join(', ')}`],
    ),
    '',
    '## Blank, or gone by themselves',
    '',
    ...[...of('blank'), ...of('left')].map(({ activity, outcome }) => `- ${outcome} ${activity}`),
    '',
    '## Gaps',
    '',
    ...ranked(results, ({ gaps }) => [...new Set(gaps.map(({ kind, what }) => `${kind} ${what}`))]),
    '',
  ].join('\n');
}

function ranked(
  results: readonly ActivityResult[],
  causesOf: (result: ActivityResult) => readonly string[],
): string[] {
  const activitiesByCause = new Map<string, string[]>();
  for (const result of results)
    for (const cause of causesOf(result))
      activitiesByCause.set(cause, [...(activitiesByCause.get(cause) ?? []), result.activity]);
  return [...activitiesByCause]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([cause, activities]) => {
      const names = activities.slice(0, 3).map((name) => name.split('.').slice(-2).join('.'));
      return `- ${activities.length} × ${cause.replaceAll('\n', ' ')} (${names.join(', ')}${activities.length > 3 ? ', …' : ''})`;
    });
}
