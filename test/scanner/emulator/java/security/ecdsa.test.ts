import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { signEcdsa } from '../../../../../scanner/emulator/java/security/ecdsa.ts';

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}

describe('ECDSA', () => {
  it('signs as RFC 6979, A.2.5 says', () => {
    const key = createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        d: base64url('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
        x: base64url('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
        y: base64url('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
      },
    });
    const made = signEcdsa('sha256', Buffer.from('sample'), key)?.toString('hex') ?? '';
    assert.ok(made.includes('efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716'));
    assert.ok(made.includes('f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8'));
  });

  for (const namedCurve of ['P-256', 'secp256k1', 'P-384', 'P-521'])
    for (const digest of ['sha1', 'sha256', 'sha512'])
      it(`makes signatures on ${namedCurve} with ${digest} that verify, always the same`, () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve });
        const message = Buffer.from('a message');
        const made = signEcdsa(digest, message, privateKey);
        assert.ok(made !== undefined);
        assert.ok(verify(digest, message, createPublicKey(privateKey), made));
        assert.deepEqual(signEcdsa(digest, message, privateKey), made);
      });
});
