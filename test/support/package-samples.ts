import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { memorySource, openPackage } from '../../scanner/package/index.ts';
import type { AppPackage } from '../../scanner/package/index.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Real APKs that npm packages carry, by a short name. */
export const NPM_APKS: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'ApiDemos', path: 'android-apidemos/apks/ApiDemos-debug.apk' },
  { name: 'settings', path: 'io.appium.settings/apks/settings_apk-debug.apk' },
  {
    name: 'uiautomator2-test',
    path: 'appium-uiautomator2-server/apks/appium-uiautomator2-server-debug-androidTest.apk',
  },
  { name: 'uiautomator2', path: 'appium-uiautomator2-server/apks/appium-uiautomator2-server-v10.6.6.apk' },
  {
    name: 'espresso',
    path: 'appium-espresso-driver/espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk',
  },
  { name: 'minicap', path: '@u4/minicap-prebuilt/prebuilt/noarch/minicap.apk' },
].map(({ name, path }) => ({ name, path: join(modules, path) }));

export function npmApkPath(name: string): string {
  const found = NPM_APKS.find((apk) => apk.name === name);
  if (found === undefined) throw new Error(`No npm APK is called ${name}.`);
  return found.path;
}

export function openBytes(bytes: Uint8Array, fileName = 'sample.apk'): AppPackage {
  return openPackage(memorySource(bytes), fileName, unlimitedBudget());
}

export function openNpmApk(name: string): AppPackage {
  return openBytes(readFileSync(npmApkPath(name)), `${name}.apk`);
}

const present = new Map<string, boolean>();

/** Skips the running test, with a notice, when a tool of the Android SDK or the JDK is not installed. */
export function needTool(context: Mocha.Context, ...tools: readonly string[]): void {
  for (const tool of tools) {
    let found = present.get(tool);
    if (found === undefined) {
      found = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
      present.set(tool, found);
    }
    if (!found) {
      console.log(`      skipped: ${tool} is not installed, nothing to compare with`);
      context.skip();
    }
  }
}

/** Standard output of a tool; throws with its error output when it fails. */
export function runTool(tool: string, args: readonly string[]): string {
  return execFileSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: toolEnv(),
  });
}

/** Java's tools take and print names in the locale's encoding; a bare shell has none. */
function toolEnv(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8' };
}

/** Exit code and standard output, for tools whose failure is an answer. */
export function askTool(
  tool: string,
  args: readonly string[],
): { readonly code: number; readonly output: string } {
  const done = spawnSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: toolEnv(),
  });
  return { code: done.status ?? -1, output: done.stdout + done.stderr };
}

/** Runs the action with a folder that is removed afterwards. */
export async function inTemporaryFolder<T>(action: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'appgov-package-'));
  try {
    return await action(folder);
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
