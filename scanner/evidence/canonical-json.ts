import { ScanError } from '../errors.ts';

/** Deeper values are refused: nothing of ours comes near, and a reader must not run out of stack. */
const MAX_DEPTH = 64;

/**
 * The one text of a JSON value: keys in code-unit order, no space, numbers and strings as JSON.stringify writes them
 * (the scheme of RFC 8785). Properties that are undefined are left out. Throws BAD_EVIDENCE for what JSON cannot hold.
 */
export function toCanonicalJson(value: unknown): string {
  return toText(value, []);
}

/** `path` is where the value lies: keys and indices. */
function toText(value: unknown, path: (string | number)[]): string {
  if (path.length > MAX_DEPTH) throw refusal(path, 'is nested too deep');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refusal(path, 'is not a finite number');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw refusal(path, `is a ${typeof value}, which JSON cannot hold`);
  const isList = Array.isArray(value);
  const members = value as Readonly<Record<string | number, unknown>>;
  let text = '';
  for (const key of isList ? value.keys() : Object.keys(value).sort()) {
    const member = members[key];
    if (member === undefined && !isList) continue;
    path.push(key);
    text += (text === '' ? '' : ',') + (isList ? '' : `${JSON.stringify(key)}:`) + toText(member, path);
    path.pop();
  }
  return isList ? `[${text}]` : `{${text}}`;
}

function refusal(path: readonly (string | number)[], reason: string): ScanError {
  const where = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return new ScanError('BAD_EVIDENCE', `${where} ${reason}.`);
}
