// A child that does on request what a hijacked device process might do.
import { writeFileSync } from 'node:fs';

const acts = {
  echo: (id, args) => process.send({ id, kind: 'done', value: args }),
  hang: () => {
    for (;;);
  },
  silence: () => undefined,
  exit: () => process.exit(7),
  crash: () => {
    throw new Error('torn apart');
  },
  abort: () => process.abort(),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  heap: () => {
    const kept = [];
    for (;;) kept.push({ n: kept.length, s: [kept.length] });
  },
  buffers: () => {
    // Outside of the JavaScript heap, which the heap cap does not see.
    globalThis.kept = [];
    setInterval(() => globalThis.kept.push(Buffer.alloc(16 * 2 ** 20, 1)), 20);
  },
  babble: (id) => {
    for (const message of [null, 'x', 7, [], { id: 'x' }, { id }, { id: id + 99, kind: 'done', value: 1 }])
      process.send(message);
    process.send({ id, kind: 'done', value: 'after the babble' });
  },
  fail: (id) => process.send({ id, kind: 'failed', code: 'TypeError', message: 'of its own' }),
  noise: (id) => {
    process.stderr.write('noise '.repeat(200_000));
    process.send({ id, kind: 'done', value: 'loud' });
  },
  files: (id) => {
    writeFileSync('never-written.txt', 'x');
    process.send({ id, kind: 'done', value: 'written' });
  },
};
process.on('message', ({ id, method, args }) => acts[method](id, args));
