import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import type { SignatureFacts } from '../../../scanner/evidence/index.ts';
import { verifySignatures } from '../../../scanner/package/index.ts';
import { makeIdentity, signZip } from '../../support/package-signer.ts';
import type { BlockSpec, Identity } from '../../support/package-signer.ts';
import { writeXml } from '../../support/package-xml-writer.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import {
  askTool,
  inTemporaryFolder,
  needTool,
  npmApkPath,
  NPM_APKS,
  openBytes,
  runTool,
} from '../../support/package-samples.ts';

const plain = writeZip([
  {
    name: 'AndroidManifest.xml',
    data: writeXml({
      name: 'manifest',
      attributes: [{ name: 'package', value: 'com.example' }],
      children: [
        {
          name: 'uses-sdk',
          attributes: [
            { name: 'minSdkVersion', resourceId: 0x0101020c, value: 18 },
            { name: 'targetSdkVersion', resourceId: 0x01010270, value: 29 },
          ],
        },
      ],
    }),
  },
  // More than one chunk of digests.
  { name: 'assets/big', data: Buffer.alloc(2_500_000, 'appgov '), method: 0 },
]);

function verify(bytes: Uint8Array, idsig?: Uint8Array): SignatureFacts {
  return verifySignatures(openBytes(bytes), unlimitedBudget(), idsig);
}

/** `v2 v3:CODE,CODE`: every scheme found, with the codes of its problems. */
function outcome(facts: SignatureFacts): string {
  return facts.schemes
    .map(({ scheme, verified, problems }) => {
      assert.equal(verified, problems.length === 0);
      return verified ? scheme : `${scheme}:${problems.map((problem) => problem.split(':')[0]).join()}`;
    })
    .join(' ');
}

function flip(bytes: Buffer, offset: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
}

const uint = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
};

