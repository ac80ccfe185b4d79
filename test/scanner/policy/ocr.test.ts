import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { GlobalFonts, createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { before, describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { readAnyDocument, readPolicy } from '../../../scanner/policy/index.ts';
import { lexicon } from './corpus.ts';

const LINES = [
  '示例应用隐私政策',
  '一、我们收集的个人信息',
  '为了完成注册，我们会收集您的手机号码和头像。',
  '我们不会收集您的通讯录。',
];
const WIDTH = 900;
const HEIGHT = 330;

describe('a policy that is a picture', () => {
  let page: Canvas;

  before(() => {
    const font = createRequire(import.meta.url).resolve(
      '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2',
    );
    GlobalFonts.registerFromPath(font, 'Sans');
    page = createCanvas(WIDTH, HEIGHT);
    const context = page.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = '#222';
    context.font = '32px Sans';
    LINES.forEach((line, at) => context.fillText(line, 40, 70 + at * 70));
  });

  it('is read in a scanned PDF, says what it says, and is never complete', async function () {
    this.timeout(120_000);
    const scan = toScannedPdf(page.toBuffer('image/jpeg', 92));
    const document = await readAnyDocument(scan, { name: 'scan.pdf' }, unlimitedBudget());
    const head = {
      id: 'policy-1',
      origin: { kind: 'given-file', address: 'scan.pdf' },
      sha256: '0',
    } as const;
    const facts = readPolicy(document, head, lexicon);
    const items = (negated: boolean): string[] =>
      facts.statements.filter((said) => said.negated === negated).flatMap((said) => said.items);
    assert.deepEqual(items(false).sort(), ['avatar', 'phone_number']);
    assert.deepEqual(items(true), ['contacts']);
    assert.ok((facts.ocrConfidencePercent ?? 0) >= 80, String(facts.ocrConfidencePercent));
    assert.equal(facts.complete, false);
  });

  it('without text that can be read is refused as no document', async function () {
    this.timeout(120_000);
    const empty = createCanvas(200, 200).toBuffer('image/png');
    await assert.rejects(readAnyDocument(empty, { name: 'empty.png' }, unlimitedBudget()), {
      code: 'UNSUPPORTED_FORMAT',
    });
  });
});

/** A PDF of one page that is nothing but a JPEG (ISO 32000-1, 8.9.5 and 7.4.8). */
function toScannedPdf(jpeg: Uint8Array): Uint8Array {
  const draw = `q ${WIDTH / 2} 0 0 ${HEIGHT / 2} 0 0 cm /I Do Q`;
  const image = `<< /Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${HEIGHT} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`;
  const objects: readonly (readonly [string, Uint8Array | undefined])[] = [
    ['<< /Type /Catalog /Pages 2 0 R >>', undefined],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', undefined],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH / 2} ${HEIGHT / 2}] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
      undefined,
    ],
    [`<< /Length ${draw.length} >>`, Buffer.from(draw)],
    [image, jpeg],
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach(([dictionary, stream], at) => {
    offsets.push(length());
    parts.push(Buffer.from(`${at + 1} 0 obj\n${dictionary}\n`));
    if (stream) parts.push(Buffer.from('stream\n'), Buffer.from(stream), Buffer.from('\nendstream\n'));
    parts.push(Buffer.from('endobj\n'));
  });
  const start = length();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
