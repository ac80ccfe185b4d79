import type { PolicyNotice as ShownNotice } from '../../scanner/evidence/index.ts';
import type { Report, ReportPolicy } from '../model/report.ts';

/** The scenario that upgrades an older version. */
const UPGRADE = 'S10';
/** Those that start the app, where a notice would be seen. */
const STARTS: ReadonlySet<string> = new Set(['S1', 'S3', UPGRADE]);

/** Why nobody can say whether notice was given. */
export type UnseenNotice =
  /** The later scan did not run the app, or no start of it came to its end. */
  | 'NOT_RUN'
  /** Only fresh installs were seen: an app may owe its notice to those alone who had the older version. */
  | 'NO_OLDER_VERSION';

/** Whether the app told its users of the change of its policy. */
export type NoticeOfChange =
  | { readonly verdict: 'compliant'; readonly shown: ShownNotice }
  | { readonly verdict: 'suspected' }
  | { readonly verdict: 'cannot-tell'; readonly reason: UnseenNotice };

/** What of a report says whether the app gave notice. */
export type NoticeEvidence = Partial<Pick<Report, 'profile' | 'scenarios' | 'gaps'>>;

/**
 * Judges the notice of a change by the later scan. A silent change (its dates were not changed either) is suspected as
 * soon as the app was started; one under a new date only where an older version was upgraded and nothing was said.
 */
export function judgeNotice(
  { announced }: Pick<ReportPolicy, 'announced'>,
  isSilent: boolean,
  { profile, scenarios = [], gaps = [] }: NoticeEvidence,
): NoticeOfChange {
  const [shown] = announced ?? [];
  if (shown) return { verdict: 'compliant', shown };
  const started = scenarios.filter(
    ({ scenarioId, outcome }) => STARTS.has(scenarioId) && outcome === 'completed',
  );
  if (profile !== 'full' || started.length === 0) return { verdict: 'cannot-tell', reason: 'NOT_RUN' };
  const isUpgraded =
    started.some(({ scenarioId }) => scenarioId === UPGRADE) &&
    gaps.every(({ code }) => code !== 'NO_OLDER_VERSION');
  if (isSilent || isUpgraded) return { verdict: 'suspected' };
  return { verdict: 'cannot-tell', reason: 'NO_OLDER_VERSION' };
}
