import { FileStore } from '@tus/file-store';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/**
 * The folder of unfinished uploads. Differs from its base in two points: bytes are synced before they are confirmed
 * (a client that was told an offset will not send what lies before it again), and a full disk says so.
 */
export class DurableFileStore extends FileStore {
  /** Writes until the stream ends or breaks off; what arrived stays. Resolves to the new offset in bytes. */
  override async write(source: Readable, id: string, offsetBytes: number): Promise<number> {
    const file = await open(join(this.directory, id), 'r+');
    let position = offsetBytes;
    try {
      for await (const chunk of source as AsyncIterable<Uint8Array>) {
        let doneBytes = 0;
        while (doneBytes < chunk.byteLength) {
          const written = await file.write(chunk, doneBytes, chunk.byteLength - doneBytes, position);
          doneBytes += written.bytesWritten;
          position += written.bytesWritten;
        }
      }
      return position;
    } finally {
      await file.sync().finally(() => file.close());
    }
  }

  /** Ids of all uploads that have begun and are not taken over. */
  async listIds(): Promise<readonly string[]> {
    const names = await readdir(this.directory);
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }
}