describe('verifySignatures', () => {
  const [old, next, rsa, other] = [
    makeIdentity('Old'),
    makeIdentity('Next'),
    makeIdentity('RSA', 'rsa'),
    makeIdentity('Other'),
  ];
  const rotation = { id: 0x559f8b02, value: uint(33) };
  const expectsV3 = { id: 0xbeeff00d, value: uint(3) };
  const forged: Identity = { ...next, privateKey: other.privateKey };
  const cases: readonly {
    readonly title: string;
    readonly specs: readonly BlockSpec[];
    readonly outcome: string;
  }[] = [
    { title: 'v2 with EC', specs: [{ scheme: 'v2', by: old }], outcome: 'v2' },
    { title: 'v2 with RSA', specs: [{ scheme: 'v2', by: rsa }], outcome: 'v2' },
    { title: 'v3', specs: [{ scheme: 'v3', by: old }], outcome: 'v3' },
    {
      title: 'v2 and v3',
      specs: [
        { scheme: 'v2', by: old, attributes: [expectsV3] },
        { scheme: 'v3', by: old },
      ],
      outcome: 'v2 v3',
    },
    {
      title: 'v3 with a lineage',
      specs: [
        { scheme: 'v2', by: old },
        { scheme: 'v3', by: next, lineage: [old, next] },
      ],
      outcome: 'v2 v3',
    },
    {
      title: 'v3.1 with a lineage',
      specs: [
        { scheme: 'v3', by: old, maxSdk: 32, attributes: [rotation] },
        { scheme: 'v3.1', by: next, minSdk: 33, lineage: [old, next] },
      ],
      outcome: 'v3 v3.1',
    },
    { title: 'a foreign key', specs: [{ scheme: 'v2', by: forged }], outcome: 'v2:SIGNATURE_MISMATCH' },
    {
      title: 'another certificate than the key',
      specs: [{ scheme: 'v2', by: { ...old, certificate: other.certificate } }],
      outcome: 'v2:PUBLIC_KEY_MISMATCH',
    },
    {
      title: 'an unknown algorithm',
      specs: [{ scheme: 'v2', by: { ...old, algorithmId: 0x9999 } }],
      outcome: 'v2:UNKNOWN_ALGORITHM',
    },
    {
      title: 'a key of another kind than the algorithm',
      specs: [{ scheme: 'v2', by: { ...old, algorithmId: 0x0103 } }],
      outcome: 'v2:SIGNATURE_MISMATCH',
    },
    {
      title: 'v3 taken away',
      specs: [{ scheme: 'v2', by: old, attributes: [expectsV3] }],
      outcome: 'v2:STRIPPED',
    },
    {
      title: 'v3.1 taken away',
      specs: [{ scheme: 'v3', by: old, attributes: [rotation] }],
      outcome: 'v3:STRIPPED',
    },
    {
      title: 'v3.1 from another SDK than announced',
      specs: [
        { scheme: 'v3', by: old, attributes: [rotation] },
        { scheme: 'v3.1', by: next, minSdk: 34, lineage: [old, next] },
      ],
      outcome: 'v3:ROTATION_SDK_MISMATCH v3.1',
    },
    {
      title: 'v3.1 without v3',
      specs: [{ scheme: 'v3.1', by: next, minSdk: 33 }],
      outcome: 'v3.1:MISSING_V3',
    },
    {
      title: 'different signers in v2 and v3',
      specs: [
        { scheme: 'v2', by: other },
        { scheme: 'v3', by: old },
      ],
      outcome: 'v2 v3:SIGNERS_DIFFER',
    },
    {
      title: 'a lineage that ends elsewhere',
      specs: [{ scheme: 'v3', by: next, lineage: [old, other] }],
      outcome: 'v3:LINEAGE_END',
    },
    {
      title: 'a lineage that is not signed',
      specs: [{ scheme: 'v3', by: next, lineage: [{ ...old, privateKey: other.privateKey }, next] }],
      outcome: 'v3:LINEAGE_SIGNATURE_MISMATCH',
    },
    {
      title: 'an SDK range upside down',
      specs: [{ scheme: 'v3', by: old, minSdk: 30, maxSdk: 29 }],
      outcome: 'v3:SDK_RANGES',
    },
  ];
  for (const each of cases) {
    it(`answers "${each.outcome}" for ${each.title}`, () => {
      assert.equal(outcome(verify(signZip(plain, each.specs))), each.outcome);
    });
  }

  it('finds nothing in an unsigned APK', () => {
    assert.deepEqual(verify(plain), { signers: [], schemes: [], lineage: [] });
  });

  it('tells certificates by scheme and the lineage from the oldest on', () => {
    const facts = verify(
      signZip(plain, [
        { scheme: 'v2', by: old },
        { scheme: 'v3', by: next, lineage: [old, next] },
      ]),
    );
    assert.deepEqual(
      facts.signers.map(({ subject, schemes }) => [subject, schemes]),
      [
        ['CN=Old', ['v2']],
        ['CN=Next', ['v3']],
      ],
    );
    assert.deepEqual(
      facts.lineage,
      facts.signers.map(({ sha256 }) => sha256),
    );
    assert.equal(facts.signers[0]?.notBefore, '2024-01-01T00:00:00Z');
    assert.equal(facts.signers[0]?.notAfter, '2054-01-01T00:00:00Z');
    assert.deepEqual(
      [facts.signers[0]?.publicKey.algorithm, facts.signers[0]?.publicKey.sizeBits],
      ['EC', 256],
    );
  });

  const signed = signZip(plain, [{ scheme: 'v2', by: old }]);
  const blockAt = plain.readUInt32LE(plain.byteLength - 6);
  const tampered: readonly [where: string, offset: number, outcome: string][] = [
    ['the first entry', 40, 'v2:DIGEST_MISMATCH'],
    ['the last chunk of the content', blockAt - 1, 'v2:DIGEST_MISMATCH'],
    [
      'the time stamps of the central directory',
      signed.byteLength - 22 - 46 - 'assets/big'.length + 12,
      'v2:DIGEST_MISMATCH',
    ],
    ['the size of the signing block', blockAt, 'v2:MALFORMED'],
    ['the length of the signers', blockAt + 8 + 8 + 4, 'v2:MALFORMED'],
  ];
  for (const [where, offset, expected] of tampered) {
    it(`answers "${expected}" when one bit of ${where} is changed`, () => {
      assert.equal(outcome(verify(flip(signed, offset))), expected);
    });
  }

  it('sees the same APK with its signing block removed as unsigned', () => {
    assert.equal(outcome(verify(plain)), '');
  });

  for (const { name, path } of NPM_APKS) {
    it(`agrees with apksigner verify on ${name}`, function () {
      needTool(this, 'apksigner');
      this.timeout(120_000);
      compareWithApksigner(path);
    });
  }

  const real: readonly [name: string, outcome: string][] = [
    ['ApiDemos', 'v1 v2'],
    ['settings', 'v2'],
    ['uiautomator2-test', 'v1 v2 v3'],
    ['espresso', 'v2'],
    ['minicap', 'v1 v2'],
  ];
  for (const [name, expected] of real) {
    it(`answers "${expected}" for ${name}`, () => {
      assert.equal(outcome(verify(readFileSync(npmApkPath(name)))), expected);
    });
  }

  it('notices one changed bit in a real APK by every scheme', () => {
    const bytes = readFileSync(npmApkPath('uiautomator2-test'));
    const { localHeaderOffset } = openBytes(bytes).base.find('AndroidManifest.xml') ?? assert.fail();
    assert.match(
      outcome(verify(flip(bytes, localHeaderOffset + 200))),
      /^v1:(?:DIGEST_MISMATCH|UNREADABLE) v2:DIGEST_MISMATCH v3:DIGEST_MISMATCH$/u,
    );
  });

  it('verifies the v4 signature beside a real APK, and refuses it beside another', () => {
    const path = npmApkPath('uiautomator2-test');
    const idsig = readFileSync(`${path}.idsig`);
    assert.match(outcome(verify(readFileSync(path), idsig)), / v4$/u);
    assert.match(
      outcome(verify(readFileSync(npmApkPath('settings')), idsig)),
      /v4:DIGEST_MISMATCH,APK_DIGEST_MISMATCH,SIGNERS_DIFFER$|v4:SIGNATURE_MISMATCH,DIGEST_MISMATCH,APK_DIGEST_MISMATCH,SIGNERS_DIFFER$/u,
    );
  });

  const keys: readonly [name: string, options: string[]][] = [
    [
      'rsa2048',
      ['-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=First, OU="A, B", O="Example + Co", C=CN'],
    ],
    ['rsa4096', ['-keyalg', 'RSA', '-keysize', '4096', '-dname', 'CN=应用 治理, ST=Beijing, C=CN']],
    ['ec', ['-keyalg', 'EC', '-keysize', '384', '-dname', 'CN=EC']],
    ['dsa', ['-keyalg', 'DSA', '-keysize', '2048', '-dname', 'CN=DSA']],
  ];
  it('agrees with apksigner on APKs signed anew in every way', async function () {
    needTool(this, 'apksigner', 'keytool');
    this.timeout(600_000);
    await inTemporaryFolder((folder) => {
      const store = join(folder, 'keys.p12');
      const plainPath = join(folder, 'plain.apk');
      writeFileSync(plainPath, plain);
      const pass = ['-storepass', 'secret', '-keypass', 'secret'];
      for (const [alias, options] of keys)
        runTool('keytool', [
          '-genkeypair',
          '-keystore',
          store,
          '-storetype',
          'PKCS12',
          ...pass,
          '-alias',
          alias,
          '-validity',
          '9000',
          ...options,
        ]);
      const by = (alias: string): string[] => [
        '--ks',
        store,
        '--ks-key-alias',
        alias,
        '--ks-pass',
        'pass:secret',
      ];
      const schemes = (...on: number[]): string[] =>
        [1, 2, 3, 4].flatMap((scheme) => [`--v${scheme}-signing-enabled`, String(on.includes(scheme))]);
      const lineage = join(folder, 'lineage');
      runTool('apksigner', [
        'rotate',
        '--out',
        lineage,
        '--old-signer',
        ...by('rsa2048'),
        '--new-signer',
        ...by('ec'),
      ]);
      const variants: readonly [name: string, args: string[]][] = [
        ['v1-sha1', [...schemes(1), '--min-sdk-version', '14', ...by('rsa2048')]],
        ['v1-dsa', [...schemes(1), '--min-sdk-version', '21', ...by('dsa')]],
        ['v1-v2', [...schemes(1, 2), ...by('rsa2048'), '--next-signer', ...by('ec')]],
        ['v2-sha512', [...schemes(2), ...by('rsa4096')]],
        ['all', [...schemes(1, 2, 3, 4), ...by('ec')]],
        [
          'rotated',
          [...schemes(1, 2, 3), '--lineage', lineage, ...by('rsa2048'), '--next-signer', ...by('ec')],
        ],
      ];
      for (const [name, args] of variants) {
        const apk = join(folder, `${name}.apk`);
        // The real APK targets an Android that wants more than v1.
        const source = name.startsWith('v1') ? plainPath : npmApkPath('uiautomator2-test');
        runTool('apksigner', ['sign', '--out', apk, ...args, source]);
        // DSA over SHA-256 came with Android 5.
        compareWithApksigner(apk, name === 'v1-dsa' ? 21 : 18);
      }
      const old = join(folder, 'v1-only.apk');
      runTool('apksigner', [
        'sign',
        '--out',
        old,
        ...schemes(1),
        ...by('rsa2048'),
        npmApkPath('uiautomator2-test'),
      ]);
      assert.equal(outcome(verify(readFileSync(old))), 'v1:NEEDS_V2');
      assert.notEqual(askTool('apksigner', ['verify', old]).code, 0);
      const rotated = verify(readFileSync(join(folder, 'rotated.apk')));
      assert.equal(rotated.lineage.length, 2);
      assert.equal(outcome(rotated), 'v1 v2 v3');

      // What the signer promised and a thief took away.
      const whole = readFileSync(join(folder, 'v1-v2.apk'));
      const stripped = withoutSigningBlock(whole);
      assert.equal(outcome(verify(stripped)), 'v1:STRIPPED,STRIPPED');
      const v1 = readFileSync(join(folder, 'v1-sha1.apk'));
      const big = openBytes(v1).base.find('assets/big') ?? assert.fail();
      assert.match(outcome(verify(flip(v1, big.localHeaderOffset + 500))), /^v1:DIGEST_MISMATCH/u);
      for (const [name, bytes] of [
        ['stripped', stripped],
        ['flipped', flip(v1, big.localHeaderOffset + 500)],
      ] as const) {
        writeFileSync(join(folder, `${name}.apk`), bytes);
        assert.notEqual(
          askTool('apksigner', ['verify', '--min-sdk-version', '18', join(folder, `${name}.apk`)]).code,
          0,
        );
      }
    });
  });

  it('agrees with apksigner on APKs signed by these tests', async function () {
    needTool(this, 'apksigner');
    this.timeout(120_000);
    await inTemporaryFolder((folder) => {
      const path = join(folder, 'signed.apk');
      writeFileSync(
        path,
        signZip(plain, [
          { scheme: 'v2', by: old },
          { scheme: 'v3', by: next, lineage: [old, next] },
        ]),
      );
      const told = askTool('apksigner', ['verify', '-v', '--min-sdk-version', '24', path]);
      assert.match(told.output, /v2 scheme .*: true/u);
      assert.match(told.output, /v3 scheme .*: true/u);
    });
  });
});

