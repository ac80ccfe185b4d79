import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

describe('docs/dependencies.md', () => {
  const manifest = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const versions = { ...manifest.dependencies, ...manifest.devDependencies };
  const rows = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );

  it('justifies every dependency, and no other', () => {
    assert.deepEqual([...named].sort(), Object.keys(versions).sort());
  });

  it('stands beside exact versions', () => {
    for (const [name, version] of Object.entries(versions)) assert.match(version, /^\d+\.\d+\.\d+/, name);
  });
});
