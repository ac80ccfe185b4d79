type Named = { readonly dutyId: string; readonly ruleId: string };

/** What one rule found, told once for all the duties that it breaks. */
export type RuleGroup<T extends Named> = {
  /** Stands for the others: they differ by their duties. */
  readonly first: T;
  readonly rows: readonly T[];
  readonly dutyIds: readonly string[];
};

/**
 * Rows that are one a duty and rule, put together where one rule says the same of several duties: people mend a
 * problem, not a paragraph. Order is kept. `saysOf` names what else must be the same for rows to go together.
 */
export function groupByRule<T extends Named>(
  rows: readonly T[],
  saysOf: (row: T) => string,
): readonly RuleGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = `${row.ruleId} ${saysOf(row)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, rows: group, dutyIds: group.map(({ dutyId }) => dutyId) }];
  });
}
