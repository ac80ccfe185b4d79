import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../bin/main.ts';
import {
  SIGNATURE_NAME,
  checkSignature,
  findPublicKey,
  signManifest,
  toEvidencePackage,
  verifyPackage,
} from '../../../reports/index.ts';
import { addZipEntry, openSigningKey } from '../../../server/signing/index.ts';
import type { SigningKey } from '../../../server/signing/index.ts';
import { readFixtureAttachments, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

describe('the signature of an evidence package', () => {
  let folder: string;
  let key: SigningKey;
  let packagePath: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-signing-'));
    key = await openSigningKey(join(folder, 'keys', 'key.pem'));
    packagePath = join(folder, 'package.zip');
    const evidenceJson = Buffer.from('{}');
    const attachments = readFixtureAttachments();
    const bytes = await toEvidencePackage({
      report: toFixtureReport(),
      evidenceJson,
      attachments,
      lang: 'en',
    });
    await writeFile(packagePath, bytes);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function sign(by = key): Promise<void> {
    const manifest = await findManifest();
    await addZipEntry(
      packagePath,
      SIGNATURE_NAME,
      Buffer.from(signManifest(manifest, by.privateKey, by.keyId)),
    );
  }

  async function findManifest(): Promise<Uint8Array> {
    const { default: JSZip } = await import('jszip');
    const zip = await JSZip.loadAsync(await readFile(packagePath));
    return (await zip.file('MANIFEST.json')?.async('uint8array')) ?? assert.fail('there is a manifest');
  }

  async function writeKey(text: string): Promise<string> {
    const path = join(folder, 'public');
    await writeFile(path, text);
    return path;
  }

  it('is added to the zip without touching what is in it, and is good by the public key', async () => {
    const before = await verifyPackage(await readFile(packagePath));
    await sign();
    const verdict = await verifyPackage(await readFile(packagePath));
    assert.deepEqual([verdict.problems, verdict.fileCount], [[], before.fileCount]);
    assert.ok(verdict.signed);
    for (const text of [
      key.publicPem,
      JSON.stringify(key.publicJwk),
      JSON.stringify({ jwk: key.publicJwk, kid: key.keyId, pem: key.publicPem }),
    ]) {
      const found = findPublicKey(text);
      assert.ok(found);
      const { jws, manifestBytes }: { jws: string; manifestBytes: Uint8Array } = verdict.signed;
      assert.equal(checkSignature(jws, manifestBytes, found.key, found.keyId).kind, 'good');
    }
  });

  it('is checked on the command line by whoever has the package and the key', async () => {
    const publicKey = await writeKey(key.publicPem);
    assert.equal(await main(['verify', packagePath, '--key', publicKey]), 1, 'not signed yet');
    await sign();
    assert.equal(await main(['verify', packagePath, '--key', publicKey]), 0);
    assert.equal(await main(['verify', packagePath]), 0);
    const stranger = await openSigningKey(join(folder, 'other.pem'));
    assert.equal(await main(['verify', packagePath, '--key', await writeKey(stranger.publicPem)]), 1);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    assert.equal(await main(['verify', packagePath, '--key', await writeKey(rsa.toString())]), 64);
  });

  it('is good for one manifest only', () => {
    const jws = signManifest(Buffer.from('a'), key.privateKey, key.keyId);
    const publicKey = findPublicKey(key.publicPem)?.key;
    assert.ok(publicKey);
    assert.equal(checkSignature(jws, Buffer.from('a'), publicKey).kind, 'good');
    assert.equal(checkSignature(jws, Buffer.from('b'), publicKey).kind, 'bad');
  });

  for (const [what, header] of [
    ['no algorithm', { alg: 'none', kid: 'x' }],
    ['an algorithm of shared secrets', { alg: 'HS256', kid: 'x' }],
    ['a demand that nobody here knows', { alg: 'EdDSA', kid: 'x', crit: ['b64'] }],
  ] as const) {
    it(`is bad where its header names ${what}`, () => {
      const manifest = Buffer.from('a');
      const signature = signManifest(manifest, key.privateKey, key.keyId).split('.')[2] ?? '';
      const head = Buffer.from(JSON.stringify(header)).toString('base64url');
      const publicKey = findPublicKey(key.publicPem)?.key;
      assert.ok(publicKey);
      const jws = `${head}.${manifest.toString('base64url')}.${signature}`;
      assert.equal(checkSignature(jws, manifest, publicKey).kind, 'bad');
    });
  }

  it('comes from a key that is made once and that its owner alone may read', async () => {
    const file = join(folder, 'keys', 'key.pem');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const [second, third] = await Promise.all([openSigningKey(file), openSigningKey(file)]);
    assert.deepEqual([second.keyId, third.keyId], [key.keyId, key.keyId]);
    const fresh = join(folder, 'fresh', 'key.pem');
    const made = await Promise.all([openSigningKey(fresh), openSigningKey(fresh)]);
    assert.equal(new Set(made.map(({ keyId }) => keyId)).size, 1);
    await writeFile(join(folder, 'bad.pem'), 'nothing');
    await assert.rejects(openSigningKey(join(folder, 'bad.pem')), { code: 'BAD_CONFIG' });
  });
});
