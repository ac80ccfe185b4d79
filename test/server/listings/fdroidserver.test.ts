import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { hasProgram, runCommand } from '../../support/run-command.ts';
import type { Client } from '../support/client.ts';
import { readSourceNow } from '../support/read-source.ts';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

const apps = fileURLToPath(new URL('../../fixtures/apps/', import.meta.url));
const offered = [
  ['com.example.meizhoucaipu', 'consent-early-read/violating.apk'],
  ['com.example.zhangdan', 'early-sms/violating.apk'],
] as const;
/** Most of the time is Java starting; what is compiled well is of no use to programs that end at once. */
const JAVA_OPTIONS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto';
const FDROID = 'exec "$(head -1 "$(command -v fdroid)" | cut -c3-)" "$(command -v fdroid)" "$@"';

type Listing = {
  readonly id: string;
  readonly packageName: string;
  readonly versionName: string;
  readonly versionCode?: number;
  readonly taken: string;
  readonly submissionId?: string;
};

describe('a repository made by fdroidserver', function () {
  this.timeout(120_000);
  let folder: string;
  let fingerprint: string;
  let site: StoreSite;
  let server: TestServer;
  let inspector: Client;

  before(async function () {
    if (!['fdroid', 'keytool', 'jarsigner'].every(hasProgram)) {
      console.log('skipped: fdroidserver or a JDK is not installed, so its repositories are not read');
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'appgov-fdroidserver-'));
    fingerprint = await makeRepository(folder);
    site = await openStoreSite();
    for (const name of readdirSync(join(folder, 'repo')).filter((file) =>
      /\.(?:apk|jar|json)$/u.test(file),
    )) {
      const body = readFileSync(join(folder, 'repo', name));
      site.pages.set(`/repo/${name}`, { body });
      if (name !== 'entry.jar') site.pages.set(`/old/repo/${name}`, { body });
    }
    server = await openTestServer({
      APPGOV_WORKERS: '0',
      APPGOV_FETCH_ALLOW_HOSTS: site.host,
      APPGOV_FETCH_INTERVAL_MS: '0',
    });
    inspector = await server.newPerson('inspector');
  });
  after(async () => {
    await server?.close();
    await site?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  /** Watches the repository at this path and reads it once. */
  async function read(id: string, path: string, key = fingerprint) {
    await inspector.call('POST', '/listing-sources', {
      json: {
        ...{ id, name: id, kind: 'fdroid', profile: 'static' },
        ...{ address: site.url + path, config: { fingerprint: key } },
      },
      expect: 201,
    });
    return readSourceNow(inspector, id);
  }

  for (const [version, id, path, index] of [
    ['2', 'newer', '/repo', '/repo/index-v2.json'],
    ['1', 'older', '/old/repo', '/old/repo/index-v1.jar'],
  ] as const)
    it(`is read by its signed index of version ${version}: versions, and packages by their hashes`, async () => {
      const source = await read(id, path);
      assert.equal(source.lastResult, 'done', source.lastError?.detail);
      assert.deepEqual(source.lastCounts, { seen: 2, added: 2, changed: 0, gone: 0, taken: 2, failed: 0 });
      assert.ok(site.served.includes(index), site.served.join(' '));
      const { body } = await inspector.call('GET', `/listings?source=${id}`, { expect: 200 });
      const listings = (body as { items: readonly Listing[] }).items;
      for (const [packageName, file] of offered) {
        const listing = listings.find((one) => one.packageName === packageName);
        assert.deepEqual(
          [listing?.versionName, listing?.versionCode, listing?.taken],
          ['1.0.0', 1, 'submitted'],
        );
        const submission = await inspector.call('GET', `/submissions/${listing?.submissionId}`, {
          expect: 200,
        });
        const sha256 = createHash('sha256')
          .update(readFileSync(join(apps, file)))
          .digest('hex');
        assert.equal((submission.body as { sha256: string }).sha256, sha256);
      }
    });

  it('is refused where it is signed by another key than the one that is expected', async () => {
    const source = await read('distrusted', '/repo', 'a'.repeat(64));
    assert.equal(source.lastError?.code, 'FEED_UNTRUSTED');
  });

  it('is refused where its index was changed after it was signed', async () => {
    const index = readFileSync(join(folder, 'repo', 'index-v2.json'), 'utf8');
    for (const name of ['entry.jar', 'index-v2.json'])
      site.pages.set(`/changed/repo/${name}`, {
        body:
          name === 'entry.jar' ? readFileSync(join(folder, 'repo', name)) : index.replace('1.0.0', '9.0.0'),
      });
    assert.equal((await read('changed', '/changed/repo')).lastError?.code, 'FEED_UNTRUSTED');
  });
});

/** A repository of the offered apps in `folder`/repo, signed by a new key; its certificate's SHA-256. */
async function makeRepository(folder: string): Promise<string> {
  mkdirSync(join(folder, 'repo'));
  for (const [packageName, file] of offered)
    cpSync(join(apps, file), join(folder, 'repo', `${packageName}.apk`));
  const env = { ...process.env, HOME: folder, JAVA_TOOL_OPTIONS: JAVA_OPTIONS };
  const run = async (program: string, args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await runCommand(program, args, { cwd: folder, env });
    assert.equal(code, 0, `${program}: ${stdout} ${stderr}`);
  };
  const key = ['-keystore', 'key.p12', '-storepass', 'fixture', '-alias', 'repo'];
  await run('keytool', ['-genkeypair', ...key, '-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=Fixture']);
  await run('keytool', ['-exportcert', ...key, '-file', 'certificate.der']);
  const config = {
    repo_url: 'https://repository.example/repo',
    repo_name: 'Fixture',
    repo_description: 'Fixture',
    keystore: 'key.p12',
    keystorepass: 'fixture',
    keypass: 'fixture',
    repo_keyalias: 'repo',
  };
  // JSON is YAML too; readable by nobody else, or the tool complains.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config), { mode: 0o600 });
  await run('sh', ['-c', FDROID, 'fdroid', 'update', '--create-metadata']);
  return createHash('sha256')
    .update(readFileSync(join(folder, 'certificate.der')))
    .digest('hex');
}
