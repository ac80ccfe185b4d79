import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RulesError } from '../errors.ts';
import { readDuties } from '../duties/read-duties.ts';
import type { PackData } from '../engine/pack.ts';
import { BUILT_IN_PACK_IDS, DEFAULT_PACK_ID, readYamlFolder } from './built-in.ts';
import { readDerivedPack } from './read-derived-pack.ts';
import { readPack } from './read-pack.ts';

/**
 * Writes rules/packs/built/<pack>.json from the YAML of duties and rules; with --check, exits 1 when a file is stale.
 * Reading YAML takes most of a second; reading the JSON takes milliseconds, and every start of the program pays it.
 */
const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = new Map<string, PackData>();

try {
  for (const id of BUILT_IN_PACK_IDS) {
    const files = readYamlFolder(folderOf(`./${id}`));
    const pack =
      id === DEFAULT_PACK_ID
        ? readPack(files, readDuties(readYamlFolder(folderOf('../duties'))))
        : readDerivedPack(files, (other) => built.get(other));
    built.set(id, pack);
    const file = folderOf(`./built/${id}.json`);
    const text = `${JSON.stringify(pack)}\n`;
    if (process.argv.includes('--check')) {
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
        process.stderr.write(
          `rules/packs/built/${id}.json is stale: run node --import tsx rules/packs/build-catalogue.ts\n`,
        );
        process.exitCode = 1;
      }
    } else {
      mkdirSync(folderOf('./built'), { recursive: true });
      writeFileSync(file, text);
      process.stdout.write(
        `${id}: ${pack.catalogue.duties.length} duties, ${pack.rules.length} rules, ${pack.limitations.length} limitations\n`,
      );
    }
  }
} catch (error) {
  if (!(error instanceof RulesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
