import { defineClass, JavaObject } from '../../../machine/index.ts';
import type { HeapObject, JavaString, Machine } from '../../../machine/index.ts';
import { newFile, tidyPath } from '../../io/file.ts';
import type { FilePeer } from '../../io/file.ts';
import { required } from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { compareText } from '../../util/equality.ts';
import { newWalk } from '../../util/array-list.ts';

/** A java.nio.file.Path of the default file system: slashes tidied, no dots resolved. */
export type Path = JavaObject<FilePeer>;

const P = 'java/nio/file/Path';

export function newPath(vm: Machine, path: string, label = 0): Path {
  const made = vm.newObject<FilePeer>('sun/nio/fs/UnixPath');
  made.peer = { path: tidyPath(path) };
  vm.addLabel(made, label);
  return made;
}

/** The text of a path that the app gave. */
export function textOfPath(vm: Machine, path: Ref): string {
  return (required(vm, path) as Path).peer.path;
}

/** The same path from the root on: relative ones start there, as they do in an Android process. */
export function absolutePath(path: string): string {
  return path.startsWith('/') ? path : tidyPath(`/${path}`);
}

export function joinPaths(base: string, more: string): string {
  if (more.startsWith('/') || base === '') return more;
  return more === '' ? base : tidyPath(`${base}/${more}`);
}

function names(path: string): string[] {
  return path.split('/').filter((name, _, all) => name !== '' || all.length === 1);
}

function parentOf(path: string): string | null {
  const at = path.lastIndexOf('/');
  if (at < 0 || path === '/') return null;
  return at === 0 ? '/' : path.slice(0, at);
}

function normalize(path: string): string {
  const isAbsolute = path.startsWith('/');
  const kept: string[] = [];
  for (const name of names(path)) {
    if (name === '.' || name === '') continue;
    if (name !== '..') kept.push(name);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isAbsolute) kept.push(name);
  }
  return (isAbsolute ? '/' : '') + kept.join('/');
}

