import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Opens an app that ships with the program, by the name that pages offer. */
export function openSampleApp(name: 'ApiDemos'): { stream: Readable; fileName: string } {
  const folder = dirname(createRequire(import.meta.url).resolve('android-apidemos/package.json'));
  const files = { ApiDemos: 'ApiDemos-debug.apk' } as const;
  return { stream: createReadStream(join(folder, 'apks', files[name])), fileName: files[name] };
}
