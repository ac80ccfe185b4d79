import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openFixture } from './open-fixture.ts';
import { nodesOf } from './screen-helpers.ts';

const app = '../device-apps/turning/violating';

/** Text of a view of the activity, or what else it shows; undefined where it is not on the screen. */
function shown(device: EmbeddedDevice, id: string): string | undefined {
  const nodes = device.tree().windows.flatMap(({ root }) => nodesOf(root));
  return nodes.find(({ resourceId }) => resourceId.endsWith(`/${id}`))?.text;
}

/** Taps what has a text or an id, wherever a toast may lie over the rest. */
function tap(device: EmbeddedDevice, what: string): void {
  const node = device
    .tree()
    .windows.flatMap(({ root }) => nodesOf(root))
    .findLast(({ text, resourceId }) => text === what || resourceId.endsWith(`/${what}`));
  assert.ok(node, `${what} is not on the screen`);
  const { left, top, right, bottom } = node.boundsPx;
  device.tap(Math.round((left + right) / 2), Math.round((top + bottom) / 2));
}

const activityOf = (device: EmbeddedDevice) => device.tree().windows.find(({ kind }) => kind === 'activity');
const size = (device: EmbeddedDevice) => [device.tree().widthPx, device.tree().heightPx];
const onlyText = (device: EmbeddedDevice) =>
  nodesOf(activityOf(device)?.root)
    .map(({ text }) => text)
    .at(-1);
const lastToast = (device: EmbeddedDevice) =>
  device
    .events(0)
    .flatMap((event) => (event.kind === 'toast' ? [event.text] : []))
    .at(-1);

describe('a phone that is turned while an app is on its screen', function () {
  this.timeout(120_000);
  let device: EmbeddedDevice;
  before(async () => {
    device = await openFixture(app);
    device.launch();
    tap(device, 'name');
    device.type('张三');
    tap(device, 'agreed');
    tap(device, '无名');
    tap(device, 'field');
    device.type('甲文');
  });

  it('makes its activity anew, which keeps what was typed and ticked in views with an id', () => {
    device.setOrientation('landscape');
    assert.deepEqual(size(device), [2340, 1080]);
    assert.equal(shown(device, 'told'), '第1次 交接');
    assert.equal(shown(device, 'name'), '张三');
    const boxes = nodesOf(activityOf(device)?.root).filter(({ checkable }) => checkable);
    assert.deepEqual(
      boxes.map(({ text, checked }) => [text, checked]),
      [
        ['同意', true],
        ['无名', false],
      ],
    );
  });

  it('hands on its fragments: the text of one, and a retained one as it is', () => {
    assert.equal(shown(device, 'field'), '甲文');
    assert.equal(lastToast(device), '1/2');
    device.setOrientation('portrait');
    assert.equal(lastToast(device), '1/3');
  });

  it('keeps the back stack and an open dialog', () => {
    tap(device, '下一页');
    tap(device, 'field');
    device.type('乙文');
    tap(device, '询问');
    device.setOrientation('landscape');
    assert.ok(device.tree().windows.some(({ kind }) => kind === 'dialog'));
    tap(device, '好');
    assert.equal(shown(device, 'field'), '乙文');
    device.pressKey('back');
    assert.equal(shown(device, 'field'), '甲文');
    device.setOrientation('portrait');
  });

  it('turns for an activity that lies on its side, and back without making the one below anew', () => {
    const told = shown(device, 'told');
    tap(device, '横屏');
    assert.deepEqual([size(device), onlyText(device)], [[2340, 1080], '宽2向知']);
    device.pressKey('back');
    assert.deepEqual([size(device), shown(device, 'told')], [[1080, 2340], told]);
  });

  it('tells an activity that deals with it itself, and turns when that asks for it', () => {
    tap(device, '不变');
    device.setOrientation('landscape');
    assert.equal(onlyText(device), '建1 变2 2');
    device.setOrientation('portrait');
    device.tap(540, 1000);
    assert.deepEqual([size(device), onlyText(device)], [[2340, 1080], '建1 变2 2']);
    device.pressKey('back');
  });

  it('makes it anew for dark colours and another language', () => {
    const count = () => Number(/\d+/.exec(shown(device, 'told') ?? '')?.[0]);
    const start = count();
    device.configure({ night: true });
    device.configure({ locale: { language: 'en', country: 'US' } });
    assert.equal(count(), start + 2);
    assert.equal(shown(device, 'name'), '张三');
  });
});
