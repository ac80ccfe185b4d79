import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { frontWindow, launchFixture, nodesOf, tapOn, textsOf } from './screen-helpers.ts';

const fixture = (name: string) => `${name}/violating`;

describe('screens of the embedded device', function () {
  this.timeout(30_000);

  it('show a consent dialog in the middle of the screen, over a dimmed activity', async () => {
    const device = await launchFixture(fixture('consent-early-read'));
    const { windows, widthPx } = device.tree();
    assert.deepEqual(
      windows.map(({ kind, focused }) => [kind, focused]),
      [
        ['activity', false],
        ['dialog', true],
      ],
    );
    const { boundsPx, root } = frontWindow(device);
    assert.ok(Math.abs(boundsPx.left - (widthPx - boundsPx.right)) <= 1);
    const buttons = nodesOf(root).filter(({ className }) => className === 'android.widget.Button');
    assert.deepEqual(
      buttons.map(({ text, resourceId, clickable }) => [text, resourceId, clickable]),
      [
        ['不同意', 'android:id/button2', true],
        ['同意', 'android:id/button1', true],
      ],
    );
  });

  it('go on to what a press of a button brings', async () => {
    const device = await launchFixture(fixture('consent-early-read'));
    tapOn(device, '同意');
    assert.ok(textsOf(frontWindow(device)).includes('查看详情'));
    tapOn(device, '关闭');
    const left = device.events(0).find(({ kind }) => kind === 'external-intent');
    assert.ok(left?.kind === 'external-intent');
    assert.equal(left.data, 'https://shop.example.com/summer');
  });

  it('keep a dialog that refuses Back', async () => {
    const device = await launchFixture(fixture('popup-back-blocked'));
    tapOn(device, '同意');
    const before = textsOf(frontWindow(device));
    device.pressKey('back');
    assert.deepEqual(textsOf(frontWindow(device)), before);
  });

  it('show a page of a web view and call the app from its buttons', async () => {
    const device = await launchFixture(fixture('early-location'));
    assert.ok(textsOf(frontWindow(device)).includes('个人信息保护提示'));
    tapOn(device, '同意');
    assert.ok(frontWindow(device).ownerClass.endsWith('.MainActivity'));
  });

  it('take typed text into the field that has focus', async () => {
    const device = await launchFixture(fixture('early-no-policy'));
    const field = nodesOf(frontWindow(device).root).find(
      ({ className }) => className === 'android.widget.EditText',
    );
    assert.ok(field);
    tapOn(device, field.text);
    device.type('1+2');
    assert.ok(textsOf(frontWindow(device)).includes('1+2'));
  });

  it('are the same pictures when the same is done again', async () => {
    const once = (await launchFixture(fixture('consent-early-read'))).screenshot();
    const again = (await launchFixture(fixture('consent-early-read'))).screenshot();
    assert.deepEqual(once, again);
  });
});
