import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Device, DeviceSession, ScreenNode, ScreenTree } from '../../../scanner/device/device.ts';

const file = (name: string) => fileURLToPath(new URL(`../../fixtures/apps/${name}.apk`, import.meta.url));

export const consentApp = {
  apkFiles: [file('consent-early-read/violating')],
  packageName: 'com.example.meizhoucaipu',
  seed: 7,
};
const crashingApp = {
  apkFiles: [file('trouble-crash/violating')],
  packageName: 'com.example.bengkui',
  seed: 7,
};

/** What every Device promises. Run on each backend that can execute the fixture apps. */
export function describeDeviceContract(name: string, open: () => Promise<Device>): void {
  describe(`the device contract, ${name}`, function () {
    this.timeout(240_000);
    let device: Device;
    let session: DeviceSession;
    before(async () => {
      device = await open();
    });
    after(() => device?.close());
    afterEach(() => session?.close());

    it('installs without starting the app', async () => {
      session = await device.open(consentApp);
      assert.deepEqual(await session.events(0), []);
      assert.equal(await session.nowMs(), 0);
    });

    it('records what the app reads as it starts, in order and with the call that did it', async () => {
      session = await device.open(consentApp);
      await session.launch();
      const events = await session.events(0);
      assert.deepEqual(
        events.map(({ number }) => number),
        events.map((_, index) => index + 1),
      );
      const reads = events.flatMap((event) => (event.kind === 'pi-read' ? [event] : []));
      assert.deepEqual(
        reads.map(({ piType }) => piType),
        ['android_id', 'imei'],
      );
      assert.ok(reads.every(({ stack }) => stack.some(({ method }) => method === 'collect')));
    });

    it('gives only the events after a number', async () => {
      session = await device.open(consentApp);
      await session.launch();
      const all = await session.events(0);
      const [first] = all;
      assert.ok(first);
      assert.deepEqual(await session.events(first.number), all.slice(1));
    });

    it('shows the consent dialog in front, and takes it away when its button is tapped', async () => {
      session = await device.open(consentApp);
      await session.launch();
      const before = await session.tree();
      assert.equal(before.windows.at(-1)?.kind, 'dialog');
      const agree = findNode(before, ({ text, clickable }) => clickable && /^同意/.test(text));
      assert.ok(agree, 'the dialog has a button to agree');
      const { left, top, right, bottom } = agree.boundsPx;
      await session.tap(Math.floor((left + right) / 2), Math.floor((top + bottom) / 2));
      assert.equal(
        findNode(await session.tree(), ({ text }) => text === agree.text),
        undefined,
      );
    });

    it('gives the screen as a PNG of its own size', async () => {
      session = await device.open(consentApp);
      await session.launch();
      const png = Buffer.from(await session.screenshot());
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      const { widthPx, heightPx } = device.facts.screen;
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [widthPx, heightPx]);
    });

    it('lets time pass by its own clock', async () => {
      session = await device.open(consentApp);
      await session.passTime(30 * 60_000);
      assert.ok((await session.nowMs()) >= 30 * 60_000);
    });

    it('tells a crash of the app as an event and goes on', async () => {
      session = await device.open(crashingApp);
      await session.launch();
      const kinds = (await session.events(0)).map(({ kind }) => kind);
      assert.ok(kinds.includes('crash'), `the events are ${kinds.join()}`);
      assert.deepEqual((await session.tree()).windows, []);
    });

    it('starts the same app again after it was stopped by force', async () => {
      session = await device.open(consentApp);
      await session.launch();
      await session.forceStop();
      const stopped = (await session.events(0)).length;
      await session.launch();
      const started = (await session.events(stopped)).find(({ kind }) => kind === 'process');
      assert.ok(started?.kind === 'process' && started.change === 'started');
    });

    it('tells the same of the same app and seed', async () => {
      const tell = async () => {
        session = await device.open(consentApp);
        await session.launch();
        const events = await session.events(0);
        await session.close();
        return events;
      };
      const once = await tell();
      assert.deepEqual(await tell(), once);
    });

    it('keeps what the app stored and was granted over an upgrade, and nothing over to the next session', async () => {
      session = await device.open(consentApp);
      await session.launch();
      const agree = findNode(await session.tree(), ({ text, clickable }) => clickable && /^同意/.test(text));
      assert.ok(agree);
      const { left, top, right, bottom } = agree.boundsPx;
      await session.tap(Math.floor((left + right) / 2), Math.floor((top + bottom) / 2));
      await session.upgrade(consentApp);
      await session.launch();
      const isAgree = ({ text }: ScreenNode) => text === agree.text;
      assert.equal(
        findNode(await session.tree(), isAgree),
        undefined,
        'the new version knows of the consent',
      );
      await session.close();
      session = await device.open(consentApp);
      await session.launch();
      assert.ok(findNode(await session.tree(), isAgree), 'a new session knows nothing');
    });

    it('refuses another app as an upgrade', async () => {
      session = await device.open(consentApp);
      await assert.rejects(session.upgrade(crashingApp), { code: 'DEVICE_FAILED' });
    });

    it('refuses a file that is no APK with a coded error', async () => {
      const notAnApk = { ...consentApp, apkFiles: [fileURLToPath(import.meta.url)] };
      await assert.rejects(device.open(notAnApk), (error: { code?: string }) =>
        ['NOT_A_ZIP', 'DEVICE_FAILED'].includes(error.code ?? ''),
      );
    });
  });
}

/** The first view that passes, front window first. */
export function findNode(tree: ScreenTree, test: (node: ScreenNode) => boolean): ScreenNode | undefined {
  const search = (node: ScreenNode): ScreenNode | undefined => {
    if (test(node)) return node;
    for (const child of node.children) {
      const found = search(child);
      if (found) return found;
    }
    return undefined;
  };
  for (const { root } of tree.windows.toReversed()) {
    const found = root && search(root);
    if (found) return found;
  }
  return undefined;
}
