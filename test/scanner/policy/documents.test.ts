import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { ScanError } from '../../../scanner/errors.ts';
import { decodeText, readAnyDocument, readDocument } from '../../../scanner/policy/index.ts';
import type { PolicyDocument } from '../../../scanner/policy/index.ts';

const budget = unlimitedBudget();
const SENTENCE = '我们会收集您的手机号码和精确位置信息，用于注册登录。';
/** The sentence in GB 18030, written out so that the test does not trust an encoder of its own. */
const GBK = Buffer.from(
  'ced2c3c7bbe1cad5bcafc4fab5c4cad6bbfabac5c2ebbacdbeabc8b7ceebd6c3d0c5cfa2a3acd3c3d3dad7a2b2e1b5c7c2bca1a3',
  'hex',
);

function readHtml(html: string): PolicyDocument {
  return readDocument(new TextEncoder().encode(html), { name: 'policy.html' }, budget);
}

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof ScanError, String(error));
    return error.code;
  }
  return 'none';
}

describe('encodings of policies', () => {
  for (const [name, bytes, declared] of [
    ['UTF-8', Buffer.from(SENTENCE), undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${SENTENCE}`), undefined],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${SENTENCE}`, 'utf16le'), undefined],
    ['UTF-8 declared as GBK', Buffer.from(SENTENCE), 'gbk'],
  ] as const)
    it(`${name} is read`, () => {
      assert.equal(decodeText(bytes, declared).text.replace('\ufeff', ''), SENTENCE);
    });

  it('GBK without any declaration is read', () => {
    const { text, encoding } = decodeText(GBK);
    assert.equal(encoding, 'gb18030');
    assert.match(text, /^我们会收集您的手机号码和精确/);
  });

  it('GBK declared as UTF-8 is read all the same', () => {
    assert.match(decodeText(GBK, 'utf-8').text, /^我们会收集您的手机号码/);
  });

  it('an encoding that nobody knows is ignored', () => {
    assert.match(decodeText(GBK, 'x-no-such-thing').text, /^我们会收集/);
  });
});

describe('structure of HTML', () => {
  it('keeps headings, paragraphs and items apart, with places that point into the text', () => {
    const document = readHtml('<h2>一、收集</h2><p>甲。</p><ul><li>乙</li></ul>');
    assert.deepEqual(
      document.blocks.map((block) => [block.kind, block.kind === 'table' ? '' : block.text]),
      [
        ['heading', '一、收集'],
        ['paragraph', '甲。'],
        ['item', '乙'],
      ],
    );
    for (const block of document.blocks)
      if (block.kind !== 'table')
        assert.equal(document.text.slice(block.offset, block.offset + block.text.length), block.text);
  });

  it('lays out cells that are merged down and across', () => {
    const { blocks } = readHtml(
      '<table><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td colspan="2">丁</td></tr></table>',
    );
    assert.deepEqual(
      blocks.map((block) => block.kind === 'table' && block.rows.map((row) => row.map((cell) => cell.text))),
      [
        [
          ['甲', '乙'],
          ['甲', '丙'],
          ['丁', '丁'],
        ],
      ],
    );
  });

  it('flattens a table inside a cell', () => {
    const { blocks } = readHtml(
      '<table><tr><td>甲</td><td><table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>',
    );
    assert.equal(blocks.length, 1);
    assert.ok(blocks[0]?.kind === 'table');
    assert.deepEqual(
      blocks[0].rows[0]?.map((cell) => cell.text),
      ['甲', '乙 丙'],
    );
  });

  it('leaves scripts, styles and comments out', () => {
    assert.equal(readHtml('<p>甲</p><script>乙</script><style>丙</style><!-- 丁 -->').text, '甲\n');
  });
});

