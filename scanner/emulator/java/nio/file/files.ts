import { defineClass, JavaObject, unsignedBytesOf } from '../../../machine/index.ts';
import type { JavaArray, JavaString, Machine, Steps } from '../../../machine/index.ts';
import type { FileErrno, FileNode, StoreNode } from '../../../system/file-store.ts';
import { fileStoreOf } from '../../../system/file-store.ts';
import { chunkArray, labelOfArray, readAll, required, writeChunk } from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { sequenceText } from '../../lang/string-more.ts';
import { enumName } from '../../lang/enum.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../../util/array-list.ts';
import { itemsOf } from '../../util/iterate.ts';
import { fromValues, newStream } from '../../util/stream/pipeline.ts';
import { decodeText, defaultCharset, encodeText } from '../charsets.ts';
import type { CharsetPeer } from '../charsets.ts';
import { absolutePath, newPath, partsOf, textOfPath } from './path.ts';

const P = 'java/nio/file/Path';
const OPTIONS = 'java/nio/file/OpenOption[]';
const LINKS = 'java/nio/file/LinkOption[]';
const ATTRIBUTES = 'java/nio/file/attribute/FileAttribute[]';

const EXCEPTIONS: Partial<Record<FileErrno, string>> = {
  ENOENT: 'java/nio/file/NoSuchFileException',
  EEXIST: 'java/nio/file/FileAlreadyExistsException',
  ENOTEMPTY: 'java/nio/file/DirectoryNotEmptyException',
  ENOTDIR: 'java/nio/file/NotDirectoryException',
  EACCES: 'java/nio/file/AccessDeniedException',
};

function fail(vm: Machine, errno: FileErrno, path: string): never {
  const name = EXCEPTIONS[errno];
  return name === undefined
    ? vm.throwNew('java/nio/file/FileSystemException', `${path}: ${errno}`)
    : vm.throwNew(name, path);
}

function check(vm: Machine, errno: FileErrno | undefined, path: string): void {
  if (errno !== undefined) fail(vm, errno, path);
}

function find(vm: Machine, path: Ref): StoreNode | undefined {
  return fileStoreOf(vm).find(absolutePath(textOfPath(vm, path)));
}

/** What is read of a file, with its labels. */
function contentOf(vm: Machine, path: Ref): { bytes: Uint8Array; label: number } {
  const text = textOfPath(vm, path);
  const content = fileStoreOf(vm).openToRead(absolutePath(text));
  if (typeof content === 'string') return fail(vm, content, text);
  const bytes = 'kind' in content ? content.bytes.subarray(0, content.sizeBytes) : content.bytes;
  const label = content.labels.reduce((set, one) => vm.labels.union(set, vm.labels.of(one)), 0);
  return { bytes, label };
}

function optionsOf(vm: Machine, options: Ref): ReadonlySet<string> {
  return new Set(partsOf(vm, options).flatMap((one) => (one instanceof JavaObject ? [enumName(one)] : [])));
}

/** A file opened as StandardOpenOption says; what is there is cut off unless it is to be kept. */
function openToWrite(vm: Machine, path: Ref, options: ReadonlySet<string>): { node: FileNode; text: string } {
  const text = textOfPath(vm, path);
  const store = fileStoreOf(vm);
  const there = store.find(absolutePath(text)) !== undefined;
  if (options.has('CREATE_NEW') && there) fail(vm, 'EEXIST', text);
  if (options.size > 0 && !there && !['CREATE', 'CREATE_NEW'].some((name) => options.has(name)))
    fail(vm, 'ENOENT', text);
  const append = options.has('APPEND') || (options.size > 0 && !options.has('TRUNCATE_EXISTING'));
  const node = store.openToWrite(absolutePath(text), { append });
  return typeof node === 'string' ? fail(vm, node, text) : { node, text };
}

function write(vm: Machine, path: Ref, bytes: Uint8Array, label: number, options: Ref): Ref {
  const chosen = optionsOf(vm, options);
  const { node, text } = openToWrite(vm, path, chosen);
  const store = fileStoreOf(vm);
  check(vm, store.write(node, chosen.has('APPEND') ? node.sizeBytes : 0, bytes), text);
  store.addLabels(node, vm.labels.list(label));
  return path;
}

