import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { looksAlike, readReviewed, signatureOf } from '../../../../tools/emulator/picture-signature.ts';
import { openApiDemo } from './open-api-demos.ts';
import { frontWindow, nodesOf, tapOn, textsOf } from './screen-helpers.ts';

const screens: readonly (readonly [activity: string, texts: readonly string[]])[] = [
  ['app.AlertDialogSamples', ['OK CANCEL DIALOG WITH A MESSAGE', 'LIST DIALOG']],
  ['app.ActionBarDisplayOptions', ['DISPLAY_HOME_AS_UP', 'NAVIGATION']],
  ['app.FragmentNestingTabs', ['MENUS', 'ARGS', 'STACK', 'MENU 1A']],
  ['app.LoaderCursor', ['App/Loader/Cursor']],
  ['preference.PreferencesFromXml', ['Checkbox preference', 'This is a checkbox', 'Launch preferences']],
  ['preference.PreferenceWithHeaders', ['Prefs 1', 'Launches an Intent.']],
  ['view.Tabs1', ['TAB1', 'TAB2', 'tab1']],
  ['view.Tabs3', ['LIST', 'PHOTO LIST', 'Abbaye de Belloc']],
  ['view.GridLayout1', ['CANCEL', 'OK']],
  ['view.DateWidgets2', ['12', '6', 'AM', 'PM']],
  ['view.ExpandableList1', ['People Names', 'Fish Names']],
  ['view.ChronometerDemo', ['Initial format: 00:00', 'START']],
  ['view.RatingBar1', ['Views/Rating Bar']],
  ['view.List5', ['Abertam']],
  ['text.Link', ['Link']],
];

/** Shown texts of all windows, with or without capitals as they are drawn. */
function allTexts(device: EmbeddedDevice): string[] {
  return device.tree().windows.flatMap(textsOf);
}

function assertShown(device: EmbeddedDevice, wanted: readonly string[]): void {
  const texts = allTexts(device).join('\n').toLowerCase();
  assert.deepEqual(
    wanted.filter((text) => !texts.includes(text.toLowerCase())),
    [],
    texts,
  );
}

function hold(device: EmbeddedDevice, text: string): void {
  const node = nodesOf(frontWindow(device).root).find((each) => each.text === text);
  assert.ok(node, `${text} is not on the screen`);
  const x = Math.round((node.boundsPx.left + node.boundsPx.right) / 2);
  const y = Math.round((node.boundsPx.top + node.boundsPx.bottom) / 2);
  device.touch([
    { action: 'down', xPx: x, yPx: y, atMs: 0 },
    { action: 'up', xPx: x, yPx: y, atMs: 700 },
  ]);
}

const lastToast = (device: EmbeddedDevice) =>
  device
    .events(0)
    .flatMap((event) => (event.kind === 'toast' ? [event.text] : []))
    .at(-1);

describe('screens of ApiDemos', function () {
  this.timeout(30_000);

  for (const [activity, texts] of screens)
    it(`shows the texts of ${activity}`, async () => assertShown(await openApiDemo(activity), texts));
});

const reviewedFile = new URL('../../../golden/emulator/apidemos-pictures.tsv', import.meta.url);
const pictures = [
  'app.AlertDialogSamples',
  'view.TableLayout7',
  'view.GridLayout2',
  'view.List10',
  'view.Tabs3',
];

describe('pictures of ApiDemos', function () {
  this.timeout(30_000);
  const reviewed = readReviewed(reviewedFile);

  for (const activity of pictures)
    it(`shows ${activity} as it was when somebody looked at it`, async () => {
      const known = reviewed.get(`io.appium.android.apis.${activity}`);
      assert.ok(known);
      const shown = await signatureOf((await openApiDemo(activity)).screenshot());
      assert.ok(looksAlike(known, shown), `${known}\n${shown}`);
    });

  it('tells a picture from another one', async () => {
    const [one = '', other = ''] = pictures.map((name) => reviewed.get(`io.appium.android.apis.${name}`));
    assert.equal(looksAlike(one, other), false);
  });
});

