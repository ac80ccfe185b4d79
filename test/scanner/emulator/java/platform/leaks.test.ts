import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openDex } from '../../../../../scanner/dex/index.ts';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import { JavaString, Machine } from '../../../../../scanner/emulator/machine/index.ts';
import { fileStoreOf } from '../../../../../scanner/emulator/system/file-store.ts';
import { answerEmptyJson, NETWORK, NetworkRecorder } from '../../../../../scanner/emulator/system/network.ts';
import type { RecordedRequest } from '../../../../../scanner/emulator/system/network.ts';

const dex = openDex(
  readFileSync(new URL('../../../../fixtures/java/leaks/leaks.dex', import.meta.url)),
  'leaks.dex',
);
const SECRET = '867530900000001';

/** Runs one way of leaking, the secret labelled as an IMEI that event 7 read. */
function leak(way: string, text = SECRET) {
  const vm = new Machine({ models: javaClasses, dexFiles: [dex] });
  const recorder = new NetworkRecorder({
    script: (request) =>
      request.host.startsWith('refused') ? { kind: 'refused', why: 'connect' } : answerEmptyJson(request),
  });
  vm.attach(NETWORK, recorder);
  const label = vm.labels.of({ kind: 'pi', piType: 'imei', eventNumber: 7, transforms: [] });
  const secret = vm.string(text, way === 'json' ? 0 : label);
  const outcome = vm.callNow(
    vm.callStatic('Leaks', `${way}(Ljava/lang/String;)Ljava/lang/String;`, secret),
    'worker',
  );
  const answer =
    outcome.kind === 'returned' && outcome.value instanceof JavaString ? outcome.value.value : outcome.kind;
  const carried = (request: RecordedRequest) =>
    request.carried.flatMap(({ where, name, labelSet }) =>
      vm.labels.list(labelSet).map((one) => [name ?? where, one.kind === 'pi' ? one.transforms : one.kind]),
    );
  const gaps = vm.gaps.list().map(({ code, subject }) => `${code} ${subject}`);
  return { vm, answer, requests: recorder.requests, carried: recorder.requests.map(carried), gaps };
}

describe('What an app sends keeps its labels up to the network', () => {
  const rows: readonly (readonly [way: string, url: string, carried: unknown])[] = [
    ['form', 'https://collect.example.com/form', [['body', ['url-encode']]]],
    ['hashed', 'https://collect.example.com/json', [['body', ['MD5', 'JSON']]]],
    ['sealed', 'https://collect.example.com/sealed', [['body', ['AES-encrypt', 'gzip']]]],
    [
      'inUrl',
      `http://collect.example.com/q?id=${SECRET}`,
      [
        ['url', []],
        ['X-Id', []],
      ],
    ],
    ['overSocket', `http://collect.example.com/s?id=${SECRET}`, [['url', []]]],
    ['throughFile', 'https://collect.example.com/file', [['body', []]]],
    ['byHand', 'https://collect.example.com/mixed', [['body', []]]],
    ['innocent', 'https://collect.example.com/none', []],
  ];
  for (const [way, url, expected] of rows)
    it(`finds the secret sent by ${way}`, () => {
      const { answer, requests, carried, gaps } = leak(way);
      assert.deepEqual(gaps, []);
      assert.equal(answer, way === 'overSocket' ? 'HTTP/1.1 200 OK' : '200 {}');
      assert.deepEqual(
        requests.map((request) => request.url),
        [url],
      );
      assert.deepEqual(carried, [expected]);
    });

  it('records method, body, thread and stack of a request', () => {
    const [request] = leak('hashed').requests;
    assert.equal(request?.method, 'POST');
    assert.equal(
      Buffer.from(request?.body ?? []).toString(),
      '[{"device":"72b3f4817de8fc8d5cf9baa0b231c21b","n":3,"url":"a\\/b"},true,2,null]',
    );
    assert.equal(request?.thread, 'worker');
    assert.ok(request?.stack.some(({ method }) => method.name === 'hashed'));
  });

  it('keeps the labels of a file beside its content', () => {
    const { vm } = leak('throughFile');
    const node = fileStoreOf(vm).find('/data/user/0/app/files/id');
    assert.deepEqual(node?.kind === 'file' && node.labels, [
      { kind: 'pi', piType: 'imei', eventNumber: 7, transforms: [] },
    ]);
  });

  it('refuses as the script says', () => {
    const { answer, requests } = leak('failing');
    assert.match(answer, /^java\.net\.ConnectException: Failed to connect to refused\.example\.com\//);
    assert.equal(requests.length, 1);
  });
});

describe('org.json writes and reads as Android does', () => {
  it('formats, coerces and complains in the same words', () => {
    const { answer, gaps } = leak('json', '{"s":"x/\\u0001","n":"4","d":1.50,"l":[1,[],{}],o:{k=null}}');
    assert.deepEqual(gaps, []);
    assert.deepEqual(answer.split('|'), [
      '{"s":"x\\/\\u0001","n":"4","d":1.5,"l":[1,[],{}],"o":{"k":null}}',
      '{\n  "s": "x\\/\\u0001",\n  "n": "4",\n  "d": 1.5,\n  "l": [\n    1,\n    [],\n    {}\n  ],\n  "o": {\n    "k": null\n  }\n}',
      '4x/\u0001',
      'Value x/\u0001 at s of type java.lang.String cannot be converted to int',
      'No value for none',
      'End of input at character 3 of {a:',
    ]);
  });
});
