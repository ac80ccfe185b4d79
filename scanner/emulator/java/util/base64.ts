import { defineClass, type JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaString,
  Machine,
  NativeMethod,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';

const ENCODER = 'java/util/Base64$Encoder';
const DECODER = 'java/util/Base64$Decoder';
const MIME_LINE = 76;

type Encoder = JavaObject<{ url: boolean; padding: boolean; lineLength: number; separator: string }>;
type Decoder = JavaObject<{ url: boolean; mime: boolean }>;

function newEncoder(vm: Machine, url: boolean, lineLength = 0, separator = '\r\n'): Encoder {
  const made = vm.newObject<Encoder['peer']>(ENCODER);
  made.peer = { url, padding: true, lineLength, separator };
  return made;
}

function newDecoder(vm: Machine, url: boolean, mime: boolean): Decoder {
  const made = vm.newObject<Decoder['peer']>(DECODER);
  made.peer = { url, mime };
  return made;
}

function encode(vm: Machine, { peer }: Encoder, bytes: JavaArray | null): string {
  if (bytes === null) return vm.throwNew('java/lang/NullPointerException');
  let text = Buffer.from(unsignedBytesOf(bytes)).toString('base64');
  if (peer.url) text = text.replaceAll('+', '-').replaceAll('/', '_');
  if (!peer.padding) text = text.replace(/=+$/, '');
  if (peer.lineLength === 0) return text;
  return (text.match(new RegExp(`.{1,${peer.lineLength}}`, 'g')) ?? []).join(peer.separator);
}

function decode(vm: Machine, { peer }: Decoder, source: string): JavaArray {
  const alphabet = peer.url ? /[^A-Za-z0-9\-_]/ : /[^A-Za-z0-9+/]/;
  let text = source;
  // MIME's decoder passes over whatever is no part of the alphabet.
  if (peer.mime) text = text.replace(/[^A-Za-z0-9+/=]/g, '');
  const body = text.replace(/={1,2}$/, '');
  const wrong = alphabet.exec(body);
  if (wrong !== null)
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      wrong[0] === '='
        ? 'Input byte array has incorrect ending byte at ' + String(wrong.index)
        : `Illegal base64 character ${wrong[0].charCodeAt(0).toString(16)}`,
    );
  const padding = text.length - body.length;
  if (body.length % 4 === 1 || (padding > 0 && (body.length + padding) % 4 !== 0))
    vm.throwNew('java/lang/IllegalArgumentException', 'Last unit does not have enough valid bits');
  return vm.byteArray(Buffer.from(body, peer.url ? 'base64url' : 'base64'));
}

const latin1 = (array: JavaArray): string => Buffer.from(unsignedBytesOf(array)).toString('latin1');

const into = (make: (vm: Machine, self: HeapObject, from: JavaArray) => Uint8Array): NativeMethod =>
  ((vm: Machine, self: HeapObject, from: JavaArray, to: JavaArray) => {
    const made = make(vm, self, from);
    if (made.length > to.length)
      vm.throwNew(
        'java/lang/IllegalArgumentException',
        'Output byte array is too small for encoding all input bytes',
      );
    unsignedBytesOf(to).set(made);
    return made.length;
  }) as NativeMethod;

/** java.util.Base64. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/Base64',
    methods: methods({
      [`static ${ENCODER} getEncoder()`]: (vm: Machine) => newEncoder(vm, false),
      [`static ${ENCODER} getUrlEncoder()`]: (vm: Machine) => newEncoder(vm, true),
      [`static ${ENCODER} getMimeEncoder()`]: (vm: Machine) => newEncoder(vm, false, MIME_LINE),
      [`static ${ENCODER} getMimeEncoder(int, byte[])`]: (
        vm: Machine,
        length: number,
        separator: JavaArray,
      ) => newEncoder(vm, false, Math.max(length & ~3, 0), latin1(separator)),
      [`static ${DECODER} getDecoder()`]: (vm: Machine) => newDecoder(vm, false, false),
      [`static ${DECODER} getUrlDecoder()`]: (vm: Machine) => newDecoder(vm, true, false),
      [`static ${DECODER} getMimeDecoder()`]: (vm: Machine) => newDecoder(vm, false, true),
    }),
  }),
  defineClass({
    name: ENCODER,
    methods: methods({
      'byte[] encode(byte[])': (vm, self: Encoder, bytes: JavaArray | null) =>
        vm.byteArray(Buffer.from(encode(vm, self, bytes), 'latin1')),
      'int encode(byte[], byte[])': into((vm, self, from) =>
        Buffer.from(encode(vm, self as Encoder, from), 'latin1'),
      ),
      'String encodeToString(byte[])': (vm, self: Encoder, bytes: JavaArray | null) =>
        encode(vm, self, bytes),
      [`${ENCODER} withoutPadding()`]: (vm: Machine, self: Encoder) => {
        const { url, lineLength, separator } = self.peer;
        const made = newEncoder(vm, url, lineLength, separator);
        made.peer.padding = false;
        return made;
      },
    }),
  }),
  defineClass({
    name: DECODER,
    methods: methods({
      'byte[] decode(String)': (vm, self: Decoder, text: JavaString | null) =>
        decode(vm, self, vm.text(text)),
      'byte[] decode(byte[])': (vm, self: Decoder, bytes: JavaArray | null) =>
        bytes === null ? vm.throwNew('java/lang/NullPointerException') : decode(vm, self, latin1(bytes)),
      'int decode(byte[], byte[])': into((vm, self, from) =>
        unsignedBytesOf(decode(vm, self as Decoder, latin1(from))),
      ),
    }),
  }),
];
