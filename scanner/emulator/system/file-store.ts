import { hostKey } from '../machine/index.ts';
import type { Label, Machine } from '../machine/index.ts';

/** Errors as the kernel names them. */
export type FileErrno =
  | 'ENOENT'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'ENOSPC'
  | 'EROFS'
  | 'EACCES'
  | 'EPERM'
  | 'EINVAL';

/** What an app asked of the file system. */
export type FileAccess = {
  readonly operation: 'read' | 'write' | 'list' | 'delete' | 'make-directory' | 'rename';
  /** Absolute, without dots and links. */
  readonly path: string;
};

/** A regular file. Labels tell where its content came from; they are the machine's, not set numbers, so they outlive it. */
export type FileNode = {
  readonly kind: 'file';
  bytes: Uint8Array;
  sizeBytes: number;
  modifiedMs: number;
  readOnly: boolean;
  labels: readonly Label[];
};

export type DirectoryNode = {
  readonly kind: 'directory';
  readonly children: Map<string, StoreNode>;
  modifiedMs: number;
  readOnly: boolean;
};

/** A file whose content is made when it is opened, as under /proc and /sys. The maker may record the read. */
export type ProvidedNode = {
  readonly kind: 'provided';
  readonly provide: () => ProvidedContent;
};

export type ProvidedContent = { readonly bytes: Uint8Array; readonly labels: readonly Label[] };

export type StoreNode = FileNode | DirectoryNode | ProvidedNode;

export type FileStoreOptions = {
  /** Device clock for modification times, milliseconds since the epoch. */
  readonly epochMs?: () => number;
  readonly maxTotalBytes?: number;
  readonly maxNodes?: number;
  /** Asked before each access, links resolved; an answer refuses it. */
  readonly onAccess?: (access: FileAccess) => FileErrno | undefined;
  /** Told when a file that was written is closed or flushed. */
  readonly onWritten?: (path: string, file: FileNode) => void;
};

/** The longest path, and name, that Linux takes. */
const MAX_PATH_CHARS = 4096;
const MAX_NAME_CHARS = 255;
const MAX_DEPTH = 200;
/** Links of every Android device: other names of the same folders. */
const LINKS: readonly (readonly [string, string])[] = [
  ['/sdcard', '/storage/emulated/0'],
  ['/mnt/sdcard', '/storage/emulated/0'],
  ['/storage/self/primary', '/storage/emulated/0'],
  ['/data/user/0', '/data/data'],
];
const FIRST_FOLDERS = [
  '/data/data',
  '/data/app',
  '/data/local/tmp',
  '/storage/emulated/0',
  '/system/bin',
  '/proc',
  '/sys',
  '/dev',
];

/** The device's files: a tree in memory that never touches the host's. It outlives the app's process. */
export class FileStore {
  readonly #root: DirectoryNode;
  readonly #epochMs: () => number;
  readonly #maxTotalBytes: number;
  readonly #maxNodes: number;
  onAccess: FileStoreOptions['onAccess'];
  onWritten: FileStoreOptions['onWritten'];
  #totalBytes = 0;
  #nodeCount = 0;

