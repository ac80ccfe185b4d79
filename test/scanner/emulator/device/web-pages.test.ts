import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import type { ScreenNode } from '../../../../scanner/device/device.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../../../scanner/emulator/process/open-sample.ts';
import { openChildLink } from '../../../../scanner/emulator/web/child-link.ts';
import { readPixels } from '../../../../scanner/device/read-pixels.ts';

const file = fileURLToPath(new URL('../../../fixtures/device-apps/pages/violating.apk', import.meta.url));

describe('A page of a web view, drawn by a browser that reaches nothing', function () {
  this.timeout(60_000);
  const web = openChildLink();
  let device: EmbeddedDevice;

  before(async function () {
    const parts = { ...(await loadDeviceParts(loadScannerData().piChannels)), web };
    const { pkg, manifest } = openSample([file]);
    device = new EmbeddedDevice(pkg, manifest, parts, { profile: 'android14', seed: 1 });
    device.launch();
    if (device.gaps().some(({ what }) => what.includes('without a browser'))) {
      console.log('      skipped: no Chromium starts in its sandbox here');
      this.skip();
    }
  });

  after(() => web.close());

  const nodes = (): readonly ScreenNode[] => device.tree().windows.flatMap(({ root }) => flat(root));
  const texts = () => nodes().map(({ text }) => text);
  const node = (name: string) =>
    nodes().findLast(({ text, resourceId }) => text === name || resourceId === name);
  const tap = (name: string) => {
    const { boundsPx } = node(name) ?? assert.fail(`${name} is not on the screen`);
    device.tap((boundsPx.left + boundsPx.right) / 2, (boundsPx.top + boundsPx.bottom) / 2);
  };
  const out = () => node('out')?.children[0]?.text;
  /** What the app itself noted. */
  const seen = () => texts().find((text) => text.includes('finished;')) ?? '';

  it('stands in the tree as UiAutomator tells it, scripts having run', () => {
    const found = (name: string) => {
      const { className, clickable, checked } = node(name) ?? assert.fail(name);
      return [className, clickable, checked];
    };
    assert.deepEqual(['脚本写的标题', '《隐私政策》', 'name', 'read', '发送'].map(found), [
      ['android.webkit.WebView', false, false],
      ['android.view.View', true, false],
      ['android.widget.EditText', true, false],
      ['android.widget.CheckBox', true, true],
      ['android.widget.Button', true, false],
    ]);
    assert.ok(!texts().includes('看不见'));
  });

  it('calls the app and waits for its answers, on a thread that is not the screen’s', () => {
    assert.ok(texts().includes('sum 42 nested'));
    assert.ok(texts().includes('Java exception was raised during method invocation'));
  });

  it('gives the app its title, its end, what scripts come to, and lets it answer requests', () => {
    assert.match(seen(), /finished;.*value=\{"sum":3,"title":"脚本写的标题"\};/);
    assert.match(seen(), /title=脚本写的标题;/);
    assert.ok(texts().includes('lib'));
  });

  it('is in the picture of the screen', async () => {
    const { left, right, top } = (node('发送') ?? assert.fail()).boundsPx;
    const x = (left + right) / 2;
    const pixels = await readPixels(device.screenshot(), {
      left: x,
      right: x + 1,
      top: top + 12,
      bottom: top + 13,
    });
    assert.deepEqual([...(pixels?.rgba.subarray(0, 3) ?? [])], [0x15, 0x65, 0xc0]);
  });

  it('asks in dialogs of Android, and goes on with the answer', () => {
    tap('提问');
    assert.ok(texts().includes('继续吗？'));
    tap('取消');
    assert.equal(out(), 'no');
  });

  it('is given the place only with the app’s permission and its client’s consent', () => {
    tap('位置');
    assert.equal(out(), 'denied 1');
    device.setPermission('android.permission.ACCESS_FINE_LOCATION', 'granted');
    tap('位置');
    assert.match(out() ?? '', /^at \d+\.\d$/);
    const reads = device
      .events(0)
      .filter((event) => event.kind === 'pi-read' && event.api.startsWith('navigator.'));
    assert.deepEqual(
      reads.map((event) => event.kind === 'pi-read' && event.threw),
      ['PERMISSION_DENIED', undefined],
    );
  });

  it('is typed into, and sends what the app gave it with the labels it has', () => {
    tap('name');
    device.type('张三');
    tap('发送');
    assert.equal(out(), 'sent {}');
    const request = device.events(0).findLast(({ kind }) => kind === 'network-request');
    assert.ok(request?.kind === 'network-request');
    assert.match(
      request.url,
      /^https:\/\/collect\.example\.com\/c\?id=[0-9a-f]{16}&name=%E5%BC%A0%E4%B8%89$/,
    );
    assert.deepEqual(
      request.labels.map(({ piType }) => piType),
      ['android_id'],
    );
  });

  it('lives on as the device’s time passes', () => {
    device.passTime(6000);
    assert.ok(texts().includes('三秒之后'));
    assert.match(seen(), /late on JavaBridge;/);
  });

  it('leaves links to the app’s client', () => {
    tap('《隐私政策》');
    tap('微信支付');
    assert.match(seen(), /link=policy:\/\/open;link=weixin:\/\/pay;/);
    assert.equal(node('脚本写的标题')?.className, 'android.webkit.WebView');
  });

  it('reaches neither files of this machine nor its network', () => {
    tap('下一页');
    assert.deepEqual(
      ['file', 'net', 'worker'].map((id) => node(id)?.children[0]?.text),
      ['file refused', 'net refused', 'worker refused'],
    );
    assert.ok(
      device
        .events(0)
        .some((event) => event.kind === 'network-request' && event.url === 'http://127.0.0.1:4723/status'),
    );
    device.pressKey('back');
    assert.equal(node('脚本写的标题')?.className, 'android.webkit.WebView');
  });
});

function flat(node: ScreenNode | undefined): readonly ScreenNode[] {
  return node ? [node, ...node.children.flatMap(flat)] : [];
}
