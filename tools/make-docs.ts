// Generates docs/errors.md from the code tables. node --import tsx tools/make-docs.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { SERVER_ERRORS } from '../server/errors.ts';
import { SCAN_FAILURES } from '../server/jobs/scan-failure.ts';

const target = new URL('../docs/errors.md', import.meta.url);

/** Codes of a union, each with the comment before it. */
function readUnion(file: string, typeName: string): { readonly code: string; readonly meaning: string }[] {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const start = source.indexOf(`type ${typeName} =`);
  const union = source.slice(start, source.indexOf(';', start));
  return [...union.matchAll(/(?:\/\*\* ([^*]*) \*\/\s*)?\| '([A-Z_]+)'/g)].map(
    ([, meaning = '', code = '']) => ({ code, meaning }),
  );
}

const table = (rows: readonly (readonly string[])[], head: readonly string[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const text = `# Error codes

Generated from the code by \`tools/make-docs.ts\`; \`npm run check\` compares. Each top folder has one error class with a
closed set of codes.

## Scans

What a scan can fail with: on the command line as \`CODE: message\`, on the server as the submission's error.

${table(
  Object.entries(SCAN_FAILURES).map(([code, { text, retryable }]) => [
    `\`${code}\``,
    text.zh,
    text.en,
    retryable ? 'yes' : 'no',
  ]),
  ['code', '含义', 'meaning', 'tried again'],
)}

## HTTP

${table(
  Object.entries(SERVER_ERRORS).map(([code, { status, text }]) => [
    `\`${code}\``,
    String(status),
    text.zh,
    text.en,
  ]),
  ['code', 'status', '含义', 'meaning'],
)}

## Rules

${table(
  readUnion('rules/errors.ts', 'RulesErrorCode').map(({ code, meaning }) => [`\`${code}\``, meaning]),
  ['code', 'meaning'],
)}

## Reports

${table(
  readUnion('reports/errors.ts', 'ReportErrorCode').map(({ code, meaning }) => [`\`${code}\``, meaning]),
  ['code', 'meaning'],
)}
`;
const formatted = await format(text, { parser: 'markdown', printWidth: 110 });

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== formatted) {
    console.error('docs/errors.md is not what the code says: run node --import tsx tools/make-docs.ts');
    process.exit(1);
  }
} else writeFileSync(target, formatted);
