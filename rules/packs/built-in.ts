import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RulesError } from '../errors.ts';
import { compilePack } from '../engine/pack.ts';
import type { Pack, PackData } from '../engine/pack.ts';
import { readDuties } from '../duties/read-duties.ts';
import { readPackRelation } from './read-constants.ts';
import { readDerivedPack } from './read-derived-pack.ts';
import { readPack } from './read-pack.ts';

// The only file of rules/ that touches the disk, besides the catalogue's build step.

/** The packs that come with the program. The first is the one that judges when nobody chooses. */
export const BUILT_IN_PACK_IDS = ['cn', 'gdpr', 'masvs', 'play'] as const;
export const DEFAULT_PACK_ID = BUILT_IN_PACK_IDS[0];

/**
 * A pack that comes with the program, with its duties, from the one JSON file that `rules/packs/build-catalogue.ts`
 * writes. Takes a few milliseconds. Throws BAD_PACK_FILE when that file is missing or unreadable.
 */
export function loadBuiltInPack(id: (typeof BUILT_IN_PACK_IDS)[number] = DEFAULT_PACK_ID): Pack {
  return compilePack(readBuilt(id));
}

/**
 * A pack from a folder of YAML, with duties from `dutyFolder`. Throws RulesError with file and line on anything wrong
 * inside, BAD_PACK_FILE when the folder cannot be read.
 */
export function loadPackFolder(packFolder: string, dutyFolder: string): Pack {
  return compilePack(readPack(readYamlFolder(packFolder), readDuties(readYamlFolder(dutyFolder))));
}

/** Packs to choose from: those that come with the program, and mounted folders that add to or change them. */
export type PackShelf = {
  readonly ids: readonly string[];
  /** The packs of these ids, in this order. Throws NOT_FOUND naming those there are. */
  readonly choose: (ids: readonly string[]) => readonly Pack[];
  /** Ids that the mounted folders stand for: the new pack, or the one they change. */
  readonly mountedIds: readonly string[];
};

/**
 * Opens the shelf. Every mounted folder is read at once, in the order given, and a broken one is refused with the
 * folder, file and line; built-in packs are read when they are first needed.
 */
export function openPackShelf(folders: readonly string[] = []): PackShelf {
  const known = new Map<string, PackData>();
  const find = (id: string): PackData | undefined => {
    const builtIn = BUILT_IN_PACK_IDS.find((name) => name === id);
    if (!known.has(id) && builtIn !== undefined) known.set(id, readBuilt(builtIn));
    return known.get(id);
  };
  const mountedIds: string[] = [];
  for (const folder of folders) {
    const { pack, isNew } = readMounted(folder, find);
    if (isNew && find(pack.id) !== undefined)
      throw new RulesError(
        'BAD_PACK_FILE',
        `There is a pack "${pack.id}" already; to change it, say overrides.`,
        {
          file: `${folder}/pack.yml`,
        },
      );
    known.set(pack.id, pack);
    mountedIds.push(pack.id);
  }
  const ids = [...new Set([...BUILT_IN_PACK_IDS, ...known.keys()])];
  return {
    ids,
    mountedIds,
    choose: (wanted) =>
      [...new Set(wanted)].map((id) => {
        const data = find(id);
        if (data === undefined)
          throw new RulesError('NOT_FOUND', `There is no pack "${id}". Known: ${ids.join(', ')}.`);
        return compilePack(data);
      }),
  };
}

/** Pack folders at a mount point: the folder itself when it has a pack.yml, else each folder below that has one. */
export function findPackFolders(folder: string): readonly string[] {
  if (existsSync(`${folder}/pack.yml`)) return [folder];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(`${folder}/${entry.name}/pack.yml`))
      .map((entry) => `${folder}/${entry.name}`)
      .sort();
  } catch (cause) {
    throw new RulesError('BAD_PACK_FILE', 'The folder cannot be read.', { file: folder, cause });
  }
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

function readMounted(
  folder: string,
  find: (id: string) => PackData | undefined,
): { readonly pack: PackData; readonly isNew: boolean } {
  const files = readYamlFolder(folder);
  try {
    const pack = readDerivedPack(files, find);
    return { pack, isNew: readPackRelation(files.get('pack.yml') ?? '').kind === 'base' };
  } catch (cause) {
    // Readers know files by their path inside the pack; whoever mounted it has to know which pack.
    if (!(cause instanceof RulesError) || cause.file === undefined) throw cause;
    throw new RulesError(cause.code, cause.detail, {
      file: `${folder}/${cause.file}`,
      line: cause.line ?? 1,
      cause,
    });
  }
}

function readBuilt(id: (typeof BUILT_IN_PACK_IDS)[number]): PackData {
  const file = new URL(`./built/${id}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PackData;
  } catch (cause) {
    throw new RulesError('BAD_PACK_FILE', 'The built catalogue cannot be read; build it again.', {
      file: fileURLToPath(file),
      cause,
    });
  }
}
