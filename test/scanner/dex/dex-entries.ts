import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';

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
