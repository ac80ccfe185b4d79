import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Client } from '../support/client.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

/** Cookies of one browser, by site. */
class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  async go(
    url: string,
    init: RequestInit = {},
  ): Promise<{ readonly url: string; readonly response: Response }> {
    let next = new URL(url);
    let options = init;
    for (let hop = 0; hop < 20; hop += 1) {
      const jar = this.#jars.get(next.host) ?? new Map<string, string>();
      this.#jars.set(next.host, jar);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(next, {
        ...options,
        redirect: 'manual',
        headers: { ...options.headers, accept: 'text/html', ...(cookie === '' ? {} : { cookie }) },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return { url: next.href, response };
      next = new URL(location, next);
      options = {};
    }
    throw new Error('too many redirects');
  }

  cookieOf(url: string, name: string): string | undefined {
    return this.#jars.get(new URL(url).host)?.get(name);
  }
}

/** Hands the provider's own login and consent pages in, as a person would. */
async function signInAs(
  browser: Browser,
  start: string,
  login: string,
): Promise<{ readonly url: string; readonly response: Response }> {
  let page = await browser.go(start);
  for (let step = 0; step < 4 && page.url.includes('/interaction/'); step += 1) {
    const html = await page.response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? page.url;
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'x' }) });
    page = await browser.go(new URL(action, page.url).href, { method: 'POST', body });
  }
  return page;
}

