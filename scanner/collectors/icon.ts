import type { AppPackage } from '../package/index.ts';
import { attempt } from './collector.ts';

const MAX_ICON_BYTES = 512 * 1024;

/** The launcher icon's bytes, and the extension its content has. */
export type Icon = {
  readonly bytes: Uint8Array;
  readonly extension: 'png' | 'webp' | 'jpg';
  readonly entry: string;
};

/** The launcher icon, when it is a bitmap of sound size; what it is is told by its first bytes, not by its name. */
export function readIcon(pkg: AppPackage, iconFile: string | undefined): Icon | undefined {
  if (iconFile === undefined) return undefined;
  for (const apk of pkg.apks) {
    const entry = apk.find(iconFile);
    if (!entry || entry.sizeBytes > MAX_ICON_BYTES) continue;
    const bytes = attempt(() => apk.read(entry));
    const extension = bytes && bytes.length <= MAX_ICON_BYTES ? findExtension(bytes) : undefined;
    if (bytes && extension) return { bytes, extension, entry: entry.name };
  }
  return undefined;
}

function findExtension(bytes: Uint8Array): Icon['extension'] | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'webp';
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  return undefined;
}
