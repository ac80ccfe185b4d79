import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openAppCompat } from './open-appcompat.ts';
import { frontWindow, nodesOf, tapOn, textsOf } from './screen-helpers.ts';

describe('AppCompat, run from its own bytecode', function () {
  this.timeout(60_000);

  it('shows a bar with its title, its own text views, buttons and check boxes', async () => {
    const device = await openAppCompat('Theme.AppCompat.Light.DarkActionBar');
    const nodes = nodesOf(frontWindow(device).root);
    assert.deepEqual(
      nodes.flatMap(({ className, text }) => (text === '' ? [] : [[className, text]])),
      [
        ['android.widget.TextView', 'A text of AppCompat'],
        ['android.widget.Button', 'ASK'],
        ['android.widget.CheckBox', 'Agreed'],
        ['android.widget.TextView', 'Compat title'],
      ],
    );
    assert.ok(nodes.some(({ resourceId }) => resourceId.endsWith(':id/action_bar')));
  });

  it('asks in a dialog of its own, and closes it by a button', async () => {
    const device = await openAppCompat('Theme.AppCompat.Light.DarkActionBar');
    tapOn(device, 'ASK');
    const { kind, root } = frontWindow(device);
    assert.equal(kind, 'dialog');
    assert.deepEqual(textsOf(frontWindow(device)), [
      'Personal information',
      'We collect nothing.',
      'REFUSE',
      'AGREE',
    ]);
    assert.ok(nodesOf(root).some(({ resourceId }) => resourceId === 'android:id/button1'));
    tapOn(device, 'REFUSE');
    assert.equal(frontWindow(device).kind, 'activity');
  });

  it('opens its menu behind the three dots, and hears what was chosen', async () => {
    const device = await openAppCompat('Theme.AppCompat');
    tapOn(device, '更多选项');
    assert.equal(frontWindow(device).kind, 'popup');
    assert.deepEqual(textsOf(frontWindow(device)), ['Settings']);
    tapOn(device, 'Settings');
    assert.ok(textsOf(frontWindow(device)).includes('Settings chosen'));
  });
});
