import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { generateCACertificate } from 'mockttp';
import type { DeviceEventKind } from '../../../scanner/device/device.ts';
import { watchTraffic, type TrafficWatch } from '../../../scanner/device/real/watch-traffic.ts';

/** A client behind the proxy: asks for a tunnel, speaks TLS in it, and posts a line. */
async function postThroughProxy(
  proxyPort: number,
  targetPort: number,
  ca: string,
  body: string,
): Promise<string> {
  const tunnel = httpRequest({
    host: '127.0.0.1',
    port: proxyPort,
    method: 'CONNECT',
    path: `localhost:${targetPort}`,
  });
  tunnel.end();
  const [, socket] = (await once(tunnel, 'connect')) as [unknown, import('node:net').Socket];
  const secure = tlsConnect({ socket, servername: 'localhost', ca });
  await once(secure, 'secureConnect');
  secure.write(
    `POST /collect?id=1 HTTP/1.1\r\nHost: localhost:${targetPort}\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  let answer = '';
  for await (const chunk of secure) answer += String(chunk);
  return answer;
}

describe('the proxy that reads the traffic of a device', function () {
  this.timeout(60_000);
  let target: Server;
  let watch: TrafficWatch;
  let targetCa = '';
  let targetPort = 0;
  const requests: Extract<DeviceEventKind, { kind: 'network-request' }>[] = [];
  let wake: () => void = () => undefined;

  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  before(async () => {
    const authority = await generateCACertificate({ subject: { commonName: 'localhost' } });
    targetCa = authority.cert;
    target = createServer({ cert: authority.cert, key: authority.key }, (message, answer) => {
      message.resume().on('end', () => answer.end('stored'));
    }).listen(0, '127.0.0.1');
    await once(target, 'listening');
    targetPort = (target.address() as AddressInfo).port;
    watch = await watchTraffic({
      trustedCaPems: [targetCa],
      onRequest: (event) => {
        requests.push(event);
        wake();
      },
      onRefusal: () => wake(),
    });
  });
  after(async () => {
    await watch?.close();
    await new Promise((resolve) => target.close(resolve));
  });

  it('tells what is inside HTTPS and passes it on', async () => {
    const heard = next();
    const answer = await postThroughProxy(watch.port, targetPort, watch.caPem, 'imei=860000000000001');
    await heard;
    const [seen] = requests;
    assert.equal(seen?.method, 'POST');
    assert.equal(seen?.url, `https://localhost:${targetPort}/collect?id=1`);
    assert.equal(seen?.body, 'imei=860000000000001');
    assert.equal(seen?.bodySizeBytes, 20);
    assert.match(answer, /^HTTP\/1\.1 200/);
    assert.match(answer, /stored$/);
    assert.deepEqual(watch.pinnedHosts(), []);
  });

  it('takes a client that refuses its certificate for one that pins', async () => {
    const heard = next();
    await assert.rejects(postThroughProxy(watch.port, targetPort, targetCa, 'secret'));
    await heard;
    assert.equal(requests.length, 1, 'nothing of it was read');
    assert.deepEqual(watch.pinnedHosts(), ['localhost']);
  });
});
