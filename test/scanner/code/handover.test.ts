import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { findReachable, openAppCode, readCode, toNamedClasses } from '../../../scanner/code/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';

const dex = readFileSync(new URL('./fixtures/handover.dex', import.meta.url));
const app = openAppCode([{ name: 'classes.dex', read: () => dex }]);
const marks = [...(app.hierarchy.findClass('Lhandover/Marks;')?.methods() ?? [])];
const data = loadScannerData();
const reached = findReachable(
  app,
  [
    { kind: 'application', descriptor: 'Lhandover/Start;' },
    { kind: 'component', descriptor: 'Lhandover/Screen;' },
    { kind: 'component', descriptor: 'Landroidx/startup/InitializationProvider;' },
    { kind: 'initializer', descriptor: 'Lhandover/Init;' },
  ],
  data.callbacks,
  () => false,
  unlimitedBudget(),
  toNamedClasses(readCode(app, data, unlimitedBudget()).reflection),
);

describe('work that is handed over', () => {
  for (const [mark, way] of [
    ['rxCallable', 'to an RxJava source'],
    ['rxConsumer', 'to an RxJava observer'],
    ['coroutine', 'as a Kotlin coroutine'],
    ['worker', 'to WorkManager by its class'],
    ['job', 'to the JobScheduler by a component name'],
    ['initializer', 'to androidx.startup by the manifest'],
    ['javascript', 'to pages by a JavaScript interface'],
    ['layoutClick', 'to a layout by android:onClick'],
    ['reflectedClass', 'by a constant class name'],
    ['joinedName', 'by a class name that is put together from constants'],
    ['receiver', 'as a receiver'],
    ['message', 'as a Handler’s messages'],
    ['timer', 'to a Timer'],
    ['lifecycle', 'as an observer of activities'],
    ['fragment', 'as a fragment'],
    ['comparator', 'as a comparator'],
    ['proxied', 'as the handler of a proxy'],
    ['uncaught', 'as the handler of exceptions'],
  ] as const)
    it(`${way} is reached`, () => {
      const method = marks.find((each) => each.ref.name === mark);
      assert.ok(method, mark);
      assert.equal(reached.has(method), true);
    });
});
