import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { ServerError } from '../errors.ts';

// Records of the zip format, by their signatures (APPNOTE 4.3.7, 4.3.12, 4.3.16).
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
/** 1980-01-01, the least date the format holds. */
const ZIP_DATE = 0x0021;
const UTF8_NAME = 0x0800;
const FILE_MODE = 0o100644;

/**
 * Adds one stored file to the end of a zip on disk, reading no more of it than its central directory: the key that
 * signs a package stays out of the process that makes it. For zips that this program wrote: no comment, no zip64.
 */
export async function addZipEntry(path: string, name: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const end = await readAt(file, size - END_BYTES, END_BYTES);
    if (end.readUInt32LE(0) !== END)
      throw new ServerError('INTERNAL', 'The package has no plain end of a zip.');
    const count = end.readUInt16LE(10);
    const directoryBytes = end.readUInt32LE(12);
    const directoryAt = end.readUInt32LE(16);
    if (count >= 0xffff || directoryAt + directoryBytes + END_BYTES !== size)
      throw new ServerError('INTERNAL', 'The package is no plain zip.');
    const directory = await readAt(file, directoryAt, directoryBytes);
    const added = toEntry(Buffer.from(name), content, directoryAt);
    end.writeUInt16LE(count + 1, 8);
    end.writeUInt16LE(count + 1, 10);
    end.writeUInt32LE(directoryBytes + added.central.length, 12);
    end.writeUInt32LE(directoryAt + added.local.length, 16);
    const tail = Buffer.concat([added.local, directory, added.central, end]);
    await file.write(tail, 0, tail.length, directoryAt);
    await file.sync();
  } finally {
    await file.close();
  }
}

function toEntry(name: Buffer, content: Uint8Array, at: number): { local: Buffer; central: Buffer } {
  const checksum = crc32(content);
  const local = Buffer.alloc(LOCAL_BYTES);
  local.writeUInt32LE(LOCAL, 0);
  local.writeUInt16LE(20, 4); // version needed
  local.writeUInt16LE(UTF8_NAME, 6);
  local.writeUInt16LE(ZIP_DATE, 12);
  local.writeUInt32LE(checksum, 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(CENTRAL_BYTES);
  central.writeUInt32LE(CENTRAL, 0);
  central.writeUInt16LE(0x0314, 4); // made by version 2.0 on UNIX
  local.copy(central, 6, 4, 28); // from "version needed" to the length of the name both records agree
  central.writeUInt32LE((FILE_MODE << 16) >>> 0, 38);
  central.writeUInt32LE(at, 42);
  return { local: Buffer.concat([local, name, content]), central: Buffer.concat([central, name]) };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.max(0, position));
  if (bytesRead !== length) throw new ServerError('INTERNAL', 'The package is cut off.');
  return buffer;
}
