import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { toEvidencePackage, verifyPackage } from '../../../reports/index.ts';
import type { PackageContent } from '../../../reports/index.ts';
import { readFixtureAttachments, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const EVIDENCE = new TextEncoder().encode('{"seal":"x"}\n');

function content(): PackageContent {
  return {
    report: toFixtureReport(),
    evidenceJson: EVIDENCE,
    attachments: readFixtureAttachments(),
    lang: 'zh-CN',
  };
}

/** A package with its zip changed. */
async function tampered(change: (zip: JSZip) => void): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(await toEvidencePackage(content()));
  change(zip);
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

describe('the evidence package', () => {
  it('holds report, evidence, page, attachments and a manifest over them', async () => {
    const { intact, manifest, evidenceJson } = await verifyPackage(await toEvidencePackage(content()));
    assert.equal(intact, true);
    assert.deepEqual(
      manifest?.files.map((file) => file.path),
      [
        'attachments/ad.png',
        'attachments/consent.png',
        'attachments/home.png',
        'attachments/icon.png',
        'evidence.json',
        'report.html',
        'report.json',
      ],
    );
    assert.deepEqual(evidenceJson, EVIDENCE);
  });

  it('gives the same bytes for the same content', async () => {
    const [one, two] = [await toEvidencePackage(content()), await toEvidencePackage(content())];
    assert.ok(Buffer.from(one).equals(Buffer.from(two)));
  });

  it('leaves out a picture that is not the one the evidence recorded', async () => {
    const attachments = new Map([...readFixtureAttachments(), ['ad.png', EVIDENCE]]);
    const { manifest } = await verifyPackage(await toEvidencePackage({ ...content(), attachments }));
    assert.ok(!manifest?.files.some((file) => file.path.endsWith('ad.png')));
  });

  const names: readonly string[] = [
    '../x',
    '/x',
    'a//b',
    'a/../b',
    'C:x',
    'a\\b',
    'a\nb',
    '',
    'MANIFEST.json',
  ];
  for (const name of names)
    it(`refuses to pack a file named ${JSON.stringify(name)}`, async () => {
      const extra = new Map([[name, EVIDENCE]]);
      await assert.rejects(toEvidencePackage({ ...content(), extra }), { code: 'BAD_PACKAGE' });
    });

  it('refuses two files of one name', async () => {
    const extra = new Map([['report.json', EVIDENCE]]);
    await assert.rejects(toEvidencePackage({ ...content(), extra }), { code: 'BAD_PACKAGE' });
  });
});

describe('verifyPackage', () => {
  const cases: readonly (readonly [string, (zip: JSZip) => void, readonly (readonly [string, string])[]])[] =
    [
      [
        'a changed file',
        (zip) => zip.file('attachments/ad.png', 'other'),
        [['mismatch', 'attachments/ad.png']],
      ],
      [
        'one byte changed, the size kept',
        (zip) => zip.file('evidence.json', '{"seal":"y"}\n'),
        [['mismatch', 'evidence.json']],
      ],
      ['a missing file', (zip) => zip.remove('report.html'), [['missing', 'report.html']]],
      ['an extra file', (zip) => zip.file('note.txt', 'x'), [['extra', 'note.txt']]],
      ['no manifest', (zip) => zip.remove('MANIFEST.json'), [['bad-manifest', 'MANIFEST.json']]],
      [
        'a manifest that is not JSON',
        (zip) => zip.file('MANIFEST.json', '{'),
        [['bad-manifest', 'MANIFEST.json']],
      ],
      [
        'a manifest of another shape',
        (zip) => zip.file('MANIFEST.json', '{"schemaVersion":1,"evidenceSeal":"","files":[{"path":1}]}'),
        [['bad-manifest', 'MANIFEST.json']],
      ],
      [
        'a file grown far beyond its size',
        (zip) => zip.file('report.json', new Uint8Array(20_000_000)),
        [['mismatch', 'report.json']],
      ],
      [
        'several things at once',
        (zip) => zip.file('note.txt', 'x').remove('report.html').file('evidence.json', '{"seal":"z"}\n'),
        [
          ['extra', 'note.txt'],
          ['mismatch', 'evidence.json'],
          ['missing', 'report.html'],
        ],
      ],
    ];
  for (const [title, change, expected] of cases)
    it(`finds ${title}`, async () => {
      const { intact, problems } = await verifyPackage(await tampered(change));
      assert.equal(intact, false);
      assert.deepEqual(
        problems.map(({ kind, file }) => [kind, file]),
        expected,
      );
    });

  it('finds a name that climbs out of the folder', async () => {
    const bytes = await tampered((zip) => zip.file('../evil.txt', 'x'));
    const { problems } = await verifyPackage(bytes);
    assert.ok(problems.some(({ kind, file }) => kind === 'unsafe-name' && file === '../evil.txt'));
  });

  it('finds a second entry of the same name, which other programs would read instead', async () => {
    const twice = await tampered((zip) => zip.file('evidence.jsoN', 'other'));
    const bytes = Buffer.from(twice);
    for (let at = bytes.indexOf('evidence.jsoN'); at !== -1; at = bytes.indexOf('evidence.jsoN', at))
      bytes.write('evidence.json', at, 'latin1');
    const { problems } = await verifyPackage(bytes);
    assert.ok(problems.some(({ kind }) => kind === 'duplicate'));
  });

  it('finds damage in the compressed bytes, and throws for nothing', async () => {
    const bytes = await toEvidencePackage(content());
    for (let at = 60; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const verdict = await verifyPackage(damaged);
      assert.equal(typeof verdict.intact, 'boolean');
    }
    for (const length of [0, 10, 22, 1000, bytes.length - 1])
      assert.equal((await verifyPackage(bytes.slice(0, length))).intact, false);
  });
});
