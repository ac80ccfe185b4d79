import { defineClass, JavaObject, JavaString } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import type { FileErrno } from '../../system/file-store.ts';
import { fileStoreOf } from '../../system/file-store.ts';
import { stringHash } from '../lang/string.ts';
import { compareText } from '../util/equality.ts';
import { methods } from '../signature.ts';
import { required } from './support.ts';
import type { Ref } from './support.ts';

/** A java.io.File is a path and nothing more. */
export type FilePeer = { readonly path: string };
export type File = JavaObject<FilePeer>;

const MESSAGES: Readonly<Record<FileErrno, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EINVAL: 'Invalid argument',
};

/** The words that Android's exceptions end with. */
export function errnoText(errno: FileErrno): string {
  return `${errno} (${MESSAGES[errno]})`;
}

/** One separator between parts, none at the end. */
export function tidyPath(path: string): string {
  const tidy = path.replaceAll(/\/+/g, '/');
  return tidy.length > 1 && tidy.endsWith('/') ? tidy.slice(0, -1) : tidy;
}

function join(parent: string, child: string): string {
  if (child === '') return tidyPath(parent);
  if (parent === '') return tidyPath(`/${child}`);
  return tidyPath(`${parent}/${child}`);
}

/** A new java.io.File, for models. */
export function newFile(vm: Machine, path: string, label = 0): File {
  const made = vm.newObject<FilePeer>('java/io/File');
  made.peer = { path };
  vm.addLabel(made, label);
  return made;
}

/** The path behind a File of the app's; a subclass keeps it too. */
export function pathOf(vm: Machine, file: HeapObject | null): string {
  const actual = required(vm, file);
  if (actual instanceof JavaObject && isFilePeer(actual.peer)) return actual.peer.path;
  return vm.throwNew('java/lang/NullPointerException', 'path');
}

