import assert from 'node:assert/strict';
import { PAPER_LIMITS, SCREEN_LIMITS } from '../../../reports/parts/context.ts';
import { renderHtmlDocument } from '../../../reports/render/html.ts';
import type { OpenBrowser } from '../../../reports/render/pdf/chromium.ts';
import type { Verdict } from '../../../rules/engine/verdict.ts';
import { openTestBrowser, showDocument } from '../../support/browser.ts';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { codePlace, readFixtureAttachments, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const PICTURES = readFixtureAttachments();

describe('the HTML report in a browser', () => {
  let opened: OpenBrowser;
  before(async () => {
    opened = await openTestBrowser();
  });
  after(() => opened.close());

  for (const [title, report] of [
    ['a full report', toFixtureReport()],
    ['a hostile report', toHostileReport()],
  ] as const)
    for (const width of [1200, 390])
      it(`shows ${title} at ${width} px without a script, an error, a request or a sideways scroll bar`, async () => {
        const html = renderHtmlDocument(report, { lang: 'zh-CN', attachments: PICTURES });
        const { page, trouble } = await showDocument(opened, html, { width, height: 900 });
        const seen = await page.evaluate(`({
          scripts: document.querySelectorAll('script, iframe, object, embed, img, form').length,
          handlers: [...document.querySelectorAll('*')]
            .flatMap((node) => [...node.attributes])
            .filter((item) => /^on/i.test(item.name) || item.name === 'style').length,
          outside: [...document.querySelectorAll('[href], [src]')]
            .map((node) => node.getAttribute('href') ?? node.getAttribute('src'))
            .filter((target) => !target.startsWith('#') && !target.startsWith('data:image/')),
          wide: document.documentElement.scrollWidth - window.innerWidth,
        })`);
        assert.deepEqual(seen, { scripts: 0, handlers: 0, outside: [], wide: 0 });
        assert.deepEqual(trouble, { errors: [], requests: [] });
        await page.close();
      });

  it('switches language without a script', async () => {
    const html = renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: PICTURES });
    const { page } = await showDocument(opened, html);
    const visible = () =>
      page.evaluate(
        `[...document.querySelectorAll('main')].filter((node) => node.offsetHeight > 0).map((node) => node.lang)`,
      );
    assert.deepEqual(await visible(), ['zh-CN']);
    await page.click('label[for="language-en"]');
    assert.deepEqual(await visible(), ['en']);
    await page.close();
  });

  it('holds every anchor that it links to, each once', async () => {
    const html = renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: PICTURES });
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      targets.filter((target) => !ids.includes(target)),
      [],
    );
  });

  it('draws the region of interest over the screenshot it is on', async () => {
    const html = renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: PICTURES });
    const { page } = await showDocument(opened, html);
    const box = await page.evaluate(`(() => {
      const picture = document.querySelector('main.zh .finding .shot svg').getBoundingClientRect();
      const region = document.querySelector('main.zh .finding .shot .region').getBoundingClientRect();
      const share = (part, whole) => Math.round((part / whole) * 100) / 100;
      return {
        left: share(region.left - picture.left, picture.width),
        top: share(region.top - picture.top, picture.height),
      };
    })()`);
    assert.deepEqual(box, { left: 0.17, top: 0.55 });
    await page.close();
  });
});

describe('long lists', () => {
  const places = Array.from({ length: 10_000 }, (_, index) => codePlace(`a.B${index}`, 'run', index));
  const base = toFixtureReport();
  const report = {
    ...base,
    verdicts: base.verdicts.map((verdict): Verdict =>
      verdict.dutyId === 'PIPL51' ? { ...verdict, places } : verdict,
    ),
    endpoints: Array.from({ length: 5000 }, (_, index) => ({
      ...(base.endpoints[0] as (typeof base.endpoints)[number]),
      host: `h${index}.example`,
    })),
  };

  it('are cut on screen and say how many there are', () => {
    const html = renderHtmlDocument(report, { lang: 'zh-CN', attachments: PICTURES });
    assert.ok(html.includes(`共 10000 处，此处列出 ${SCREEN_LIMITS.places} 处`));
    assert.ok(html.includes(`共 5000 行，此处列出 ${SCREEN_LIMITS.tableRows} 行`));
    assert.ok(html.length < 1_500_000, `${html.length} characters`);
  });

  it('are cut shorter on paper', () => {
    const html = renderHtmlDocument(report, { lang: 'en', attachments: PICTURES, paper: true });
    assert.ok(html.includes(`${PAPER_LIMITS.places} of 10000 places`));
    assert.ok(html.includes(`${PAPER_LIMITS.tableRows} of 5000 rows`));
  });
});

describe('honesty of the HTML report', () => {
  it('never shows the mark without its coverage, nor calls what was not judged compliant', () => {
    const html = renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: PICTURES });
    const band = /<section class="band[^]*?<\/section>/.exec(html)?.[0] ?? '';
    assert.match(band, /38/);
    assert.match(band, /21\.2%/);
    assert.match(band, /未判定的义务不得理解为合规/);
    assert.match(band, /不得作为“合规”结论使用/);
  });

  it('says of a clause that was not checked against the official text that it was not', () => {
    const html = renderHtmlDocument(toFixtureReport(), { lang: 'zh-CN', attachments: PICTURES });
    assert.match(html, /MIIT26-4<\/b>[^]{0,400}待核对官方文本/);
  });
});
