import { bytesOf, defineClass, JavaObject, JavaString } from '../../machine/index.ts';
import type { ClassModel, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';
import { entriesOf, TextBuilder } from './iterate.ts';

const PROPERTY_DEFAULTS = 'defaults:Ljava/util/Properties;';

/** One logical line of a properties file: key and value, escapes resolved. */
function readProperties(text: string): [string, string][] {
  const logical: string[] = [];
  let open = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const part = line.replace(/^[ \t\f]+/, '');
    if (!open && (part === '' || part.startsWith('#') || part.startsWith('!'))) continue;
    const slashes = /\\*$/.exec(part)?.[0].length ?? 0;
    const goesOn = slashes % 2 === 1;
    const kept = goesOn ? part.slice(0, -1) : part;
    if (open) logical.push((logical.pop() ?? '') + kept);
    else logical.push(kept);
    open = goesOn;
  }
  return logical.map((line) => {
    const match = /^((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(line);
    return [unescape(match?.[1] ?? ''), unescape(match?.[2] ?? '')];
  });
}

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_all, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', f: '\f' }[code] ?? code;
  });
}

function* loadProperties(vm: Machine, self: JavaObject, text: string) {
  for (const [key, value] of readProperties(text))
    yield* vm.call(
      self,
      'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
      vm.string(key),
      vm.string(value),
    );
}

/** Keys of these properties and of their defaults. */
function* allNames(vm: Machine, self: JavaObject): Steps<Ref> {
  const made = yield* vm.construct('java/util/TreeSet', '()V');
  for (let at: Ref = self; at instanceof JavaObject; at = vm.getField(at, PROPERTY_DEFAULTS) as Ref) {
    const keys = yield* vm.call<Ref>(at, 'keySet()Ljava/util/Set;');
    yield* vm.call(made, 'addAll(Ljava/util/Collection;)Z', keys);
  }
  return made;
}

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' };

function escape(text: string, isKey: boolean, ascii: boolean): string {
  const escaped = text.replace(/[\\=:#!\t\n\r\f]/g, (char) => ESCAPES[char] ?? `\\${char}`);
  const spaced = isKey ? escaped.replaceAll(' ', '\\ ') : escaped.replace(/^ /, '\\ ');
  if (!ascii) return spaced;
  return spaced.replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** A properties file: the comment, the date, then a line for each entry. */
function* storedText(
  vm: Machine,
  self: JavaObject,
  comment: JavaString | null,
  ascii: boolean,
): Steps<JavaString> {
  const date = yield* vm.construct('java/util/Date', '()V');
  const text = new TextBuilder(vm);
  if (comment !== null) text.add(`#${comment.value}\n`);
  text.add(`#${yield* vm.textOf(date)}\n`);
  let label = 0;
  for (const [key, value] of yield* entriesOf(vm, self)) {
    text.add(`${escape(vm.text(key), true, ascii)}=${escape(vm.text(value), false, ascii)}\n`);
    label = vm.labels.union(label, vm.labels.union(vm.labelOf(key), vm.labelOf(value)));
  }
  const made = text.build();
  vm.addLabel(made, label);
  return made;
}

const GET = 'get(Ljava/lang/Object;)Ljava/lang/Object;';

const properties = defineClass({
  name: 'java/util/Properties',
  super: 'java/util/Hashtable',
  labels: 'container',
  fields: { [`protected ${PROPERTY_DEFAULTS}`]: null },
  methods: methods({
    'new()': (vm, self: JavaObject) => vm.callSpecial('java/util/Hashtable', '<init>()V', self),
    'new(Properties)': function* (vm, self: JavaObject, defaults: Ref) {
      yield* vm.callSpecial('java/util/Hashtable', '<init>()V', self);
      vm.setField(self, PROPERTY_DEFAULTS, defaults);
    },
    'String getProperty(String)': function* (vm, self: JavaObject, key: Ref) {
      const value = yield* vm.callSpecial<Ref>('java/util/Hashtable', GET, self, key);
      if (value instanceof JavaString) return value;
      const defaults = vm.getField(self, PROPERTY_DEFAULTS) as Ref;
      if (defaults === null) return null;
      return yield* vm.call<Ref>(defaults, 'getProperty(Ljava/lang/String;)Ljava/lang/String;', key);
    },
    'String getProperty(String, String)': function* (vm, self: JavaObject, key: Ref, other: Ref) {
      return (yield* vm.call<Ref>(self, 'getProperty(Ljava/lang/String;)Ljava/lang/String;', key)) ?? other;
    },
    'Object setProperty(String, String)': (vm, self: JavaObject, key: Ref, value: Ref) =>
      vm.call(self, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', key, value),
    'void load(InputStream)': function* (vm, self: JavaObject, stream: Ref) {
      let text = '';
      const buffer = vm.newArray('[B', 8192);
      for (;;) {
        const count = yield* vm.call<number>(stream, 'read([B)I', buffer);
        if (count <= 0) break;
        text += Buffer.from(bytesOf(buffer).subarray(0, count)).toString('latin1');
      }
      yield* loadProperties(vm, self, text);
    },
    'void load(Reader)': function* (vm, self: JavaObject, reader: Ref) {
      let text = '';
      for (;;) {
        const code = yield* vm.call<number>(reader, 'read()I');
        if (code < 0 || vm.isUnknown(reader)) break;
        text += String.fromCharCode(code);
      }
      yield* loadProperties(vm, self, text);
    },
    'Set stringPropertyNames()': allNames,
    'Enumeration propertyNames()': function* (vm, self: JavaObject) {
      const names = yield* allNames(vm, self);
      return yield* vm.callStatic(
        'java/util/Collections',
        'enumeration(Ljava/util/Collection;)Ljava/util/Enumeration;',
        names,
      );
    },
    'void store(Writer, String)': function* (vm, self: JavaObject, writer: Ref, comment: JavaString | null) {
      const text = yield* storedText(vm, self, comment, false);
      yield* vm.call(writer, 'write(Ljava/lang/String;)V', text);
      yield* vm.call(writer, 'flush()V');
    },
    'void store(OutputStream, String)': function* (
      vm,
      self: JavaObject,
      stream: Ref,
      comment: JavaString | null,
    ) {
      const text = yield* storedText(vm, self, comment, true);
      const bytes = vm.byteArray(Buffer.from(text.value, 'latin1'));
      vm.addLabel(bytes, vm.labelOf(text));
      yield* vm.call(stream, 'write([B)V', bytes);
      yield* vm.call(stream, 'flush()V');
    },
  }),
});

export const classes: readonly ClassModel[] = [properties];
