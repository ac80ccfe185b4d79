import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A real app that comes from npm, with what is known of it from outside. */
export type RealApk = { readonly name: string; readonly file: string; readonly packageName: string };

const modules = new URL('../../node_modules/', import.meta.url);

const known: readonly (readonly [packageName: string, path: string])[] = [
  ['io.appium.android.apis', 'android-apidemos/apks/ApiDemos-debug.apk'],
  ['io.appium.settings', 'io.appium.settings/apks/settings_apk-debug.apk'],
  ['io.appium.uiautomator2.server', 'appium-uiautomator2-server/apks/appium-uiautomator2-server-v10.6.6.apk'],
  [
    'io.appium.uiautomator2.server.test',
    'appium-uiautomator2-server/apks/appium-uiautomator2-server-debug-androidTest.apk',
  ],
  [
    'io.appium.espressoserver.test',
    'appium-espresso-driver/espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk',
  ],
  ['io.devicefarmer.minicap', '@u4/minicap-prebuilt/prebuilt/noarch/minicap.apk'],
];

/** Every real app at hand; all of them are dependencies, so a missing one is an error of the set-up. */
export const realApks: readonly RealApk[] = known.map(([packageName, path]) => {
  const file = fileURLToPath(new URL(path, modules));
  if (!existsSync(file)) throw new Error(`${path} is missing: run npm ci`);
  return { name: path.slice(path.lastIndexOf('/') + 1), file, packageName };
});
