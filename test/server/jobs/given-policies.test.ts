import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { submissionFields } from '../../../server/api/schemas.ts';
import { toFetchPolicy } from '../../../server/fetch/read-policy-address.ts';
import { readGivenPolicies } from '../../../server/jobs/given-policies.ts';

describe('policies that come with a submission', () => {
  let server: Server;
  let host = '';
  before(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/policy' ? 200 : 404;
      response.end('<h1>某某隐私政策</h1><p>我们会收集您的手机号码。</p>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it('are read; one that fails is told and costs the scan nothing', async () => {
    const { policies, missed } = await readGivenPolicies(
      { policies: [`http://${host}/policy`, `http://${host}/gone`], fetchAllow: [host] },
      unlimitedBudget(),
    );
    assert.deepEqual(
      policies.map(({ origin }) => origin),
      [{ kind: 'given-url', address: `http://${host}/policy` }],
    );
    assert.deepEqual(missed, [`http://${host}/gone`]);
  });

  it('are not fetched from the inside of a network that nobody allowed', async () => {
    const { policies, missed } = await readGivenPolicies(
      { policies: [`http://${host}/policy`] },
      unlimitedBudget(),
    );
    assert.deepEqual([policies.length, missed.length], [0, 1]);
  });

  it('that an app names are brought too, and what stands in the way is a code', async () => {
    const fetchPolicy = toFetchPolicy({ allow: [host] });
    const found = await fetchPolicy(`http://${host}/policy`, unlimitedBudget());
    assert.ok('origin' in found);
    assert.equal(found.origin.kind, 'app-address');
    assert.deepEqual(await fetchPolicy(`http://${host}/gone`, unlimitedBudget()), {
      failed: 'ADDRESS_FAILED',
    });
    assert.deepEqual(await fetchPolicy('http://127.0.0.1:1/', unlimitedBudget()), {
      failed: 'ADDRESS_REFUSED',
    });
  });

  for (const [name, policies, isTaken] of [
    ['several, parted by lines', 'https://a.example/p\nhttps://a.example/sdk', true],
    ['another scheme', 'file:///etc/passwd', false],
    ['no address', 'privacy policy', false],
    ['too many', Array.from({ length: 6 }, (_, at) => `https://a.example/${at}`).join(' '), false],
  ] as const)
    it(`the form takes ${isTaken ? name : `no ${name}`}`, () => {
      assert.equal(submissionFields.safeParse({ policies }).success, isTaken);
    });
});
