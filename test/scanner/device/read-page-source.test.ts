import assert from 'node:assert/strict';
import { parseWindows } from '../../../scanner/device/real/parse-dumpsys.ts';
import { readPageSource } from '../../../scanner/device/real/read-page-source.ts';

const screen = { widthPx: 1080, heightPx: 2340, densityDpi: 440, ownPackage: 'com.example' };
const element = (packageName: string, bounds: string, rest = '', inside = '') =>
  `<android.widget.FrameLayout class="android.widget.FrameLayout" package="${packageName}" bounds="${bounds}" ${rest}>${inside}</android.widget.FrameLayout>`;
const source = (...roots: string[]) =>
  `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy index="0" class="hierarchy">${roots.join('')}</hierarchy>`;

const own = element('com.example', '[0,0][1080,2340]');
const dialog = element('com.example', '[60,800][1020,1500]');
const bars = element('com.android.systemui', '[0,0][1080,80]');
const asking = element('com.google.android.permissioncontroller', '[60,700][1020,1600]');

describe('the page source of UiAutomator2', () => {
  const kinds: readonly (readonly [string, string, readonly string[]])[] = [
    ['a page', source(own), ['activity']],
    ['a dialog over it', source(own, dialog), ['activity', 'dialog']],
    ["the system's bars, which are never in front", source(own, bars), ['system-other', 'activity']],
    ['a question for a permission', source(own, asking), ['activity', 'system-permission']],
    ['nothing', source(), []],
  ];
  for (const [what, xml, expected] of kinds)
    it(`tells ${what} by owner and size`, () => {
      const { windows } = readPageSource(xml, screen);
      assert.deepEqual(
        windows.map(({ kind }) => kind),
        expected,
      );
      if (windows.length > 0) assert.equal(windows.at(-1)?.focused, true);
    });

  it('tells kinds and activities by the window manager, where it was asked', () => {
    const windows = parseWindows(
      '  Window #0 Window{aa u0 com.example/.Main}:\n    package=com.example\n    ty=APPLICATION_OVERLAY\n    frame=[60,800][1020,1500]\n',
    );
    const [window] = readPageSource(source(dialog), { ...screen, windows }).windows;
    assert.deepEqual([window?.kind, window?.ownerClass], ['overlay', 'com.example.Main']);
  });

  it('gives text with its entities, states and places', () => {
    const xml = source(
      element(
        'com.example',
        '[0,0][1080,2340]',
        '',
        '<android.widget.CheckBox class="android.widget.CheckBox" package="com.example" text="A &amp; B&#10;&lt;同意&gt;" ' +
          'content-desc="box" resource-id="com.example:id/box" checkable="true" checked="true" clickable="true" ' +
          'enabled="false" bounds="[10,20][110,70]" />',
      ),
    );
    const node = readPageSource(xml, screen).windows[0]?.root?.children[0];
    assert.equal(node?.text, 'A & B\n<同意>');
    assert.deepEqual(
      [node?.checkable, node?.checked, node?.clickable, node?.enabled, node?.scrollable],
      [true, true, true, false, false],
    );
    assert.deepEqual(node?.boundsPx, { left: 10, top: 20, right: 110, bottom: 70 });
  });

  it('refuses a tree that is too deep or too large with a coded error', () => {
    const deep = `<hierarchy>${'<a bounds="">'.repeat(300)}`;
    const wide = `<hierarchy>${'<a bounds=""/>'.repeat(20_001)}</hierarchy>`;
    for (const xml of [deep, wide])
      assert.throws(() => readPageSource(xml, screen), { code: 'LIMIT_EXCEEDED' });
  });

  it('makes something of anything that an app can put into it', () => {
    for (const xml of [
      '',
      'no xml',
      '<hierarchy',
      source('<b><c></b>'),
      source(element('x', '[1,2][3')),
      '</a>',
    ])
      assert.ok(Array.isArray(readPageSource(xml, screen).windows), xml);
  });
});
