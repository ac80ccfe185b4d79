import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RulesError } from '../errors.ts';
import { compilePack } from '../engine/pack.ts';
import type { Pack, PackData } from '../engine/pack.ts';
import { readDuties } from '../duties/read-duties.ts';
import { readPack } from './read-pack.ts';

/** The only file of rules/ that touches the disk, besides the catalogue's build step. */
const BUILT_FILE = new URL('./built/cn.json', import.meta.url);

/**
 * The China pack with all duties, from the one JSON file that `rules/packs/build-catalogue.ts` writes. Takes a few
 * milliseconds. Throws BAD_PACK_FILE when that file is missing or unreadable.
 */
export function loadBuiltInPack(): Pack {
  try {
    return compilePack(JSON.parse(readFileSync(BUILT_FILE, 'utf8')) as PackData);
  } catch (cause) {
    throw new RulesError('BAD_PACK_FILE', 'The built catalogue cannot be read; build it again.', {
      file: fileURLToPath(BUILT_FILE),
      cause,
    });
  }
}

/**
 * A pack from a folder of YAML, with duties from `dutyFolder`. Throws RulesError with file and line on anything wrong
 * inside, BAD_PACK_FILE when the folder cannot be read.
 */
export function loadPackFolder(packFolder: string, dutyFolder: string): Pack {
  return compilePack(readPack(readYamlFolder(packFolder), readDuties(readYamlFolder(dutyFolder))));
}

/** Every .yml below a folder, by its slash path inside it. */
export function readYamlFolder(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (entry.endsWith('.yml'))
        files.set(entry.replaceAll('\\', '/'), readFileSync(`${folder}/${entry}`, 'utf8'));
  } catch (cause) {
    throw new RulesError('BAD_PACK_FILE', 'The folder cannot be read.', { file: folder, cause });
  }
  return files;
}