describe('sign-in by a provider of OpenID Connect', function () {
  this.timeout(120_000);
  let provider: Server;
  let issuer: string;
  let server: TestServer;
  const clientId = 'appgov';

  before(async () => {
    // The redirect address is settled before the server's own port is: it answers on a name of its own choosing.
    provider = createServer();
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const publicUrl = `http://127.0.0.1:${port}`;
    const oidc = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: 'a secret of the client',
          redirect_uris: [`${publicUrl}/api/v1/session/oidc/callback`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      cookies: { keys: ['a key of the test'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'preferred_username', 'groups'] },
      conformIdTokenClaims: false,
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          preferred_username: id,
          groups: id.startsWith('inspector') ? ['staff', 'regulators'] : [],
        }),
      }),
    });
    provider.on('request', oidc.callback());
    server = await openTestServer({
      PORT: String(port),
      APPGOV_WORKERS: '0',
      APPGOV_PUBLIC_URL: publicUrl,
      APPGOV_OIDC_ISSUER: issuer,
      APPGOV_OIDC_CLIENT_ID: clientId,
      APPGOV_OIDC_CLIENT_SECRET: 'a secret of the client',
      APPGOV_OIDC_LABEL: '统一身份认证',
      APPGOV_OIDC_ROLE_CLAIM: 'groups',
      APPGOV_OIDC_ROLES: 'regulators=inspector',
    });
  });
  after(async () => {
    await server?.close();
    provider?.closeAllConnections();
    await new Promise((resolve) => provider?.close(resolve));
  });

  const startUrl = (returnTo = '/') =>
    `${server.server.url}/api/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`;

  async function sessionOf(
    browser: Browser,
  ): Promise<{ readonly status: number; readonly name?: string; readonly role?: string }> {
    const secret = browser.cookieOf(server.server.url, 'appgov_session');
    const { status, body } = await server.nobody.call('GET', '/session', {
      headers: { cookie: `appgov_session=${secret ?? ''}` },
    });
    return {
      status,
      ...(status === 200 ? (body as { account: { name: string; role: string } }).account : {}),
    };
  }

  type AccountRow = {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly oidcIssuer?: string;
  };
  async function accountsOf(admin: Client): Promise<readonly AccountRow[]> {
    return ((await admin.call('GET', '/accounts', { expect: 200 })).body as { items: readonly AccountRow[] })
      .items;
  }

  it('is offered on the sign-in page', async () => {
    const { body } = await server.nobody.call('GET', '/session/ways', { expect: 200 });
    assert.deepEqual(body, { oidc: { label: '统一身份认证' } });
  });

  it('gives the role that the configured claim stands for, and returns to where the person was going', async () => {
    const browser = new Browser();
    const { url } = await signInAs(browser, startUrl('/cases?state=notified'), 'inspector-wang');
    assert.equal(new URL(url).pathname + new URL(url).search, '/cases?state=notified');
    const { status, name, role } = await sessionOf(browser);
    assert.deepEqual([status, name, role], [200, 'inspector-wang', 'inspector']);
    const row = (await accountsOf(server.admin)).find((one) => one.name === 'inspector-wang');
    assert.equal(row?.oidcIssuer, issuer);
    await server.nobody.call('POST', '/session', {
      json: { name: 'inspector-wang', password: 'x' },
      expect: 401,
    });
  });

  it('leaves an unknown person without a role until an administrator gives one', async () => {
    const browser = new Browser();
    await signInAs(browser, startUrl(), 'guest');
    assert.equal((await sessionOf(browser)).role, 'pending');
    const cookie = `appgov_session=${browser.cookieOf(server.server.url, 'appgov_session')}`;
    await server.nobody.call('GET', '/submissions', { headers: { cookie }, expect: 403 });
    const row = (await accountsOf(server.admin)).find((one) => one.name === 'guest');
    await server.admin.call('PATCH', `/accounts/${row?.id}`, { json: { role: 'developer' }, expect: 200 });
    await server.nobody.call('GET', '/submissions', { headers: { cookie }, expect: 200 });
    const again = new Browser();
    await signInAs(again, startUrl(), 'guest');
    assert.equal((await sessionOf(again)).role, 'developer');
    assert.equal((await accountsOf(server.admin)).filter((one) => one.name.startsWith('guest')).length, 1);
  });

  it('never takes over an account by its name', async () => {
    await server.admin.call('POST', '/accounts', {
      json: { name: 'inspector-li', role: 'inspector', password: 'a password of hers' },
      expect: 201,
    });
    const browser = new Browser();
    await signInAs(browser, startUrl(), 'inspector-li');
    assert.equal((await sessionOf(browser)).name, 'inspector-li (2)');
  });

  it('does not let a disabled account in', async () => {
    await signInAs(new Browser(), startUrl(), 'leaver');
    const row = (await accountsOf(server.admin)).find((one) => one.name === 'leaver');
    await server.admin.call('PATCH', `/accounts/${row?.id}`, { json: { disabled: true }, expect: 200 });
    const browser = new Browser();
    const { url } = await signInAs(browser, startUrl(), 'leaver');
    assert.match(url, /\/sign-in\?error=FORBIDDEN$/);
    assert.equal((await sessionOf(browser)).status, 401);
  });

  it('refuses an answer that another browser began, one with a changed state, and one used before', async () => {
    const begun = await fetch(startUrl(), { redirect: 'manual' });
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const callback = async (query: string, headers: Record<string, string>) => {
      const answer = await fetch(`${server.server.url}/api/v1/session/oidc/callback?${query}`, {
        redirect: 'manual',
        headers,
      });
      assert.deepEqual(
        answer.headers.getSetCookie().filter((line) => line.startsWith('appgov_session=')),
        [],
      );
      return answer.headers.get('location');
    };
    const refused = '/sign-in?error=PROVIDER_REFUSED';
    assert.equal(await callback(`code=x&state=${state}`, {}), refused);
    assert.equal(await callback('code=x&state=changed', { cookie }), refused);
    assert.equal(await callback(`code=x&state=${state}`, { cookie }), refused, 'the attempt was used up');
  });

  it('goes back to no other site', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      assert.equal((await fetch(startUrl(to), { redirect: 'manual' })).status, 400, to);
  });

  it('is in the log of who did what', async () => {
    const { body } = await server.admin.call('GET', '/audit?action=signInByProvider', { expect: 200 });
    const names = (body as { items: readonly { by: string; outcome: string }[] }).items
      .filter(({ outcome }) => outcome === 'done')
      .map(({ by }) => by);
    assert.ok(names.includes('inspector-wang') && names.includes('guest'));
  });
});

describe('a provider that is away', function () {
  this.timeout(60_000);

  it('keeps neither the server nor passwords down, and is said to be away', async () => {
    const server = await openTestServer({
      APPGOV_WORKERS: '0',
      APPGOV_PUBLIC_URL: 'http://127.0.0.1:1',
      APPGOV_OIDC_ISSUER: 'http://127.0.0.1:1',
      APPGOV_OIDC_CLIENT_ID: 'appgov',
    });
    try {
      await server.nobody.signIn('admin', 'test-admin-password');
      await server.nobody.call('GET', '/session/oidc', { expect: 502 });
    } finally {
      await server.close();
    }
  });
});
