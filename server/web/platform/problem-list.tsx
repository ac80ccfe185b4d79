import { Link } from 'react-router';
import type { CommonProblem } from '../api/platform-types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel } from '../parts/labels.tsx';
import { EmptyState } from '../parts/states.tsx';

/** Problems with the number of apps that have them, each a way to those apps. */
export function ProblemList({
  problems,
  filter,
}: {
  readonly problems: readonly CommonProblem[];
  /** Added to the list of apps that a problem leads to. */
  readonly filter?: Readonly<Record<string, string>>;
}) {
  const { t, pick } = useSpeech();
  if (problems.length === 0) return <EmptyState text={t('apps.noProblems')} />;
  const most = Math.max(...problems.map(({ apps }) => apps));
  return (
    <ul className="plain bars">
      {problems.map((problem) => {
        const query = new URLSearchParams({ ...filter, duty: problem.dutyId, rule: problem.ruleId });
        return (
          <li key={`${problem.dutyId} ${problem.ruleId}`} data-test="problem">
            <Link to={`/apps?${query.toString()}`} className="bar-row">
              <span className="row-head">
                <SeverityLabel severity={problem.severity} />
                <span className="grow" />
                <strong>{problem.apps}</strong>
              </span>
              <span className="wrap">{pick(problem.title)}</span>
              <span className="quiet small wrap">{problem.dutyIds.join(', ')}</span>
              <span className="meter" aria-hidden="true">
                <span style={{ width: `${(100 * problem.apps) / most}%` }} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
