import { ScanError } from '../errors.ts';

/** Deeper values are refused: nothing of ours comes near, and a reader must not run out of stack. */
const MAX_DEPTH = 64;

/**
 * The one text of a JSON value: keys in code-unit order, no space, numbers and strings as JSON.stringify writes them
 * (the scheme of RFC 8785). Properties that are undefined are left out. Throws BAD_EVIDENCE for what JSON cannot hold.
 */
export function toCanonicalJson(value: unknown): string {
  const parts: string[] = [];
  write(value, parts, 0, '');
  return parts.join('');
}

function write(value: unknown, parts: string[], depth: number, path: string): void {
  if (depth > MAX_DEPTH) throw new ScanError('BAD_EVIDENCE', `${path} is nested too deep.`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    parts.push(JSON.stringify(value));
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ScanError('BAD_EVIDENCE', `${path} is not a finite number.`);
    parts.push(JSON.stringify(value));
  } else if (Array.isArray(value)) {
    parts.push('[');
    for (let i = 0; i < value.length; i++) {
      if (i > 0) parts.push(',');
      write(value[i], parts, depth + 1, `${path}[${i}]`);
    }
    parts.push(']');
  } else if (typeof value === 'object') {
    writeObject(value as Record<string, unknown>, parts, depth, path);
  } else {
    throw new ScanError('BAD_EVIDENCE', `${path} is a ${typeof value}, which JSON cannot hold.`);
  }
}

function writeObject(value: Record<string, unknown>, parts: string[], depth: number, path: string): void {
  parts.push('{');
  let first = true;
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (!first) parts.push(',');
    first = false;
    parts.push(JSON.stringify(key), ':');
    write(member, parts, depth + 1, `${path}.${key}`);
  }
  parts.push('}');
}
