import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';
import { parse } from 'yaml';
import { z } from 'zod';
import { readJudged } from './fixtures/apps/judged.ts';
import { hashSources, readSettings, sha256 } from './fixtures/apps/sources.ts';
import { needsRunning, renderSuiteDoc } from './fixtures/apps/suite-table.ts';
import { APPS_FOLDER, readTruth } from './fixtures/apps/truth.ts';

const run = promisify(execFile);
const truth = readTruth();
const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const dutyIds = z.array(z.looseObject({ id: z.string() }));
const typeKeys = z.looseObject({ types: z.array(z.looseObject({ key: z.string() })) });
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(PROJECT, file), 'utf8'));

describe('the suite of fixture apps', () => {
  it('has one entry in the truth table for each folder, and one folder for each entry', () => {
    const folders = readdirSync(APPS_FOLDER).filter((name) =>
      existsSync(join(APPS_FOLDER, name, 'app.properties')),
    );
    const pairs = [...new Set(truth.map((app) => app.pair))];
    assert.equal(new Set(truth.map((app) => app.app)).size, truth.length, 'a pair is listed twice');
    for (const app of truth)
      if (app.trouble === undefined)
        assert.equal(truth.filter((other) => other.pair === app.pair).length, 2, app.pair);
    assert.deepEqual([...pairs].sort(), folders.sort());
  });

  it('is built from the sources that lie beside it', () => {
    const built = readFileSync(join(APPS_FOLDER, 'built.tsv'), 'utf8').trim().split('\n').slice(1);
    const recorded = new Map(built.map((line) => [line.split('\t')[0], line]));
    const actual = truth.map(
      (app) => `${app.app}\t${hashSources(app.app)}\t${sha256(readFileSync(app.file))}`,
    );
    const stale = actual.filter((line) => recorded.get(line.split('\t')[0]) !== line);
    assert.deepEqual(
      stale.map((line) => line.split('\t')[0]),
      [],
      'run test/fixtures/apps/build.sh',
    );
    assert.equal(built.length, truth.length);
  });

  it('stays small enough to be kept in the repository', () => {
    const sizeBytes = truth.reduce((sum, app) => sum + statSync(app.file).size, 0);
    assert.ok(sizeBytes < 6_000_000, `${sizeBytes} bytes`);
  });

  it('has twins that differ in their code, their resources or their manifest', () => {
    const digests = new Set(truth.map((app) => sha256(readFileSync(app.file))));
    assert.equal(digests.size, truth.length);
  });

  it('speaks of duties, types and SDKs that the project knows', () => {
    const duties = new Set<string>();
    const folder = join(PROJECT, 'rules/duties/cn');
    for (const file of readdirSync(folder))
      for (const { id } of dutyIds.parse(parse(readFileSync(join(folder, file), 'utf8')))) duties.add(id);
    const types = new Set(
      typeKeys.parse(readJson('scanner/data/pi-taxonomy.json')).types.map(({ key }) => key),
    );
    const table = readFileSync(join(PROJECT, 'scanner/data/sdks.tsv'), 'utf8').split('\n');
    const sdks = new Set(table.map((line) => line.split('\t')[0]));
    for (const app of truth) {
      for (const duty of app.duties) assert.ok(duties.has(duty), `${app.app}: ${duty}`);
      for (const sdk of app.sdks) assert.ok(sdks.has(sdk), `${app.app}: ${sdk}`);
      const used = [...app.reads.map((read) => read.type), ...app.flows.map((flow) => flow.source)];
      for (const type of [...used, ...Object.keys(app.reach)])
        assert.ok(types.has(type), `${app.app}: ${type}`);
    }
  });

  it('has pairs enough, in every style, for what only running shows, as docs/suite.md says', () => {
    const running = truth.filter((app) => app.twin === 'violating' && needsRunning(app));
    assert.ok(running.length >= 40, `${running.length} pairs`);
    const doc = renderSuiteDoc(truth, readJudged());
    const withoutPair = [...doc.matchAll(/^\| ([^|]+) \| 0 \|/gm)].map(([, style]) => style);
    assert.deepEqual(withoutPair, [], 'styles without a pair');
    const kept = readFileSync(join(PROJECT, 'docs/suite.md'), 'utf8');
    assert.equal(kept, doc, 'run node --import tsx test/fixtures/apps/make-suite-doc.ts');
  });

  it('gives every package its own name', () => {
    const names = truth
      .filter((app) => app.twin === 'violating')
      .map((app) => readSettings(app.app)['package']);
    assert.equal(new Set(names).size, names.length);
  });

  it('says of each violating twin what is wrong, and nothing wrong of the complying one', () => {
    for (const app of truth) {
      const faults = [...app.problems, ...app.popups.flatMap((popup) => popup.reasons)];
      if (app.twin === 'complying') {
        assert.deepEqual(faults, [], app.app);
        assert.ok(
          !app.reads.some((read) => ['before-consent', 'after-refusal'].includes(read.phase)),
          app.app,
        );
        assert.ok(!Object.values(app.reach).includes('before-consent'), app.app);
        assert.ok(
          app.permissions.every((asked) => asked.onDenial === 'continues'),
          app.app,
        );
      }
    }
  });

  it('names each read by something that the code of the app holds', async () => {
    const wrong: string[] = [];
    for (const app of truth) {
      const dex = await readDex(app.file);
      const reads = [
        ...app.reads,
        ...app.featureReads.map((read) => ({ ...read, channel: channelOf(read.api) })),
      ];
      for (const read of reads) {
        const absent = traces(read.channel, read.api, app.style).filter((text) => !dex.includes(text));
        if (absent.length > 0) wrong.push(`${app.app}: ${read.api} (${absent.join(', ')})`);
      }
      if (app.twin === 'violating')
        for (const popup of app.popups) assert.ok(popup.reasons.length > 0, app.app);
    }
    assert.deepEqual(wrong, []);
  });

  it('has the package, SDK levels, permissions and launcher that its settings name, as aapt2 reads them', async function () {
    this.timeout(180_000);
    if (!(await isThere('aapt2', ['version']))) {
      console.log('skipped: aapt2 is not installed, so the manifests are not compared');
      this.skip();
    }
    for (const app of truth) {
      const { stdout } = await run('aapt2', ['dump', 'badging', app.file]);
      const settings = readSettings(app.app);
      const packageName = settings['package'] ?? '';
      const permissions = (settings['permissions'] ?? '').split(/\s+/).filter((name) => name !== '');
      assert.match(stdout, new RegExp(`^package: name='${packageName}'`), app.app);
      assert.match(
        stdout,
        new RegExp(`^(?:minSdkVersion|sdkVersion):'${settings['min'] ?? '24'}'$`, 'm'),
        app.app,
      );
      assert.match(stdout, new RegExp(`^targetSdkVersion:'${settings['target'] ?? '33'}'$`, 'm'), app.app);
      const launcher = packageName + (settings['launcher'] ?? '.MainActivity');
      assert.match(stdout, new RegExp(`^launchable-activity: name='${launcher}'`, 'm'), app.app);
      // aapt2 lists permissions that others imply twice: once as if declared, once as implied.
      const implied = namesOf(stdout, 'uses-implied-permission');
      const declared = namesOf(stdout, 'uses-permission').filter((name) => !implied.includes(name));
      assert.deepEqual(declared.sort(), [...permissions].sort(), app.app);
    }
  });

  it('carries signatures that apksigner accepts', async function () {
    this.timeout(180_000);
    if (!(await isThere('apksigner', ['version']))) {
      console.log('skipped: apksigner is not installed, so the signatures are not verified');
      this.skip();
    }
    // Each run starts a JVM; one app of each pair of SDK levels shows what the build script does for all of them.
    const byLevels = new Map(
      truth.map((app) => {
        const settings = readSettings(app.app);
        return [`${settings['min']}/${settings['target']}/${settings['obfuscate']}`, app.file] as const;
      }),
    );
    for (const file of byLevels.values()) await run('apksigner', ['verify', file]);
    assert.ok(byLevels.size >= 4);
  });
});

