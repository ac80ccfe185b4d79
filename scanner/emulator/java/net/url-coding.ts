import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import { charsetOrThrow, decodeText, defaultCharset, encodeText } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';

/** application/x-www-form-urlencoded, as URLEncoder writes it. */
export function urlEncode(text: string, charset: CharsetPeer): string {
  let out = '';
  for (const run of text.match(/[a-zA-Z0-9.\-*_]+| +|[^a-zA-Z0-9.\-*_ ]+/g) ?? []) {
    if (run.startsWith(' ')) out += '+'.repeat(run.length);
    else if (/^[a-zA-Z0-9.\-*_]/.test(run)) out += run;
    else
      for (const byte of encodeText(charset, run))
        out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** The text of a form-encoded one; undefined where a `%` is not followed by two digits. */
export function urlDecode(text: string, charset: CharsetPeer): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  return text
    .replaceAll('+', ' ')
    .replace(/(%[0-9a-fA-F]{2})+/g, (run) =>
      decodeText(charset, Buffer.from(run.replaceAll('%', ''), 'hex')),
    );
}

function encode(vm: Machine, text: JavaString | null, charset: CharsetPeer): JavaString {
  const made = vm.string(urlEncode(vm.text(text), charset));
  vm.addTransformed(made, text, 'url-encode');
  return made;
}

function decode(vm: Machine, text: JavaString | null, charset: CharsetPeer): string {
  return (
    urlDecode(vm.text(text), charset) ??
    vm.throwNew('java/lang/IllegalArgumentException', 'URLDecoder: Incomplete trailing escape (%) pattern')
  );
}

function named(vm: Machine, name: JavaString | null): CharsetPeer {
  return charsetOrThrow(vm, vm.text(name), 'java/io/UnsupportedEncodingException');
}

export const urlCoding: readonly ClassModel[] = [
  defineClass({
    name: 'java/net/URLEncoder',
    labels: 'container',
    methods: methods({
      'static String encode(String)': (vm, text: JavaString | null) => encode(vm, text, defaultCharset),
      'static String encode(String, String)': (vm, text: JavaString | null, name: JavaString | null) =>
        encode(vm, text, named(vm, name)),
      'static String encode(String, Charset)': (
        vm,
        text: JavaString | null,
        charset: JavaObject<CharsetPeer>,
      ) => encode(vm, text, required(vm, charset).peer),
    }),
  }),
  defineClass({
    name: 'java/net/URLDecoder',
    methods: methods({
      'static String decode(String)': (vm, text: JavaString | null) => decode(vm, text, defaultCharset),
      'static String decode(String, String)': (vm, text: JavaString | null, name: JavaString | null) =>
        decode(vm, text, named(vm, name)),
      'static String decode(String, Charset)': (
        vm,
        text: JavaString | null,
        charset: JavaObject<CharsetPeer>,
      ) => decode(vm, text, required(vm, charset).peer),
    }),
  }),
];
