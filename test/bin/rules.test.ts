import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../bin/main.ts';
import { renderEvidence } from '../../scanner/evidence/index.ts';
import { sealEvidence } from '../../scanner/evidence/seal.ts';
import { toEvidence } from '../../rules/testing/base-evidence.ts';
import { createHash } from 'node:crypto';

/** Runs a command line in this process and gives what it printed. */
async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const { log, error } = console;
  let out = '';
  let err = '';
  console.log = (text: unknown) => void (out += `${String(text)}\n`);
  console.error = (text: unknown) => void (err += `${String(text)}\n`);
  try {
    return { code: await main(argv), out, err };
  } finally {
    console.log = log;
    console.error = error;
  }
}

describe('appgov rules and judge with packs', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-packs-'));
    await mkdir(join(folder, 'lab'));
    await writeFile(join(folder, 'lab', 'pack.yml'), 'id: lab\noverrides: cn\nversion: "2"\n');
    const evidence = sealEvidence(toEvidence({}), (data) => createHash('sha256').update(data).digest('hex'));
    await writeFile(join(folder, 'evidence.json'), renderEvidence(evidence));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('lists the rules of every pack, or of those chosen', async () => {
    const all = await run('rules', 'list', '--json');
    assert.equal(all.code, 0);
    const packIds = new Set((JSON.parse(all.out) as { packId: string }[]).map((rule) => rule.packId));
    assert.deepEqual([...packIds].sort(), ['cn', 'gdpr', 'masvs', 'play']);
    const some = await run('rules', 'list', '--json', '--pack', 'masvs,play');
    const chosen = new Set((JSON.parse(some.out) as { packId: string }[]).map((rule) => rule.packId));
    assert.deepEqual([...chosen].sort(), ['masvs', 'play']);
  });

  it('judges saved evidence by the packs chosen, a folder among them, and the report says which', async () => {
    const out = join(folder, 'report.json');
    const { code } = await run(
      'judge',
      join(folder, 'evidence.json'),
      '--pack',
      `${join(folder, 'lab')},gdpr`,
      '--out',
      out,
    );
    assert.equal(code, 0);
    const { engine } = JSON.parse(await readFile(out, 'utf8')) as {
      engine: { packId: string; packs: readonly { version: string }[] };
    };
    assert.equal(engine.packId, 'cn,gdpr');
    assert.match(engine.packs[0]?.version ?? '', /\+lab\.2$/u);
  });

  it('says which file and line of a mounted pack is broken', async () => {
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken', 'pack.yml'), 'id: lab\noverrides: cn\nversion: 2\n');
    const { code, err } = await run('rules', 'list', '--pack', join(folder, 'broken'));
    assert.equal(code, 2);
    assert.match(err, /broken\/pack\.yml:3: Expected text/u);
  });

  it('names the packs there are when one is asked for that is not', async () => {
    const { code, err } = await run('rules', 'list', '--pack', 'fr');
    assert.equal(code, 2);
    assert.match(err, /no pack "fr".*cn, gdpr, masvs, play/u);
  });

  it('explains a rule of any pack', async () => {
    const { code, out } = await run('rules', 'explain', 'gdpr-clear-text', join(folder, 'evidence.json'));
    assert.equal(code, 0);
    assert.match(out, /gdpr-clear-text: cannot-tell/u);
  });
});