function relativize(vm: Machine, from: string, to: string): string {
  if (from.startsWith('/') !== to.startsWith('/'))
    vm.throwNew('java/lang/IllegalArgumentException', "'other' is different type of Path");
  const [a, b] = [names(from), names(to)].map((all) => all.filter((name) => name !== '')) as [
    string[],
    string[],
  ];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

function startsWith(path: string, start: string): boolean {
  if (start === '' || path.startsWith('/') !== start.startsWith('/')) return path === start;
  const [all, some] = [names(path), names(start)];
  return some.every((name, i) => all[i] === name);
}

function endsWith(path: string, end: string): boolean {
  if (end.startsWith('/')) return path === end;
  const [all, some] = [names(path), names(end)];
  return (
    end !== '' &&
    some.length <= all.length &&
    some.every((name, i) => all[all.length - some.length + i] === name)
  );
}

/** A path from its parts, as Paths.get takes them. */
export function pathOfParts(vm: Machine, first: JavaString | null, more: readonly Ref[]): Path {
  const parts = [first, ...more].map((part) => vm.text(part)).filter((part) => part !== '');
  return newPath(vm, parts.join('/'));
}

const path = defineClass({
  name: P,
  interfaces: ['java/lang/Comparable', 'java/lang/Iterable', 'java/nio/file/Watchable'],
  flags: 'interface abstract',
  methods: {
    [`static of(Ljava/lang/String;[Ljava/lang/String;)L${P};`]: (
      vm: Machine,
      first: JavaString | null,
      more: HeapObject | null,
    ) => pathOfParts(vm, first, partsOf(vm, more)),
  },
});

/** Items of a String[] or OpenOption[] that the app gave. */
export function partsOf(vm: Machine, array: HeapObject | null): readonly Ref[] {
  const { data } = required(vm, array) as HeapObject & { data?: unknown };
  return Array.isArray(data) ? (data as Ref[]) : [];
}

const unixPath = defineClass({
  name: 'sun/nio/fs/UnixPath',
  interfaces: [P],
  flags: 'final',
  methods: methods({
    'String toString()': (_vm, self: Path) => self.peer.path,
    'boolean equals(Object)': (vm, self: Path, other: Ref) =>
      other instanceof JavaObject && other.cls === self.cls && textOfPath(vm, other) === self.peer.path,
    'int hashCode()': (_vm, self: Path) => {
      let hash = 0;
      for (let i = 0; i < self.peer.path.length; i++)
        hash = (Math.imul(31, hash) + self.peer.path.charCodeAt(i)) | 0;
      return hash;
    },
    [`int compareTo(${P})`]: (vm, self: Path, other: Ref) =>
      compareText(self.peer.path, textOfPath(vm, other)),
    'boolean isAbsolute()': (_vm, self: Path) => self.peer.path.startsWith('/'),
    [`${P} getRoot()`]: (vm, self: Path) => (self.peer.path.startsWith('/') ? newPath(vm, '/') : null),
    [`${P} getFileName()`]: (vm, self: Path) =>
      self.peer.path === '/' ? null : newPath(vm, self.peer.path.slice(self.peer.path.lastIndexOf('/') + 1)),
    [`${P} getParent()`]: (vm, self: Path) => {
      const parent = parentOf(self.peer.path);
      return parent === null ? null : newPath(vm, parent);
    },
    'int getNameCount()': (_vm, self: Path) => (self.peer.path === '/' ? 0 : names(self.peer.path).length),
    [`${P} getName(int)`]: (vm, self: Path, index: number) =>
      newPath(vm, names(self.peer.path)[index] ?? vm.throwNew('java/lang/IllegalArgumentException')),
    [`${P} subpath(int, int)`]: (vm, self: Path, from: number, to: number) => {
      const all = names(self.peer.path);
      if (from < 0 || to > all.length || from >= to) vm.throwNew('java/lang/IllegalArgumentException');
      return newPath(vm, all.slice(from, to).join('/'));
    },
    [`boolean startsWith(${P})`]: (vm, self: Path, other: Ref) =>
      startsWith(self.peer.path, textOfPath(vm, other)),
    'boolean startsWith(String)': (vm, self: Path, other: JavaString | null) =>
      startsWith(self.peer.path, tidyPath(vm.text(other))),
    [`boolean endsWith(${P})`]: (vm, self: Path, other: Ref) =>
      endsWith(self.peer.path, textOfPath(vm, other)),
    'boolean endsWith(String)': (vm, self: Path, other: JavaString | null) =>
      endsWith(self.peer.path, tidyPath(vm.text(other))),
    [`${P} normalize()`]: (vm, self: Path) => newPath(vm, normalize(self.peer.path)),
    [`${P} resolve(${P})`]: (vm, self: Path, other: Ref) =>
      newPath(vm, joinPaths(self.peer.path, textOfPath(vm, other))),
    [`${P} resolve(String)`]: (vm, self: Path, other: JavaString | null) =>
      newPath(vm, joinPaths(self.peer.path, tidyPath(vm.text(other)))),
    [`${P} resolveSibling(${P})`]: (vm, self: Path, other: Ref) =>
      newPath(vm, joinPaths(parentOf(self.peer.path) ?? '', textOfPath(vm, other))),
    [`${P} resolveSibling(String)`]: (vm, self: Path, other: JavaString | null) =>
      newPath(vm, joinPaths(parentOf(self.peer.path) ?? '', tidyPath(vm.text(other)))),
    [`${P} relativize(${P})`]: (vm, self: Path, other: Ref) =>
      newPath(vm, relativize(vm, self.peer.path, textOfPath(vm, other))),
    [`${P} toAbsolutePath()`]: (vm, self: Path) => newPath(vm, absolutePath(self.peer.path)),
    [`${P} toRealPath(java/nio/file/LinkOption[])`]: (vm, self: Path) =>
      newPath(vm, normalize(absolutePath(self.peer.path))),
    'File toFile()': (vm, self: Path) => newFile(vm, self.peer.path),
    'Iterator iterator()': (vm, self: Path) =>
      newWalk(
        vm,
        names(self.peer.path).map((name) => newPath(vm, name)),
      ),
    'java/nio/file/FileSystem getFileSystem()': (vm) => vm.newObject('sun/nio/fs/LinuxFileSystem'),
  }),
});

const fileSystem = defineClass({
  name: 'sun/nio/fs/LinuxFileSystem',
  super: 'java/nio/file/FileSystem',
  methods: methods({
    [`${P} getPath(String, String[])`]: (vm, _self, first: JavaString | null, more: Ref) =>
      pathOfParts(vm, first, partsOf(vm, more)),
    'String getSeparator()': () => '/',
    'boolean isOpen()': () => true,
  }),
});

export const pathClasses = [
  defineClass({ name: 'java/nio/file/Watchable', flags: 'interface abstract' }),
  path,
  unixPath,
  defineClass({ name: 'java/nio/file/FileSystem', interfaces: ['java/io/Closeable'], flags: 'abstract' }),
  fileSystem,
  defineClass({
    name: 'java/nio/file/FileSystems',
    flags: 'final',
    methods: methods({
      'static java/nio/file/FileSystem getDefault()': (vm) => vm.newObject('sun/nio/fs/LinuxFileSystem'),
    }),
  }),
  defineClass({
    name: 'java/nio/file/Paths',
    flags: 'final',
    methods: methods({
      [`static ${P} get(String, String[])`]: (vm, first: JavaString | null, more: Ref) =>
        pathOfParts(vm, first, partsOf(vm, more)),
    }),
  }),
];
