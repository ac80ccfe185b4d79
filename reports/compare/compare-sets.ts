/** What one list has and the other has not; names sorted. */
export type SetChange = { readonly added: readonly string[]; readonly removed: readonly string[] };

export function compareSets(before: readonly string[], after: readonly string[]): SetChange {
  const earlier = new Set(before);
  const later = new Set(after);
  return {
    added: [...later].filter((name) => !earlier.has(name)).sort(),
    removed: [...earlier].filter((name) => !later.has(name)).sort(),
  };
}
