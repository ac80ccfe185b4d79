import type { JavaObject, Machine } from '../../machine/index.ts';
import type { FileErrno, FileNode, FileStore } from '../../system/file-store.ts';
import { fileStoreOf } from '../../system/file-store.ts';
import { errnoText } from './file.ts';
import { throwIo } from './support.ts';

/** An open file: one position that all streams and channels on it share. */
export type OpenFile = {
  readonly path: string;
  readonly store: FileStore;
  readonly node: FileNode;
  readonly writable: boolean;
  readonly append: boolean;
  position: number;
  open: boolean;
  written: boolean;
};

/** Stands in a FileDescriptor for the standard streams. */
export type StandardStream = { readonly standard: 'in' | 'out' };
export type DescriptorPeer = OpenFile | StandardStream | { readonly invalid: true };
export type Descriptor = JavaObject<DescriptorPeer>;

function notFound(vm: Machine, path: string, errno: FileErrno): never {
  return vm.throwNew('java/io/FileNotFoundException', `${path}: open failed: ${errnoText(errno)}`);
}

/** Opens a file to read; Java's FileNotFoundException where that fails. Labels of its content go to `stream`. */
export function openToRead(vm: Machine, path: string, stream: JavaObject): OpenFile {
  const store = fileStoreOf(vm);
  const content = store.openToRead(path);
  if (typeof content === 'string') return notFound(vm, path, content);
  for (const label of content.labels) vm.addLabel(stream, vm.labels.of(label));
  const node: FileNode =
    'kind' in content
      ? content
      : {
          kind: 'file',
          bytes: content.bytes,
          sizeBytes: content.bytes.length,
          modifiedMs: 0,
          readOnly: true,
          labels: content.labels,
        };
  return { path, store, node, writable: false, append: false, position: 0, open: true, written: false };
}

export function openToWrite(vm: Machine, path: string, append: boolean, truncate: boolean): OpenFile {
  const store = fileStoreOf(vm);
  const node = store.openToWrite(path, { append: !truncate });
  if (typeof node === 'string') return notFound(vm, path, node);
  return {
    path,
    store,
    node,
    writable: true,
    append,
    position: append ? node.sizeBytes : 0,
    open: true,
    written: false,
  };
}

/** Bytes from the position on, moving it; empty at the end. The file's own memory: copy before it changes. */
export function readFrom(vm: Machine, file: OpenFile, count: number): Uint8Array {
  if (!file.open) throwIo(vm, 'Stream Closed');
  const end = Math.min(file.node.sizeBytes, file.position + count);
  const bytes = file.node.bytes.subarray(Math.min(file.position, end), end);
  file.position += bytes.length;
  return bytes;
}

/** Writes at the position, moving it; `label` says where the bytes came from. */
export function writeTo(vm: Machine, file: OpenFile, bytes: Uint8Array, label: number): void {
  if (!file.open) throwIo(vm, 'Stream Closed');
  if (!file.writable) throwIo(vm, 'write failed: EBADF (Bad file descriptor)');
  if (file.append) file.position = file.node.sizeBytes;
  const failed = file.store.write(file.node, file.position, bytes);
  if (failed !== undefined) throwIo(vm, `write failed: ${errnoText(failed)}`);
  file.position += bytes.length;
  file.written = true;
  addFileLabel(vm, file, label);
}

export function addFileLabel(vm: Machine, file: OpenFile, label: number): void {
  if (label !== 0) file.store.addLabels(file.node, vm.labels.list(label));
}

/** Closes; whoever watches written files is told. */
export function closeFile(vm: Machine, file: OpenFile, label: number): void {
  if (!file.open) return;
  file.open = false;
  addFileLabel(vm, file, label);
  if (file.written) file.store.onWritten?.(file.path, file.node);
}
