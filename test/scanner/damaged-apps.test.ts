import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { Evidence, SlotName } from '../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../scanner/package/index.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { APPS_FOLDER } from '../fixtures/apps/truth.ts';
import { writeZip } from '../support/package-zip-writer.ts';
import type { WrittenEntry } from '../support/package-zip-writer.ts';

const data = loadScannerData();
const folder = new URL('../fixtures/damaged/', import.meta.url);

async function scan(bytes: Uint8Array): Promise<Evidence> {
  const { evidence } = await scanPackage(memorySource(bytes), {
    fileName: 'damaged.apk',
    profile: 'static',
    engineVersion: '0.0.0',
    collectedAt: '2026-01-02T03:04:05Z',
    data,
    budget: unlimitedBudget(),
  });
  return evidence;
}

function slotsOf(evidence: Evidence, kind: 'present' | 'failed'): string[] {
  return Object.entries(evidence.slots).flatMap(([name, slot]) => (slot.kind === kind ? [name] : []));
}

/** Reads IMEI by reflection; its manifest names its Application and pages. */
const original = openPackage(
  memorySource(readFileSync(`${APPS_FOLDER}early-imei-reflection/violating.apk`)),
  'app.apk',
  unlimitedBudget(),
);
const files = new Map(original.base.entries().map((entry) => [entry.name, original.base.read(entry)]));

/** The app with some of its files replaced, and others added. */
function withFiles(changes: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: WrittenEntry[] = [...new Map([...files, ...Object.entries(changes)])].map(
    ([name, content]) => ({
      name,
      data: content,
    }),
  );
  return writeZip(entries);
}

function file(name: string): Uint8Array {
  const content = files.get(name);
  assert.ok(content, name);
  return content;
}

/** A file with four bytes of another value at an offset. */
function damaged(name: string, offset: number, value: number): Uint8Array {
  const bytes = Buffer.from(file(name));
  bytes.writeUInt32LE(value, offset);
  return bytes;
}

describe('files that once broke a reader', () => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.apk')))
    it(`${name} is scanned without a fault of ours`, async () => {
      const evidence = await scan(readFileSync(new URL(name, folder)));
      for (const [slot, value] of Object.entries(evidence.slots))
        if (value.kind === 'failed') assert.notEqual(value.code, 'INTERNAL', slot);
    });

  it('an odd offset hides no code', async () => {
    const { slots } = await scan(readFileSync(new URL('dex-at-odd-offset.apk', folder)));
    assert.ok(
      slots.apiCalls.kind === 'present' && slots.apiCalls.value.some(({ piType }) => piType === 'imei'),
    );
  });
});

describe('what can be read of a damaged app is reported, and the rest is a gap', () => {
  const second = 'classes2.dex';
  const cases: readonly (readonly [
    what: string,
    bytes: () => Uint8Array,
    present: readonly SlotName[],
    gap: string | undefined,
    failed: readonly SlotName[],
  ])[] = [
    [
      'a second dex file of noise: the first one is read',
      () => withFiles({ [second]: Buffer.alloc(4000, 0x5a) }),
      ['manifest', 'apiCalls', 'sdks', 'permissionUse'],
      'BROKEN_CODE',
      [],
    ],
    [
      'a method table that points outside the only dex file: manifest and signatures stand',
      () => withFiles({ 'classes.dex': damaged('classes.dex', 0x5c, 0x7fffffff) }),
      ['sample', 'manifest', 'nativeLibraries'],
      'BROKEN_CODE',
      [],
    ],
    [
      'string data cut off at its end: classes whose names are whole are read',
      () => withFiles({ 'classes.dex': file('classes.dex').subarray(0, file('classes.dex').length - 400) }),
      ['sample', 'manifest', 'code'],
      'BROKEN_CODE',
      [],
    ],
    [
      'a resource table of noise: the code is read',
      () => withFiles({ 'resources.arsc': Buffer.alloc(2000, 0x11) }),
      ['code', 'apiCalls'],
      'BROKEN_RESOURCES',
      [],
    ],
    [
      'a manifest of noise: the code is read',
      () => withFiles({ 'AndroidManifest.xml': Buffer.alloc(800, 0x22) }),
      ['sample', 'code', 'apiCalls', 'endpoints'],
      'COLLECTOR_FAILED',
      ['manifest', 'permissionUse'],
    ],
  ];
  for (const [what, bytes, present, gap, failed] of cases)
    it(what, async () => {
      const evidence = await scan(bytes());
      const there = slotsOf(evidence, 'present');
      for (const name of present) assert.ok(there.includes(name), `${name} is missing`);
      assert.deepEqual(
        failed.filter((name) => evidence.slots[name].kind !== 'failed'),
        [],
      );
      if (gap !== undefined)
        assert.ok(
          evidence.gaps.some(({ code }) => code === gap),
          evidence.gaps.map(({ code }) => code).join(' '),
        );
    });

  it('the first dex file’s reads are told beside a second one that is broken', async () => {
    const { slots } = await scan(withFiles({ [second]: Buffer.alloc(4000, 0x5a) }));
    assert.ok(
      slots.apiCalls.kind === 'present' && slots.apiCalls.value.some(({ piType }) => piType === 'imei'),
    );
    // Code that could not be read may use what nothing else does.
    assert.ok(slots.permissionUse.kind === 'present');
    for (const { use } of slots.permissionUse.value.requested)
      assert.ok(use === 'reachable' || use === 'cannot-tell' || use === 'untracked', use);
  });
});
