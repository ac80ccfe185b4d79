import type { PolicyFacts, PolicyMatchFacts, SdkFacts } from '../evidence/index.ts';
import type { SdkTable } from '../data/index.ts';

/** A line of the list of collected information, as far as it was seen; empty texts are for the author to complete. */
export type CollectedRow = {
  readonly piType: string;
  /** `run` or `code`: how it is known that it is collected. */
  readonly observed: 'run' | 'code';
  readonly events: number;
  /** Words of the policy, where it gives a purpose. */
  readonly purpose: string;
  readonly stated: PolicyMatchFacts['stated'];
};

/** A line of the list of information shared with third parties. */
export type SharedRow = {
  readonly sdkId: string;
  readonly name: string;
  readonly vendor: string;
  readonly category: string;
  readonly piTypes: readonly string[];
  /** What the SDK table says it collects beyond what was seen: a claim to check, not a fact. */
  readonly claimedPiTypes: readonly string[];
  readonly purpose: string;
  readonly stated: PolicyMatchFacts['stated'];
};

export type DraftLists = {
  readonly collected: readonly CollectedRow[];
  readonly shared: readonly SharedRow[];
};

/** Drafts both lists from what was observed, with what the policy already says of it. Pure. */
export function draftLists(
  matches: readonly PolicyMatchFacts[],
  policies: readonly PolicyFacts[],
  sdks: readonly SdkFacts[],
  table: SdkTable,
): DraftLists {
  const statements = policies.flatMap((policy) => policy.statements);
  const entries = policies.flatMap((policy) => policy.sdkEntries);
  const collected = matches
    .filter((row) => row.about === 'collection' && row.party === 'app' && row.observed !== 'none')
    .map((row): CollectedRow => ({
      piType: row.piType ?? '',
      observed: row.observed === 'run' ? 'run' : 'code',
      events: row.events,
      purpose:
        statements.find(
          (statement) =>
            statement.party === 'app' &&
            !statement.negated &&
            statement.purposeText !== undefined &&
            statement.piTypes.includes(row.piType ?? ''),
        )?.purposeText ?? '',
      stated: row.stated,
    }));
  const shared = matches
    .filter((row) => row.about === 'sdk' && row.observed !== 'none' && row.sdkId !== undefined)
    .map((row): SharedRow => {
      const id = row.sdkId ?? '';
      const facts = sdks.find((sdk) => sdk.id === id);
      const seen = matches
        .filter((other) => other.sdkId === id && other.piType !== undefined && other.observed !== 'none')
        .map((other) => other.piType ?? '');
      const piTypes = [...new Set(seen)];
      return {
        sdkId: id,
        name: row.sdkName ?? id,
        vendor: facts?.vendor ?? table.rows.find((known) => known.id === id)?.vendor ?? '',
        category: facts?.category ?? '',
        piTypes,
        claimedPiTypes: (facts?.declaredPiTypes ?? []).filter((key) => !piTypes.includes(key)),
        purpose: entries.find((entry) => entry.sdkIds.includes(id))?.purposeText ?? '',
        stated: row.stated,
      };
    });
  return { collected, shared };
}
