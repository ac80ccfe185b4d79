import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { ScanError } from '../../../scanner/errors.ts';
import { memorySource, ZipArchive } from '../../../scanner/package/index.ts';
import type { AnomalyCode, ZipLimits } from '../../../scanner/package/index.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import type { WrittenEntry, ZipOptions } from '../../support/package-zip-writer.ts';

const hello: WrittenEntry = { name: 'hello.txt', data: 'Hello, hello, hello!' };

function open(entries: readonly WrittenEntry[], options?: ZipOptions): ZipArchive {
  return new ZipArchive(memorySource(writeZip(entries, options)), 'test.zip');
}

function readText(archive: ZipArchive, name: string): string {
  const entry = archive.find(name);
  assert.ok(entry, `${name} is missing`);
  return Buffer.from(archive.read(entry)).toString();
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ScanError, String(error));
    assert.equal(typeof error.offsetBytes, 'number', `${error.code} tells no offset`);
    return error.code;
  }
  return 'no error';
}

describe('ZipArchive', () => {
  it('reads stored and deflated entries', () => {
    const archive = open([hello, { name: 'stored', data: 'abc', method: 0 }]);
    assert.equal(readText(archive, 'hello.txt'), hello.data);
    assert.equal(readText(archive, 'stored'), 'abc');
    assert.deepEqual(archive.anomalies.list, []);
  });

  const tolerated: readonly {
    readonly title: string;
    readonly entries: readonly WrittenEntry[];
    readonly options?: ZipOptions;
    readonly anomaly?: AnomalyCode;
    readonly text?: string;
  }[] = [
    { title: 'an archive comment', entries: [hello], options: { comment: 'signed by nobody' } },
    { title: 'zip64 records', entries: [hello], options: { zip64: true } },
    {
      title: 'prepended data with old offsets',
      entries: [hello],
      options: { prepend: Buffer.from('#!/bin/sh\n') },
      anomaly: 'PREPENDED_DATA',
    },
    {
      title: 'prepended data with corrected offsets',
      entries: [hello],
      options: { prepend: Buffer.from('#!/bin/sh\n'), offsetsCountPrepended: true },
      anomaly: 'PREPENDED_DATA',
    },
    {
      title: 'prepended data before zip64 records',
      entries: [hello],
      options: { prepend: Buffer.from('#!/bin/sh\n'), zip64: true },
      anomaly: 'PREPENDED_DATA',
    },
    {
      title: 'data behind the archive',
      entries: [hello],
      options: { append: Buffer.from('tail') },
      anomaly: 'TRAILING_DATA',
    },
    {
      title: 'an encryption flag on plain data',
      entries: [{ ...hello, flags: 1 }],
      anomaly: 'ENCRYPTION_FLAG',
    },
    {
      title: 'an impossible compression method, read as stored',
      entries: [{ ...hello, method: 0x1337 }],
      anomaly: 'UNKNOWN_COMPRESSION',
    },
    {
      title: 'an impossible method in the directory over deflated data, read as stored',
      entries: [
        { name: 'hello.txt', data: 'x', packed: Buffer.from('raw'), method: 9, central: { sizeBytes: 3 } },
      ],
      anomaly: 'UNKNOWN_COMPRESSION',
      text: 'raw',
    },
    {
      title: 'a lying local name',
      entries: [{ ...hello, local: { name: 'other.txt' } }],
      anomaly: 'LOCAL_HEADER_DIFFERS',
    },
    {
      title: 'a lying local method',
      entries: [{ ...hello, local: { method: 0 } }],
      anomaly: 'LOCAL_HEADER_DIFFERS',
    },
    {
      title: 'a lying local size',
      entries: [{ ...hello, local: { sizeBytes: 0x7fff_ffff } }],
      anomaly: 'LOCAL_HEADER_DIFFERS',
    },
    { title: 'local extra fields longer than the directory knows', entries: [{ ...hello, align: 4096 }] },
    {
      title: 'an extra field that claims more than there is',
      entries: [{ ...hello, extra: Buffer.from([1, 0, 255, 255]) }],
    },
    {
      title: 'a wrong checksum',
      entries: [{ ...hello, central: { crc32: 1 } }],
      anomaly: 'CRC_DIFFERS',
    },
    {
      title: 'a wrong inflated size',
      entries: [{ ...hello, central: { sizeBytes: 5 } }],
      anomaly: 'SIZE_DIFFERS',
    },
    {
      title: 'a stored entry whose compressed size lies',
      entries: [{ ...hello, method: 0, central: { compressedSizeBytes: 1 } }],
      anomaly: 'STORED_SIZES_DIFFER',
    },
    {
      title: 'more entries than announced',
      entries: [hello, { name: 'hidden', data: '' }],
      options: { declaredCount: 1 },
      anomaly: 'HIDDEN_ENTRIES',
    },
    {
      title: 'a duplicate name, of which the first is read',
      entries: [hello, { ...hello, data: 'the other' }],
      anomaly: 'DUPLICATE_ENTRY',
    },
    {
      title: 'entries that share bytes',
      entries: [hello, { name: 'again', data: hello.data, central: { offset: 0 } }],
      anomaly: 'OVERLAPPING_ENTRIES',
    },
  ];
  for (const { title, entries, options, anomaly, text } of tolerated) {
    it(`reads an archive with ${title}${anomaly === undefined ? '' : `, reported as ${anomaly}`}`, () => {
      const archive = open(entries, options);
      assert.equal(readText(archive, 'hello.txt'), text ?? hello.data);
      const codes = archive.anomalies.list.map(({ code }) => code);
      if (anomaly === undefined) assert.deepEqual(codes, []);
      else assert.ok(codes.includes(anomaly), codes.join());
    });
  }

  for (const name of ['../x', 'a/../../x', '/etc/passwd', 'C:/x', 'a\\b', 'a\0b']) {
    it(`reports ${JSON.stringify(name)} as an unsafe name`, () => {
      const archive = open([{ name, data: 'x' }]);
      assert.deepEqual(
        archive.anomalies.list.map(({ code, file }) => [code, file]),
        [['UNSAFE_ENTRY_NAME', name]],
      );
    });
  }

  it('keeps names such as a..b and ..c harmless', () => {
    assert.deepEqual(open([{ name: 'a..b/..c', data: 'x' }]).anomalies.list, []);
  });

  it('reports a name that is not UTF-8', () => {
    const archive = open([{ name: Buffer.from([0x61, 0xff]), data: 'x' }]);
    assert.deepEqual(
      archive.anomalies.list.map(({ code }) => code),
      ['BAD_ENTRY_NAME'],
    );
  });

  const whole = writeZip([hello, { name: 'b', data: 'b' }]);
  const refused: readonly { readonly title: string; readonly bytes: Uint8Array; readonly code: string }[] = [
    { title: 'an empty file', bytes: new Uint8Array(), code: 'EMPTY_FILE' },
    { title: 'one byte', bytes: Buffer.from('P'), code: 'NOT_A_ZIP' },
    { title: 'text', bytes: Buffer.from('this is not an archive, not at all'), code: 'NOT_A_ZIP' },
    { title: 'a file that lost its tail', bytes: whole.subarray(0, 60), code: 'TRUNCATED' },
    { title: 'a file that lost its head', bytes: whole.subarray(100), code: 'TRUNCATED' },
    {
      title: 'a directory offset beyond the file',
      bytes: writeZip([hello], { declaredDirectoryOffset: 0x7000_0000 }),
      code: 'TRUNCATED',
    },
    {
      title: 'more entries announced than could fit',
      bytes: writeZip([hello], { declaredCount: 5000 }),
      code: 'BAD_ZIP',
    },
  ];
  for (const { title, bytes, code } of refused) {
    it(`refuses ${title} with ${code}`, () => {
      assert.equal(
        codeOf(() => new ZipArchive(memorySource(bytes), 'test.zip')),
        code,
      );
    });
  }

  const small: ZipLimits = {
    maxEntries: 3,
    maxEntryBytes: 1000,
    maxDirectoryBytes: 100_000,
    maxTotalBytes: 2000,
    maxRatio: 10,
    ratioFromBytes: 100,
  };
  const zeros = (count: number): Uint8Array => new Uint8Array(count);
  const bombs: readonly { readonly title: string; readonly entries: readonly WrittenEntry[] }[] = [
    {
      title: 'more entries than the limit',
      entries: ['a', 'b', 'c', 'd'].map((name) => ({ name, data: '' })),
    },
    {
      title: 'more bytes in all than the limit',
      entries: ['a', 'b', 'c'].map((name) => ({ name, data: zeros(900), method: 0 })),
    },
    { title: 'a ratio over the limit', entries: [{ name: 'a', data: zeros(1900), method: 8 }] },
  ];
  for (const { title, entries } of bombs) {
    it(`refuses ${title} as ZIP_BOMB when opening`, () => {
      const bytes = writeZip(entries);
      assert.equal(
        codeOf(() => new ZipArchive(memorySource(bytes), 'test.zip', small)),
        'ZIP_BOMB',
      );
    });
  }

  it('refuses an entry larger than the limit as ZIP_BOMB when reading', () => {
    const bytes = writeZip([{ name: 'a', data: zeros(1500), method: 0 }]);
    const archive = new ZipArchive(memorySource(bytes), 'test.zip', small);
    assert.equal(
      codeOf(() => archive.read(archive.entries[0] ?? assert.fail())),
      'ZIP_BOMB',
    );
  });

  it('refuses an entry that inflates to far more than it declares as ZIP_BOMB', () => {
    const packed = deflateRawSync(zeros(20 * 1024 * 1024));
    const archive = open([{ name: 'a', data: 'small', packed }]);
    assert.equal(
      codeOf(() => archive.read(archive.entries[0] ?? assert.fail())),
      'ZIP_BOMB',
    );
  });

  const unreadable: readonly {
    readonly title: string;
    readonly entry: WrittenEntry;
    readonly code: string;
  }[] = [
    { title: 'no local header', entry: { ...hello, local: { signature: 0 } }, code: 'BAD_ZIP' },
    {
      title: 'a local header beyond the file',
      entry: { ...hello, central: { offset: 0x7000_0000 } },
      code: 'TRUNCATED',
    },
    {
      title: 'deflate data cut off',
      entry: { ...hello, central: { compressedSizeBytes: 4 } },
      code: 'TRUNCATED',
    },
    { title: 'no deflate data at all', entry: { ...hello, packed: Buffer.alloc(20, 0xff) }, code: 'BAD_ZIP' },
    {
      title: 'stored data beyond the file',
      entry: { ...hello, method: 0, central: { sizeBytes: 9000 } },
      code: 'TRUNCATED',
    },
  ];
  for (const { title, entry, code } of unreadable) {
    it(`answers ${code} for an entry with ${title}, and reads the next one`, () => {
      const archive = open([entry, { name: 'good', data: 'good' }]);
      assert.equal(
        codeOf(() => archive.read(archive.entries[0] ?? assert.fail())),
        code,
      );
      assert.equal(readText(archive, 'good'), 'good');
    });
  }
});
