import { defineClass, unsignedBytesOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { enumConstant } from '../support/enum-model.ts';
import { fileOf, valueOf, type Resources } from '../content/res/resources-state.ts';
import { SYSTEM } from '../../system/system.ts';
import { bytesIn, decodePicture, wrapSurface, type Bitmap } from './bitmap.ts';

const bitmap$ = 'Landroid/graphics/Bitmap;';
const options$ = 'Landroid/graphics/BitmapFactory$Options;';
const defaultDpi = 160;

/** Decodes what a resource's file holds, at the phone's density; undefined for a file that is no picture. */
export function decodeResource(
  vm: Machine,
  file: string,
  isSystem: boolean,
  densityDpi: number | undefined,
): Bitmap | undefined {
  const bytes = fileOf(vm, file, isSystem);
  const screenDpi = vm.attached(SYSTEM).phone.screen.densityDpi;
  const from = !densityDpi || densityDpi >= 0xfffe ? (densityDpi ? screenDpi : defaultDpi) : densityDpi;
  const picture = bytes && decodePicture(vm, bytes, screenDpi / from);
  if (!picture) return undefined;
  return wrapSurface(vm, picture.surface, picture.ninePatch ? from : screenDpi, {
    mutable: false,
    ninePatch: picture.ninePatch,
  });
}

function field(vm: Machine, options: JavaObject | null, key: string): number {
  return options ? Number(vm.getField(options, key)) : 0;
}

/** Decodes bytes as the options say, and tells the picture's size through them. */
function* decode(vm: Machine, bytes: Uint8Array, options: JavaObject | null): Steps<Bitmap | null> {
  const sample = Math.max(1, field(vm, options, 'inSampleSize:I'));
  const picture = decodePicture(vm, bytes, 1 / sample);
  if (options) {
    vm.setField(options, 'outWidth:I', picture?.surface.width ?? -1);
    vm.setField(options, 'outHeight:I', picture?.surface.height ?? -1);
    const mime = picture ? mimeOf(bytes) : null;
    vm.setField(options, 'outMimeType:Ljava/lang/String;', mime);
    const config = yield* enumConstant(vm, 'android/graphics/Bitmap$Config', 'ARGB_8888');
    vm.setField(options, 'outConfig:Landroid/graphics/Bitmap$Config;', config);
    if (vm.getField(options, 'inJustDecodeBounds:Z') === true) return null;
  }
  if (!picture) return null;
  const isMutable = options !== null && vm.getField(options, 'inMutable:Z') === true;
  return wrapSurface(vm, picture.surface, vm.attached(SYSTEM).phone.screen.densityDpi, {
    mutable: isMutable,
    ninePatch: picture.ninePatch,
  });
}

function mimeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'image/png';
  if (bytes[0] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x47) return 'image/gif';
  return bytes[0] === 0x52 ? 'image/webp' : 'image/bmp';
}

const chunkBytes = 16 * 1024;
const mostBytes = 64 * 1024 * 1024;

/** Everything that a java.io.InputStream gives. */
export function* readStream(vm: Machine, stream: HeapObject | null): Steps<Uint8Array> {
  const parts: Uint8Array[] = [];
  const buffer = vm.newArray('[B', chunkBytes);
  for (let total = 0; total < mostBytes;) {
    const count = yield* vm.call<number>(stream, 'read([B)I', buffer);
    if (count <= 0) break;
    parts.push(unsignedBytesOf(buffer).slice(0, count));
    total += count;
  }
  return Buffer.concat(parts);
}

function* decodeStream(
  vm: Machine,
  stream: HeapObject | null,
  options: JavaObject | null,
): Steps<Bitmap | null> {
  if (!stream) return null;
  // Resources and assets are decoded without being used up, so that a second call gets the picture that a first measured.
  const isInMemory = stream.cls.name === 'java/io/ByteArrayInputStream';
  const position = isInMemory ? vm.getField(stream as JavaObject, 'pos:I') : null;
  const decoded = yield* decode(vm, yield* readStream(vm, stream), options);
  if (isInMemory) vm.setField(stream as JavaObject, 'pos:I', position);
  return decoded;
}

