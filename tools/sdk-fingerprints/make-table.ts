// Generates scanner/data/sdk-fingerprints.tsv from the jars, AARs and APKs that sources.tsv names.
//   node --import tsx tools/sdk-fingerprints/make-table.ts [--fetch] [--check]
// Packages that are installed in their version are read from node_modules; with --fetch, `npm pack` brings the others.
// Without it the rows of the table keep the prints of what is not at hand. --check compares and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeRows, renderRows } from './make-rows.ts';
import { readSources } from './read-sources.ts';

const tableFile = new URL('../../scanner/data/sdk-fingerprints.tsv', import.meta.url);

const { values } = parseArgs({
  options: { fetch: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
});
const sources = await readSources({ fetch: values.fetch });
const missing = sources.filter(({ classes }) => classes === undefined);
for (const { source } of missing) console.log(`not at hand: ${source.package} ${source.file}`);
if (missing.length > 0 && !values.check) {
  console.error('Some packages are not at hand; --fetch brings them.');
  process.exit(1);
}
if (missing.length === 0) {
  const text = renderRows(
    makeRows(sources.map(({ source, classes }) => ({ source, classes: classes ?? [] }))),
  );
  if (!values.check) writeFileSync(tableFile, text);
  else if (readFileSync(tableFile, 'utf8') !== text) {
    console.error('sdk-fingerprints.tsv is stale: run tools/sdk-fingerprints/make-table.ts --fetch');
    process.exit(1);
  }
  console.log(`${text.split('\n').length - 2} rows, ${text.length} bytes`);
}
