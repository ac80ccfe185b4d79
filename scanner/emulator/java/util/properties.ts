import { bytesOf, defineClass, JavaString } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

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
    'Set stringPropertyNames()': function* (vm, self: JavaObject) {
      const made = yield* vm.construct('java/util/TreeSet', '()V');
      const keys = yield* vm.call<Ref>(self, 'keySet()Ljava/util/Set;');
      yield* vm.call(made, 'addAll(Ljava/util/Collection;)Z', keys);
      return made;
    },
    'Enumeration propertyNames()': (vm, self: JavaObject) => vm.call(self, 'keys()Ljava/util/Enumeration;'),
  }),
});

export const classes: readonly ClassModel[] = [properties];
