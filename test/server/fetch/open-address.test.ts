import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { openAddress, type ResolveName } from '../../../server/fetch/open-address.ts';

const PUBLIC = '93.184.215.14';
const PRIVATE = '127.0.0.1';

describe('a name that is answered otherwise each time it is asked for', () => {
  const reached: string[] = [];
  /** Stops every connection once it is known where it goes, so that nothing leaves this machine. */
  const stop = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('lookup', (error: Error | null, address: string) => {
      if (error) return;
      reached.push(address);
      socket.destroy(new Error('far enough'));
    });
  };
  before(() => subscribe('net.client.socket', stop));
  after(() => unsubscribe('net.client.socket', stop));
  beforeEach(() => reached.splice(0));

  /** A resolver that gives these answers one after another, the last one for ever. */
  function resolver(...answers: readonly (readonly string[])[]): {
    resolve: ResolveName;
    asked: () => number;
  } {
    let asked = 0;
    return {
      asked: () => asked,
      resolve: (_host, _options, done) => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
        asked += 1;
        const addresses = answer.map((address) => ({ address, family: 4 }));
        setImmediate(() => done(null, addresses));
      },
    };
  }

  const open = (resolve: ResolveName) =>
    openAddress('http://rebind.example/', {
      redirects: 0,
      allow: [],
      signal: new AbortController().signal,
      timeout: new AbortController().signal,
      headers: {},
      resolve,
    });

  it('is asked for once, and the connection goes to the very address that was judged', async () => {
    const { resolve, asked } = resolver([PUBLIC], [PRIVATE]);
    await assert.rejects(open(resolve), { code: 'ADDRESS_FAILED' });
    assert.deepEqual([reached, asked()], [[PUBLIC], 1]);
  });

  it('is judged anew the next time, and refused by then', async () => {
    const { resolve } = resolver([PUBLIC], [PRIVATE]);
    await assert.rejects(open(resolve), { code: 'ADDRESS_FAILED' });
    await assert.rejects(open(resolve), { code: 'ADDRESS_REFUSED' });
    assert.deepEqual(reached, [PUBLIC]);
  });

  for (const answer of [[PRIVATE], [PUBLIC, PRIVATE], ['::ffff:10.0.0.1'], ['169.254.169.254']])
    it(`reaches nothing where it is answered with ${answer.join(' and ')}`, async () => {
      await assert.rejects(open(resolver(answer).resolve), { code: 'ADDRESS_REFUSED' });
      assert.deepEqual(reached, []);
    });
});
