import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHtmlToPdf, renderers } from '../../../reports/index.ts';
import type { HtmlToPdf } from '../../../reports/index.ts';
import { findPageNumbers, fixPdf } from '../../../reports/render/pdf/page-numbers.ts';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { readFixtureAttachments, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

function hasTool(name: string): boolean {
  return spawnSync(name, ['-v']).error === undefined;
}

describe('the PDF report', () => {
  const attachments = readFixtureAttachments();
  let printer: HtmlToPdf;
  let folder: string;
  let file: string;
  let pdf: Uint8Array;

  before(async () => {
    printer = await openHtmlToPdf();
    folder = mkdtempSync(join(tmpdir(), 'appgov-pdf-'));
    file = join(folder, 'report.pdf');
    pdf = await renderers.pdf.render(toFixtureReport(), { lang: 'zh-CN', attachments, printer });
    writeFileSync(file, pdf);
  });
  after(async () => {
    await printer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Text of one page, or of all. */
  function textOf(page?: number): string {
    const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
    return execFileSync('pdftotext', ['-layout', ...range, file, '-'], { encoding: 'utf8' });
  }

  it('holds Chinese text that can be searched and copied', function () {
    if (!hasTool('pdftotext')) {
      console.log('skipped: pdftotext is not installed');
      this.skip();
    }
    const text = textOf();
    for (const words of ['晴窗天气', '违规收集个人信息', '待核对官方文本', '工信部信管函〔2020〕164号'])
      assert.ok(text.includes(words), words);
  });

  it('embeds every font it uses', function () {
    if (!hasTool('pdffonts')) {
      console.log('skipped: pdffonts is not installed');
      this.skip();
    }
    const rows = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
    assert.ok(rows.some((row) => row.includes('NotoSansSC')));
    for (const row of rows) assert.match(row, /\s+yes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/, row);
  });

  it('numbers its pages and lists each chapter with the page it is on', function () {
    if (!hasTool('pdftotext')) {
      console.log('skipped: pdftotext is not installed');
      this.skip();
    }
    const numbers = findPageNumbers(pdf);
    const counts = Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Pages\n\/Count (\d+)/g);
    const pages = Math.max(...[...counts].map(([, count]) => Number(count)));
    assert.ok(pages > 3, String(pages));
    for (let page = 1; page <= pages; page += 1)
      assert.match(textOf(page), new RegExp(`${page} / ${pages}\\s*$`));
    const appendix = numbers.get('zh-appendix') ?? 0;
    assert.ok(textOf(appendix).includes('附录：样本身份与校验值'));
    assert.match(textOf(1), new RegExp(`附录：样本身份与校验值\\s+${appendix}\\b`));
  });

  it('has an outline and is tagged for screen readers', () => {
    const text = Buffer.from(pdf).toString('latin1');
    assert.match(text, /\/Outlines \d+ 0 R/);
    assert.match(text, /\/Marked true/);
  });

  it('is the same to the byte when made again', async () => {
    const again = await renderers.pdf.render(toFixtureReport(), { lang: 'zh-CN', attachments, printer });
    assert.ok(Buffer.from(again).equals(Buffer.from(pdf)));
  });

  it('of a hostile report runs nothing and is still a PDF', async () => {
    const hostile = await renderers.pdf.render(toHostileReport(), { lang: 'en', attachments, printer });
    const text = Buffer.from(hostile).toString('latin1');
    assert.ok(text.startsWith('%PDF-'));
    assert.doesNotMatch(text, /\/JavaScript|\/Launch|\/URI/);
  });
});

describe('findPageNumbers', () => {
  it('finds nothing, and does not throw, in what is no PDF or has no destinations', () => {
    for (const text of ['', '%PDF-1.4', '1 0 obj\n<</Type /Catalog\n/Pages 1 0 R\n/Dests 1 0 R>>\nendobj'])
      assert.equal(findPageNumbers(new TextEncoder().encode(text)).size, 0);
  });

  it('follows a tree of pages, and one that is its own child not forever', () => {
    const pdf = [
      '1 0 obj\n<</Type /Catalog\n/Pages 2 0 R\n/Dests 9 0 R>>\nendobj',
      '2 0 obj\n<</Type /Pages\n/Kids [3 0 R 4 0 R]>>\nendobj',
      '3 0 obj\n<</Type /Pages\n/Kids [5 0 R 6 0 R]>>\nendobj',
      '4 0 obj\n<</Type /Page>>\nendobj',
      '5 0 obj\n<</Type /Page>>\nendobj',
      '6 0 obj\n<</Type /Page>>\nendobj',
      '9 0 obj\n<</a [5 0 R /XYZ 0 0 0]\n/b-1 [4 0 R /XYZ 0 0 0]>>\nendobj',
    ].join('\n');
    assert.deepEqual(
      [...findPageNumbers(new TextEncoder().encode(pdf))],
      [
        ['a', 1],
        ['b-1', 3],
      ],
    );
    const loop =
      '1 0 obj\n<</Type /Catalog\n/Pages 2 0 R\n/Dests 9 0 R>>\nendobj\n2 0 obj\n<</Kids [2 0 R]>>\nendobj';
    assert.equal(findPageNumbers(new TextEncoder().encode(loop)).size, 0);
  });
});

describe('fixPdf', () => {
  it('replaces the dates and keeps the length', () => {
    const before = new TextEncoder().encode(
      "/CreationDate (D:20261125180520+00'00')\n/ModDate (D:20261125180520+00'00')",
    );
    const after = fixPdf(before, '2026-03-02T01:15:30Z');
    assert.equal(
      new TextDecoder().decode(after),
      "/CreationDate (D:20260302011530+00'00')\n/ModDate (D:20260302011530+00'00')",
    );
  });
});
