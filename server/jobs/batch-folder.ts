import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { ServerError } from '../errors.ts';

const PACKAGE_NAME = /\.(?:apk|apks|xapk|apkm|aab)$/iu;
const MOST_FILES = 10_000;
const MOST_DEPTH = 8;

/**
 * The real path of something in the configured folder. Throws INVALID_INPUT where no folder is configured, where there
 * is nothing of that name, and where the name or a link on the way leads out of the folder.
 */
export async function resolveInside(folder: string | undefined, path: string): Promise<string> {
  if (folder === undefined)
    throw new ServerError('INVALID_INPUT', 'path: this server has no folder for batches');
  const root = await realpath(folder).catch(() => undefined);
  const found = await realpath(join(folder, path)).catch(() => undefined);
  if (root === undefined || found === undefined)
    throw new ServerError('INVALID_INPUT', 'path: there is no such file or folder');
  const inside = relative(root, found);
  if (isAbsolute(path) || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw new ServerError('INVALID_INPUT', 'path: it leads out of the folder for batches');
  return found;
}

/** Paths, below the configured folder, of the packages in one of its folders and below. */
export async function listPackages(folder: string | undefined, path: string): Promise<readonly string[]> {
  const start = await resolveInside(folder, path);
  const root = await realpath(folder ?? '');
  if ((await stat(start)).isFile()) return [relative(root, start)];
  const found: string[] = [];
  const walk = async (current: string, depth: number): Promise<void> => {
    if (depth > MOST_DEPTH) return;
    for (const entry of await readdir(current, { withFileTypes: true })) {
      const next = join(current, entry.name);
      if (entry.isDirectory()) await walk(next, depth + 1);
      else if (entry.isFile() && PACKAGE_NAME.test(entry.name)) found.push(relative(root, next));
      if (found.length > MOST_FILES)
        throw new ServerError('INVALID_INPUT', `path: more than ${MOST_FILES} packages`);
    }
  };
  await walk(start, 0);
  if (found.length === 0) throw new ServerError('INVALID_INPUT', 'path: there are no packages');
  return found.sort();
}
