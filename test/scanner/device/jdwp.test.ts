import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  connectJdwp,
  listParameters,
  resumeProcess,
  watchCalls,
  type CallHit,
  type CallWatch,
} from '../../../scanner/device/jdwp/index.ts';

const program = fileURLToPath(new URL('./fixtures/Reader.java', import.meta.url));
const agent = '-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0';

describe('breakpoints over JDWP, on a Java virtual machine', function () {
  this.timeout(60_000);
  let child: ChildProcess | undefined;
  let watch: CallWatch;
  const hits: CallHit[] = [];
  const printed: string[] = [];

  before(async function () {
    if (spawnSync('java', ['-version']).status !== 0) {
      console.log('skipped: there is no java to debug, so the JDWP client is not tried');
      this.skip();
    }
    child = spawn('java', [agent, '-Xint', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(child.stdout);
    const lines = createInterface(child.stdout);
    const [first] = (await once(lines, 'line')) as [string];
    const port = Number(/address: (?:\S+:)?(\d+)/.exec(first)?.[1]);
    lines.on('line', (line) => printed.push(line));
    const connection = await connectJdwp(port);
    watch = await watchCalls(
      connection,
      [
        { className: 'Reader$Phone', method: 'read' },
        { className: 'Reader$Phone', method: 'ask', descriptor: '(Ljava/lang/String;)Ljava/lang/String;' },
        { className: 'java.lang.System', method: 'nanoTime' },
        { className: 'java.lang.Absent', method: 'nothing' },
      ],
      (hit) => void hits.push(hit),
    );
    await resumeProcess(connection);
    await once(child, 'close');
    await watch.settled();
  });
  after(() => void child?.kill('SIGKILL'));

  it('lets the program run to its end', () => {
    assert.equal(printed.at(-1), 'done');
  });

  it('tells each call of a watched method and loses none', () => {
    assert.equal(hits.filter(({ method }) => method === 'ask').length, 200);
    assert.equal(hits.filter(({ method }) => method === 'read').length, 1);
  });

  it('tells texts of the arguments, a wide one before them counted in', () => {
    const read = hits.find(({ method }) => method === 'read');
    assert.deepEqual([...(read?.stringArguments ?? [])], [[1, 'imei']]);
    const asked = new Set(
      hits.filter(({ method }) => method === 'ask').map((hit) => hit.stringArguments.get(0)),
    );
    assert.deepEqual([...asked], ['user.language']);
  });

  it('tells who called, on which thread', () => {
    const ask = hits.find(({ method }) => method === 'ask');
    assert.equal(ask?.thread, 'worker');
    assert.deepEqual(
      ask?.stack.slice(0, 2).map(({ className, method }) => `${className}.${method.replace(/\$\d+$/, '')}`),
      ['Reader$Phone.ask', 'Reader.lambda$main'],
    );
  });

  it('says which methods it cannot stop in', () => {
    assert.deepEqual(
      watch.unwatchable().map(({ className, method }) => `${className}.${method}`),
      ['java.lang.System.nanoTime'],
    );
    assert.equal(watch.breakpoints(), 2);
  });
});

describe('the JDWP client', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  const answering = async (bytes: Buffer): Promise<number> => {
    server = createServer((socket) => void socket.on('error', () => undefined).write(bytes)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    return address.port;
  };

  it('refuses a server that speaks something else', async () => {
    const port = await answering(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await assert.rejects(connectJdwp(port), { code: 'DEVICE_FAILED', message: /does not speak JDWP/ });
  });

  it('refuses a packet that cannot be one', async () => {
    const port = await answering(Buffer.concat([Buffer.from('JDWP-Handshake'), Buffer.alloc(16, 0xff)]));
    const connection = await connectJdwp(port);
    await assert.rejects(connection.ask(1, 7), { code: 'DEVICE_FAILED' });
  });

  it('says that nothing listens', async () => {
    const port = await answering(Buffer.alloc(0));
    await new Promise((resolve) => server?.close(resolve));
    await assert.rejects(connectJdwp(port), { code: 'DEVICE_FAILED', message: /cannot be reached/ });
  });

  it('counts the parameters of a descriptor', () => {
    assert.deepEqual(listParameters('(ILjava/lang/String;[[BJ)V'), ['I', 'Ljava/lang/String;', '[[B', 'J']);
    assert.deepEqual(listParameters('()V'), []);
  });
});
