type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with keys in code-unit order and two spaces of indent, ending in a newline: the same value always gives
 * the same text. Members that are `undefined` are left out, as JSON.stringify does.
 */
export function renderCanonicalJson(value: unknown): string {
  return `${JSON.stringify(toSorted(value, new Map()), null, 2)}\n`;
}

/** `done`: a report names the same gaps and places again and again. */
function toSorted(value: unknown, done: Map<object, Json>): Json {
  if (value === null || typeof value !== 'object') return value as Json;
  const known = done.get(value);
  if (known !== undefined) return known;
  const sorted = Array.isArray(value)
    ? value.map((item) => toSorted(item, done))
    : toSortedObject(value as Readonly<Record<string, unknown>>, done);
  done.set(value, sorted);
  return sorted;
}

function toSortedObject(members: Readonly<Record<string, unknown>>, done: Map<object, Json>): Json {
  const keys = Object.keys(members).sort();
  // A null prototype costs much time, and is needed for one key only, so that it stays a key.
  const sorted = (keys.includes('__proto__') ? Object.create(null) : {}) as Record<string, Json>;
  for (const key of keys) {
    const member = members[key];
    if (member !== undefined) sorted[key] = toSorted(member, done);
  }
  return sorted;
}
