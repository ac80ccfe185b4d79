import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { Client } from '../support/client.ts';
import { ADMIN_PASSWORD, openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

describe('sessions', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  after(() => server.close());

  it('begin with a cookie that scripts and foreign pages cannot use', async () => {
    const { headers, body } = await server.nobody.call('POST', '/session', {
      json: { name: 'admin', password: ADMIN_PASSWORD },
      expect: 200,
    });
    const cookie = headers.get('set-cookie') ?? '';
    for (const part of ['appgov_session=session_', 'HttpOnly', 'SameSite=Lax', 'Path=/'])
      assert.ok(cookie.includes(part), part);
    assert.equal((body as { account: { role: string } }).account.role, 'admin');
  });

  it('give the same CSRF token each time they are asked', async () => {
    const page = new Client(server.server.url);
    await page.signIn('ADMIN', ADMIN_PASSWORD);
    const { body } = await page.call('GET', '/session', { expect: 200 });
    assert.equal((body as { csrfToken: string }).csrfToken, page.csrfToken);
  });

  it('end when signed out, also for whoever kept the cookie', async () => {
    const page = new Client(server.server.url);
    await page.signIn('admin', ADMIN_PASSWORD);
    await page.call('DELETE', '/session', { expect: 204 });
    await page.call('GET', '/session', { expect: 401 });
  });

  it('are not in the database in a form that could be used', async () => {
    const page = new Client(server.server.url);
    await page.signIn('admin', ADMIN_PASSWORD);
    const secret = page.cookie?.split('=')[1] ?? '';
    assert.ok(secret.length > 40);
    const { readFile, readdir } = await import('node:fs/promises');
    for (const name of await readdir(server.dataFolder)) {
      if (!name.startsWith('appgov.db')) continue;
      const bytes = await readFile(`${server.dataFolder}/${name}`);
      assert.equal(bytes.includes(secret), false, name);
      assert.equal(bytes.includes(ADMIN_PASSWORD), false, name);
      assert.equal(bytes.includes(server.admin.token ?? ''), false, name);
    }
  });

  it('need a JSON body to begin, so that a foreign form cannot sign someone in', async () => {
    const response = await fetch(`${server.server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ name: 'admin', password: ADMIN_PASSWORD }),
    });
    assert.equal(response.status, 415);
  });

  it('never write a secret to the log', () => {
    const text = server.logged.join('');
    for (const secret of [ADMIN_PASSWORD, server.admin.token ?? ''])
      assert.equal(text.includes(secret), false);
  });
});

describe('failed sign-ins', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  afterEach(() => server.close());
  const tryPassword = (name: string, password: string): ReturnType<Client['call']> =>
    server.nobody.call('POST', '/session', { json: { name, password } });

  it('say the same of a wrong password as of a name that does not exist', async () => {
    const wrong = await tryPassword('admin', 'not the password');
    const unknown = await tryPassword('nobody', 'not the password');
    assert.equal(wrong.status, 401);
    assert.equal(unknown.status, 401);
    assert.deepEqual(wrong.body, unknown.body);
  });

  it('are slowed down after five, also for the right password, and not for other names', async () => {
    await server.newPerson('developer');
    for (let i = 0; i < 5; i += 1) assert.equal((await tryPassword('admin', 'wrong')).status, 401);
    const { status, headers } = await tryPassword('admin', ADMIN_PASSWORD);
    assert.equal(status, 429);
    assert.ok(Number(headers.get('retry-after')) >= 1);
    assert.equal((await tryPassword('developer-1', 'password-of-developer-1')).status, 200);
  });
});
