import { readFileSync } from 'node:fs';
import { STATIC_COLLECTORS, STATIC_SLOTS, toScanInput } from '../../scanner/collectors/index.ts';
import type { ScannerData } from '../../scanner/data/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { ScanError } from '../../scanner/errors.ts';
import { toCanonicalJson } from '../../scanner/evidence/index.ts';
import {
  DEFAULT_CONFIG,
  memorySource,
  openPackage,
  readManifest,
  readXml,
  ResourceTable,
  verifySignatures,
} from '../../scanner/package/index.ts';
import type { AppPackage, ByteSource } from '../../scanner/package/index.ts';
import type { Budget } from '../../scanner/budget.ts';
import { readTruth } from '../fixtures/apps/truth.ts';
import { npmApkPath } from '../support/package-samples.ts';
import { writeZip } from '../support/package-zip-writer.ts';
import type { HotRange } from './mutate.ts';

/** What is damaged and how the damaged bytes are read. `read` throws what the reader throws. */
export type FuzzTarget = {
  readonly kind: 'zip' | 'manifest' | 'resources' | 'dex' | 'signature' | 'scan';
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly hot: readonly HotRange[];
  readonly read: (bytes: Uint8Array) => void;
};

export const MAX_RUN_MS = 10_000;
const MAX_DEX_BYTES = 110_000;
const MAX_ENTRY_BYTES = 64 * 1024;
const MAX_ENTRIES_READ = 40;
const MAX_IDS_READ = 1500;

/** Every target over the real apps that npm packages carry, and over the small apps of test/fixtures/apps. */
export function makeTargets(): readonly FuzzTarget[] {
  const data = loadScannerData();
  const settings = openNpm('settings');
  const manifest = inside(settings, 'AndroidManifest.xml');
  const smallDex = inside(settings, 'classes8.dex');
  const demos = openNpm('ApiDemos');
  return [
    ...(['uiautomator2-test', 'settings', 'ApiDemos'] as const).map((name) => zipTarget(name)),
    ...signatureTargets(),
    {
      kind: 'manifest',
      name: 'manifest of ApiDemos, read alone',
      bytes: inside(demos, 'AndroidManifest.xml'),
      hot: [{ from: 0, to: 64 }],
      read: (bytes) => void readXml(bytes, { file: 'AndroidManifest.xml', code: 'BAD_MANIFEST' }),
    },
    wrapped('manifest', 'manifest of settings, in an app', manifest, data, (bytes) => ({
      'AndroidManifest.xml': bytes,
      'classes.dex': smallDex,
      'resources.arsc': inside(openNpm('uiautomator2-test'), 'resources.arsc'),
    })),
    ...['settings', 'uiautomator2'].map((name): FuzzTarget => {
      const table = inside(openNpm(name), 'resources.arsc');
      return {
        kind: 'resources',
        name: `table of ${name}`,
        bytes: table,
        hot: tableHeads(table),
        read: readTable,
      };
    }),
    ...dexTargets(data, manifest),
    ...fixtureTargets(data),
  ];
}

/** Dex files of the real apps that are small enough, each in an app with the real manifest. */
function dexTargets(data: ScannerData, manifest: Uint8Array): FuzzTarget[] {
  return ['settings', 'uiautomator2', 'espresso', 'minicap'].flatMap((name) => {
    const pkg = openNpm(name);
    return pkg.base
      .dexEntries()
      .filter((entry) => entry.sizeBytes <= MAX_DEX_BYTES)
      .map((entry) => {
        const bytes = pkg.base.read(entry);
        return {
          ...wrapped('dex', `${entry.name} of ${name}`, bytes, data, (mutant) => ({
            'AndroidManifest.xml': manifest,
            'classes.dex': mutant,
          })),
          hot: dexTables(bytes),
        };
      });
  });
}

