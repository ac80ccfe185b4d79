import { TextDecoder } from 'node:util';
import type { Machine } from '../../machine/index.ts';

/** A charset as the models keep it behind java.nio.charset.Charset. */
export type CharsetPeer = {
  readonly name: string;
  readonly kind: 'utf-8' | 'latin1' | 'ascii' | 'utf-16' | 'table';
  readonly order?: 'be' | 'le' | 'bom';
  readonly label?: string;
};

const UTF_8: CharsetPeer = { name: 'UTF-8', kind: 'utf-8' };
export const defaultCharset = UTF_8;

const CHARSETS: readonly (readonly [CharsetPeer, readonly string[]])[] = [
  [UTF_8, ['utf-8', 'utf8', 'unicode-1-1-utf-8', 'cp65001']],
  [
    { name: 'ISO-8859-1', kind: 'latin1' },
    ['iso-8859-1', 'iso8859-1', 'iso8859_1', 'latin1', 'l1', 'iso_8859-1', '8859_1', 'cp819'],
  ],
  [
    { name: 'US-ASCII', kind: 'ascii' },
    ['us-ascii', 'ascii', 'iso646-us', 'ascii7', 'ansi_x3.4-1968', '646'],
  ],
  [{ name: 'UTF-16', kind: 'utf-16', order: 'bom' }, ['utf-16', 'utf16', 'utf_16', 'unicode']],
  [{ name: 'UTF-16BE', kind: 'utf-16', order: 'be' }, ['utf-16be', 'utf_16be', 'unicodebigunmarked']],
  [{ name: 'UTF-16LE', kind: 'utf-16', order: 'le' }, ['utf-16le', 'utf_16le', 'unicodelittleunmarked']],
  [{ name: 'GBK', kind: 'table', label: 'gbk' }, ['gbk', 'cp936', 'windows-936', 'ms936']],
  [{ name: 'GB2312', kind: 'table', label: 'gb2312' }, ['gb2312', 'gb2312-80', 'euc-cn', 'euccn']],
  [{ name: 'GB18030', kind: 'table', label: 'gb18030' }, ['gb18030', 'gb18030-2000']],
  [{ name: 'Big5', kind: 'table', label: 'big5' }, ['big5']],
  [{ name: 'Shift_JIS', kind: 'table', label: 'shift_jis' }, ['shift_jis', 'sjis', 'shift-jis', 'ms_kanji']],
  [{ name: 'EUC-KR', kind: 'table', label: 'euc-kr' }, ['euc-kr', 'euckr', 'ksc5601']],
  [{ name: 'windows-1252', kind: 'table', label: 'windows-1252' }, ['windows-1252', 'cp1252']],
  [{ name: 'windows-1251', kind: 'table', label: 'windows-1251' }, ['windows-1251', 'cp1251']],
];

const BY_NAME = new Map(
  CHARSETS.flatMap(([charset, names]) => names.map((name) => [name, charset] as const)),
);

export function findCharset(name: string): CharsetPeer | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** Canonical names of all charsets, in the order of Charset.availableCharsets. */
export function charsetNames(): readonly string[] {
  return CHARSETS.map(([charset]) => charset.name).sort();
}

/** A charset by name; the exception that the caller's method throws where there is none. */
export function charsetOrThrow(vm: Machine, name: string, exception: string): CharsetPeer {
  return findCharset(name) ?? vm.throwNew(exception, name);
}

/** Text of bytes, malformed parts replaced by U+FFFD. */
export function decodeText(charset: CharsetPeer, bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (charset.kind) {
    case 'utf-8':
      return buffer.toString('utf8');
    case 'latin1':
      return buffer.toString('latin1');
    case 'ascii':
      return buffer.toString('latin1').replace(/[\x80-\xff]/g, '\ufffd');
    case 'utf-16':
      return decodeUtf16(charset.order ?? 'bom', bytes);
    case 'table':
      return new TextDecoder(charset.label, { ignoreBOM: true }).decode(bytes);
  }
}

