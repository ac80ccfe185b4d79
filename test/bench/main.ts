// npm run bench -- NAME [--json]: figures of whole processes, side by side in one run. Not part of the tests: these
// machines are noisy, so a figure is read as a ratio.
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';

type Bench = { readonly bench: () => Promise<Readonly<Record<string, number>>> };

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = new URL('./', import.meta.url);
const names = (await readdir(folder))
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));
const [name] = positionals;
if (name === undefined || !names.includes(name)) {
  console.error(`usage: npm run bench -- NAME [--json], where NAME is one of: ${names.join(', ')}`);
  process.exit(64);
}

const { bench } = (await import(new URL(`./${name}.ts`, folder).href)) as Bench;
const figures = await bench();
if (values.json) {
  console.log(JSON.stringify({ bench: name, ...figures }));
} else {
  const width = Math.max(...Object.keys(figures).map((key) => key.length));
  for (const [key, value] of Object.entries(figures)) console.log(`${key.padEnd(width)}  ${value}`);
}
