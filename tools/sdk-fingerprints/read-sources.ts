import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { openAppCode } from '../../scanner/code/index.ts';
import { DexPrinter } from '../../scanner/code/fingerprints/index.ts';
import { readTable, toList } from '../../scanner/data/tsv.ts';
import { memorySource, openPackage, ZipArchive } from '../../scanner/package/index.ts';
import { readClassPrints } from './class-prints.ts';
import type { ClassPrints } from './class-prints.ts';

/** One row of sources.tsv: a file of an npm package that holds classes of an SDK or library. */
export type FingerprintSource = {
  readonly kind: 'sdk' | 'library';
  readonly id: string;
  /** Empty where the file does not tell. */
  readonly version: string;
  /** `name@version`. */
  readonly package: string;
  readonly file: string;
  /** Internal prefixes of the classes that are the owner's. */
  readonly prefixes: readonly string[];
};

/** A source with its classes, or without where its package is not at hand. */
export type ReadSource = { readonly source: FingerprintSource; readonly classes?: readonly ClassPrints[] };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const COLUMNS = ['kind', 'id', 'version', 'package', 'file', 'classes'];

export function listSources(): readonly FingerprintSource[] {
  return readTable(readFileSync(here('sources.tsv'), 'utf8'), 'sources.tsv', COLUMNS).map((cells) => ({
    kind: cells[0] === 'library' ? 'library' : 'sdk',
    id: cells[1] ?? '',
    version: cells[2] ?? '',
    package: cells[3] ?? '',
    file: cells[4] ?? '',
    prefixes: toList(cells[5] ?? ''),
  }));
}

/** Reads every source whose package is installed; with `fetch`, gets the others by `npm pack` into a passing folder. */
export async function readSources({ fetch }: { readonly fetch: boolean }): Promise<readonly ReadSource[]> {
  const folder = mkdtempSync(join(tmpdir(), 'appgov-fingerprints-'));
  try {
    const unpacked = new Map<string, string>();
    return listSources().map((source) => {
      let root = unpacked.get(source.package) ?? findInstalled(source.package);
      if (root === undefined && fetch) root = fetchPackage(source.package, folder, unpacked.size);
      if (root === undefined) return { source };
      unpacked.set(source.package, root);
      return { source, classes: readClasses(join(root, source.file), source.prefixes) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findInstalled(spec: string): string | undefined {
  const at = spec.lastIndexOf('@');
  const root = here(`../../node_modules/${spec.slice(0, at)}`);
  const manifest = join(root, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version === spec.slice(at + 1) ? root : undefined;
}

function fetchPackage(spec: string, folder: string, number: number): string {
  const target = join(folder, String(number));
  execFileSync('mkdir', ['-p', target]);
  const file = execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', target], {
    encoding: 'utf8',
  });
  execFileSync('tar', ['xzf', join(target, file.trim().split('\n').at(-1) ?? ''), '-C', target]);
  return join(target, 'package');
}

function readClasses(file: string, prefixes: readonly string[]): readonly ClassPrints[] {
  const isWanted = (name: string): boolean => prefixes.some((prefix) => name.startsWith(`${prefix}/`));
  const all = file.endsWith('.apk') ? readApk(file) : readJar(readFileSync(file), file);
  return all.filter(({ name, prints }) => isWanted(name) && prints.length > 0);
}

function readJar(bytes: Uint8Array, file: string): readonly ClassPrints[] {
  const archive = new ZipArchive(memorySource(bytes), file);
  const inner = archive.find('classes.jar');
  if (inner !== undefined) return readJar(archive.read(inner), 'classes.jar');
  return archive.entries
    .filter(({ name }) => name.endsWith('.class'))
    .map((entry) => readClassPrints(archive.read(entry)));
}

function readApk(file: string): readonly ClassPrints[] {
  const { base } = openPackage(memorySource(readFileSync(file)), file, unlimitedBudget());
  const app = openAppCode(
    base.dexEntries().map((entry) => ({ name: entry.name, read: () => base.read(entry) })),
  );
  const printer = new DexPrinter();
  return [...app.hierarchy.classes()].map((defined) => ({
    name: defined.descriptor.slice(1, -1),
    prints: printer.printsOf(defined),
  }));
}
