import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const apps = fileURLToPath(new URL('../../fixtures/apps', import.meta.url));

/** A whole app of a few kilobytes: scanned in a second. */
export function readSmallApp(variant: 'violating' | 'complying' = 'violating'): Buffer {
  return readFileSync(join(apps, 'early-sms', `${variant}.apk`));
}

/** A real app of 6 MB. */
export function readApiDemos(): Buffer {
  const folder = dirname(createRequire(import.meta.url).resolve('android-apidemos/package.json'));
  return readFileSync(join(folder, 'apks', 'ApiDemos-debug.apk'));
}