/** Puts our answer beside apksigner's: overall, for each scheme, and for each certificate. */
function compareWithApksigner(path: string, leastSdk = 18): void {
  const idsigPath = `${path}.idsig`;
  const idsig = existsSync(idsigPath) ? readFileSync(idsigPath) : undefined;
  const facts = verify(readFileSync(path), idsig);
  // The level from which each scheme is looked at: the lowest makes apksigner look at every scheme that is there.
  const has = (scheme: string): boolean => facts.schemes.some((each) => each.scheme === scheme);
  const minSdk = has('v1') ? leastSdk : has('v2') ? 24 : 28;
  const args = ['verify', '-v', '--print-certs', '--min-sdk-version', String(minSdk)];
  if (idsig !== undefined) args.push('--v4-signature-file', idsigPath);
  const { code, output } = askTool('apksigner', [...args, path]);
  assert.equal(
    facts.schemes.every(({ verified }) => verified) && facts.schemes.length > 0,
    code === 0,
    output.slice(0, 2000),
  );
  for (const match of output.matchAll(/^Verified using (v\d) scheme .*: (true|false)$/gmu)) {
    const mine = facts.schemes.find(({ scheme }) => scheme === match[1]);
    // apksigner looks at v2 only where no v3 signature replaces it for all its SDK range.
    if (mine !== undefined || match[2] === 'true')
      assert.equal(String(mine?.verified), match[2], `${match[1]} of ${path}\n${outcome(facts)}`);
  }
  const all = (pattern: RegExp): string[] =>
    [...output.matchAll(pattern)].map((match) => match[1] ?? '').sort();
  const newest = facts.schemes.findLast(({ scheme }) => scheme !== 'v4')?.scheme;
  const signers = facts.signers.filter(({ schemes }) => newest !== undefined && schemes.includes(newest));
  const mine = (pick: (signer: SignatureFacts['signers'][number]) => string): string[] =>
    signers.map(pick).sort();
  assert.deepEqual(
    mine(({ subject }) => subject),
    all(/certificate DN: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ sha256 }) => sha256),
    all(/certificate SHA-256 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ sha1 }) => sha1),
    all(/certificate SHA-1 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ md5 }) => md5),
    all(/certificate MD5 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ publicKey }) => publicKey.sha256),
    all(/public key SHA-256 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ publicKey }) => publicKey.sha1),
    all(/public key SHA-1 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ publicKey }) => publicKey.md5),
    all(/public key MD5 digest: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ publicKey }) => publicKey.algorithm),
    all(/key algorithm: (.*)$/gmu),
  );
  assert.deepEqual(
    mine(({ publicKey }) => String(publicKey.sizeBits)),
    all(/key size \(bits\): (.*)$/gmu),
  );
}

function withoutSigningBlock(apk: Buffer): Buffer {
  const end = apk.byteLength - 22;
  const directory = apk.readUInt32LE(end + 16);
  const size = Number(apk.readBigUInt64LE(directory - 24)) + 8;
  const tail = Buffer.from(apk.subarray(directory));
  tail.writeUInt32LE(directory - size, tail.byteLength - 6);
  return Buffer.concat([apk.subarray(0, directory - size), tail]);
}