function* writeLines(vm: Machine, path: Ref, lines: Ref, charset: CharsetPeer, options: Ref): Steps<Ref> {
  let all = '';
  let label = 0;
  for (const line of yield* itemsOf(vm, lines)) {
    const made = sequenceText(vm, line);
    all += `${typeof made === 'string' ? made : yield* made}\n`;
    label = vm.labels.union(label, vm.labelOf(line));
  }
  return write(vm, path, encodeText(charset, all), label, options);
}

function linesOf(vm: Machine, path: Ref, charset: CharsetPeer): JavaString[] {
  const { bytes, label } = contentOf(vm, path);
  const lines = decodeText(charset, bytes).split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => vm.string(line, label));
}

function charsetOf(vm: Machine, charset: Ref): CharsetPeer {
  return (required(vm, charset) as JavaObject<CharsetPeer>).peer;
}

function childrenOf(vm: Machine, path: Ref): Ref[] {
  const text = textOfPath(vm, path);
  const names = fileStoreOf(vm).list(absolutePath(text));
  if (names === undefined) return fail(vm, find(vm, path) === undefined ? 'ENOENT' : 'ENOTDIR', text);
  return names.map((name) => newPath(vm, text === '' ? name : `${text}/${name}`));
}

/** A path and all below it, parents first. */
function treeOf(vm: Machine, path: Ref, depth: number): Ref[] {
  if (find(vm, path) === undefined) fail(vm, 'ENOENT', textOfPath(vm, path));
  if (depth <= 0 || find(vm, path)?.kind !== 'directory') return [path];
  return [path, ...childrenOf(vm, path).flatMap((child) => treeOf(vm, child, depth - 1))];
}

function copy(vm: Machine, from: Ref, to: Ref, options: Ref): Ref {
  const target = textOfPath(vm, to);
  if (find(vm, to) !== undefined && !optionsOf(vm, options).has('REPLACE_EXISTING'))
    fail(vm, 'EEXIST', target);
  if (find(vm, from)?.kind === 'directory') {
    check(vm, fileStoreOf(vm).makeDirectory(absolutePath(target)), target);
    return to;
  }
  const { bytes, label } = contentOf(vm, from);
  return write(vm, to, bytes.slice(), label, vm.arrayOf('[Ljava/nio/file/OpenOption;', []));
}

function move(vm: Machine, from: Ref, to: Ref, options: Ref): Ref {
  const target = textOfPath(vm, to);
  if (find(vm, to) !== undefined && !optionsOf(vm, options).has('REPLACE_EXISTING'))
    fail(vm, 'EEXIST', target);
  const source = textOfPath(vm, from);
  check(vm, fileStoreOf(vm).rename(absolutePath(source), absolutePath(target)), source);
  return to;
}

/** A java.io stream on a path, once it is known that it can be had. */
function* newInput(vm: Machine, path: Ref): Steps<JavaObject> {
  contentOf(vm, path);
  const text = vm.string(absolutePath(textOfPath(vm, path)));
  return yield* vm.construct('java/io/FileInputStream', '(Ljava/lang/String;)V', text);
}

function* newOutput(vm: Machine, path: Ref, options: Ref): Steps<JavaObject> {
  const chosen = optionsOf(vm, options);
  openToWrite(vm, path, chosen);
  const text = vm.string(absolutePath(textOfPath(vm, path)));
  return yield* vm.construct(
    'java/io/FileOutputStream',
    '(Ljava/lang/String;Z)V',
    text,
    chosen.has('APPEND'),
  );
}

function* newReader(vm: Machine, path: Ref, charset: Ref): Steps<JavaObject> {
  const input = yield* newInput(vm, path);
  const reader = yield* vm.construct(
    'java/io/InputStreamReader',
    '(Ljava/io/InputStream;Ljava/nio/charset/Charset;)V',
    input,
    charset,
  );
  return yield* vm.construct('java/io/BufferedReader', '(Ljava/io/Reader;)V', reader);
}

