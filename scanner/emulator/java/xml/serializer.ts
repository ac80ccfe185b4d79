import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { encodeText, defaultCharset, findCharset } from '../nio/charsets.ts';
import { required, writeChunk } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

type SerializerPeer = {
  writer: Ref;
  stream: Ref;
  encoding: string;
  text: string;
  label: number;
  open: { name: string; space: string | null; lines: boolean }[];
  tagOpen: boolean;
  prefixes: Map<string, string>;
  pendingPrefixes: [string, string][];
  indent: boolean;
};
type Serializer = JavaObject<SerializerPeer>;

const SERIALIZER = 'org/xmlpull/v1/XmlSerializer';

function escape(text: string, quotes: boolean): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => {
    if (char === '&') return '&amp;';
    if (char === '<') return '&lt;';
    if (char === '>') return '&gt;';
    if (!quotes) return char;
    return char === '"' ? '&quot;' : `&#${char.charCodeAt(0)};`;
  });
}

function add(vm: Machine, self: Serializer, text: string, from: JavaString | null = null): void {
  self.peer.text += text;
  if (from !== null) self.peer.label = vm.labels.union(self.peer.label, vm.labelOf(from));
}

function closeTag(vm: Machine, self: Serializer): void {
  if (!self.peer.tagOpen) return;
  self.peer.tagOpen = false;
  add(vm, self, '>');
}

function qualified(self: Serializer, space: string | null, name: string): string {
  if (space === null || space === '') return name;
  const prefix = self.peer.prefixes.get(space);
  if (prefix !== undefined) return prefix === '' ? name : `${prefix}:${name}`;
  const made = `n${self.peer.prefixes.size}`;
  self.peer.prefixes.set(space, made);
  self.peer.pendingPrefixes.push([made, space]);
  return `${made}:${name}`;
}

function newLine(vm: Machine, self: Serializer): void {
  if (self.peer.indent) add(vm, self, `\n${'  '.repeat(self.peer.open.length)}`);
}

function* flush(vm: Machine, self: Serializer): Steps<void> {
  const { peer } = self;
  const text = vm.string(peer.text, vm.labels.transform(peer.label, 'XML'));
  peer.text = '';
  if (text.value === '') return;
  if (peer.writer !== null) {
    yield* vm.call(peer.writer, 'write(Ljava/lang/String;)V', text);
    yield* vm.call(peer.writer, 'flush()V');
  } else if (peer.stream !== null) {
    const bytes = encodeText(findCharset(peer.encoding) ?? defaultCharset, text.value);
    yield* writeChunk(vm, peer.stream, { bytes, label: vm.labelOf(text) });
    yield* vm.call(peer.stream, 'flush()V');
  }
}

function reset(self: Serializer, writer: Ref, stream: Ref, encoding: string): void {
  self.peer = {
    writer,
    stream,
    encoding,
    text: '',
    label: 0,
    open: [],
    tagOpen: false,
    prefixes: new Map(),
    pendingPrefixes: [],
    indent: self.peer?.indent ?? false,
  };
}

