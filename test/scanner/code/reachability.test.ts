import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { findReachable, openAppCode } from '../../../scanner/code/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { DexMethod } from '../../../scanner/dex/index.ts';

const dex = readFileSync(new URL('./fixtures/reach.dex', import.meta.url));
const app = openAppCode([{ name: 'classes.dex', read: () => dex }]);
const { callbacks } = loadScannerData();

const APPLICATION = { kind: 'application', descriptor: 'Lreach/Start;' } as const;
const SCREEN = { kind: 'component', descriptor: 'Lreach/Screen;' } as const;

function methodOf(className: string, name: string): DexMethod {
  const defined = app.hierarchy.findClass(`Lreach/${className};`);
  const method = [...(defined?.methods() ?? [])].find((each) => each.ref.name === name);
  assert.ok(method, `${className}.${name}`);
  return method;
}

const fromApplication = findReachable(app, [APPLICATION], callbacks, () => false, unlimitedBudget());
const fromAll = findReachable(app, [APPLICATION, SCREEN], callbacks, () => false, unlimitedBudget());

describe('what can run from the Application', () => {
  for (const [mark, why, expected] of [
    ['direct', 'a private method is called', true],
    ['circle', 'an interface call lands on the class that is made', true],
    ['square', 'but not on the one of which no object is made', false],
    ['inThread', 'a Runnable is handed to a thread', true],
    ['posted', 'an anonymous Runnable is posted', true],
    ['inBackground', 'a task is executed', true],
    ['touched', 'a static field is touched', true],
    ['caught', 'a handler may run', true],
    ['byClass', 'a class object is handed on', true],
    ['byName', 'a class is named by a constant', true],
    ['island', 'methods that only call each other', false],
    ['helper', 'a public method that Android does not know', false],
    ['clicked', 'a listener of a screen that is no entry here', false],
  ] as const)
    it(`${expected ? 'holds' : 'leaves out'} ${mark}: ${why}`, () =>
      assert.equal(fromApplication.has(methodOf('Marks', mark)), expected));

  it('is told with the calls that lead there, the entry point’s first', () => {
    const path = fromApplication.pathTo(methodOf('Marks', 'inThread'));
    assert.deepEqual(
      path.map(({ method }) => `${method.ref.owner} ${method.ref.name}`),
      ['Lreach/Start; onCreate', 'Lreach/Start$InThread; run'],
    );
    assert.deepEqual(fromApplication.pathTo(methodOf('Start', 'onCreate')), []);
  });
});

describe('what can run from a screen', () => {
  for (const mark of ['clicked', 'layoutClick'])
    it(`holds ${mark}`, () => assert.equal(fromAll.has(methodOf('Marks', mark)), true));

  it('holds nothing without entry points', () => {
    assert.equal(findReachable(app, [], callbacks, () => false, unlimitedBudget()).methodCount, 0);
  });

  it('ends with the budget', () => {
    const spent = { ...unlimitedBudget(), deadlineMs: 0, nowMs: () => 1 };
    assert.throws(() => findReachable(app, [APPLICATION], callbacks, () => false, spent), {
      code: 'DEADLINE_EXCEEDED',
    });
  });
});

describe('damaged code', () => {
  it('never stops the walk with anything but coded errors', () => {
    for (let at = 0x28; at < dex.length; at += 23) {
      const bytes = Uint8Array.from(dex);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const mutant = openAppCode([{ name: 'classes.dex', read: () => bytes }]);
      const reached = findReachable(mutant, [APPLICATION, SCREEN], callbacks, () => false, unlimitedBudget());
      assert.ok(reached.methodCount < 200);
    }
  });
});
