import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSmsPdu, writeSmsPdu } from '../../../../scanner/emulator/system/sms-pdu.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('text messages as a modem hands them over', () => {
  it('come back from their bytes as they were', () => {
    const sentMs = Date.UTC(2026, 2, 2, 1, 2, 3);
    for (const message of [
      { address: '10690000', body: '【示例】验证码 123456', sentMs },
      { address: '+8613900000001', body: '', sentMs },
    ])
      assert.deepEqual(readSmsPdu(writeSmsPdu(message)), message);
  });

  it('are read in seven bits, with a service centre before them', () => {
    const pdu = bytes('07911326040000F0040B911326880736F40000111081017362400CC8F71D14969741F977FD07');
    assert.deepEqual(readSmsPdu(pdu), {
      address: '+31628870634',
      body: 'How are you?',
      sentMs: Date.UTC(2011, 0, 18, 9, 37, 26),
    });
  });

  it('are nothing where the bytes are cut or of another kind', () => {
    const pdu = writeSmsPdu({ address: '1', body: 'x', sentMs: 0 });
    assert.equal(readSmsPdu(pdu.subarray(0, 5)), undefined);
    assert.equal(readSmsPdu(Uint8Array.of(0, 1, 0)), undefined);
    assert.equal(readSmsPdu(new Uint8Array(0)), undefined);
  });
});
