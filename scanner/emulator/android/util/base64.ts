import { defineClass, type HeapObject, type JavaString, unsignedBytesOf } from '../../machine/index.ts';
import type { JavaArray, Machine } from '../../machine/index.ts';

const flags = { noPadding: 1, noWrap: 2, crlf: 4, urlSafe: 8 } as const;
const lineLength = 76;

function encode(bytes: Uint8Array, flagBits: number): string {
  let text = Buffer.from(bytes).toString('base64');
  if ((flagBits & flags.urlSafe) !== 0) text = text.replaceAll('+', '-').replaceAll('/', '_');
  if ((flagBits & flags.noPadding) !== 0) text = text.replace(/=+$/, '');
  if ((flagBits & flags.noWrap) !== 0) return text;
  const end = (flagBits & flags.crlf) !== 0 ? '\r\n' : '\n';
  return text.replace(new RegExp(`.{1,${lineLength}}`, 'g'), (line) => line + end);
}

/** Bytes of Base64 text; white space is skipped, anything else foreign is an error as on Android. */
function decode(vm: Machine, text: string, flagBits: number): Uint8Array {
  const isUrlSafe = (flagBits & flags.urlSafe) !== 0;
  const packed = text.replace(/[\r\n\t ]/g, '').replace(/=+$/, '');
  if (!(isUrlSafe ? /^[\w-]*$/ : /^[A-Za-z0-9+/]*$/).test(packed) || packed.length % 4 === 1)
    return vm.throwNew('java/lang/IllegalArgumentException', 'bad base-64');
  return Buffer.from(packed, isUrlSafe ? 'base64url' : 'base64');
}

function slice(vm: Machine, array: JavaArray | null, offset?: number, count?: number): Uint8Array {
  if (!array) return vm.throwNew('java/lang/NullPointerException');
  const bytes = unsignedBytesOf(array);
  if (offset === undefined || count === undefined) return bytes;
  if (offset < 0 || count < 0 || offset + count > bytes.length)
    return vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(offset));
  return bytes.subarray(offset, offset + count);
}

/** Labels the result as Base64 of what it was made from. */
function marked<T extends HeapObject>(vm: Machine, made: T, from: JavaArray | null): T {
  vm.addTransformed(made, from, 'Base64');
  return made;
}

export const base64 = defineClass({
  name: 'android/util/Base64',
  labels: 'container',
  fields: {
    'static final DEFAULT:I': 0,
    'static final NO_PADDING:I': flags.noPadding,
    'static final NO_WRAP:I': flags.noWrap,
    'static final CRLF:I': flags.crlf,
    'static final URL_SAFE:I': flags.urlSafe,
    'static final NO_CLOSE:I': 16,
  },
  methods: {
    'static encodeToString([BI)Ljava/lang/String;': (vm, bytes: JavaArray | null, flagBits: number) =>
      marked(vm, vm.string(encode(slice(vm, bytes), flagBits)), bytes),
    'static encodeToString([BIII)Ljava/lang/String;': (
      vm,
      bytes: JavaArray | null,
      offset: number,
      count: number,
      flagBits: number,
    ) => marked(vm, vm.string(encode(slice(vm, bytes, offset, count), flagBits)), bytes),
    'static encode([BI)[B': (vm, bytes: JavaArray | null, flagBits: number) =>
      marked(vm, vm.byteArray(Buffer.from(encode(slice(vm, bytes), flagBits), 'latin1')), bytes),
    'static encode([BIII)[B': (
      vm,
      bytes: JavaArray | null,
      offset: number,
      count: number,
      flagBits: number,
    ) => marked(vm, vm.byteArray(Buffer.from(encode(slice(vm, bytes, offset, count), flagBits))), bytes),
    'static decode(Ljava/lang/String;I)[B': (vm, text: JavaString | null, flagBits: number) => {
      const made = vm.byteArray(decode(vm, vm.text(text), flagBits));
      vm.addLabel(made, vm.labelOf(text));
      return made;
    },
    'static decode([BI)[B': (vm, text: JavaArray | null, flagBits: number) => {
      const made = vm.byteArray(decode(vm, Buffer.from(slice(vm, text)).toString('latin1'), flagBits));
      vm.addLabel(made, vm.labelOf(text));
      return made;
    },
  },
});
