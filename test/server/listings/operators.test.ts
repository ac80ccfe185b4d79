import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Client } from '../support/client.ts';
import { readSourceNow } from '../support/read-source.ts';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

type Row = { readonly id: string; readonly source: { readonly id: string } };

describe('store operators', function () {
  this.timeout(60_000);
  let site: StoreSite;
  let server: TestServer;
  let inspector: Client;
  let operator: Client;
  let foreign: Row;

  before(async () => {
    site = await openStoreSite();
    for (const store of ['own', 'other'])
      site.pages.set(`/${store}`, {
        body: JSON.stringify({
          schemaVersion: 1,
          apps: [{ packageName: `com.example.${store}`, name: store }],
        }),
      });
    server = await openTestServer({
      APPGOV_WORKERS: '0',
      APPGOV_FETCH_ALLOW_HOSTS: site.host,
      APPGOV_FETCH_INTERVAL_MS: '0',
    });
    inspector = await server.newPerson('inspector');
    operator = await server.newPerson('operator', { storeId: 'own' });
    await watch(inspector, 'other', 201);
    await readSourceNow(inspector, 'other');
    [foreign] = await rowsOf(inspector, '/listings?source=other');
  });
  after(async () => {
    await server.close();
    await site.close();
  });

  const watch = (client: Client, id: string, expect: number) =>
    client.call('POST', '/listing-sources', {
      json: { id, name: `Store ${id}`, kind: 'feed', address: `${site.url}/${id}` },
      expect,
    });

  async function rowsOf(client: Client, path: string): Promise<readonly [Row, ...Row[]]> {
    const { body } = await client.call('GET', path, { expect: 200 });
    return (body as { items: readonly [Row, ...Row[]] }).items;
  }

  it('have their own store watched and read, see what it lists, and change when it is read', async () => {
    await watch(operator, 'own', 201);
    assert.equal((await readSourceNow(operator, 'own')).lastCounts?.['added'], 1);
    const [listing, ...more] = await rowsOf(operator, '/listings');
    assert.deepEqual([listing.source.id, more.length], ['own', 0]);
    await operator.call('GET', `/listings/${listing.id}`, { expect: 200 });
    await operator.call('PATCH', '/listing-sources/own', { json: { enabled: false }, expect: 200 });
  });

  it('are told by their session which store is theirs', async () => {
    const { body } = await operator.call('GET', '/session', { expect: 200 });
    assert.equal((body as { account: { storeId?: string } }).account.storeId, 'own');
  });

  it('see nothing of another store in lists', async () => {
    const sources = (await rowsOf(operator, '/listing-sources')).map(({ id }) => id);
    assert.ok(!sources.includes('other'), sources.join());
    assert.deepEqual(await rowsOf(operator, '/listings?source=other'), []);
    assert.deepEqual(await rowsOf(operator, '/listings?package=com.example.other'), []);
  });

  it('find neither source nor listing nor picture of another store', async () => {
    const picture = `/listings/${foreign.id}/snapshots/11111111-1111-4111-8111-111111111111/screenshot`;
    for (const path of [`/listings/${foreign.id}`, picture])
      await operator.call('GET', path, { expect: 404 });
    await operator.call('PATCH', '/listing-sources/other', { json: { enabled: false }, expect: 404 });
    await operator.call('POST', '/listing-sources/other/runs', { expect: 404 });
    assert.equal((await readSourceNow(inspector, 'other')).lastResult, 'unchanged');
  });

  it('have no other store watched', async () => {
    await watch(operator, 'third', 403);
  });

  it('take no source away, because what the store has said goes with it', async () => {
    await operator.call('DELETE', '/listing-sources/own', { expect: 403 });
  });

  it('without a store see none', async () => {
    const nobody = await server.newPerson('operator');
    assert.deepEqual(await rowsOf(nobody, '/listing-sources'), []);
    assert.deepEqual(await rowsOf(nobody, '/listings'), []);
    await nobody.call('GET', `/listings/${foreign.id}`, { expect: 404 });
  });
});