function* decodeFile(vm: Machine, path: JavaString | null, options: JavaObject | null): Steps<Bitmap | null> {
  const file = yield* vm.construct('java/io/File', '(Ljava/lang/String;)V', path);
  if (!(yield* vm.call<boolean>(file, 'isFile()Z'))) return null;
  const stream = yield* vm.construct('java/io/FileInputStream', '(Ljava/lang/String;)V', path);
  const decoded = yield* decodeStream(vm, stream, options);
  yield* vm.call(stream, 'close()V');
  return decoded;
}

function* decodeId(
  vm: Machine,
  resources: Resources,
  id: number,
  options: JavaObject | null,
): Steps<Bitmap | null> {
  const found = valueOf(vm, resources.peer.set, id);
  const file = found.value.kind === 'string' ? found.value.text : '';
  if (options) {
    const bytes = fileOf(vm, file, found.isSystem);
    return bytes ? yield* decode(vm, bytes, options) : null;
  }
  return decodeResource(vm, file, found.isSystem, found.config?.density) ?? null;
}

const factory = defineClass({
  name: 'android/graphics/BitmapFactory',
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    [`static decodeResource(Landroid/content/res/Resources;I)${bitmap$}`]: (
      vm,
      resources: Resources,
      id: number,
    ) => decodeId(vm, resources, id, null),
    [`static decodeResource(Landroid/content/res/Resources;I${options$})${bitmap$}`]: decodeId,
    [`static decodeStream(Ljava/io/InputStream;)${bitmap$}`]: (vm, stream: HeapObject | null) =>
      decodeStream(vm, stream, null),
    [`static decodeStream(Ljava/io/InputStream;Landroid/graphics/Rect;${options$})${bitmap$}`]: (
      vm,
      stream: HeapObject | null,
      _padding: HeapObject | null,
      options: JavaObject | null,
    ) => decodeStream(vm, stream, options),
    [`static decodeFile(Ljava/lang/String;)${bitmap$}`]: (vm, path: JavaString | null) =>
      decodeFile(vm, path, null),
    [`static decodeFile(Ljava/lang/String;${options$})${bitmap$}`]: decodeFile,
    [`static decodeByteArray([BII)${bitmap$}`]: (vm, bytes: JavaArray, offset: number, count: number) =>
      decode(vm, bytesIn(bytes, offset, count), null),
    [`static decodeByteArray([BII${options$})${bitmap$}`]: (
      vm,
      bytes: JavaArray,
      offset: number,
      count: number,
      options: JavaObject | null,
    ) => decode(vm, bytesIn(bytes, offset, count), options),
  },
});

const options = defineClass({
  name: 'android/graphics/BitmapFactory$Options',
  labels: 'container',
  fields: {
    'inJustDecodeBounds:Z': false,
    'inSampleSize:I': 0,
    'inPreferredConfig:Landroid/graphics/Bitmap$Config;': null,
    'inBitmap:Landroid/graphics/Bitmap;': null,
    'inMutable:Z': false,
    'inDither:Z': false,
    'inScaled:Z': true,
    'inPurgeable:Z': false,
    'inInputShareable:Z': false,
    'inPremultiplied:Z': true,
    'inDensity:I': 0,
    'inTargetDensity:I': 0,
    'inScreenDensity:I': 0,
    'inTempStorage:[B': null,
    'outWidth:I': 0,
    'outHeight:I': 0,
    'outMimeType:Ljava/lang/String;': null,
    'outConfig:Landroid/graphics/Bitmap$Config;': null,
  },
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      vm.setField(self, 'inScaled:Z', true);
      vm.setField(self, 'inPremultiplied:Z', true);
    },
  },
});

export const bitmapFactoryClasses = [factory, options];
