type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with keys in code-unit order and two spaces of indent, ending in a newline: the same value always gives
 * the same text. Members that are `undefined` are left out, as JSON.stringify does.
 */
export function renderCanonicalJson(value: unknown): string {
  return `${JSON.stringify(toSorted(value), null, 2)}\n`;
}

function toSorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map((item) => toSorted(item));
  if (value !== null && typeof value === 'object') {
    // A null prototype, so that a key named __proto__ stays a key.
    const sorted = Object.create(null) as Record<string, Json>;
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    for (const [key, member] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) sorted[key] = toSorted(member);
    return sorted;
  }
  return value as Json;
}