describe('other formats', () => {
  it('Word documents keep headings, items and merged cells', async () => {
    const cell = (text: string, more = ''): string =>
      `<w:tc><w:tcPr>${more}</w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const zip = new JSZip();
    zip.file(
      'word/document.xml',
      `<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>隐私</w:t></w:r><w:r><w:t>政策</w:t></w:r></w:p>
      <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>手机号</w:t></w:r></w:p>
      <w:tbl><w:tr>${cell('名称', '<w:vMerge w:val="restart"/>')}${cell('信息')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('OAID')}</w:tr></w:tbl></w:body></w:document>`,
    );
    const document = await readAnyDocument(
      await zip.generateAsync({ type: 'uint8array' }),
      { name: 'policy.docx' },
      budget,
    );
    assert.deepEqual(
      document.blocks.map((block) => block.kind),
      ['heading', 'item', 'table'],
    );
    const table = document.blocks[2];
    assert.ok(table?.kind === 'table');
    assert.deepEqual(
      table.rows.map((row) => row.map((each) => each.text)),
      [
        ['名称', '信息'],
        ['名称', 'OAID'],
      ],
    );
  });

  it('a PDF gives its lines', async () => {
    const document = await readAnyDocument(
      toPdf(['Privacy Policy', 'We collect your phone number.']),
      { name: 'p.pdf' },
      budget,
    );
    assert.equal(document.format, 'pdf');
    assert.match(document.text, /Privacy Policy\nWe collect your phone number\./);
    assert.equal(document.complete, true);
  });

  it('a PDF without text is said not to be read whole', async () => {
    const document = await readAnyDocument(toPdf([]), { name: 'scan.pdf' }, budget);
    assert.deepEqual([document.text, document.pictureCount, document.complete], ['', 1, false]);
  });

  it('a damaged PDF is a coded error', async () => {
    const bytes = Buffer.from('%PDF-1.7\nnothing of the kind');
    await assert.rejects(readAnyDocument(bytes, { name: 'p.pdf' }, budget), { code: 'UNSUPPORTED_FORMAT' });
  });
});

describe('bad documents', () => {
  const nested = (open: string, close: string, times: number): string =>
    open.repeat(times) + '甲' + close.repeat(times);
  for (const [name, bytes, code] of [
    ['nothing', new Uint8Array(), 'EMPTY_FILE'],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0]),
      'UNSUPPORTED_FORMAT',
    ],
    ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'UNSUPPORTED_FORMAT'],
    [
      'a zip of something else',
      Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
      'UNSUPPORTED_FORMAT',
    ],
    ['more bytes than any policy has', Buffer.alloc(9_000_000, 0x61), 'LIMIT_EXCEEDED'],
    ['elements nested ten thousand deep', Buffer.from(nested('<div>', '</div>', 10_000)), 'LIMIT_EXCEEDED'],
    [
      'tables nested a hundred deep',
      Buffer.from(nested('<table><tr><td>', '</td></tr></table>', 100)),
      'LIMIT_EXCEEDED',
    ],
  ] as const)
    it(`${name} is ${code}`, () => {
      assert.equal(
        codeOf(() => readDocument(bytes, { name: 'policy' }, budget)),
        code,
      );
    });

  it('five megabytes of HTML are read up to the limit, and said to be cut', () => {
    const page = `<html><body>${'<p>我们会收集您的手机号码，用于注册。</p>'.repeat(95_000)}</body></html>`;
    assert.ok(Buffer.byteLength(page) > 5_000_000);
    const document = readHtml(page);
    assert.equal(document.complete, false);
    assert.ok(document.text.length <= 700_000);
  });

  it('a table whose cells claim to span millions is cut', () => {
    const document = readHtml(
      '<table><tr><td colspan="9999999" rowspan="9999999">甲</td><td>乙</td></tr></table>',
    );
    assert.ok(document.blocks.length <= 1);
  });

  it('an empty shell gives a document without text', () => {
    assert.equal(
      readHtml('<html><head><script src="app.js"></script></head><body><div id="root"></div></body></html>')
        .text,
      '',
    );
  });

  it('a deadline stops the reading', () => {
    const spent = { ...budget, deadlineMs: 0, nowMs: () => 1 };
    assert.equal(
      codeOf(() => readDocument(Buffer.from('<p>甲</p>'), { name: 'p.html' }, spent)),
      'DEADLINE_EXCEEDED',
    );
  });

  it('broken markup of every sort is read without a stray error', () => {
    const seeds = readFileSync(new URL('../../fixtures/policies/sdks-zh.yml', import.meta.url));
    for (let at = 0; at < seeds.length; at += 97) {
      const broken = Buffer.from(seeds);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      const page = Buffer.concat([Buffer.from('<html><table><tr>'), broken.subarray(at)]);
      const code = codeOf(() => readDocument(page, { name: 'p.html' }, budget));
      assert.ok(['none', 'LIMIT_EXCEEDED', 'UNSUPPORTED_FORMAT'].includes(code), code);
    }
  });
});

/** A PDF of one page with these lines in Helvetica. */
function toPdf(lines: readonly string[]): Uint8Array {
  const text = lines.map((line, i) => `BT /F1 12 Tf 50 ${750 - i * 20} Td (${line}) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = pdf.length;
    pdf += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = pdf.length;
  pdf += `xref\n0 6\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  pdf += `trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}
