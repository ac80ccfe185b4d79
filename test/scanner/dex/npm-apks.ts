import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';

const modules = new URL('../../../node_modules/', import.meta.url);

/** Real APKs that come with the packages of package.json: package, and the file inside it. */
const APKS: readonly (readonly [string, string])[] = [
  ['android-apidemos', 'apks/ApiDemos-debug.apk'],
  ['io.appium.settings', 'apks/settings_apk-debug.apk'],
  ['appium-uiautomator2-server', 'apks/appium-uiautomator2-server-v10.6.6.apk'],
  ['appium-uiautomator2-server', 'apks/appium-uiautomator2-server-debug-androidTest.apk'],
  [
    'appium-espresso-driver',
    'espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk',
  ],
  ['@u4/minicap-prebuilt', 'prebuilt/noarch/minicap.apk'],
];

/** Paths of the APKs that are installed. */
export function npmApks(): { name: string; path: string }[] {
  return APKS.flatMap(([packageName, file]) => {
    // A version in a file name may move on; what is absent is left out.
    const path = fileURLToPath(new URL(`${packageName}/${file}`, modules));
    return existsSync(path) ? [{ name: file.split('/').at(-1) ?? file, path }] : [];
  });
}

/** The dex files of an APK, in the order Android loads them. */
export async function readDexEntries(path: string): Promise<{ name: string; bytes: Uint8Array }[]> {
  const zip = await JSZip.loadAsync(await readFile(path));
  const names = Object.keys(zip.files).filter((name) => /^classes\d*\.dex$/.test(name));
  names.sort((a, b) => number(a) - number(b));
  return Promise.all(
    names.map(async (name) => ({
      name,
      bytes: (await zip.file(name)?.async('uint8array')) ?? new Uint8Array(),
    })),
  );
}

function number(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 1);
}