/** The fixture apps' code has consent steps, flows and stand-in SDKs, so that every pass has something to follow. */
function fixtureTargets(data: ScannerData): FuzzTarget[] {
  const every = 7;
  return readTruth()
    .filter((_, i) => i % every === 0)
    .map(({ app, file }): FuzzTarget => {
      const pkg = openBytes(readFileSync(file));
      const others = Object.fromEntries(
        pkg.base.entries().map((entry) => [entry.name, pkg.base.read(entry)]),
      );
      const bytes = inside(pkg, 'classes.dex');
      return {
        ...wrapped('scan', app, bytes, data, (mutant) => ({ ...others, 'classes.dex': mutant })),
        hot: dexTables(bytes),
      };
    });
}

/** The file is put into an app, and the app is collected as a scan does. */
function wrapped(
  kind: FuzzTarget['kind'],
  name: string,
  bytes: Uint8Array,
  data: ScannerData,
  toFiles: (bytes: Uint8Array) => Readonly<Record<string, Uint8Array>>,
): FuzzTarget {
  const read = (mutant: Uint8Array): void => {
    const entries = Object.entries(toFiles(mutant)).map(([file, content]) => ({
      name: file,
      data: content,
      method: 0,
    }));
    collectAll(openBytes(writeZip(entries)), data);
  };
  return { kind, name, bytes, hot: [{ from: 0, to: 128 }], read };
}

/** Runs every static collector. Throws the first fault of ours; else the last coded error, where there was one. */
export function collectAll(pkg: AppPackage, data: ScannerData): void {
  const input = toScanInput(pkg, data, timedBudget());
  let last: ScanError | undefined;
  for (const slot of STATIC_SLOTS) {
    try {
      toCanonicalJson(input.collected(STATIC_COLLECTORS[slot]));
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      if (error.code === 'INTERNAL') throw error.cause ?? error;
      last = error;
    }
  }
  if (last !== undefined) throw last;
}

/** Central directory, end record and what lies before them are damaged; the entries' data stand. */
function zipTarget(name: string): FuzzTarget {
  const apk = readFileSync(npmApkPath(name));
  const directory = apk.readUInt32LE(apk.byteLength - 6);
  const from = Math.max(0, directory - 4096);
  return {
    kind: 'zip',
    name: `tail of ${name}`,
    bytes: apk.subarray(from),
    hot: [
      { from: directory - from, to: directory - from + 400 },
      { from: apk.byteLength - from - 22, to: apk.byteLength - from },
    ],
    read: (tail) => readEntries(openPackage(overlay(apk, from, tail), `${name}.apk`, timedBudget())),
  };
}

/** Reads the manifest and a good number of small entries; throws the last coded error. */
function readEntries(pkg: AppPackage): void {
  const entries = pkg.base.entries().filter((entry) => entry.sizeBytes <= MAX_ENTRY_BYTES);
  const steps: readonly (() => unknown)[] = [
    () => readManifest(pkg, new Map()),
    () => pkg.base.dexEntries(),
    () => pkg.base.nativeLibraries(),
    ...entries.slice(0, MAX_ENTRIES_READ).map((entry) => () => pkg.base.read(entry)),
  ];
  throwLast(steps);
}

function signatureTargets(): FuzzTarget[] {
  const name = 'uiautomator2-test';
  const apk = readFileSync(npmApkPath(name));
  const idsig = readFileSync(`${npmApkPath(name)}.idsig`);
  const directory = apk.readUInt32LE(apk.byteLength - 6);
  // The block's own size stands before its magic at its end (APK Signing Block).
  const blockBytes = Number(apk.readBigUInt64LE(directory - 24)) + 8;
  const from = directory - blockBytes;
  const signedV1 = readTruth().find(({ file }) =>
    openBytes(readFileSync(file)).base.find('META-INF/MANIFEST.MF'),
  );
  return [
    {
      kind: 'signature',
      name: `signing block of ${name}`,
      bytes: apk.subarray(from, directory),
      hot: [{ from: 0, to: 400 }],
      read: (block) => {
        // A block of another length would move the directory, which is the zip target's damage.
        const same = Buffer.alloc(blockBytes);
        Buffer.from(block).copy(same);
        const mutant = Buffer.concat([apk.subarray(0, from), same, apk.subarray(directory)]);
        void verifySignatures(openBytes(mutant), timedBudget());
      },
    },
    {
      kind: 'signature',
      name: `idsig of ${name}`,
      bytes: idsig.subarray(0, 3000),
      hot: [{ from: 0, to: 200 }],
      read: (bytes) => void verifySignatures(openBytes(apk), timedBudget(), bytes),
    },
    ...(signedV1 === undefined ? [] : v1Targets(signedV1.app, readFileSync(signedV1.file))),
  ];
}