function decodeUtf16(order: 'be' | 'le' | 'bom', bytes: Uint8Array): string {
  let start = 0;
  let little = order === 'le';
  if (order === 'bom' && bytes.length >= 2) {
    const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    if (mark === 0xfeff || mark === 0xfffe) start = 2;
    little = mark === 0xfffe;
  }
  const swapped = Buffer.from(bytes.subarray(start, start + ((bytes.length - start) & ~1)));
  if (!little) swapped.swap16();
  return swapped.toString('utf16le') + ((bytes.length - start) % 2 === 1 ? '\ufffd' : '');
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Bytes of a text; what the charset cannot hold becomes `?`. */
export function encodeText(charset: CharsetPeer, text: string): Uint8Array {
  switch (charset.kind) {
    case 'utf-8':
      // Java writes a lone surrogate as `?`, Node as U+FFFD.
      return Buffer.from(text.replace(LONE_SURROGATE, '?'), 'utf8');
    case 'latin1':
      return Buffer.from(replaceAbove(text, 0xff), 'latin1');
    case 'ascii':
      return Buffer.from(replaceAbove(text, 0x7f), 'latin1');
    case 'utf-16': {
      const bytes = Buffer.from(
        (charset.order === 'bom' ? '\ufeff' : '') + text.replace(LONE_SURROGATE, '\ufffd'),
        'utf16le',
      );
      return charset.order === 'le' ? bytes : bytes.swap16();
    }
    case 'table':
      return encodeByTable(charset.label ?? 'gbk', text);
  }
}

function replaceAbove(text: string, most: number): string {
  let out = '';
  for (const point of text) out += (point.codePointAt(0) ?? 0) > most ? '?' : point;
  return out;
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Node decodes the old charsets only, so the encoder's table is the decoder turned round, made once. */
function tableOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(label);
  if (known !== undefined) return known;
  const made = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label);
  for (let lead = 0x80; lead < 0x100; lead++) {
    const single = decoder.decode(Uint8Array.of(lead));
    if (single.length === 1 && single !== '\ufffd') made.set(single, [lead]);
    if (label.startsWith('windows-')) continue;
    for (let trail = 0x40; trail < 0x100; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text !== '\ufffd' && !made.has(text)) made.set(text, [lead, trail]);
    }
  }
  tables.set(label, made);
  return made;
}

/** Where Java's tables say otherwise than the web's decoders, which Node has. */
const EURO: Readonly<Record<string, readonly number[]>> = {
  gbk: [0xa2, 0xe3],
  gb2312: [0x3f],
  gb18030: [0xa2, 0xe3],
  big5: [0x3f],
  'euc-kr': [0xa2, 0xe6],
  'windows-1252': [0x80],
};

/** GB18030 counts all planes above the first in four-byte steps. */
function fourBytes(code: number): number[] {
  const linear = code - 0x10000 + 189_000;
  return [
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ];
}

function encodeByTable(label: string, text: string): Uint8Array {
  const table = tableOf(label);
  const out: number[] = [];
  for (const point of text) {
    const code = point.codePointAt(0) ?? 0;
    if (code < 0x80) out.push(code);
    else if (code === 0x20ac && EURO[label] !== undefined) out.push(...EURO[label]);
    else if (code > 0xffff && label === 'gb18030') out.push(...fourBytes(code));
    else out.push(...(table.get(point) ?? [0x3f]));
  }
  return Uint8Array.from(out);
}

/** Decodes a stream of pieces, holding back characters that are not complete yet. */
export class TextPieces {
  private readonly charset: CharsetPeer;
  private readonly decoder: TextDecoder | null;
  private held: Uint8Array = new Uint8Array(0);

  constructor(charset: CharsetPeer) {
    this.charset = charset;
    const label = charset.kind === 'utf-8' ? 'utf-8' : charset.kind === 'table' ? charset.label : undefined;
    this.decoder = label === undefined ? null : new TextDecoder(label, { ignoreBOM: true });
  }

  add(bytes: Uint8Array): string {
    if (this.decoder !== null) return this.decoder.decode(bytes, { stream: true });
    if (this.charset.kind !== 'utf-16') return decodeText(this.charset, bytes);
    const all = new Uint8Array(this.held.length + bytes.length);
    all.set(this.held);
    all.set(bytes, this.held.length);
    const whole = all.length & ~1;
    this.held = all.slice(whole);
    return decodeUtf16(this.charset.order ?? 'bom', all.subarray(0, whole));
  }

  end(): string {
    if (this.decoder !== null) return this.decoder.decode();
    return this.held.length > 0 ? '\ufffd' : '';
  }
}
