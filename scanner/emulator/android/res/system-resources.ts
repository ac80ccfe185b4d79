import { readFile } from 'node:fs/promises';
import { memorySource, ResourceTable, ZipArchive } from '../../../package/index.ts';

/** Android's own resources (package `android`), as the embedded emulator ships them. */
export type SystemResources = {
  readonly table: ResourceTable;
  /** Bytes of a file of the platform, e.g. `res/layout/alert_dialog_material.xml`. */
  readonly findFile: (name: string) => Uint8Array | undefined;
};

/** Reads the archive beside this file (tools/make-system-resources.ts); once for each process. */
export async function loadSystemResources(): Promise<SystemResources> {
  const bytes = await readFile(new URL('./system-resources.zip', import.meta.url));
  return openSystemResources(new ZipArchive(memorySource(bytes), 'system-resources.zip'));
}

function openSystemResources(archive: ZipArchive): SystemResources {
  const findFile = (name: string) => {
    const entry = archive.find(name);
    return entry && archive.read(entry);
  };
  const bytes = findFile('resources.arsc') ?? new Uint8Array();
  return { table: new ResourceTable([{ bytes, file: 'resources.arsc' }]), findFile };
}