function v1Targets(app: string, apk: Uint8Array): FuzzTarget[] {
  const pkg = openBytes(apk);
  const files = Object.fromEntries(pkg.base.entries().map((entry) => [entry.name, pkg.base.read(entry)]));
  return Object.keys(files)
    .filter((name) => name.startsWith('META-INF/'))
    .map((name) => ({
      kind: 'signature',
      name: `${name} of ${app}`,
      bytes: files[name] ?? new Uint8Array(),
      hot: [],
      read: (bytes) => {
        const entries = Object.entries({ ...files, [name]: bytes }).map(([file, content]) => ({
          name: file,
          data: content,
        }));
        void verifySignatures(openBytes(writeZip(entries)), timedBudget());
      },
    }));
}

function readTable(bytes: Uint8Array): void {
  const table = new ResourceTable([{ bytes, file: 'resources.arsc' }]);
  const resources = table.configured(DEFAULT_CONFIG);
  let left = MAX_IDS_READ;
  for (const id of table.ids()) {
    if (left === 0) break;
    left -= 1;
    table.findName(id);
    table.variants(id);
    resources.findValue(id);
    resources.findBag(id);
  }
  table.findId('string', 'app_name');
}

/** The id tables of a dex file: string, type, proto, field and method ids, class definitions; and the header. */
function dexTables(bytes: Uint8Array): HotRange[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = [4, 4, 12, 8, 8, 32];
  const tables = sizes.map((size, i) => {
    const count = view.getUint32(0x38 + i * 8, true);
    const from = view.getUint32(0x3c + i * 8, true);
    return { from, to: from + count * size };
  });
  const data = { from: view.getUint32(0x6c, true), to: bytes.byteLength };
  return [{ from: 0x20, to: 0x70 }, ...tables, tables[5] ?? data, data];
}

/** Chunk headers lie everywhere in a table; the first kilobyte and the type chunks at the end are worth most. */
function tableHeads(bytes: Uint8Array): HotRange[] {
  return [
    { from: 0, to: 1024 },
    { from: Math.floor(bytes.byteLength * 0.6), to: bytes.byteLength },
  ];
}

function throwLast(steps: readonly (() => unknown)[]): void {
  let last: ScanError | undefined;
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      last = error;
    }
  }
  if (last !== undefined) throw last;
}

/** The file with its end replaced, without copying what stays. */
function overlay(base: Uint8Array, from: number, tail: Uint8Array): ByteSource {
  const sizeBytes = from + tail.byteLength;
  return {
    sizeBytes,
    read: (offset, size) => {
      const end = Math.min(offset + size, sizeBytes);
      if (end <= from) return base.subarray(offset, end);
      if (offset >= from) return tail.subarray(offset - from, end - from);
      return Buffer.concat([base.subarray(offset, from), tail.subarray(0, end - from)]);
    },
  };
}

function timedBudget(): Budget {
  return {
    deadlineMs: performance.now() + MAX_RUN_MS,
    signal: new AbortController().signal,
    nowMs: () => performance.now(),
    log: () => undefined,
  };
}

function openBytes(bytes: Uint8Array): AppPackage {
  return openPackage(memorySource(bytes), 'fuzz.apk', timedBudget());
}

const opened = new Map<string, AppPackage>();

function openNpm(name: string): AppPackage {
  const known = opened.get(name) ?? openBytes(readFileSync(npmApkPath(name)));
  opened.set(name, known);
  return known;
}

function inside(pkg: AppPackage, name: string): Uint8Array {
  const entry = pkg.base.find(name);
  if (entry === undefined) throw new Error(`${name} is missing`);
  return pkg.base.read(entry);
}
