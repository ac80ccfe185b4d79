import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { findConsentReach, openAppCode } from '../../../scanner/code/index.ts';
import type { ConsentReach, ConsentSigns, LayoutControl } from '../../../scanner/code/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { DexMethod } from '../../../scanner/dex/index.ts';
import type { ComponentFacts, ManifestFacts } from '../../../scanner/evidence/index.ts';

const dex = readFileSync(new URL('./fixtures/consent.dex', import.meta.url));
const app = openAppCode([{ name: 'classes.dex', read: () => dex }]);
const { callbacks } = loadScannerData();
const reads = [...(app.hierarchy.findClass('Lconsent/Reads;')?.methods() ?? [])];

const AROUND = ['《隐私政策》说明我们如何处理个人信息'];
const control = (id: number, ...texts: string[]): readonly [number, LayoutControl[]] => [
  id,
  [{ id, texts, around: AROUND }],
];
/** Controls of the layout that the screens of the fixture look up. */
const signs: ConsentSigns = {
  hasWords: true,
  isComplete: true,
  textsOf: () => [],
  nameOf: () => undefined,
  controls: new Map([
    control(0x7f010001, '同意并继续'),
    control(0x7f010002, '不同意'),
    control(0x7f010003, '登录'),
  ]),
  handlers: new Map(),
  pageCalls: new Map(),
};

function component(kind: ComponentFacts['kind'], name: string, exported: boolean): ComponentFacts {
  return {
    kind,
    name: `consent.${name}`,
    exported,
    enabled: true,
    intentFilters: [],
    metaData: [],
    place: { kind: 'manifest', path: 'manifest' },
  };
}

function manifestOf(components: readonly ComponentFacts[]): ManifestFacts {
  return {
    packageName: 'consent',
    label: '',
    labels: {},
    versionName: '1',
    versionCode: 1,
    minSdk: 21,
    targetSdk: 33,
    application: { debuggable: false, allowBackup: false, metaData: [] },
    components,
    permissions: [],
    definedPermissions: [],
    usesFeatures: [],
    usesLibraries: [],
    queriesPackages: [],
  };
}

/** The app as if its launcher opened one screen; the others open only by its own code. */
function readScreen(name: string, its = signs, bytes = app): ConsentReach {
  const others = ['Page', 'Second'].map((each) => component('activity', each, false));
  const services = ['Early', 'Late'].map((each) => component('service', each, false));
  return findConsentReach({
    app: bytes,
    manifest: manifestOf([component('activity', name, true), ...others, ...services]),
    callbacks,
    isLibrary: (descriptor) => descriptor.startsWith('Llib/'),
    isForeign: () => false,
    signs: its,
    places: reads.map((method) => ({ method, pc: 0 })),
    budget: unlimitedBudget(),
  });
}

function readNamed(name: string): DexMethod {
  const method = reads.find((each) => each.ref.name === name);
  assert.ok(method, name);
  return method;
}

const BEFORE = 'before-consent';
const AFTER = 'after-consent';
const OPEN = 'cannot-tell';

