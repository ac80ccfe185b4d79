import assert from 'node:assert/strict';
import Ajv2020Module from 'ajv/dist/2020.js';
import { after, before, describe, it } from 'mocha';
import { routes } from '../../../server/api/routes.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

type Json = { readonly [name: string]: Json };

describe('the application around the routes', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  after(() => server.close());
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(server.server.url + path, { headers, redirect: 'manual' });

  it('tells its health with database, storage and queue', async () => {
    const response = await get('/healthz');
    assert.equal(response.status, 200);
    const health = (await response.json()) as Record<string, { ok: boolean }>;
    for (const part of ['database', 'storage', 'queue']) assert.equal(health[part]?.ok, true, part);
  });

  it('gives its numbers to this machine and to administrators, and to nobody behind a proxy', async () => {
    const local = await get('/metrics');
    assert.equal(local.status, 200);
    const text = await local.text();
    for (const name of ['appgov_http_request_duration_seconds', 'appgov_jobs', 'process_cpu_seconds_total'])
      assert.ok(text.includes(name), name);
    const proxied = { 'x-forwarded-for': '203.0.113.9' };
    assert.equal((await get('/metrics', proxied)).status, 401);
    assert.equal((await get('/metrics', { ...proxied, ...server.admin.headers() })).status, 200);
    const developer = await server.newPerson('developer');
    assert.equal((await get('/metrics', { ...proxied, ...developer.headers() })).status, 403);
  });

  for (const path of ['/', '/api/v1/openapi.json', '/healthz', '/docs', '/nothing', '/api/v1/nothing']) {
    it(`protects ${path} by security headers`, async () => {
      const { headers } = await get(path, { accept: 'text/html' });
      assert.ok(headers.get('content-security-policy')?.includes("frame-ancestors 'none'"));
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('x-powered-by'), null);
    });
  }

  it('keeps answers of the interface out of every cache', async () => {
    const { headers } = await get('/api/v1/submissions', server.admin.headers());
    assert.equal(headers.get('cache-control'), 'private, no-store');
  });

  it('answers JSON to a path of the interface that does not exist, also to a browser', async () => {
    const response = await get('/api/v1/nothing', { accept: 'text/html' });
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'NOT_FOUND');
  });

  for (const path of [
    '/../package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/appgov.db',
  ]) {
    it(`does not serve ${path}`, async () => {
      const response = await get(path, { accept: 'application/json' });
      assert.ok(response.status >= 400, String(response.status));
    });
  }

  it('has a page of the interface that needs nothing from elsewhere', async () => {
    const html = await (await get('/docs')).text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(links.length >= 3);
    for (const link of links) {
      assert.match(link, /^\/docs\//);
      assert.equal((await get(link)).status, 200, link);
    }
    assert.equal((await get('/api/v1/docs')).headers.get('location'), '/docs');
  });

  describe('has an OpenAPI document', () => {
    let document: Json;
    before(async () => {
      document = (await (await get('/api/v1/openapi.json')).json()) as Json;
    });

    it('of version 3.1 that names every route, and no other, with an operation of its own', () => {
      assert.equal(String(document['openapi']), '3.1.0');
      const listed = Object.entries(document['paths'] ?? {}).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => [
          `${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`,
          String(operation['operationId']),
        ]),
      );
      const declared = routes.map((route) => [`${route.method} ${route.path}`, route.operation]);
      assert.deepEqual(listed.sort(), declared.sort());
      assert.equal(new Set(listed.map(([, operation]) => operation)).size, listed.length);
    });

    it('whose references all lead somewhere', () => {
      const refs: string[] = [];
      JSON.stringify(document, (key, value: unknown) => {
        if (key === '$ref' && typeof value === 'string') refs.push(value);
        return value;
      });
      assert.ok(refs.length > 30);
      for (const ref of refs) {
        const found = ref
          .split('/')
          .slice(1)
          .reduce<Json | undefined>((at, name) => at?.[name], document);
        assert.ok(found, ref);
      }
    });

    it('whose schemas are JSON Schema 2020-12', () => {
      const ajv = new Ajv2020Module.Ajv2020({ strict: false, formats: { 'date-time': true, uuid: true } });
      const schemas = document['components']?.['schemas'] ?? {};
      ajv.addSchema({ $id: 'appgov:document', components: { schemas } });
      for (const name of Object.keys(schemas))
        ajv.compile({ $ref: `appgov:document#/components/schemas/${name}` });
    });

    it('that says of each path parameter that it is required', () => {
      for (const [path, item] of Object.entries(document['paths'] ?? {}))
        for (const operation of Object.values(item)) {
          const parameters = (operation['parameters'] ?? []) as unknown as { name: string; in: string }[];
          const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
          assert.deepEqual(
            named,
            [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
            path,
          );
        }
    });
  });
});
