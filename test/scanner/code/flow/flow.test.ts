import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../../scanner/budget.ts';
import { openAppCode, readCode, toCodePlace } from '../../../../scanner/code/index.ts';
import { findDataFlows } from '../../../../scanner/code/flow/index.ts';
import type { DataFlow, DataFlowInput, DataFlows } from '../../../../scanner/code/flow/index.ts';
import { loadScannerData } from '../../../../scanner/data/index.ts';

const dex = readFileSync(new URL('./fixtures/flow.dex', import.meta.url));
const data = loadScannerData();

function find(
  bytes: Uint8Array,
  changes: Partial<Pick<DataFlowInput, 'isLibrary' | 'budget'>> = {},
): DataFlows {
  const app = openAppCode([{ name: 'classes.dex', read: () => bytes }]);
  return findDataFlows({
    app,
    accesses: readCode(app, data, unlimitedBudget()).accesses,
    reachability: { has: () => true },
    callbacks: data.callbacks,
    isLibrary: () => false,
    tables: data,
    components: { packageName: 'flow', names: new Set(['flow.Page']), byAction: new Map() },
    budget: unlimitedBudget(),
    ...changes,
  });
}

const { flows, isCutShort } = find(dex);

function nameOf({ method }: { readonly method: DataFlow['access']['method'] }): string {
  return method.ref.name;
}

function render({ access, sink, transforms }: DataFlow): string {
  const to = sink.to === undefined ? '' : ` to ${sink.to}`;
  const changed = transforms.length === 0 ? '' : ` as ${transforms.join(', ')}`;
  return `${access.piType} ${sink.kind}${to}${changed}`;
}

/** What each method's reads lead to; nothing where the list is empty. */
const CASES: readonly (readonly [method: string, flows: readonly string[]])[] = [
  ['direct', ['imei log']],
  ['overwritten', []],
  ['oneBranch', ['imei log']],
  ['lengthOnly', []],
  ['comparedOnly', []],
  ['characters', ['imei log']],
  ['inArray', ['imei log']],
  ['besideInArray', []],
  ['inException', ['imei log']],
  ['inField', ['imei log']],
  ['besideInField', []],
  ['fieldOverwritten', []],
  ['otherObject', []],
  ['alias', ['imei log']],
  ['constructed', ['imei log']],
  ['fluent', ['imei log']],
  ['cleared', []],
  ['storeStatic', ['imei log']],
  ['inList', ['imei log']],
  ['inMap', ['imei log']],
  ['besideInMap', []],
  ['entries', ['imei log']],
  ['throughMethods', ['imei log']],
  ['contextsApart', []],
  ['recursive', ['imei log']],
  ['loudShape', ['imei log']],
  ['silentShape', []],
  ['reflected', ['imei log']],
  ['inThread', ['imei log']],
  ['inTask', ['imei log']],
  ['inMessage', ['imei log']],
  ['inExtra', ['imei log']],
  ['outside', ['imei ipc to example.partner']],
  ['toNamedComponent', ['imei ipc to example.partner']],
  ['keepPreference', ['imei log']],
  ['listener', ['location_fine log']],
  ['cursor', ['contacts log']],
  ['uriOnly', []],
  ['get', ['imei network to https://constant.example/q?id=']],
  ['staticBase', ['imei network to http://base.example/']],
  ['post', ['imei network to http://post.example/v1']],
  ['toMemory', []],
  ['socket', ['imei network to socket.example']],
  ['sharedFile', ['imei file']],
  ['privateFile', []],
  ['page', ['imei network to https://page.example/#']],
  ['message', ['imei sms to 10690000']],
  ['provider', ['imei ipc to content://example.partner/ids']],
  ['clipboard', ['imei clipboard']],
  ['command', ['imei command to send ']],
  ['hashed', ['imei log as sha-256, hex']],
  ['wrapped', ['imei log as json, aes, base64']],
  ['besideInJson', []],
  ['onCreate', ['imei log']],
];

describe('the data flow', () => {
  for (const [method, expected] of CASES)
    it(`of ${method} is ${expected.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(flows.filter(({ access }) => nameOf(access) === method).map(render), expected);
    });

  it('has no other case', () => {
    const listed = new Set(CASES.map(([method]) => method));
    assert.deepEqual(flows.filter(({ access }) => !listed.has(nameOf(access))).map(render), []);
    assert.equal(isCutShort, false);
  });

  for (const [method, sink] of [
    ['storeStatic', 'loadStatic'],
    ['inThread', 'run'],
    ['inTask', 'onPostExecute'],
    ['inMessage', 'handleMessage'],
    ['inExtra', 'onNewIntent'],
    ['keepPreference', 'usePreference'],
    ['onCreate', 'onPause'],
    ['throughMethods', 'pass'],
  ] as const)
    it(`of ${method} ends in ${sink}`, () => {
      const ends = flows
        .filter(({ access }) => nameOf(access) === method)
        .map((flow) => nameOf(flow.sink.place));
      assert.deepEqual(ends, [sink]);
    });

  it('tells the way from the read to the sink, with each step once', () => {
    const flow = flows.find(({ access }) => nameOf(access) === 'throughMethods');
    const path = (flow?.path ?? []).map(toCodePlace);
    assert.deepEqual(
      path.map((place) => place.method),
      ['throughMethods', 'throughMethods', 'throughMethods', 'pass'],
    );
    assert.equal(new Set(path.map((place) => `${place.method}${place.pc}`)).size, path.length);
  });

  it('knows a file on shared storage', () => {
    assert.equal(flows.find(({ sink }) => sink.kind === 'file')?.sink.shared, true);
  });

  it('leaves libraries unread', () => {
    const found = find(dex, { isLibrary: (descriptor) => descriptor.startsWith('Lflow/Later') });
    assert.deepEqual(
      found.flows.filter(({ access }) => nameOf(access) === 'inThread'),
      [],
    );
  });
});

describe('the search for flows', () => {
  it('ends with the budget', () => {
    const budget = { ...unlimitedBudget(), deadlineMs: 0, nowMs: () => 1 };
    assert.throws(() => find(dex, { budget }), { code: 'DEADLINE_EXCEEDED' });
  });

  it('gives the same flows each time', () => {
    assert.deepEqual(find(dex).flows.map(render), flows.map(render));
  });
});

describe('damaged code', () => {
  it('ends its own flows only', () => {
    let found = 0;
    for (let at = 0x70; at < dex.length; at += 1009) {
      const bytes = Uint8Array.from(dex);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      found += find(bytes).flows.length;
    }
    assert.ok(found > 0);
  });
});