const CASES: Readonly<Record<string, Readonly<Record<string, readonly [reach: string, why: string]>>>> = {
  Wrapped: {
    wrapperStart: [BEFORE, 'nothing guards it'],
    wrapperFlag: [AFTER, 'an early return tests a flag behind two helpers'],
  },
  Switched: {
    switchAgreed: [AFTER, 'the listener of all controls tells the agree control by its id'],
    switchRefused: [BEFORE, 'the refuse control has another id'],
    sameView: [AFTER, 'the tapped view is compared with a field that holds the agree control'],
    otherView: [BEFORE, 'any other view was tapped'],
  },
  Asked: {
    whichPositive: [
      AFTER,
      'the number of the dialog’s button decides; 好的 agrees under a text that names the policy',
    ],
    whichNegative: [BEFORE, 'the other button'],
    bits: [AFTER, 'a bit of a number is the flag'],
    otherBits: [BEFORE, 'another bit is set at refusal'],
  },
  Opener: {
    resultOk: [AFTER, 'the consent page answers with a result that only agreeing sets'],
    resultAny: [BEFORE, 'another app may answer as it likes'],
  },
  Library: { libraryAnswer: [AFTER, 'a consent library is asked'] },
  Unknown: {
    unknownKey: [OPEN, 'the key of the flag is made at run time'],
    unknownKeyAfterwards: [BEFORE, 'both outcomes of that test come by'],
    unknownTest: [OPEN, 'a test named after privacy is not understood'],
    plainTap: [BEFORE, 'a control that says something else'],
    blankTap: [OPEN, 'a control that says nothing'],
  },
  FirstRun: {
    firstRun: [BEFORE, 'the flag says the opposite'],
    firstRunOver: [AFTER, 'and is cleared at agreeing'],
    boxed: [AFTER, 'a static Boolean is the flag'],
    switchedByWord: [AFTER, 'a word is the flag'],
    refused: [BEFORE, 'the refuse listener reads'],
    bothWritten: [BEFORE, 'the flag is set at refusal, too'],
  },
  Observed: {
    told: [AFTER, 'observers are told true'],
    notTold: [BEFORE, 'observers are told false'],
    waited: [AFTER, 'a thread waits for the flag'],
    collected: [BEFORE, 'a Callable goes into a collection of tasks'],
    timed: [BEFORE, 'a TimerTask'],
    subscribed: [BEFORE, 'a Runnable goes through a helper to a Handler'],
    ticked: [AFTER, 'a box is asked whether it is ticked'],
    tickKept: [AFTER, 'a field keeps what the box tells its listener'],
    notTicked: [BEFORE, 'the box is not ticked at first'],
    exited: [OPEN, 'nothing comes after System.exit'],
  },
  Messages: {
    sentEarly: [BEFORE, 'its message is sent at once'],
    sentLate: [AFTER, 'its message is sent at agreeing'],
    broadcast: [OPEN, 'a receiver of the app’s own looks at what it is sent'],
  },
  Lambdas: {
    givenToLibrary: [OPEN, 'a library may call a function at a tap'],
    givenToQuestion: [AFTER, 'the app’s own question calls it at agreeing, and no library was given it'],
  },
  Starter: {
    serviceStarted: [BEFORE, 'a service that is started at once'],
    serviceAfter: [AFTER, 'a service that is started at agreeing'],
    secondScreen: [AFTER, 'a screen that is opened by name at agreeing'],
  },
};

describe('reads before and after consent', () => {
  for (const [screen, cases] of Object.entries(CASES)) {
    const found = readScreen(screen);
    for (const [name, [reach, why]] of Object.entries(cases))
      it(`${screen}.${name}: ${reach}, because ${why}`, () =>
        assert.equal(found.reachOf({ method: readNamed(name), pc: 0 }).reach, reach));
  }

  it('come with the calls that lead there', () => {
    const { path = [] } = readScreen('Observed').reachOf({ method: readNamed('subscribed'), pc: 0 });
    assert.deepEqual(
      path.map(({ method }) => `${method.ref.owner.slice(9, -1)}.${method.ref.name}`),
      ['Observed.onCreate', 'Observed.later', 'Observed$5.run'],
    );
  });

  it('name the gate and the flag', () => {
    const { gates, flags } = readScreen('Wrapped');
    assert.deepEqual(
      gates.map(({ kind, label, handler }) => [
        kind,
        label,
        handler.method.ref.owner,
        handler.method.ref.name,
      ]),
      [['button', '同意', 'Lconsent/Wrapped$1;', 'onClick']],
    );
    assert.deepEqual(
      flags.map(({ kind, name }) => `${kind} ${name}`),
      ['preference given'],
    );
    assert.deepEqual(
      flags[0]?.testedAt.map(({ method }) => method.ref.name),
      ['get'],
    );
  });

  it('hang on taps of which none is known to agree: then it cannot be told', () => {
    const found = readScreen('Switched', { ...signs, controls: new Map() });
    assert.deepEqual(found.gates, []);
    for (const name of ['switchAgreed', 'switchRefused'])
      assert.equal(found.reachOf({ method: readNamed(name), pc: 0 }).reach, OPEN, name);
  });

  it('end with the budget', () => {
    const spent = { ...unlimitedBudget(), deadlineMs: 0, nowMs: () => 1 };
    const run = (): unknown =>
      findConsentReach({
        app,
        manifest: manifestOf([component('activity', 'Wrapped', true)]),
        callbacks,
        isLibrary: () => false,
        isForeign: () => false,
        signs,
        places: [],
        budget: spent,
      });
    assert.throws(run, { code: 'DEADLINE_EXCEEDED' });
  });
});

describe('damaged code', () => {
  it('never stops the following with anything but coded errors', () => {
    for (let at = 0x28; at < dex.length; at += 97) {
      const bytes = Uint8Array.from(dex);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const mutant = openAppCode([{ name: 'classes.dex', read: () => bytes }]);
      for (const screen of ['Wrapped', 'Observed']) assert.ok(readScreen(screen, signs, mutant));
    }
  });
});