function* newWriter(vm: Machine, path: Ref, charset: Ref, options: Ref): Steps<JavaObject> {
  const output = yield* newOutput(vm, path, options);
  const writer = yield* vm.construct(
    'java/io/OutputStreamWriter',
    '(Ljava/io/OutputStream;Ljava/nio/charset/Charset;)V',
    output,
    charset,
  );
  return yield* vm.construct('java/io/BufferedWriter', '(Ljava/io/Writer;)V', writer);
}

function* utf8(vm: Machine): Steps<Ref> {
  return yield* vm.callStatic<Ref>(
    'java/nio/charset/Charset',
    'forName(Ljava/lang/String;)Ljava/nio/charset/Charset;',
    vm.string('UTF-8'),
  );
}

function createDirectory(vm: Machine, path: Ref): Ref {
  const text = textOfPath(vm, path);
  check(vm, fileStoreOf(vm).makeDirectory(absolutePath(text)), text);
  return path;
}

/** java.nio.file.Files over the device's files. */
export const files = defineClass({
  name: 'java/nio/file/Files',
  flags: 'final',
  methods: methods({
    [`static boolean exists(${P}, ${LINKS})`]: (vm, path: Ref) => find(vm, path) !== undefined,
    [`static boolean notExists(${P}, ${LINKS})`]: (vm, path: Ref) => find(vm, path) === undefined,
    [`static boolean isDirectory(${P}, ${LINKS})`]: (vm, path: Ref) => find(vm, path)?.kind === 'directory',
    [`static boolean isRegularFile(${P}, ${LINKS})`]: (vm, path: Ref) =>
      ['file', 'provided'].includes(find(vm, path)?.kind ?? ''),
    [`static boolean isReadable(${P})`]: (vm, path: Ref) => find(vm, path) !== undefined,
    [`static boolean isWritable(${P})`]: (vm, path: Ref) => {
      const node = find(vm, path);
      return node !== undefined && node.kind !== 'provided' && !node.readOnly;
    },
    [`static boolean isSymbolicLink(${P})`]: () => false,
    [`static boolean isHidden(${P})`]: (vm, path: Ref) => /(?:^|\/)\.[^/]*$/.test(textOfPath(vm, path)),
    [`static boolean isSameFile(${P}, ${P})`]: (vm, a: Ref, b: Ref) =>
      absolutePath(textOfPath(vm, a)) === absolutePath(textOfPath(vm, b)),
    [`static long size(${P})`]: (vm, path: Ref) => BigInt(contentOf(vm, path).bytes.length),
    [`static ${P} createFile(${P}, ${ATTRIBUTES})`]: (vm, path: Ref) => {
      const text = textOfPath(vm, path);
      const made = fileStoreOf(vm).createFile(absolutePath(text));
      return typeof made === 'string' ? fail(vm, made, text) : path;
    },
    [`static ${P} createDirectory(${P}, ${ATTRIBUTES})`]: (vm, path: Ref) => createDirectory(vm, path),
    [`static ${P} createDirectories(${P}, ${ATTRIBUTES})`]: (vm, path: Ref) => {
      const text = textOfPath(vm, path);
      const failed = fileStoreOf(vm).makeDirectories(absolutePath(text));
      check(vm, failed === 'ENOTDIR' ? 'EEXIST' : failed, text);
      return path;
    },
    [`static void delete(${P})`]: (vm, path: Ref) => {
      const text = textOfPath(vm, path);
      check(vm, fileStoreOf(vm).remove(absolutePath(text)), text);
    },
    [`static boolean deleteIfExists(${P})`]: (vm, path: Ref) => {
      if (find(vm, path) === undefined) return false;
      const text = textOfPath(vm, path);
      check(vm, fileStoreOf(vm).remove(absolutePath(text)), text);
      return true;
    },
    [`static ${P} copy(${P}, ${P}, java/nio/file/CopyOption[])`]: (vm, from: Ref, to: Ref, options: Ref) =>
      copy(vm, from, to, options),
    [`static long copy(${P}, OutputStream)`]: function* (vm, from: Ref, to: Ref) {
      const chunk = contentOf(vm, from);
      yield* writeChunk(vm, to, { bytes: chunk.bytes.slice(), label: chunk.label });
      return BigInt(chunk.bytes.length);
    },
    [`static long copy(InputStream, ${P}, java/nio/file/CopyOption[])`]: function* (
      vm,
      from: Ref,
      to: Ref,
      options: Ref,
    ) {
      const text = textOfPath(vm, to);
      if (find(vm, to) !== undefined && !optionsOf(vm, options).has('REPLACE_EXISTING'))
        fail(vm, 'EEXIST', text);
      const { bytes, label } = yield* readAll(vm, from);
      write(vm, to, bytes, label, vm.arrayOf('[Ljava/nio/file/OpenOption;', []));
      return BigInt(bytes.length);
    },
    [`static ${P} move(${P}, ${P}, java/nio/file/CopyOption[])`]: (vm, from: Ref, to: Ref, options: Ref) =>
      move(vm, from, to, options),
    [`static byte[] readAllBytes(${P})`]: (vm, path: Ref) => chunkArray(vm, contentOf(vm, path)),
    [`static List readAllLines(${P})`]: (vm, path: Ref) =>
      newArrayList(vm, linesOf(vm, path, defaultCharset)),
    [`static List readAllLines(${P}, Charset)`]: (vm, path: Ref, charset: Ref) =>
      newArrayList(vm, linesOf(vm, path, charsetOf(vm, charset))),
    [`static String readString(${P})`]: (vm, path: Ref) => {
      const { bytes, label } = contentOf(vm, path);
      return vm.string(decodeText(defaultCharset, bytes), label);
    },
    [`static Stream lines(${P})`]: (vm, path: Ref) =>
      newStream(vm, 'L', fromValues(linesOf(vm, path, defaultCharset))),
    [`static Stream list(${P})`]: (vm, path: Ref) => newStream(vm, 'L', fromValues(childrenOf(vm, path))),
    [`static Stream walk(${P}, java/nio/file/FileVisitOption[])`]: (vm, path: Ref) =>
      newStream(vm, 'L', fromValues(treeOf(vm, path, Number.POSITIVE_INFINITY))),
    [`static Stream walk(${P}, int, java/nio/file/FileVisitOption[])`]: (vm, path: Ref, depth: number) =>
      newStream(vm, 'L', fromValues(treeOf(vm, path, depth))),
    [`static ${P} write(${P}, byte[], ${OPTIONS})`]: (vm, path: Ref, bytes: JavaArray | null, options: Ref) =>
      write(vm, path, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes)), options),
    [`static ${P} write(${P}, Iterable, ${OPTIONS})`]: (vm, path: Ref, lines: Ref, options: Ref) =>
      writeLines(vm, path, lines, defaultCharset, options),
    [`static ${P} write(${P}, Iterable, Charset, ${OPTIONS})`]: (
      vm,
      path: Ref,
      lines: Ref,
      charset: Ref,
      options: Ref,
    ) => writeLines(vm, path, lines, charsetOf(vm, charset), options),
    [`static ${P} writeString(${P}, CharSequence, ${OPTIONS})`]: function* (
      vm,
      path: Ref,
      text: Ref,
      options: Ref,
    ) {
      const made = sequenceText(vm, text);
      const bytes = encodeText(defaultCharset, typeof made === 'string' ? made : yield* made);
      return write(vm, path, bytes, vm.labelOf(text), options);
    },
    [`static InputStream newInputStream(${P}, ${OPTIONS})`]: (vm, path: Ref) => newInput(vm, path),
    [`static OutputStream newOutputStream(${P}, ${OPTIONS})`]: (vm, path: Ref, options: Ref) =>
      newOutput(vm, path, options),
    [`static BufferedReader newBufferedReader(${P})`]: function* (vm, path: Ref) {
      return yield* newReader(vm, path, yield* utf8(vm));
    },
    [`static BufferedReader newBufferedReader(${P}, Charset)`]: (vm, path: Ref, charset: Ref) =>
      newReader(vm, path, charset),
    [`static java/io/BufferedWriter newBufferedWriter(${P}, ${OPTIONS})`]: function* (
      vm,
      path: Ref,
      options: Ref,
    ) {
      return yield* newWriter(vm, path, yield* utf8(vm), options);
    },
    [`static java/io/BufferedWriter newBufferedWriter(${P}, Charset, ${OPTIONS})`]: (
      vm,
      path: Ref,
      charset: Ref,
      options: Ref,
    ) => newWriter(vm, path, charset, options),
  }),
});
