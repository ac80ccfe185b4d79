import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { WorkFolder } from '../../../server/jobs/work-folders.ts';

const UNMARKED_MS = 1000;
/** No process can have this number. */
const NO_PID = 2 ** 31 - 1;

describe('a folder that processes work in', () => {
  let folder: string;
  let steadyMs: number;
  let work: WorkFolder;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-work-'));
    steadyMs = 0;
    work = await WorkFolder.open(folder, UNMARKED_MS, () => steadyMs);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A process's part with a file in it, marked at a time. */
  async function begin(name: string, markedAtMs = Date.now()): Promise<string> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'out'), 'half a document');
    await utimes(join(folder, name), markedAtMs / 1000, markedAtMs / 1000);
    return name;
  }
  const parts = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => name !== basename(work.own));

  it('keeps what this process works on, however old the clock says that it is', async () => {
    await begin(basename(work.own), 0);
    const running = join(work.own, 'render');
    await mkdir(running);
    await utimes(running, 0, 0);
    steadyMs = 1e9;
    await work.sweep();
    assert.deepEqual((await readdir(work.own)).toSorted(), ['out', 'render']);
  });

  it('keeps what another living process of this machine works on', async () => {
    const other = await begin(`${hostname()}~${process.ppid}~1`, 0);
    await work.sweep();
    steadyMs = 2 * UNMARKED_MS;
    await work.sweep();
    assert.deepEqual(await parts(), [other]);
  });

  for (const [title, pid] of [
    ['a process that is gone', NO_PID],
    ['one before us that had our number', process.pid],
  ] as const) {
    it(`removes what ${title} left, at once and whatever the clock says`, async () => {
      await begin(`${hostname()}~${pid}~1`, Date.now() + 1e9);
      await work.sweep();
      assert.deepEqual(await parts(), []);
    });
  }

  it('keeps a part of another machine while it is marked, though the clock has jumped ahead', async () => {
    const other = await begin('elsewhere~1~1', 0);
    await work.sweep();
    for (let marked = 1; marked < 5; marked += 1) {
      steadyMs += 0.9 * UNMARKED_MS;
      await begin(other, marked * 1000);
      await work.sweep();
    }
    assert.deepEqual(await parts(), [other]);
  });

  it('removes a part of another machine, or of nobody, that has stood unmarked before our eyes', async () => {
    await begin('elsewhere~1~1');
    await begin('0a1b2c3d');
    await work.sweep();
    steadyMs = 0.9 * UNMARKED_MS;
    await work.sweep();
    assert.equal((await parts()).length, 2);
    steadyMs = 1.1 * UNMARKED_MS;
    await work.sweep();
    assert.deepEqual(await parts(), []);
  });
});