/** The code of an app as bytes in which ASCII names can be looked up. */
async function readDex(file: string): Promise<Buffer> {
  const entry = (await JSZip.loadAsync(readFileSync(file))).file('classes.dex');
  assert.ok(entry, file);
  return entry.async('nodebuffer');
}

function channelOf(api: string): 'content-uri' | 'api' {
  return api.startsWith('content:') ? 'content-uri' : 'api';
}

/** Strings that the bytecode must hold for a read to be what the table calls it. */
function traces(channel: string, api: string, style: readonly string[]): string[] {
  if (style.includes('reflection')) return ['forName'];
  if (channel === 'api' || channel === 'field') {
    const name = api.replace(/\(.*\)$/, '');
    const dot = name.lastIndexOf('.');
    return [
      `L${name.slice(0, dot).replaceAll('.', '/')};`.replace('/Settings/Secure', '/Settings$Secure'),
      name.slice(dot + 1),
    ];
  }
  if (channel === 'content-uri') return [];
  return api.split(' ').length > 2
    ? [api.split(' ')[0] ?? '']
    : [api.startsWith('getprop') ? 'getprop' : api];
}

function namesOf(badging: string, kind: string): string[] {
  const lines = badging.matchAll(new RegExp(`^${kind}: name='(?:android\\.permission\\.)?([^']+)'`, 'gm'));
  return [...lines].map((match) => match[1] ?? '');
}

async function isThere(command: string, parameters: string[]): Promise<boolean> {
  try {
    await run(command, parameters);
    return true;
  } catch {
    return false;
  }
}
