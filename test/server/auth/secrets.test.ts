import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Passwords, hashSecret, isSameSecret, newPassword, newSecret } from '../../../server/auth/index.ts';

describe('secrets', () => {
  it('are new every time, and safe in headers', () => {
    const made = Array.from({ length: 100 }, () => newSecret('appgov'));
    assert.equal(new Set(made).size, 100);
    for (const secret of made) assert.match(secret, /^appgov_[\w-]{43}$/);
  });

  it('made for people avoid letters that look alike', () => {
    for (let i = 0; i < 100; i += 1) assert.match(newPassword(), /^[a-km-np-z2-9A-HJ-NP-Z]{20}$/);
  });

  it('are kept as a hash that does not show them', () => {
    const secret = newSecret('appgov');
    assert.match(hashSecret(secret), /^[0-9a-f]{64}$/);
    assert.equal(hashSecret(secret), hashSecret(secret));
  });

  it('compare by value, whatever their length', () => {
    assert.equal(isSameSecret('a', 'a'), true);
    assert.equal(isSameSecret('a', 'b'), false);
    assert.equal(isSameSecret('a', 'aa'), false);
  });
});

describe('passwords', () => {
  const passwords = new Passwords();

  it('are kept as argon2id with a salt of their own', async () => {
    const [one, two] = await Promise.all([passwords.hash('the same'), passwords.hash('the same')]);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.notEqual(one, two);
    assert.equal(await passwords.verify(one, 'the same'), true);
    assert.equal(await passwords.verify(one, 'another'), false);
  });

  it('are never right for an account that does not exist', async () => {
    assert.equal(await passwords.verify(undefined, 'nobody'), false);
  });

  it('are checked a few at a time, and a flood is refused', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.hash('x')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refused.length, 80 - 64 - 2);
    for (const { reason } of refused) assert.equal((reason as { code: string }).code, 'OVERLOADED');
  });
});