  constructor(options: FileStoreOptions = {}) {
    this.#epochMs = options.epochMs ?? (() => 0);
    this.#maxTotalBytes = options.maxTotalBytes ?? 64 * 2 ** 20;
    this.#maxNodes = options.maxNodes ?? 20_000;
    this.onAccess = options.onAccess;
    this.onWritten = options.onWritten;
    this.#root = this.#directory();
    for (const path of FIRST_FOLDERS) this.makeDirectories(path, false);
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  /** The path from the root, without `.`, `..` and the device's links. */
  resolve(path: string): string {
    const parts: string[] = [];
    for (const part of path.split('/'))
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    const plain = `/${parts.join('/')}`;
    for (const [link, target] of LINKS)
      if (plain === link || plain.startsWith(`${link}/`)) return target + plain.slice(link.length);
    return plain;
  }

  find(path: string): StoreNode | undefined {
    let node: StoreNode | undefined = this.#root;
    for (const part of partsOf(this.resolve(path))) {
      if (node?.kind !== 'directory') return undefined;
      node = node.children.get(part);
    }
    return node;
  }

  /** Names in a directory, in the order they were made; undefined where there is none. */
  list(path: string): readonly string[] | undefined {
    if (this.#refused('list', path) !== undefined) return undefined;
    const node = this.find(path);
    return node?.kind === 'directory' ? [...node.children.keys()] : undefined;
  }

  /** Content as an app gets it by opening the path to read. A FileNode stays live. */
  openToRead(path: string): FileNode | ProvidedContent | FileErrno {
    const refused = this.#refused('read', path);
    if (refused !== undefined) return refused;
    const node = this.find(path);
    if (node === undefined) return 'ENOENT';
    if (node.kind === 'directory') return 'EISDIR';
    return node.kind === 'file' ? node : node.provide();
  }

  /** The file at a path, made if need be. */
  openToWrite(path: string, options: { append: boolean }): FileNode | FileErrno {
    const refused = this.#refused('write', path);
    if (refused !== undefined) return refused;
    const node = this.find(path) ?? this.#create(path);
    if (typeof node === 'string') return node;
    if (node.kind === 'directory') return 'EISDIR';
    if (node.kind === 'provided') return 'EACCES';
    if (node.readOnly) return 'EACCES';
    if (!options.append) {
      this.setSize(node, 0);
      node.labels = [];
    }
    return node;
  }

  /** Makes an empty file; EEXIST where there is something. */
  createFile(path: string): FileNode | FileErrno {
    const refused = this.#refused('write', path);
    if (refused !== undefined) return refused;
    return this.find(path) === undefined ? this.#create(path) : 'EEXIST';
  }

  /** Writes bytes at an offset; the gap before it, if any, is zeros. */
  write(file: FileNode, at: number, bytes: Uint8Array): FileErrno | undefined {
    const end = at + bytes.length;
    if (end > file.sizeBytes) {
      const failed = this.setSize(file, end);
      if (failed !== undefined) return failed;
    }
    file.bytes.set(bytes, at);
    file.modifiedMs = this.#epochMs();
    return undefined;
  }

  /** Cuts a file, or lengthens it by zeros. */
  setSize(file: FileNode, sizeBytes: number): FileErrno | undefined {
    const more = sizeBytes - file.sizeBytes;
    if (this.#totalBytes + more > this.#maxTotalBytes) return 'ENOSPC';
    if (sizeBytes > file.bytes.length) {
      const grown = new Uint8Array(Math.max(sizeBytes, Math.min(file.bytes.length * 2, sizeBytes + 2 ** 20)));
      grown.set(file.bytes.subarray(0, file.sizeBytes));
      file.bytes = grown;
    } else if (more < 0) file.bytes.fill(0, sizeBytes, file.sizeBytes);
    file.sizeBytes = sizeBytes;
    this.#totalBytes += more;
    file.modifiedMs = this.#epochMs();
    return undefined;
  }

  addLabels(file: FileNode, labels: readonly Label[]): void {
    const known = new Set(file.labels.map((label) => JSON.stringify(label)));
    const more = labels.filter((label) => !known.has(JSON.stringify(label)));
    if (more.length > 0) file.labels = [...file.labels, ...more].slice(0, 32);
  }

  makeDirectory(path: string): FileErrno | undefined {
    const refused = this.#refused('make-directory', path);
    if (refused !== undefined) return refused;
    if (this.find(path) !== undefined) return 'EEXIST';
    const parent = this.#parentOf(path);
    if (typeof parent === 'string') return parent;
    if (!this.#room(path)) return 'ENOSPC';
    parent.children.set(nameOf(this.resolve(path)), this.#directory());
    return undefined;
  }

  /** Makes a directory and those above it; `asApp` false is for the device's own folders, which nobody is asked about. */
  makeDirectories(path: string, asApp = true): FileErrno | undefined {
    if (asApp) {
      const refused = this.#refused('make-directory', path);
      if (refused !== undefined) return refused;
    }
    let node = this.#root;
    for (const part of partsOf(this.resolve(path))) {
      let child = node.children.get(part);
      if (child === undefined) {
        if (!this.#room(path)) return 'ENOSPC';
        child = this.#directory();
        node.children.set(part, child);
      }
      if (child.kind !== 'directory') return 'ENOTDIR';
      node = child;
    }
    return undefined;
  }

  /** Removes a file or an empty directory. */
  remove(path: string): FileErrno | undefined {
    const refused = this.#refused('delete', path);
    if (refused !== undefined) return refused;
    const node = this.find(path);
    if (node === undefined) return 'ENOENT';
    if (node.kind === 'provided') return 'EACCES';
    if (node.kind === 'directory' && node.children.size > 0) return 'ENOTEMPTY';
    const parent = this.#parentOf(path);
    if (typeof parent === 'string') return parent;
    this.#drop(node);
    parent.children.delete(nameOf(this.resolve(path)));
    return undefined;
  }

  rename(from: string, to: string): FileErrno | undefined {
    const refused = this.#refused('rename', from) ?? this.#refused('write', to);
    if (refused !== undefined) return refused;
    const source = this.resolve(from);
    const target = this.resolve(to);
    const node = this.find(source);
    if (node === undefined) return 'ENOENT';
    if (node.kind === 'provided') return 'EACCES';
    if (target === source) return undefined;
    if (target.startsWith(`${source}/`)) return 'EINVAL';
    const parent = this.#parentOf(target);
    const oldParent = this.#parentOf(source);
    if (typeof parent === 'string') return parent;
    if (typeof oldParent === 'string') return oldParent;
    const there = parent.children.get(nameOf(target));
    if (there !== undefined) {
      if (there.kind === 'directory' && (node.kind !== 'directory' || there.children.size > 0))
        return node.kind === 'directory' ? 'ENOTEMPTY' : 'EISDIR';
      if (there.kind !== 'directory' && node.kind === 'directory') return 'ENOTDIR';
      this.#drop(there);
    }
    oldParent.children.delete(nameOf(source));
    parent.children.set(nameOf(target), node);
    return undefined;
  }

  /** Puts a file of the device in place, its folders too; for whoever sets the phone up. */
  place(path: string, bytes: Uint8Array, labels: readonly Label[] = [], readOnly = false): void {
    const node: FileNode = {
      kind: 'file',
      bytes,
      sizeBytes: bytes.length,
      modifiedMs: this.#epochMs(),
      readOnly,
      labels,
    };
    this.#totalBytes += bytes.length;
    this.#put(path, node);
  }

  /** Puts a made-on-open file in place, as under /proc and /sys. */
  provide(path: string, provide: () => ProvidedContent): void {
    this.#put(path, { kind: 'provided', provide });
  }

  /** Empties a folder, as "clear data" does. */
  clear(path: string): void {
    const node = this.find(path);
    if (node?.kind !== 'directory') return;
    for (const child of node.children.values()) this.#drop(child);
    node.children.clear();
  }

  #put(path: string, node: StoreNode): void {
    const resolved = this.resolve(path);
    this.makeDirectories(folderOf(resolved), false);
    const parent = this.find(folderOf(resolved));
    if (parent?.kind !== 'directory') return;
    this.#nodeCount++;
    parent.children.set(nameOf(resolved), node);
  }

  #create(path: string): FileNode | FileErrno {
    const parent = this.#parentOf(path);
    if (typeof parent === 'string') return parent;
    if (parent.readOnly) return 'EACCES';
    if (!this.#room(path)) return 'ENOSPC';
    const file: FileNode = {
      kind: 'file',
      bytes: new Uint8Array(0),
      sizeBytes: 0,
      modifiedMs: this.#epochMs(),
      readOnly: false,
      labels: [],
    };
    this.#nodeCount++;
    parent.children.set(nameOf(this.resolve(path)), file);
    parent.modifiedMs = this.#epochMs();
    return file;
  }

  #directory(): DirectoryNode {
    this.#nodeCount++;
    return { kind: 'directory', children: new Map(), modifiedMs: this.#epochMs(), readOnly: false };
  }

  #parentOf(path: string): DirectoryNode | FileErrno {
    const parent = this.find(folderOf(this.resolve(path)));
    if (parent === undefined) return 'ENOENT';
    return parent.kind === 'directory' ? parent : 'ENOTDIR';
  }

  #room(path: string): boolean {
    const resolved = this.resolve(path);
    return (
      this.#nodeCount < this.#maxNodes &&
      resolved.length <= MAX_PATH_CHARS &&
      partsOf(resolved).length <= MAX_DEPTH &&
      nameOf(resolved).length <= MAX_NAME_CHARS
    );
  }

  #drop(node: StoreNode): void {
    this.#nodeCount--;
    if (node.kind === 'file') this.#totalBytes -= node.sizeBytes;
    if (node.kind === 'directory') for (const child of node.children.values()) this.#drop(child);
  }

  #refused(operation: FileAccess['operation'], path: string): FileErrno | undefined {
    return this.onAccess?.({ operation, path: this.resolve(path) });
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

/** The device's files, for models: `fileStoreOf(vm)`. */
export const FILE_STORE = hostKey<FileStore>('file-store');

/** The store attached to a machine; an empty one of its own where none was. */
export function fileStoreOf(vm: Machine): FileStore {
  const attached = vm.findAttached(FILE_STORE);
  if (attached !== undefined) return attached;
  const made = new FileStore({ epochMs: () => vm.epochMs });
  vm.attach(FILE_STORE, made);
  return made;
}
