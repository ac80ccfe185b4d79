// Tries what a device process must not be able to do, and answers the error code of each attempt.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import workers from 'node:worker_threads';

const attempts = {
  readOwnScript: () => fs.readFileSync(new URL(import.meta.url)),
  readGiven: ({ given }) => fs.readFileSync(given),
  readOther: ({ other }) => fs.readFileSync(other),
  listOther: ({ other }) => fs.readdirSync(new URL('.', `file://${other}`)),
  write: ({ folder }) => fs.writeFileSync(`${folder}/written.txt`, 'x'),
  remove: ({ given }) => fs.unlinkSync(given),
  spawn: () => childProcess.spawnSync(process.execPath, ['--version']),
  fork: () => childProcess.fork(new URL(import.meta.url)),
  worker: () => new workers.Worker('1', { eval: true }),
  binding: () => process.binding('tcp_wrap'),
  connect: ({ port }) => net.connect(port, '127.0.0.1'),
  listen: () => net.createServer().listen(0),
  request: ({ port }) => http.get({ port, host: '127.0.0.1' }),
  fetch: ({ port }) => fetch(`http://127.0.0.1:${port}/`),
  datagram: () => dgram.createSocket('udp4').send('x', 9, '127.0.0.1'),
  lookup: () => dns.lookup('localhost', () => undefined),
  resolver: () => new dns.Resolver().resolve4('localhost', () => undefined),
  promisedLookup: () => dns.promises.lookup('localhost'),
};

process.on('message', async ({ id, args: [options] }) => {
  const { denyNetwork } = await import(options.denyNetwork);
  denyNetwork();
  const value = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt(options);
      value[name] = 'allowed';
    } catch (error) {
      value[name] = error.code ?? error.message;
    }
  }
  value.environment = Object.keys(process.env).join();
  process.send({ id, kind: 'done', value });
});
