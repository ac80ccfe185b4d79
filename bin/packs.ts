import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_PACK_ID, openPackShelf, type Pack } from '../rules/index.ts';

/**
 * The packs that `--pack` asks for: ids and folders, joined by commas or given several times; the China pack without
 * any. A folder is told from an id by its slash or by being there. A folder that changes a pack stands for that pack.
 */
export function choosePacks(given: readonly string[] | undefined): readonly Pack[] {
  const words = (given ?? [DEFAULT_PACK_ID]).flatMap((text) => text.split(','));
  const wanted = words.map((word) => word.trim()).filter((word) => word !== '');
  const folders = wanted.filter(isFolder);
  const shelf = openPackShelf(folders.map((folder) => resolve(folder)));
  return shelf.choose(
    wanted.map((word) => (isFolder(word) ? (shelf.mountedIds[folders.indexOf(word)] ?? word) : word)),
  );
}

/** Folders among the values of `--pack`. */
export function findFolders(given: readonly string[] | undefined): readonly string[] {
  return (given ?? []).flatMap((text) => text.split(',')).filter(isFolder);
}

function isFolder(word: string): boolean {
  return word.includes('/') || (statSync(word, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
