import assert from 'node:assert/strict';
import { toDetail } from '../../../server/api/audit.ts';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';

type Entry = {
  readonly by: string;
  readonly action: string;
  readonly outcome: string;
  readonly detail: string;
  readonly target: string;
};

describe('what the log of who did what holds', function () {
  this.timeout(60_000);
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  after(() => server.close());

  async function entriesOf(action: string): Promise<readonly Entry[]> {
    const { body } = await server.admin.call('GET', `/audit?action=${action}`, { expect: 200 });
    return (body as { items: readonly Entry[] }).items;
  }

  it('names who signed in, and shows a failed sign-in without the password that was tried', async () => {
    await server.nobody.call('POST', '/session', {
      json: { name: 'admin', password: 'guess number one' },
      expect: 401,
    });
    await server.nobody.call('POST', '/session', {
      json: { name: 'admin', password: ADMIN_PASSWORD },
      expect: 200,
    });
    const [done, failed] = await entriesOf('signIn');
    assert.deepEqual([done?.by, done?.outcome], ['admin', 'done']);
    assert.deepEqual([failed?.by, failed?.outcome], ['', 'BAD_CREDENTIALS']);
    assert.equal(failed?.detail, '{"name":"admin","password":"***"}');
  });

  it('names what a known account was refused', async () => {
    const developer = await server.newPerson('developer');
    const json = { name: 'mine', role: 'admin', password: 'a long password' };
    await developer.call('POST', '/accounts', { json, expect: 403 });
    const refused = (await entriesOf('createAccount')).find(({ outcome }) => outcome !== 'done');
    assert.deepEqual([refused?.by, refused?.outcome], ['developer-1', 'FORBIDDEN']);
  });

  it('is not filled by strangers, nor by reading', async () => {
    const count = async () =>
      ((await server.admin.call('GET', '/audit', { expect: 200 })).body as { total: number }).total;
    const before = await count();
    await server.nobody.call('POST', '/organisations', { json: { name: 'x' }, expect: 401 });
    await server.admin.call('GET', '/accounts', { expect: 200 });
    assert.equal(await count(), before);
  });

  it('tells of an account that was changed: whose, by whom and to what', async () => {
    const { body } = await server.admin.call('GET', '/accounts', { expect: 200 });
    const one = (body as { items: readonly { id: string; role: string }[] }).items.find(
      ({ role }) => role === 'developer',
    );
    await server.admin.call('PATCH', `/accounts/${one?.id}`, { json: { role: 'inspector' }, expect: 200 });
    const [entry] = await entriesOf('changeAccount');
    assert.deepEqual(
      [entry?.by, entry?.target, entry?.detail],
      ['admin', `/api/v1/accounts/${one?.id}`, '{"role":"inspector"}'],
    );
  });

  it('cuts what is long and names by its hash what is too long', () => {
    assert.equal(
      (JSON.parse(toDetail({ reason: 'x'.repeat(9000) })) as { reason: string }).reason.length,
      301,
    );
    const many = toDetail({ answers: Array.from({ length: 300 }, () => ({ answer: 'y'.repeat(100) })) });
    assert.match(many, /^\{"tooLong":true,"sha256":"[0-9a-f]{64}"\}$/);
    assert.equal(
      toDetail({ deep: { token: 't', list: [{ password: 'p' }] } }),
      '{"deep":{"token":"***","list":[{"password":"***"}]}}',
    );
  });
});
