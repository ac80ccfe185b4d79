import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { openChildChannel, type ChildChannel } from '../../../../scanner/emulator/process/child-channel.ts';

const script = fileURLToPath(new URL('./children/hostile.mjs', import.meta.url));

describe('the channel to a device process', () => {
  let channel: ChildChannel;
  const open = (maxRssBytes = 2 ** 30, heapMb = 40) =>
    openChildChannel({ script, execArgv: [`--max-old-space-size=${heapMb}`], maxRssBytes });
  afterEach(() => channel.close());

  it('answers in order, with bytes as bytes', async () => {
    channel = open();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => channel.request('echo', [n, Uint8Array.of(n, 255)], 20_000)),
    );
    for (const [index, answer] of answers.entries()) {
      const [n, bytes] = answer as [number, Uint8Array];
      assert.equal(n, index + 1);
      assert.ok(bytes instanceof Uint8Array);
      assert.deepEqual([...bytes], [n, 255]);
    }
  });

  const ends: readonly (readonly [what: string, method: string, reason: RegExp, timeoutMs?: number])[] = [
    ['loops for ever', 'hang', /did not answer within 400 ms/, 400],
    ['never answers', 'silence', /did not answer within 400 ms/, 400],
    ['exits', 'exit', /exited with code 7/],
    ['dies of an error', 'crash', /torn apart/],
    ['aborts', 'abort', /SIGABRT/],
    ['is killed', 'kill', /SIGKILL/],
    ['fills its heap', 'heap', /ran out of memory/],
  ];
  for (const [what, method, reason, timeoutMs = 30_000] of ends) {
    it(`says DEVICE_FAILED when the child ${what}, and again when asked once more`, async () => {
      channel = open();
      const failure = (error: { code?: string; message: string }) =>
        error.code === 'DEVICE_FAILED' && reason.test(error.message);
      await channel.request('echo', [], 20_000);
      await assert.rejects(channel.request(method, [], timeoutMs), failure);
      await assert.rejects(channel.request('echo', [], 20_000), failure);
    });
  }

  it('ends a child whose memory grows outside of the heap', async function () {
    if (process.platform !== 'linux') {
      console.log('notice: resident memory is only watched on Linux; its test skips');
      this.skip();
    }
    channel = open(250 * 2 ** 20);
    await assert.rejects(channel.request('buffers', [], 30_000), /more than 250 MB/);
  });

  it('passes over messages that answer nothing', async () => {
    channel = open();
    assert.equal(await channel.request('babble', [], 20_000), 'after the babble');
  });

  it('goes on after a command that failed', async () => {
    channel = open();
    await assert.rejects(channel.request('fail', [], 20_000), {
      code: 'DEVICE_FAILED',
      message: "The device failed in 'fail': TypeError: of its own",
    });
    assert.deepEqual(await channel.request('echo', ['still here'], 20_000), ['still here']);
  });

  it('keeps little of what the child writes to its error output', async () => {
    channel = open();
    assert.equal(await channel.request('noise', [], 20_000), 'loud');
  });

  it('says that it was closed to whoever still waits', async () => {
    channel = open();
    const waits = channel.request('silence', [], 20_000);
    await Promise.all([assert.rejects(waits, /it was closed/), channel.close()]);
  });
});
