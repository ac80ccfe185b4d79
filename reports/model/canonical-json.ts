/**
 * JSON with keys in code-unit order and two spaces of indent, ending in a newline: the same value always gives
 * the same text. Members that are `undefined` are left out, as JSON.stringify does.
 */
export function renderCanonicalJson(value: unknown): string {
  return `${toText(value, '\n')}\n`;
}

/** Written straight out: a sorted copy of a report costs more than its text. `lineStart` is a newline and the indent. */
function toText(value: unknown, lineStart: string): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${lineStart}  `;
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? inner : `,${inner}`) + toText(item, inner);
    return text === '' ? '[]' : `[${text}${lineStart}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '' ? inner : `,${inner}`}${JSON.stringify(key)}: ${toText(member, inner)}`;
  }
  return text === '' ? '{}' : `{${text}${lineStart}}`;
}