/** The description of the three dots on a phone that speaks Chinese. */
const moreOptions = '更多选项';

describe('menus', function () {
  this.timeout(30_000);

  it('show what has no room on the bar behind three dots, and tell the app what was chosen', async () => {
    const device = await openApiDemo('app.FragmentMenu');
    tapOn(device, moreOptions);
    assert.equal(frontWindow(device).kind, 'popup');
    assert.deepEqual(textsOf(frontWindow(device)), ['Menu 2']);
    tapOn(device, 'Menu 2');
    assert.equal(frontWindow(device).kind, 'activity');
  });

  it('close by Back and leave the activity open', async () => {
    const device = await openApiDemo('app.FragmentMenu');
    tapOn(device, moreOptions);
    device.pressKey('back');
    assert.equal(frontWindow(device).kind, 'activity');
    assertShown(device, ['Show fragment 1 menu']);
  });

  it('of a long press open where the finger is', async () => {
    const device = await openApiDemo('app.FragmentContextMenu');
    hold(device, 'LONG PRESS ME');
    assert.equal(frontWindow(device).kind, 'popup');
    assert.deepEqual(textsOf(frontWindow(device)), ['Menu A', 'Menu B']);
  });

  it('of a button list their items under it', async () => {
    const device = await openApiDemo('view.PopupMenu1');
    tapOn(device, 'Make a Popup!');
    assertShown(device, ['Search', 'Add', 'Edit']);
    tapOn(device, 'Search');
    assert.equal(lastToast(device), 'Clicked popup menu item Search');
  });
});

describe('widgets', function () {
  this.timeout(30_000);

  it('turn from tab to tab', async () => {
    const device = await openApiDemo('view.Tabs2');
    assertShown(device, ['Content for tab with tag tab1']);
    tapOn(device, 'TAB2');
    assertShown(device, ['Content for tab with tag tab2']);
  });

  it('choose a date in a dialog', async () => {
    const device = await openApiDemo('view.DateWidgets1');
    tapOn(device, 'change the date');
    assert.equal(frontWindow(device).kind, 'dialog');
    tapOn(device, '17');
    tapOn(device, 'button1');
    assert.match(allTexts(device).join(), /-17-/);
  });

  it('open the groups of an expandable list', async () => {
    const device = await openApiDemo('view.ExpandableList1');
    assert.ok(!allTexts(device).includes('Arnold'));
    tapOn(device, 'People Names');
    assertShown(device, ['Arnold', 'Barry']);
    tapOn(device, 'People Names');
    assert.ok(!allTexts(device).includes('Arnold'));
  });

  it('complete what is typed', async () => {
    const device = await openApiDemo('view.AutoComplete1');
    tapOn(device, 'edit');
    device.type('aus');
    device.passTime(500);
    assertShown(device, ['Australia', 'Austria']);
    tapOn(device, 'Austria');
    assert.ok(textsOf(frontWindow(device)).includes('Austria'));
  });

  it('keep what a preference was set to, and enable what depends on it', async () => {
    const device = await openApiDemo('preference.PreferenceDependencies');
    const enabled = () =>
      nodesOf(frontWindow(device).root).find(({ text }) => text === 'WiFi settings')?.enabled;
    assert.equal(enabled(), false);
    tapOn(device, 'WiFi');
    assert.equal(enabled(), true);
  });

  it('offer the entries of a list preference in a dialog', async () => {
    const device = await openApiDemo('preference.PreferencesFromXml');
    tapOn(device, 'List preference');
    assert.equal(frontWindow(device).kind, 'dialog');
    tapOn(device, 'Beta Option 02');
    assert.equal(frontWindow(device).kind, 'activity');
  });

  it('step a number picker', async () => {
    const device = await openApiDemo('view.CustomPicker1');
    const value = () =>
      nodesOf(frontWindow(device).root).find(({ resourceId }) => resourceId.endsWith('numberpicker_input'));
    const before = value();
    assert.ok(before);
    const { left, right, bottom } = before.boundsPx;
    device.tap(Math.round((left + right) / 2), bottom + 40);
    assert.notEqual(value()?.text, before.text);
  });
});
