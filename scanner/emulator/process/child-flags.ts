import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import type { ChildProgram } from '../../child-program.ts';
import { ENGINE_FLAGS } from '../../engine-flags.ts';

export type ChildPermissions = {
  /** Folders (with everything below) and files that the child may read; it may write nothing. */
  readonly readable: readonly string[];
  readonly heapMb: number;
};

/**
 * Node's own flags that take from a process what an app must never reach: the file system but for `readable`, child
 * processes, workers, internal bindings. Native add-ons stay allowed: the canvas is one. Node 20 has no flag against
 * the network; `deny-network.ts` closes that door from inside, and newer Nodes close it with the same flag.
 */
export function toChildFlags({ readable, heapMb }: ChildPermissions): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    permission,
    '--allow-addons',
    ...toReadFlags(readable),
    ...toHeapFlags(heapMb),
    '--disable-proto=delete',
    '--no-warnings',
  ];
}

/** Each scenario builds up a phone and drops it, about 40 MB: a heap that begins small is cleaned twice for each. */
const firstOldSpaceMb = 150;
const firstYoungSpaceMb = 8;

/**
 * V8's flags for a device. One thread collects garbage: helpers share the work of one scan out to other cores, but take a
 * quarter more time together, and have none to take it from where every core has a scan of its own. Of these flags V8's
 * code cache must know: it is made with those of the default heap.
 */
export function toHeapFlags(heapMb: number): string[] {
  return [
    `--max-old-space-size=${heapMb}`,
    `--initial-old-space-size=${Math.min(firstOldSpaceMb, heapMb)}`,
    `--min-semi-space-size=${firstYoungSpaceMb}`,
    '--single-threaded-gc',
    ...ENGINE_FLAGS,
  ];
}

export const defaultHeapMb = 700;

/** Where the code of this program lies: the folder of its bundles, and each folder of modules it can load from. */
export function toCodeFolders({ isSource, codeFolder: bundles }: ChildProgram): string[] {
  if (isSource) return [];
  const folders = [bundles];
  for (let folder = bundles; dirname(folder) !== folder; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) folders.push(modules);
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) folders.push(manifest);
  }
  return folders;
}

/**
 * What a child needs besides when it runs from TypeScript sources: the loader that compiles them starts a worker and a
 * child process, looks for settings all over the disk and keeps what it compiled. Nothing when it runs compiled, which
 * is how it meets apps.
 */
export function toSourceLoaderFlags({ isSource, loaderFlags }: ChildProgram): string[] {
  if (!isSource) return [];
  return [
    `--allow-fs-write=${join(tmpdir(), 'tsx-*')}`,
    '--allow-worker',
    '--allow-child-process',
    '--allow-fs-read=*',
    ...loaderFlags,
  ];
}

/**
 * Paths as they are written and as they are on disk; Node takes a folder with all that is below it. One that lies in
 * another, or comes twice, is left out: Node 20 aborts at a path that is the beginning of another one.
 */
function toReadFlags(paths: readonly string[]): string[] {
  const existing = paths.filter((path) => existsSync(path)).map((path) => resolve(path));
  const all = [...new Set(existing.flatMap((path) => [path, realpathSync(path)]))];
  return all
    .filter((path) => !all.some((other) => path.startsWith(other + sep)))
    .map((path) => `--allow-fs-read=${path}`);
}
