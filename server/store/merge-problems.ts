type Told = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly noticeLabel?: string;
};

/** A problem as people think of it: what one rule found, with every duty that it breaks. */
export type ByRule<T extends Told> = T & {
  /** The most frequent first; `dutyId` is the first of them. */
  readonly dutyIds: readonly string[];
};

/**
 * One row a rule out of rows that are one a duty and rule, in the order in which the rules first come. The first row
 * of a rule gives the counts, so sort by them; the heaviest severity and the first label stand for all.
 */
export function mergeByRule<T extends Told>(rows: readonly T[], limit: number): readonly ByRule<T>[] {
  const byRule = new Map<string, T[]>();
  for (const row of rows) byRule.set(row.ruleId, [...(byRule.get(row.ruleId) ?? []), row]);
  return [...byRule.values()].slice(0, limit).flatMap((group) => {
    const [first] = group;
    const label = group.find(({ noticeLabel }) => noticeLabel !== undefined)?.noticeLabel;
    return first === undefined
      ? []
      : [
          {
            ...first,
            severity: Math.max(...group.map(({ severity }) => severity)),
            ...(label !== undefined && { noticeLabel: label }),
            dutyIds: group.map(({ dutyId }) => dutyId),
          },
        ];
  });
}
