import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Client } from '../support/client.ts';
import { ADMIN_PASSWORD, openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

type AccountBody = { id: string; name: string; role: string; disabled: boolean };

describe('accounts', () => {
  let server: TestServer;
  let admin: Client;
  beforeEach(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
    admin = server.admin;
  });
  afterEach(() => server.close());

  async function make(name: string, role: string): Promise<AccountBody> {
    const json = { name, role, password: `password-of-${name}` };
    return (await admin.call('POST', '/accounts', { json, expect: 201 })).body as AccountBody;
  }
  async function list(): Promise<readonly AccountBody[]> {
    return ((await admin.call('GET', '/accounts', { expect: 200 })).body as { items: AccountBody[] }).items;
  }

  it('are made, listed and changed by an administrator', async () => {
    const made = await make('小王', 'developer');
    await admin.call('PATCH', `/accounts/${made.id}`, { json: { role: 'inspector' }, expect: 200 });
    assert.deepEqual(
      (await list()).map(({ name, role }) => [name, role]),
      [
        ['admin', 'admin'],
        ['小王', 'inspector'],
      ],
    );
  });

  for (const name of ['Admin', 'ADMIN', 'ａｄｍｉｎ', ' admin ']) {
    it(`refuse the name ${JSON.stringify(name)} that looks like one taken`, async () => {
      const json = { name, role: 'developer', password: 'a long password' };
      await admin.call('POST', '/accounts', { json, expect: 409 });
    });
  }

  for (const [what, json] of [
    ['a short password', { name: 'x', role: 'developer', password: 'short' }],
    ['an unknown role', { name: 'x', role: 'king', password: 'a long password' }],
    ['an empty name', { name: '  ', role: 'developer', password: 'a long password' }],
    [
      'a name that turns the direction of writing',
      { name: 'a\u202eb', role: 'developer', password: 'a long password' },
    ],
    ['nothing at all', {}],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const { body } = await admin.call('POST', '/accounts', { json, expect: 400 });
      assert.equal((body as { error: { code: string } }).error.code, 'INVALID_INPUT');
    });
  }

  it('lose sessions and tokens when disabled, and get the tokens back when enabled', async () => {
    const token = await server.newPerson('developer');
    const page = new Client(server.server.url);
    await page.signIn('developer-1', 'password-of-developer-1');
    const { id } = (await list()).find(({ name }) => name === 'developer-1') ?? assert.fail();
    await admin.call('PATCH', `/accounts/${id}`, { json: { disabled: true }, expect: 200 });
    await page.call('GET', '/session', { expect: 401 });
    await token.call('GET', '/session', { expect: 401 });
    const json = { name: 'developer-1', password: 'password-of-developer-1' };
    await server.nobody.call('POST', '/session', { json, expect: 401 });
    await admin.call('PATCH', `/accounts/${id}`, { json: { disabled: false }, expect: 200 });
    await token.call('GET', '/session', { expect: 200 });
  });

  it('always keep one active administrator, even when two disable each other at once', async () => {
    const [first] = await list();
    assert.ok(first);
    for (const json of [{ disabled: true }, { role: 'inspector' }])
      await admin.call('PATCH', `/accounts/${first.id}`, { json, expect: 409 });
    const second = await make('second', 'admin');
    const outcomes = await Promise.all(
      [first, second].map(({ id }) => admin.call('PATCH', `/accounts/${id}`, { json: { disabled: true } })),
    );
    const statuses = outcomes.map(({ status }) => status);
    assert.ok(statuses.includes(409) || statuses.includes(401), String(statuses));
    const page = new Client(server.server.url);
    const active = await Promise.all(
      [
        ['admin', ADMIN_PASSWORD],
        ['second', 'password-of-second'],
      ].map(async ([name = '', password = '']) => {
        const { status } = await page.call('POST', '/session', { json: { name, password } });
        return status === 200;
      }),
    );
    assert.ok(active.includes(true));
  });

  it('answer 404 for an unknown id', async () => {
    await admin.call('PATCH', `/accounts/${randomUUID()}`, { json: { disabled: true }, expect: 404 });
    await admin.call('PATCH', '/accounts/not-an-id', { json: { disabled: true }, expect: 400 });
  });

  it('change their own password, which ends their other sessions and not this one', async () => {
    await make('dev', 'developer');
    const [here, elsewhere] = [new Client(server.server.url), new Client(server.server.url)];
    await here.signIn('dev', 'password-of-dev');
    await elsewhere.signIn('dev', 'password-of-dev');
    const json = { current: 'password-of-dev', next: 'another password' };
    await here.call('POST', '/accounts/me/password', { json: { ...json, current: 'wrong' }, expect: 401 });
    await here.call('POST', '/accounts/me/password', { json, expect: 204 });
    await here.call('GET', '/session', { expect: 200 });
    await elsewhere.call('GET', '/session', { expect: 401 });
    await elsewhere.signIn('dev', 'another password');
  });
});

describe('tokens', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  afterEach(() => server.close());

  it('show their secret once, work, and stop when withdrawn', async () => {
    const { body } = await server.admin.call('POST', '/tokens', { json: { name: 'ci' }, expect: 201 });
    const { id, token } = body as { id: string; token: string };
    const program = new Client(server.server.url, { token });
    const listed = await program.call('GET', '/tokens', { expect: 200 });
    assert.equal(JSON.stringify(listed.body).includes(token), false);
    await program.call('DELETE', `/tokens/${id}`, { expect: 204 });
    await program.call('GET', '/tokens', { expect: 401 });
  });

  it('cannot be withdrawn by another account', async () => {
    const { body } = await server.admin.call('POST', '/tokens', { json: { name: 'ci' }, expect: 201 });
    const other = await server.newPerson('inspector');
    await other.call('DELETE', `/tokens/${(body as { id: string }).id}`, { expect: 404 });
  });
});

describe('the first start', () => {
  it('makes an administrator and prints a password and a token, once', async () => {
    const first = await openTestServer({
      APPGOV_WORKERS: '0',
      APPGOV_ADMIN_PASSWORD: '',
      APPGOV_ADMIN_TOKEN: '',
    });
    const { password, token } = first.server.firstStart;
    assert.ok(password !== undefined && token !== undefined);
    assert.ok(first.printed.some((line) => line.includes(password)));
    assert.equal(first.logged.join('').includes(password), false);
    await first.nobody.signIn('admin', password);
    await new Client(first.server.url, { token }).call('GET', '/accounts', { expect: 200 });
    await first.stop();
    const second = await openTestServer(
      { APPGOV_WORKERS: '0', APPGOV_ADMIN_PASSWORD: '', APPGOV_ADMIN_TOKEN: '' },
      first.dataFolder,
    );
    assert.deepEqual(second.server.firstStart, {});
    assert.equal(second.printed.length, 1);
    await second.nobody.signIn('admin', password);
    await second.close();
  });

  it('takes the token of the environment, which ends with the variable', async () => {
    const first = await openTestServer({ APPGOV_WORKERS: '0' });
    assert.deepEqual(first.server.firstStart, {});
    await first.admin.call('GET', '/accounts', { expect: 200 });
    await first.stop();
    const second = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_ADMIN_TOKEN: '' }, first.dataFolder);
    await second.admin.call('GET', '/accounts', { expect: 401 });
    await second.close();
  });
});
