import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { unlimitedBudget } from '../../../../../scanner/budget.ts';
import {
  ConfiguredResources,
  DEFAULT_CONFIG,
  memorySource,
  openPackage,
  type ResConfig,
} from '../../../../../scanner/package/index.ts';
import { ResourceSet } from '../../../../../scanner/emulator/android/res/resource-set.ts';
import { loadSystemResources } from '../../../../../scanner/emulator/android/res/system-resources.ts';
import { Theme } from '../../../../../scanner/emulator/android/res/theme.ts';

const apiDemos = new URL(
  '../../../../../node_modules/android-apidemos/apks/ApiDemos-debug.apk',
  import.meta.url,
);
const phone: ResConfig = {
  ...DEFAULT_CONFIG,
  language: 'zh',
  region: 'CN',
  orientation: 1,
  density: 440,
  sdkVersion: 34,
  screenWidthDp: 392,
  screenHeightDp: 850,
  smallestScreenWidthDp: 392,
};

describe('Theme over the resources of app and platform', () => {
  let resources: ResourceSet;
  const systemId = (type: string, name: string) => resources.findId('android', type, name) ?? 0;

  before(async () => {
    const system = await loadSystemResources();
    const pkg = openPackage(memorySource(await readFile(apiDemos)), 'ApiDemos.apk', unlimitedBudget());
    const table = pkg.base.resources();
    assert.ok(table);
    resources = new ResourceSet(
      new ConfiguredResources(table, phone),
      new ConfiguredResources(system.table, phone),
    );
  });

  it('finds the platform’s resources by their public ids', () => {
    assert.equal(systemId('attr', 'textColor'), 0x01010098);
    assert.equal(systemId('style', 'Theme.Material.Light'), 0x0103022e + 9);
    assert.equal(systemId('layout', 'simple_list_item_1'), 0x01090003);
  });

  it('answers strings of the platform in Chinese', () => {
    const ok = resources.findValue(systemId('string', 'ok'))?.value;
    assert.deepEqual(ok?.kind === 'string' && ok.text, '确定');
  });

  it('resolves an attribute that a style of the platform takes from another attribute', () => {
    const theme = new Theme(resources);
    theme.applyStyle(systemId('style', 'Theme.Material.Light'), true);
    const background = theme.findValue(systemId('attr', 'windowBackground'));
    assert.deepEqual(background?.value.kind === 'color' && background.value.argb, 0xfffafafa);
    const isFloating = theme.findValue(systemId('attr', 'windowIsFloating'));
    assert.deepEqual(isFloating?.value.kind === 'boolean' && isFloating.value.value, false);
  });

  it('gives a view its own value, then its style’s, then the default style’s, then the theme’s', () => {
    const theme = new Theme(resources);
    theme.applyStyle(systemId('style', 'Theme.Material.Light'), true);
    const [minHeight, textSize, textColorPrimary] = theme.obtain(
      undefined,
      [systemId('attr', 'minHeight'), systemId('attr', 'textSize'), systemId('attr', 'textColorPrimary')],
      systemId('attr', 'buttonStyle'),
      0,
    );
    assert.equal(minHeight?.from, 'default-style');
    assert.deepEqual(minHeight?.value.kind === 'dimension' && [minHeight.value.value, minHeight.value.unit], [
      48,
      'dp',
    ]);
    assert.equal(textSize, undefined);
    assert.equal(textColorPrimary?.from, 'theme');
  });

  it('lets a parent in the platform supply what the app’s style leaves out', () => {
    const theme = new Theme(resources);
    const appTheme = resources.findId('io.appium.android.apis', 'style', 'Theme') ?? 0;
    theme.applyStyle(appTheme, true);
    assert.notEqual(appTheme, 0);
    assert.ok(theme.findValue(systemId('attr', 'textAppearance')), 'inherited from the platform');
  });
});
