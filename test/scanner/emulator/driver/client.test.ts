import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'webdriverio';
import { realApks } from '../../../support/real-apks.ts';
import { startAppium, type AppiumServer } from '../../../../scanner/device/start-appium.ts';

// An ordinary WebdriverIO script as it is written for UiAutomator2: only the automation name differs.
describe('a WebdriverIO client', function () {
  this.timeout(180_000);
  let server: AppiumServer;
  let driver: Browser;

  before(async () => {
    process.env['WDIO_LOG_LEVEL'] ??= 'silent';
    server = await startAppium();
  });
  after(() => server?.close());

  const connect = async (app: string, more: Readonly<Record<string, unknown>> = {}) => {
    const { remote } = await import('webdriverio');
    driver = await remote({
      hostname: '127.0.0.1',
      port: Number(new URL(server.url).port),
      logLevel: 'silent',
      capabilities: {
        platformName: 'Android',
        'appium:automationName': 'Embedded',
        'appium:app': app,
        ...more,
      },
    });
  };

  describe('of a small app', () => {
    before(() =>
      connect(
        fileURLToPath(new URL('../../../fixtures/apps/type-undisclosed/violating.apk', import.meta.url)),
      ),
    );
    after(() => driver?.deleteSession());

    it('finds views by class, text and XPath, and reads them', async () => {
      const views = await driver
        .$$('android=new UiSelector().className("android.widget.TextView")')
        .getElements();
      assert.ok(views.length > 0);
      const [first] = views;
      assert.ok(first);
      const text = await first.getText();
      assert.notEqual(text, '');
      const again = await driver.$(`//android.widget.TextView[@text="${text}"]`);
      assert.equal(await again.getAttribute('class'), 'android.widget.TextView');
      assert.equal(await again.isDisplayed(), true);
      assert.equal(await (await driver.$(`android=new UiSelector().text("${text}")`)).getText(), text);
    });

    it('reads the page source in the form of UiAutomator2', async () => {
      const source = await driver.getPageSource();
      assert.match(
        source,
        /^<\?xml version='1\.0' encoding='UTF-8' standalone='yes' \?>\n<hierarchy index="0"/,
      );
      assert.match(source, /<android\.widget\.TextView index="\d+" package="com\.example\.shipu" class=/);
    });

    it('says that there is no such element in the words of WebDriver', async () => {
      const missing = await driver.$('android=new UiSelector().text("no such text")');
      assert.equal(await missing.isExisting(), false);
      await assert.rejects(missing.click(), /element/);
    });

    it('takes a screenshot of the whole screen', async () => {
      const png = Buffer.from(await driver.takeScreenshot(), 'base64');
      const { width, height } = await driver.getWindowRect();
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width, height]);
    });

    it('closes the pop-up in front by the first Back, leaves the app by the second, and comes back', async () => {
      await driver.back();
      assert.equal(await driver.queryAppState('com.example.shipu'), 4);
      await driver.back();
      assert.notEqual(await driver.queryAppState('com.example.shipu'), 4);
      await driver.activateApp('com.example.shipu');
      assert.equal(await driver.queryAppState('com.example.shipu'), 4);
    });

    it('lets the clock of the device follow its own', async () => {
      const atMs = async () => Number(await driver.execute('mobile: now'));
      const before = await atMs();
      await driver.waitUntil(async () => (await atMs()) - before >= 300, { timeout: 20_000, interval: 60 });
    });

    it('reads what the app did', async () => {
      const events = (await driver.execute('mobile: events', { after: 0 })) as readonly { kind: string }[];
      assert.ok(events.some(({ kind }) => kind === 'component-start'));
    });
  });

  describe('of an app that asks for consent', () => {
    before(() =>
      connect(
        fileURLToPath(new URL('../../../fixtures/apps/consent-early-read/violating.apk', import.meta.url)),
        { 'appium:deviceProfile': 'android9' },
      ),
    );
    after(() => driver?.deleteSession());

    it('reads the dialog as an alert and accepts it', async () => {
      assert.match(await driver.getAlertText(), /个人信息/);
      const button = await driver.$('id=android:id/button1');
      assert.match(await button.getText(), /同意/);
      await driver.acceptAlert();
      assert.equal(await button.isExisting(), false);
    });
  });

  describe('of an app that asks for the camera', () => {
    before(() =>
      connect(
        fileURLToPath(
          new URL('../../../fixtures/apps/permission-denial-exits/violating.apk', import.meta.url),
        ),
      ),
    );
    after(() => driver?.deleteSession());

    it('answers the dialog of the system, and the app gets the permission', async () => {
      await driver.acceptAlert();
      const allow = await driver.$('//android.widget.Button[contains(@resource-id, "permission_allow")]');
      assert.equal(await driver.getCurrentPackage(), 'com.android.permissioncontroller');
      await allow.click();
      assert.equal(await allow.isExisting(), false);
      const granted = await driver.execute('mobile: getPermissions', { type: 'granted' });
      assert.ok((granted as readonly string[]).includes('android.permission.CAMERA'));
    });
  });

  describe('of ApiDemos', () => {
    before(() =>
      connect(realApks.find(({ packageName }) => packageName === 'io.appium.android.apis')?.file ?? ''),
    );
    after(() => driver?.deleteSession());

    it('goes down its lists and back', async () => {
      await (await driver.$('~App')).click();
      await (await driver.$('android=new UiSelector().text("Alert Dialogs")')).click();
      assert.equal(await driver.getCurrentActivity(), '.app.AlertDialogSamples');
      await (await driver.$('id=io.appium.android.apis:id/two_buttons')).click();
      const ok = await driver.$('id=android:id/button1');
      assert.equal(await ok.isDisplayed(), true);
      await ok.click();
      assert.equal(await ok.isExisting(), false);
      await driver.back();
      await driver.back();
      assert.equal(await (await driver.$('~App')).isDisplayed(), true);
    });

    it('scrolls a list until a row is on the screen', async () => {
      await (await driver.$('~Views')).click();
      const row = await driver.$(
        'android=new UiScrollable(new UiSelector().scrollable(true)).scrollIntoView(new UiSelector().text("TextFields"))',
      );
      await row.click();
      const field = await driver.$('id=io.appium.android.apis:id/edit');
      await field.setValue('hello');
      assert.equal(await field.getText(), 'hello');
    });

    /** From the app's first screen down its lists, row by row. */
    const goDown = async (...rows: readonly string[]) => {
      await driver.execute('mobile: forceStop');
      await driver.execute('mobile: launch');
      for (const row of rows) {
        const found = await driver.$(
          `android=new UiScrollable(new UiSelector().scrollable(true)).scrollIntoView(new UiSelector().text("${row}"))`,
        );
        await found.click();
      }
    };

    it('chooses from a menu under a button', async () => {
      await goDown('Views', 'Popup Menu');
      await (await driver.$('android.widget.Button')).click();
      const item = await driver.$('//android.widget.ListView//android.widget.TextView[@text="Search"]');
      assert.equal(await item.isDisplayed(), true);
      await item.click();
      assert.equal(await item.isExisting(), false);
    });

    it('sets a date in a dialog', async () => {
      await goDown('Views', 'Date Widgets', '1. Dialog');
      await (await driver.$('id=io.appium.android.apis:id/pickDate')).click();
      await (await driver.$('android=new UiSelector().text("17")')).click();
      await (await driver.$('id=android:id/button1')).click();
      const shown = await driver.$('id=io.appium.android.apis:id/dateDisplay');
      assert.match(await shown.getText(), /-17-/);
    });

    it('turns to another tab', async () => {
      await goDown('Views', 'Tabs', '2. Content By Factory');
      await (await driver.$('android=new UiSelector().text("TAB2")')).click();
      const content = await driver.$('android=new UiSelector().textContains("tab2")');
      assert.equal(await content.isDisplayed(), true);
    });

    it('ticks a box, chooses one of several buttons and one of a list that drops down', async () => {
      await goDown('Views', 'Controls', '1. Light Theme');
      const box = await driver.$('id=io.appium.android.apis:id/check1');
      assert.equal(await box.getAttribute('checked'), 'false');
      await box.click();
      assert.equal(await box.getAttribute('checked'), 'true');
      const second = await driver.$('id=io.appium.android.apis:id/radio2');
      await second.click();
      assert.equal(await second.getAttribute('checked'), 'true');
      await (await driver.$('id=io.appium.android.apis:id/spinner1')).click();
      await (await driver.$('android=new UiSelector().text("Saturn")')).click();
      assert.equal(await (await driver.$('id=android:id/text1')).getText(), 'Saturn');
    });

    it('answers a dialog with a list, and comes back through the stack', async () => {
      await goDown('App', 'Alert Dialogs');
      await (await driver.$('id=io.appium.android.apis:id/select_button')).click();
      const choice = await driver.$('android=new UiSelector().text("Command two")');
      await choice.click();
      assert.match(await (await driver.$('id=android:id/message')).getText(), /Command two/);
      await driver.back();
      await driver.back();
      assert.equal(await driver.getCurrentActivity(), '.ApiDemos');
      await driver.back();
      await driver.back();
      assert.equal(await driver.queryAppState('io.appium.android.apis'), 3);
      await driver.activateApp('io.appium.android.apis');
    });

    it('sees the screen wide when the phone is turned, and the same activity on it', async () => {
      await goDown('App', 'Alert Dialogs');
      const upright = await driver.getWindowRect();
      await driver.setOrientation('LANDSCAPE');
      const wide = await driver.getWindowRect();
      assert.deepEqual([wide.width, wide.height], [upright.height, upright.width]);
      assert.equal(await driver.getCurrentActivity(), '.app.AlertDialogSamples');
      const button = await driver.$('id=io.appium.android.apis:id/two_buttons');
      assert.ok((await button.getSize()).width > upright.width / 2);
      await driver.setOrientation('PORTRAIT');
      assert.equal(await driver.getOrientation(), 'PORTRAIT');
    });

    it('puts a text on the clipboard, a file on the card, and the phone somewhere else', async () => {
      const text = Buffer.from('剪贴板').toString('base64');
      await driver.execute('mobile: setClipboard', { content: text, contentType: 'plaintext' });
      assert.equal(await driver.execute('mobile: getClipboard'), text);
      const path = '/sdcard/Download/note.txt';
      await driver.pushFile(path, text);
      assert.equal(await driver.pullFile(path), text);
      await assert.rejects(driver.pullFile('/proc/self/maps'), /shared storage/);
      await driver.setGeoLocation({ latitude: 39.9, longitude: 116.4, altitude: 44 });
      assert.equal(((await driver.getGeoLocation()) as { latitude: number }).latitude, 39.9);
    });
  });
});
