import { ApkFile } from '../apk-file.ts';
import type { ZipArchive } from '../zip/index.ts';

/** The modules of an App Bundle (.aab), the base first. Each is seen as an APK whose names begin with its folder. */
export function openModules(archive: ZipArchive): ApkFile[] {
  const modules: string[] = [];
  for (const entry of archive.entries) {
    const match = /^([^/]+)\/manifest\/AndroidManifest\.xml$/u.exec(entry.name);
    if (match?.[1] !== undefined && !entry.shadowed) modules.push(match[1]);
  }
  const order = (name: string): string => (name === 'base' ? '' : name);
  return modules
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(
      (name) =>
        new ApkFile(name, archive, {
          prefix: `${name}/`,
          manifestName: 'manifest/AndroidManifest.xml',
          dexFolder: 'dex/',
          isProto: true,
        }),
    );
}
