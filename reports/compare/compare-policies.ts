import type { Report, ReportPolicy } from '../model/report.ts';
import { compareSets, type SetChange } from './compare-sets.ts';
import { judgeNotice, type NoticeEvidence, type NoticeOfChange } from './policy-notice.ts';

/**
 * What became of a document. `silent`: its text is another one and its dates are not, so that nothing tells a reader
 * that it was changed. `told`: its dates differ.
 */
export type PolicyChange = {
  readonly change: 'silent' | 'told' | 'added' | 'removed';
  readonly kind: ReportPolicy['kind'];
  readonly title: string;
  readonly items: SetChange;
  readonly sdks: SetChange;
  readonly rights: SetChange;
  /** For a privacy policy that was changed: whether the app gave notice of it. */
  readonly notice?: NoticeOfChange;
};

const nothing: SetChange = { added: [], removed: [] };

/** Documents of two scans, put side by side by kind and title. Pure. */
export function comparePolicyDocuments(
  before: Pick<Report, 'policies'>,
  after: Pick<Report, 'policies'> & NoticeEvidence,
): readonly PolicyChange[] {
  const earlier = [...(before.policies ?? [])];
  const changes: PolicyChange[] = [];
  for (const policy of after.policies ?? []) {
    const at = findOther(policy, earlier);
    const [other] = at < 0 ? [] : earlier.splice(at, 1);
    if (other === undefined) changes.push(toWhole('added', policy));
    else if (differs(other, policy)) changes.push(toChange(other, policy, after));
  }
  return [...changes, ...earlier.map((policy) => toWhole('removed', policy))];
}

function findOther(policy: ReportPolicy, among: readonly ReportPolicy[]): number {
  const same = among.findIndex(({ sha256 }) => sha256 === policy.sha256);
  if (same >= 0) return same;
  const named = among.findIndex(({ kind, title }) => kind === policy.kind && title === policy.title);
  return named >= 0 ? named : among.findIndex(({ kind }) => kind === policy.kind);
}

/** Other bytes may be the same text, as where a page carries a token that is made anew each time. */
function differs(before: ReportPolicy, after: ReportPolicy): boolean {
  return (
    before.sha256 !== after.sha256 &&
    (before.charCount !== after.charCount ||
      JSON.stringify(before.discloses) !== JSON.stringify(after.discloses))
  );
}

function toChange(before: ReportPolicy, after: ReportPolicy, evidence: NoticeEvidence): PolicyChange {
  const [a, b] = [before.discloses, after.discloses];
  const isSilent = a !== undefined && b !== undefined && a.dates.join() === b.dates.join();
  return {
    change: isSilent ? 'silent' : 'told',
    kind: after.kind,
    title: after.title,
    items: a && b ? compareSets(a.items, b.items) : nothing,
    sdks: a && b ? compareSets(a.sdks, b.sdks) : nothing,
    rights: a && b ? compareSets(a.rights, b.rights) : nothing,
    ...(after.kind === 'policy' && { notice: judgeNotice(after, isSilent, evidence) }),
  };
}

function toWhole(change: 'added' | 'removed', { kind, title, discloses }: ReportPolicy): PolicyChange {
  const toSet = (names: readonly string[] = []): SetChange =>
    change === 'added' ? { added: names, removed: [] } : { added: [], removed: names };
  return {
    change,
    kind,
    title,
    items: toSet(discloses?.items),
    sdks: toSet(discloses?.sdks),
    rights: toSet(discloses?.rights),
  };
}
