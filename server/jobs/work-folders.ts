import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isGoneBeforeUs, newWorkerId } from './worker-id.ts';

/** This process among all that work in a data folder. One a process: who shares the process shares its fate. */
const OWNER = newWorkerId().replaceAll(':', '~');

type Seen = { readonly mtimeMs: number; readonly sinceMs: number };

/**
 * A folder of which every process uses a part of its own, named after the process: a part goes when its process is
 * gone, never because it looks old, as a clock that jumps makes everything look old. Processes of another machine
 * cannot be asked: they mark their part now and then, and it goes when it has stood unmarked for long by a clock
 * that nobody sets.
 */
export class WorkFolder {
  readonly #folder: string;
  readonly #unmarkedMs: number;
  readonly #steadyMs: () => number;
  readonly #seen = new Map<string, Seen>();

  private constructor(folder: string, unmarkedMs: number, steadyMs: () => number) {
    this.#folder = folder;
    this.#unmarkedMs = unmarkedMs;
    this.#steadyMs = steadyMs;
  }

  /**
   * `unmarkedMs`: how long a part of another machine may stand unmarked; many times the pause between two calls of
   * `sweep`. `steadyMs`: a clock that only goes forwards, from any beginning.
   */
  static async open(
    folder: string,
    unmarkedMs: number,
    steadyMs = (): number => performance.now(),
  ): Promise<WorkFolder> {
    const work = new WorkFolder(folder, unmarkedMs, steadyMs);
    await mkdir(work.own, { recursive: true });
    return work;
  }

  /** Where this process works. It exists. */
  get own(): string {
    return join(this.#folder, OWNER);
  }

  /** Marks the own part as in use, and removes what nobody uses any more. */
  async sweep(): Promise<void> {
    await mkdir(this.own, { recursive: true });
    const now = new Date();
    await utimes(this.own, now, now);
    const names = (await readdir(this.#folder)).filter((name) => name !== OWNER);
    for (const name of names) {
      if (!isGoneBeforeUs(name.replaceAll('~', ':')) && !(await this.#isForgotten(name))) continue;
      this.#seen.delete(name);
      await rm(join(this.#folder, name), { recursive: true, force: true });
    }
    for (const name of this.#seen.keys()) if (!names.includes(name)) this.#seen.delete(name);
  }

  /** Whether a part that is not of a process of this machine has long stood unmarked before our eyes. */
  async #isForgotten(name: string): Promise<boolean> {
    const found = await stat(join(this.#folder, name)).catch(() => undefined);
    if (found === undefined || isOfThisMachine(name)) return false;
    const before = this.#seen.get(name);
    if (before?.mtimeMs === found.mtimeMs) return this.#steadyMs() - before.sinceMs > this.#unmarkedMs;
    this.#seen.set(name, { mtimeMs: found.mtimeMs, sinceMs: this.#steadyMs() });
    return false;
  }
}

function isOfThisMachine(name: string): boolean {
  return name.split('~')[0] === OWNER.split('~')[0];
}