function isFilePeer(peer: unknown): peer is FilePeer {
  return typeof peer === 'object' && peer !== null && 'path' in peer;
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : join('/', path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parentOf(path: string): string | null {
  const at = path.lastIndexOf('/');
  if (path === '/' || at < 0) return null;
  return at === 0 ? '/' : path.slice(0, at);
}

/** Names in a directory; null where it is none or may not be read. */
function namesIn(vm: Machine, self: File): readonly string[] | null {
  return fileStoreOf(vm).list(absolute(self.peer.path)) ?? null;
}

function* filtered(vm: Machine, self: File, filter: Ref): Steps<string[] | null> {
  const names = namesIn(vm, self);
  if (names === null) return null;
  if (filter === null) return [...names];
  const kept: string[] = [];
  for (const name of names)
    if (yield* vm.call<boolean>(filter, 'accept(Ljava/io/File;Ljava/lang/String;)Z', self, name))
      kept.push(name);
  return kept;
}

function filesOf(vm: Machine, self: File, names: readonly string[] | null) {
  if (names === null) return null;
  return vm.arrayOf(
    '[Ljava/io/File;',
    names.map((name) => newFile(vm, join(self.peer.path, name))),
  );
}

function sizeOf(vm: Machine, self: File): number {
  const node = fileStoreOf(vm).find(absolute(self.peer.path));
  return node?.kind === 'file' ? node.sizeBytes : node?.kind === 'directory' ? 4096 : 0;
}

function succeeded(errno: FileErrno | undefined): boolean {
  return errno === undefined;
}

function setPath(self: File, path: string): void {
  self.peer = { path };
}

const SPACE_BYTES = 64n * 2n ** 30n;

export const file = defineClass({
  name: 'java/io/File',
  interfaces: ['java/io/Serializable', 'java/lang/Comparable'],
  fields: {
    'static final separator:Ljava/lang/String;': '/',
    'static final separatorChar:C': 47,
    'static final pathSeparator:Ljava/lang/String;': ':',
    'static final pathSeparatorChar:C': 58,
  },
  methods: methods({
    'new(String)': (vm, self: File, path: JavaString | null) => setPath(self, tidyPath(vm.text(path))),
    'new(String, String)': (vm, self: File, parent: JavaString | null, child: JavaString | null) =>
      setPath(self, parent === null ? tidyPath(vm.text(child)) : join(parent.value, vm.text(child))),
    'new(File, String)': (vm, self: File, parent: File | null, child: JavaString | null) =>
      setPath(self, parent === null ? tidyPath(vm.text(child)) : join(pathOf(vm, parent), vm.text(child))),
    'new(URI)': function* (vm, self: File, uri: Ref) {
      const path = yield* vm.call<JavaString | null>(uri, 'getPath()Ljava/lang/String;');
      setPath(self, tidyPath(vm.text(path)));
    },
    'String getName()': (_vm, self: File) => nameOf(self.peer.path),
    'String getPath()': (_vm, self: File) => self.peer.path,
    'String toString()': (_vm, self: File) => self.peer.path,
    'String getParent()': (_vm, self: File) => parentOf(self.peer.path),
    'File getParentFile()': (vm, self: File) => {
      const parent = parentOf(self.peer.path);
      return parent === null ? null : newFile(vm, parent);
    },
    'boolean isAbsolute()': (_vm, self: File) => self.peer.path.startsWith('/'),
    'String getAbsolutePath()': (_vm, self: File) => absolute(self.peer.path),
    'File getAbsoluteFile()': (vm, self: File) => newFile(vm, absolute(self.peer.path)),
    'String getCanonicalPath()': (vm, self: File) => fileStoreOf(vm).resolve(absolute(self.peer.path)),
    'File getCanonicalFile()': (vm, self: File) =>
      newFile(vm, fileStoreOf(vm).resolve(absolute(self.peer.path))),
    'URI toURI()': function* (vm, self: File) {
      const path = absolute(self.peer.path);
      const isDirectory = fileStoreOf(vm).find(path)?.kind === 'directory';
      return yield* vm.construct(
        'java/net/URI',
        '(Ljava/lang/String;)V',
        `file:${encodeURI(path)}${isDirectory && !path.endsWith('/') ? '/' : ''}`,
      );
    },
    'URL toURL()': (vm, self: File) =>
      vm.construct('java/net/URL', '(Ljava/lang/String;)V', `file:${absolute(self.peer.path)}`),
    'boolean exists()': (vm, self: File) => fileStoreOf(vm).find(absolute(self.peer.path)) !== undefined,
    'boolean isDirectory()': (vm, self: File) =>
      fileStoreOf(vm).find(absolute(self.peer.path))?.kind === 'directory',
    'boolean isFile()': (vm, self: File) => {
      const kind = fileStoreOf(vm).find(absolute(self.peer.path))?.kind;
      return kind === 'file' || kind === 'provided';
    },
    'boolean isHidden()': (_vm, self: File) => nameOf(self.peer.path).startsWith('.'),
    'boolean canRead()': (vm, self: File) => fileStoreOf(vm).find(absolute(self.peer.path)) !== undefined,
    'boolean canWrite()': (vm, self: File) => {
      const node = fileStoreOf(vm).find(absolute(self.peer.path));
      return node !== undefined && node.kind !== 'provided' && !node.readOnly;
    },
    'boolean canExecute()': (vm, self: File) =>
      fileStoreOf(vm).find(absolute(self.peer.path))?.kind === 'directory',
    'long length()': (vm, self: File) => BigInt(sizeOf(vm, self)),
    'long lastModified()': (vm, self: File) => {
      const node = fileStoreOf(vm).find(absolute(self.peer.path));
      return node === undefined || node.kind === 'provided' ? 0n : BigInt(Math.floor(node.modifiedMs));
    },
    'boolean setLastModified(long)': (vm, self: File, ms: bigint) => {
      const node = fileStoreOf(vm).find(absolute(self.peer.path));
      if (node === undefined || node.kind === 'provided') return false;
      node.modifiedMs = Number(ms);
      return true;
    },
    'boolean setReadOnly()': (vm, self: File) => {
      const node = fileStoreOf(vm).find(absolute(self.peer.path));
      if (node === undefined || node.kind === 'provided') return false;
      node.readOnly = true;
      return true;
    },
    'boolean setWritable(boolean)': (vm, self: File, on: boolean) => setWritable(vm, self, on),
    'boolean setWritable(boolean, boolean)': (vm, self: File, on: boolean, _owner: boolean) =>
      setWritable(vm, self, on),
    'boolean setReadable(boolean)': (vm, self: File, _on: boolean) => isThere(vm, self),
    'boolean setReadable(boolean, boolean)': (vm, self: File, _on: boolean, _owner: boolean) =>
      isThere(vm, self),
    'boolean setExecutable(boolean)': (vm, self: File, _on: boolean) => isThere(vm, self),
    'boolean setExecutable(boolean, boolean)': (vm, self: File, _on: boolean, _owner: boolean) =>
      isThere(vm, self),
    'boolean createNewFile()': (vm, self: File) => {
      const made = fileStoreOf(vm).createFile(absolute(self.peer.path));
      if (typeof made !== 'string') return true;
      if (made === 'EEXIST') return false;
      return vm.throwNew('java/io/IOException', `open failed: ${errnoText(made)}`);
    },
    'boolean delete()': (vm, self: File) => succeeded(fileStoreOf(vm).remove(absolute(self.peer.path))),
    'void deleteOnExit()': () => undefined,
    'boolean mkdir()': (vm, self: File) => succeeded(fileStoreOf(vm).makeDirectory(absolute(self.peer.path))),
    'boolean mkdirs()': (vm, self: File) => {
      const path = absolute(self.peer.path);
      return fileStoreOf(vm).find(path) === undefined && succeeded(fileStoreOf(vm).makeDirectories(path));
    },
    'boolean renameTo(File)': (vm, self: File, to: File | null) =>
      succeeded(fileStoreOf(vm).rename(absolute(self.peer.path), absolute(pathOf(vm, to)))),
    'String[] list()': (vm, self: File) => {
      const names = namesIn(vm, self);
      return names === null ? null : vm.arrayOf('[Ljava/lang/String;', names);
    },
    'String[] list(FilenameFilter)': function* (vm, self: File, filter: Ref) {
      const names = yield* filtered(vm, self, filter);
      return names === null ? null : vm.arrayOf('[Ljava/lang/String;', names);
    },
    'File[] listFiles()': (vm, self: File) => filesOf(vm, self, namesIn(vm, self)),
    'File[] listFiles(FilenameFilter)': function* (vm, self: File, filter: Ref) {
      return filesOf(vm, self, yield* filtered(vm, self, filter));
    },
    'File[] listFiles(FileFilter)': function* (vm, self: File, filter: Ref) {
      const names = namesIn(vm, self);
      if (names === null || filter === null) return filesOf(vm, self, names);
      const kept: File[] = [];
      for (const name of names) {
        const made = newFile(vm, join(self.peer.path, name));
        if (yield* vm.call<boolean>(filter, 'accept(Ljava/io/File;)Z', made)) kept.push(made);
      }
      return vm.arrayOf('[Ljava/io/File;', kept);
    },
    'static File[] listRoots()': (vm) => vm.arrayOf('[Ljava/io/File;', [newFile(vm, '/')]),
    'long getTotalSpace()': () => SPACE_BYTES,
    'long getFreeSpace()': () => SPACE_BYTES / 2n,
    'long getUsableSpace()': () => SPACE_BYTES / 2n,
    'static File createTempFile(String, String)': (
      vm,
      prefix: JavaString | null,
      suffix: JavaString | null,
    ) => createTemporary(vm, prefix, suffix, null),
    'static File createTempFile(String, String, File)': (
      vm,
      prefix: JavaString | null,
      suffix: JavaString | null,
      folder: File | null,
    ) => createTemporary(vm, prefix, suffix, folder),
    'boolean equals(Object)': (vm, self: File, other: HeapObject | null) =>
      other instanceof JavaObject &&
      other.cls.isSubclassOf(vm.classes.platformClass('java/io/File')) &&
      (other as File).peer.path === self.peer.path,
    'int hashCode()': (vm, self: File) =>
      stringHash(new JavaString(vm.stringClass, self.peer.path)) ^ 1234321,
    'int compareTo(File)': (vm, self: File, other: File | null) =>
      compareText(self.peer.path, pathOf(vm, other)),
    'int compareTo(Object)': (vm, self: File, other: File | null) =>
      compareText(self.peer.path, pathOf(vm, other)),
    'java/nio/file/Path toPath()': (vm, self: File) => {
      const path = vm.newObject<FilePeer>('sun/nio/fs/UnixPath');
      path.peer = { path: self.peer.path };
      return path;
    },
  }),
});

function isThere(vm: Machine, self: File): boolean {
  return fileStoreOf(vm).find(absolute(self.peer.path)) !== undefined;
}

function setWritable(vm: Machine, self: File, on: boolean): boolean {
  const node = fileStoreOf(vm).find(absolute(self.peer.path));
  if (node === undefined || node.kind === 'provided') return false;
  node.readOnly = !on;
  return true;
}

function createTemporary(
  vm: Machine,
  prefix: JavaString | null,
  suffix: JavaString | null,
  folder: File | null,
): File {
  const start = vm.text(prefix);
  if (start.length < 3)
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      'Prefix string "' + start + '" too short: length must be at least 3',
    );
  const store = fileStoreOf(vm);
  const parent = folder === null ? '/data/local/tmp' : pathOf(vm, folder);
  for (let number = 1; ; number++) {
    // Java draws a random number here; counting up is as unique, and the same in every run.
    const path = join(
      parent,
      `${start}${1_000_000_007 + number * 7919}${suffix === null ? '.tmp' : suffix.value}`,
    );
    const made = store.createFile(path);
    if (typeof made !== 'string') return newFile(vm, path);
    if (made !== 'EEXIST') return vm.throwNew('java/io/IOException', `open failed: ${errnoText(made)}`);
  }
}
