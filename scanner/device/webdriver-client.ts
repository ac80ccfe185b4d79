import type WebDriverClient from 'webdriver';
import type { Client } from 'webdriver';
import { ScanError } from '../errors.ts';

export type { Client } from 'webdriver';

type WebdriverCapabilities = Parameters<typeof WebDriverClient.newSession>[0]['capabilities'];

/** Opens a session on an Appium server. Throws DEVICE_FAILED with what the server said. */
export async function connectWebdriver(
  url: string,
  capabilities: Readonly<Record<string, unknown>>,
  commandTimeoutMs: number,
): Promise<Client> {
  const { protocol, hostname, port, pathname } = new URL(url);
  // The client's helpers write to the output whatever `logLevel` says, unless this is set before they are loaded.
  process.env['WDIO_LOG_LEVEL'] ??= 'silent';
  const { default: WebDriver } = await import('webdriver');
  return translate('new session', () =>
    WebDriver.newSession({
      protocol: protocol.slice(0, -1) as 'http' | 'https',
      hostname,
      port: Number(port),
      path: pathname,
      logLevel: 'silent',
      connectionRetryCount: 0,
      connectionRetryTimeout: commandTimeoutMs,
      capabilities: {
        platformName: 'Android',
        'appium:newCommandTimeout': 0,
        ...capabilities,
      } as WebdriverCapabilities,
    }),
  );
}

/** WebDriver's errors, and those of the connection, become the scanner's own. */
export async function translate<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError('DEVICE_FAILED', `The device failed in '${what}': ${reason}${adviceFor(reason)}`, {
      cause,
    });
  }
}

/** What a person can do about what UiAutomator2's driver says of the machine that it runs on. */
function adviceFor(reason: string): string {
  if (/ANDROID_HOME|ANDROID_SDK_ROOT/.test(reason))
    return " Set ANDROID_HOME to the folder of Android's SDK (for Debian's packages /usr/lib/android-sdk).";
  if (/connected Android device/i.test(reason)) return ' See `adb devices`: USB debugging has to be on.';
  if (/zipalign|apksigner|aapt2?\b/.test(reason)) return ' Install the build tools of the SDK as well.';
  return '';
}

/** Runs one of Appium's `mobile:` commands. */
export function askMobile<T = void>(client: Client, script: string, parameters: object = {}): Promise<T> {
  return translate(script, async () => (await client.executeScript(`mobile: ${script}`, [parameters])) as T);
}
