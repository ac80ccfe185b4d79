import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { ReportError } from '../../../reports/errors.ts';
import { openPageRenderer } from '../../../server/fetch/index.ts';
import { readPolicyAddress } from '../../../server/fetch/read-policy-address.ts';

const PAGES: Readonly<Record<string, string>> = {
  '/policy': '<div id="a"></div><script src="/fill.js"></script>',
  '/fill.js': `fetch('/text').then((r) => r.text()).then((t) => {
    document.getElementById('a').innerHTML = t;
    new WebSocket('ws://' + location.host + '/socket');
    fetch('http://169.254.169.254/secret').catch(() => undefined);
    fetch('/posted', { method: 'POST' }).catch(() => undefined);
  });`,
  '/text': '<h1>隐私政策</h1><p>我们会收集您的手机号码，用于注册。</p><script>alert(1)</script>',
  '/busy': '<p>甲</p><script>for (;;) {}</script>',
};

describe('pages that scripts fill', function () {
  this.timeout(60_000);
  const asked: string[] = [];
  let server: Server;
  let host = '';
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
      response.setHeader('content-type', type);
      response.end(PAGES[request.url ?? ''] ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const renderPage = openPageRenderer(process.env, true);
  /** Notes that no browser can be started here; any other error is the test's. */
  const skipWithoutBrowser = (context: Mocha.Context, error: unknown): void => {
    if (!(error instanceof ReportError) || error.code !== 'NO_BROWSER') throw error;
    console.log('      skipped: no browser can be started here');
    context.skip();
  };

  it('are read as they stand after their scripts, and reach nothing but what the fetcher lets through', async function () {
    try {
      const { document } = await readPolicyAddress(`http://${host}/policy`, 'given-url', unlimitedBudget(), {
        allow: [host],
        renderPage,
      });
      assert.match(document.text, /我们会收集您的手机号码/u);
      assert.deepEqual(asked, ['GET /policy', 'GET /policy', 'GET /fill.js', 'GET /text']);
    } catch (error) {
      skipWithoutBrowser(this, error);
    }
  });

  it('are refused on a host that is not on the public internet', async function () {
    try {
      await assert.rejects(renderPage(`http://${host}/policy`), { code: 'ADDRESS_REFUSED' });
    } catch (error) {
      skipWithoutBrowser(this, error);
    }
  });

  it('are given up where their scripts never end', async function () {
    try {
      const limits = { timeoutMs: 1_500, settleMs: 800 };
      await assert.rejects(renderPage(`http://${host}/busy`, { allow: [host], limits }), {
        code: 'ADDRESS_TIMED_OUT',
      });
    } catch (error) {
      skipWithoutBrowser(this, error);
    }
  });

  it('of strangers run nowhere but in the sandbox of an installed browser', async () => {
    const env = { PATH: '', CHROME_PATH: '' };
    await assert.rejects(openPageRenderer(env)(`http://${host}/policy`), { code: 'ADDRESS_REFUSED' });
  });
});
