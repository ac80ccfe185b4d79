import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readConfig } from '../../server/config.ts';
import { ServerError } from '../../server/errors.ts';

describe('the server configuration', () => {
  it('listens on the loopback alone, at port 8080, with two gibibytes an upload, when nothing is set', () => {
    const config = readConfig({});
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 8080);
    assert.equal(config.limits.uploadBytes, 2 * 1024 ** 3);
    assert.equal(config.limits.quotaBytes, undefined);
    assert.deepEqual(config.admin, { password: undefined, token: undefined });
  });

  it('takes an empty variable for one that is not set', () => {
    assert.equal(readConfig({ PORT: '', APPGOV_ADMIN_TOKEN: '' }).port, 8080);
  });

  it('turns seconds and hours into milliseconds', () => {
    const config = readConfig({ APPGOV_SCAN_TIMEOUT_SECONDS: '2', APPGOV_UPLOAD_EXPIRY_HOURS: '3' });
    assert.equal(config.work.scanTimeoutMs, 2000);
    assert.equal(config.limits.uploadExpiryMs, 10_800_000);
  });

  it('hands only what a browser needs on to rendering processes', () => {
    const config = readConfig({ PATH: '/bin', APPGOV_ADMIN_TOKEN: 'secret-secret-secret' });
    assert.deepEqual(config.browserEnv, { PATH: '/bin' });
  });

  for (const [name, value] of [
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['APPGOV_WORKERS', '-1'],
    ['APPGOV_MAX_UPLOAD_BYTES', '1.5'],
    ['APPGOV_ADMIN_PASSWORD', 'short'],
    ['APPGOV_ADMIN_TOKEN', 'short'],
    ['APPGOV_TRUST_PROXY', 'yes'],
    ['APPGOV_LOG_LEVEL', 'loud'],
  ] as const) {
    it(`refuses ${name}=${value}, naming the variable and not its value`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) =>
          error instanceof ServerError && error.code === 'BAD_CONFIG' && error.message.includes(name),
      );
    });
  }
});