export const serializers: readonly ClassModel[] = [
  defineClass({ name: SERIALIZER, flags: 'interface' }),
  defineClass({
    name: 'org/kxml2/io/KXmlSerializer',
    interfaces: [SERIALIZER],
    labels: 'container',
    methods: methods({
      'new()': (_vm, self: Serializer) => reset(self, null, null, 'UTF-8'),
      'void setFeature(String, boolean)': (vm, self: Serializer, name: JavaString | null, on: boolean) => {
        if (vm.text(name).endsWith('indent-output')) self.peer.indent = on;
      },
      'void setProperty(String, Object)': () => undefined,
      'void setOutput(Writer)': (vm, self: Serializer, writer: Ref) =>
        reset(self, required(vm, writer), null, 'UTF-8'),
      'void setOutput(OutputStream, String)': (
        vm,
        self: Serializer,
        stream: Ref,
        encoding: JavaString | null,
      ) => reset(self, null, required(vm, stream), encoding?.value ?? 'UTF-8'),
      'void startDocument(String, java/lang/Boolean)': (
        vm,
        self: Serializer,
        encoding: JavaString | null,
        standalone: JavaObject<boolean> | null,
      ) => {
        const named = encoding === null ? '' : ` encoding='${encoding.value}'`;
        add(
          vm,
          self,
          `<?xml version='1.0'${named}${standalone === null ? '' : ` standalone='${standalone.peer ? 'yes' : 'no'}'`} ?>`,
        );
      },
      'void endDocument()': function* (vm, self: Serializer) {
        while (self.peer.open.length > 0) end(vm, self);
        yield* flush(vm, self);
      },
      'void setPrefix(String, String)': (
        vm,
        self: Serializer,
        prefix: JavaString | null,
        space: JavaString | null,
      ) => {
        self.peer.prefixes.set(vm.text(space), prefix?.value ?? '');
        self.peer.pendingPrefixes.push([prefix?.value ?? '', vm.text(space)]);
      },
      'String getPrefix(String, boolean)': (vm, self: Serializer, space: JavaString | null, _make: boolean) =>
        self.peer.prefixes.get(vm.text(space)) ?? null,
      'int getDepth()': (_vm, self: Serializer) => self.peer.open.length,
      [`${SERIALIZER} startTag(String, String)`]: (
        vm: Machine,
        self: Serializer,
        space: JavaString | null,
        name: JavaString | null,
      ) => {
        closeTag(vm, self);
        const parent = self.peer.open.at(-1);
        if (parent !== undefined) parent.lines = true;
        newLine(vm, self);
        const full = qualified(self, space?.value ?? null, vm.text(name));
        add(vm, self, `<${full}`, name);
        for (const [prefix, uri] of self.peer.pendingPrefixes.splice(0))
          add(vm, self, ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escape(uri, true)}"`);
        self.peer.open.push({ name: full, space: space?.value ?? null, lines: false });
        self.peer.tagOpen = true;
        return self;
      },
      [`${SERIALIZER} attribute(String, String, String)`]: (
        vm: Machine,
        self: Serializer,
        space: JavaString | null,
        name: JavaString | null,
        value: JavaString | null,
      ) => {
        if (!self.peer.tagOpen)
          vm.throwNew('java/lang/IllegalStateException', 'illegal position for attribute');
        const full = qualified(self, space?.value ?? null, vm.text(name));
        for (const [prefix, uri] of self.peer.pendingPrefixes.splice(0))
          add(vm, self, ` xmlns:${prefix}="${escape(uri, true)}"`);
        add(vm, self, ` ${full}="${escape(vm.text(value), true)}"`, value);
        return self;
      },
      [`${SERIALIZER} endTag(String, String)`]: (
        vm: Machine,
        self: Serializer,
        _space: JavaString | null,
        name: JavaString | null,
      ) => {
        const own = self.peer.open.at(-1)?.name ?? '';
        if (own.replace(/^.*:/, '') !== vm.text(name))
          vm.throwNew('java/lang/IllegalArgumentException', `</{}${vm.text(name)}> does not match start`);
        end(vm, self);
        return self;
      },
      [`${SERIALIZER} text(String)`]: (vm: Machine, self: Serializer, text: JavaString | null) => {
        closeTag(vm, self);
        add(vm, self, escape(vm.text(text), false), text);
        return self;
      },
      'void cdsect(String)': (vm, self: Serializer, text: JavaString | null) => {
        closeTag(vm, self);
        add(vm, self, `<![CDATA[${vm.text(text)}]]>`, text);
      },
      'void comment(String)': (vm, self: Serializer, text: JavaString | null) => {
        closeTag(vm, self);
        add(vm, self, `<!--${vm.text(text)}-->`, text);
      },
      'void ignorableWhitespace(String)': (vm, self: Serializer, text: JavaString | null) => {
        closeTag(vm, self);
        add(vm, self, vm.text(text));
      },
      'void flush()': function* (vm, self: Serializer) {
        closeTag(vm, self);
        yield* flush(vm, self);
      },
    }),
  }),
];

function end(vm: Machine, self: Serializer): void {
  const element = self.peer.open.pop();
  if (element === undefined) return;
  if (self.peer.tagOpen) {
    self.peer.tagOpen = false;
    add(vm, self, ' />');
    return;
  }
  if (element.lines) newLine(vm, self);
  add(vm, self, `</${element.name}>`);
}
