import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import type { Route } from '../../../server/api/route.ts';
import { routes } from '../../../server/api/routes.ts';
import { ACCOUNT_ROLES } from '../../../server/store/index.ts';
import type { Role } from '../../../server/store/index.ts';
import { Client } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

const METHODS_WITH_EFFECT = ['POST', 'PATCH', 'DELETE'];

describe('who may call which route', () => {
  let server: TestServer;
  const people = new Map<Role, Client>();
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
    for (const role of ACCOUNT_ROLES) people.set(role, await server.newPerson(role));
  });
  after(() => server.close());

  /** Calls a route with a path that names nothing and a body that says nothing. */
  async function statusOf(route: Route, client: Client): Promise<number> {
    const path = route.path.replace(/:\w+/g, () => randomUUID());
    const needsJson = route.body !== undefined;
    const { status } = await client.call(route.method, path, needsJson ? { json: {} } : {});
    return status;
  }

  it('is declared by every route, and there are routes', () => {
    assert.ok(routes.length >= 28);
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      if (route.access === 'public') continue;
      assert.ok(Array.isArray(route.access) && route.access.length > 0, `${name} declares its roles`);
      for (const role of route.access)
        assert.ok(ACCOUNT_ROLES.includes(role), `${name} names a role that exists`);
    }
  });

  it('is public for signing in, the key of signatures and the document of the interface alone', () => {
    const open = routes.filter((route) => route.access === 'public').map((route) => route.operation);
    assert.deepEqual(open, [
      'signIn',
      'readSignInWays',
      'beginOidc',
      'finishOidc',
      'readSigningKey',
      'readOpenApi',
    ]);
  });

  it('gives who is pending nothing but the own session and password', () => {
    const may = routes.filter(({ access }) => access !== 'public' && access.includes('pending'));
    assert.deepEqual(
      may.map(({ operation }) => operation),
      ['readSession', 'signOut', 'changeOwnPassword'],
    );
  });

  it('shows no case to store operators', () => {
    for (const { operation, tag, access } of routes)
      if (tag === 'Cases') assert.ok(access !== 'public' && !access.includes('operator'), operation);
  });

  it('leaves stores to authorities and operators, and taking one away to authorities alone', () => {
    for (const { operation, tag, access } of routes)
      if (tag === 'Listings')
        assert.deepEqual(
          access,
          operation === 'removeListingSource' ? ['admin', 'inspector'] : ['admin', 'inspector', 'operator'],
          operation,
        );
  });

  it('leaves accounts and dead jobs to administrators, and the queue to them and inspectors', () => {
    const of = (operation: string): unknown => routes.find((route) => route.operation === operation)?.access;
    for (const operation of [
      'listAccounts',
      'createAccount',
      'changeAccount',
      'requeueJob',
      'listAudit',
      'createOrganisation',
    ])
      assert.deepEqual(of(operation), ['admin'], operation);
    assert.deepEqual(of('readQueue'), ['admin', 'inspector']);
  });

  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    // Signing the matrix' own people out, or ending their tokens, would spoil the rest: those have tests of their own.
    if (route.access === 'public') {
      it(`lets anybody call ${name}`, async () => {
        const status = await statusOf(route, server.nobody);
        assert.ok(status !== 401 && status !== 403, String(status));
      });
      continue;
    }
    const { access } = route;
    it(`answers 401 to ${name} without credentials, with a wrong token, and with a made-up session`, async () => {
      const forged = new Client(server.server.url);
      const strangers = [
        server.nobody,
        new Client(server.server.url, { token: 'appgov_no-such-token-at-all' }),
        new Client(server.server.url, { token: '' }),
      ];
      for (const stranger of strangers) assert.equal(await statusOf(route, stranger), 401);
      const path = route.path.replace(/:\w+/g, () => randomUUID());
      const { status } = await forged.call(route.method, path, {
        headers: { cookie: 'appgov_session=session_forged', 'x-appgov-csrf': 'forged' },
      });
      assert.equal(status, 401);
    });
    for (const role of ACCOUNT_ROLES) {
      const may = access.includes(role);
      it(`${may ? 'lets' : 'answers 403 to'} ${role === 'developer' ? 'a' : 'an'} ${role} ${may ? 'call' : 'who calls'} ${name}`, async () => {
        const client = people.get(role);
        assert.ok(client);
        const status = await statusOf(route, client);
        if (may) assert.ok(status !== 401 && status !== 403 && status < 500, String(status));
        else assert.equal(status, 403);
      });
    }
    if (METHODS_WITH_EFFECT.includes(route.method)) {
      it(`answers 403 to ${name} from a page that does not show the session's CSRF token`, async () => {
        const page = new Client(server.server.url);
        await page.signIn('admin', 'test-admin-password');
        page.csrfToken = undefined;
        assert.equal(await statusOf(route, page), 403);
        page.csrfToken = 'wrong';
        assert.equal(await statusOf(route, page), 403);
      });
    }
  }
});
