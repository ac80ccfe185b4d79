import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { fileStoreOf } from '../../system/file-store.ts';
import { pathOf } from '../io/file.ts';
import { readAll, required, throwIo } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { charArray, readAllText } from '../io/text-support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { decodeText, defaultCharset, findCharset } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { encodingOf, Namespaces, splitName, XmlProblem, XmlReader } from './tokens.ts';
import type { XmlAttribute, XmlToken } from './tokens.ts';

export type Source = { readonly text: string; readonly label: number };

/** Text of an InputStream in the encoding that it names. */
export function* sourceOfStream(vm: Machine, stream: Ref): Steps<Source> {
  const all = yield* readAll(vm, required(vm, stream));
  return {
    text: decodeText(findCharset(encodingOf(all.bytes)) ?? defaultCharset, all.bytes),
    label: all.label,
  };
}

export function sourceOfFile(vm: Machine, file: HeapObject | null): Source {
  const content = fileStoreOf(vm).openToRead(pathOf(vm, file));
  if (typeof content === 'string') return throwIo(vm, `${pathOf(vm, file)}: open failed: ${content}`);
  const bytes = 'kind' in content ? content.bytes.slice(0, content.sizeBytes) : content.bytes;
  const label = content.labels.reduce((set, one) => vm.labels.union(set, vm.labels.of(one)), 0);
  return { text: decodeText(findCharset(encodingOf(bytes)) ?? defaultCharset, bytes), label };
}

type InputSource = JavaObject<{ stream: Ref; reader: Ref }>;

export function* sourceOfInput(vm: Machine, input: HeapObject | null): Steps<Source> {
  const { stream, reader } = (required(vm, input) as InputSource).peer;
  return reader === null ? yield* sourceOfStream(vm, stream) : yield* readAllText(vm, reader);
}

/** The next token; what is not well-formed is Java's SAXParseException. */
export function nextToken(vm: Machine, reader: XmlReader): XmlToken | undefined {
  vm.fuel -= 20;
  try {
    return reader.next();
  } catch (error) {
    if (error instanceof XmlProblem)
      return vm.throwNew(
        'org/xml/sax/SAXParseException',
        `At line ${error.line}, column 0: ${error.message}`,
      );
    throw error;
  }
}

type Attributes = JavaObject<{ items: readonly (XmlAttribute & { uri: string; local: string })[] }>;
const START = 'startElement(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Lorg/xml/sax/Attributes;)V';
const END = 'endElement(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V';

/** Tells a ContentHandler all of a document. Android's parser is namespace-aware unless told otherwise. */
function* drive(vm: Machine, handler: Ref, source: Source): Steps<void> {
  const reader = new XmlReader(source.text);
  const spaces = new Namespaces();
  const names: string[] = [];
  yield* vm.call(handler, 'startDocument()V');
  for (;;) {
    const token = nextToken(vm, reader);
    if (token === undefined) break;
    if (token.kind === 'start') {
      spaces.push(token.attributes);
      const attributes = vm.newObject<Attributes['peer']>('libcore/xml/AttributeList');
      const items = token.attributes
        .filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'))
        .map((attribute) => {
          const [prefix, local] = splitName(attribute.name);
          return { ...attribute, local, uri: prefix === '' ? '' : (spaces.find(prefix) ?? '') };
        });
      attributes.peer = { items };
      vm.addLabel(attributes, source.label);
      const [prefix, local] = splitName(token.name);
      yield* vm.call(handler, START, spaces.find(prefix) ?? '', local, token.name, attributes);
      names.push(token.name);
    }
    if (token.kind === 'text' && token.text !== '' && names.length > 0) {
      const chars = charArray(vm, token.text, source.label);
      yield* vm.call(handler, 'characters([CII)V', chars, 0, chars.length);
    }
    if (token.kind === 'instruction' && token.target.toLowerCase() !== 'xml')
      yield* vm.call(
        handler,
        'processingInstruction(Ljava/lang/String;Ljava/lang/String;)V',
        token.target,
        token.text,
      );
    if (token.kind === 'end' || (token.kind === 'start' && token.empty)) {
      const name = names.pop() ?? '';
      const [prefix, local] = splitName(name);
      yield* vm.call(handler, END, spaces.find(prefix) ?? '', local, name);
      spaces.pop();
    }
  }
  yield* vm.call(handler, 'endDocument()V');
}

const attributeList = defineClass({
  name: 'libcore/xml/AttributeList',
  interfaces: ['org/xml/sax/Attributes'],
  methods: methods({
    'int getLength()': (_vm, self: Attributes) => self.peer.items.length,
    'String getQName(int)': (_vm, self: Attributes, at: number) => self.peer.items[at]?.name ?? null,
    'String getLocalName(int)': (_vm, self: Attributes, at: number) => self.peer.items[at]?.local ?? null,
    'String getURI(int)': (_vm, self: Attributes, at: number) => self.peer.items[at]?.uri ?? null,
    'String getType(int)': () => 'CDATA',
    'String getValue(int)': (_vm, self: Attributes, at: number) => self.peer.items[at]?.value ?? null,
    'String getValue(String)': (vm, self: Attributes, name: JavaString | null) =>
      self.peer.items.find((item) => item.name === vm.text(name))?.value ?? null,
    'String getValue(String, String)': (
      vm,
      self: Attributes,
      uri: JavaString | null,
      name: JavaString | null,
    ) =>
      self.peer.items.find((item) => item.local === vm.text(name) && item.uri === (uri?.value ?? ''))
        ?.value ?? null,
    'int getIndex(String)': (vm, self: Attributes, name: JavaString | null) =>
      self.peer.items.findIndex((item) => item.name === vm.text(name)),
  }),
});

const HANDLERS = {
  'void startDocument()': () => undefined,
  'void endDocument()': () => undefined,
  'void startElement(String, String, String, org/xml/sax/Attributes)': () => undefined,
  'void endElement(String, String, String)': () => undefined,
  'void characters(char[], int, int)': () => undefined,
  'void ignorableWhitespace(char[], int, int)': () => undefined,
  'void processingInstruction(String, String)': () => undefined,
  'void startPrefixMapping(String, String)': () => undefined,
  'void endPrefixMapping(String)': () => undefined,
  'void skippedEntity(String)': () => undefined,
  'void setDocumentLocator(org/xml/sax/Locator)': () => undefined,
};

type Reader = JavaObject<{ handler: Ref }>;

function newReader(vm: Machine): Reader {
  const made = vm.newObject<{ handler: Ref }>('libcore/xml/SaxReader');
  made.peer = { handler: null };
  return made;
}

export const sax: readonly ClassModel[] = [
  throwableClass('org/xml/sax/SAXException', 'java/lang/Exception'),
  throwableClass('org/xml/sax/SAXParseException', 'org/xml/sax/SAXException'),
  throwableClass('javax/xml/parsers/ParserConfigurationException', 'java/lang/Exception'),
  defineClass({ name: 'org/xml/sax/Attributes', flags: 'interface' }),
  defineClass({
    name: 'org/xml/sax/ContentHandler',
    flags: 'interface',
    methods: methods(Object.fromEntries(Object.keys(HANDLERS).map((key) => [`abstract ${key}`, null]))),
  }),
  defineClass({ name: 'org/xml/sax/ErrorHandler', flags: 'interface' }),
  defineClass({ name: 'org/xml/sax/EntityResolver', flags: 'interface' }),
  defineClass({ name: 'org/xml/sax/DTDHandler', flags: 'interface' }),
  defineClass({
    name: 'org/xml/sax/helpers/DefaultHandler',
    interfaces: [
      'org/xml/sax/ContentHandler',
      'org/xml/sax/ErrorHandler',
      'org/xml/sax/EntityResolver',
      'org/xml/sax/DTDHandler',
    ],
    methods: methods({ 'new()': () => undefined, ...HANDLERS }),
  }),
  defineClass({
    name: 'org/xml/sax/InputSource',
    methods: methods({
      'new()': (_vm, self: InputSource) => {
        self.peer = { stream: null, reader: null };
      },
      'new(InputStream)': (_vm, self: InputSource, stream: Ref) => {
        self.peer = { stream, reader: null };
      },
      'new(java/io/Reader)': (_vm, self: InputSource, reader: Ref) => {
        self.peer = { stream: null, reader };
      },
      'void setByteStream(InputStream)': (_vm, self: InputSource, stream: Ref) => {
        self.peer.stream = stream;
      },
      'void setCharacterStream(java/io/Reader)': (_vm, self: InputSource, reader: Ref) => {
        self.peer.reader = reader;
      },
      'void setEncoding(String)': () => undefined,
    }),
  }),
  attributeList,
  defineClass({ name: 'org/xml/sax/XMLReader', flags: 'interface' }),
  defineClass({
    name: 'libcore/xml/SaxReader',
    interfaces: ['org/xml/sax/XMLReader'],
    methods: methods({
      'void setContentHandler(org/xml/sax/ContentHandler)': (_vm, self: Reader, handler: Ref) => {
        self.peer.handler = handler;
      },
      'void setErrorHandler(org/xml/sax/ErrorHandler)': () => undefined,
      'void setFeature(String, boolean)': () => undefined,
      'void parse(org/xml/sax/InputSource)': function* (vm, self: Reader, input: Ref) {
        yield* drive(vm, self.peer.handler, yield* sourceOfInput(vm, input));
      },
    }),
  }),
  defineClass({
    name: 'javax/xml/parsers/SAXParserFactory',
    methods: methods({
      'static javax/xml/parsers/SAXParserFactory newInstance()': (vm) =>
        vm.newObject('javax/xml/parsers/SAXParserFactory'),
      'void setNamespaceAware(boolean)': () => undefined,
      'void setValidating(boolean)': () => undefined,
      'void setFeature(String, boolean)': () => undefined,
      'javax/xml/parsers/SAXParser newSAXParser()': (vm) => vm.newObject('javax/xml/parsers/SAXParser'),
    }),
  }),
  defineClass({
    name: 'javax/xml/parsers/SAXParser',
    methods: methods({
      'org/xml/sax/XMLReader getXMLReader()': newReader,
      'void parse(InputStream, org/xml/sax/helpers/DefaultHandler)': function* (
        vm,
        _self: JavaObject,
        stream: Ref,
        handler: Ref,
      ) {
        yield* drive(vm, handler, yield* sourceOfStream(vm, stream));
      },
      'void parse(org/xml/sax/InputSource, org/xml/sax/helpers/DefaultHandler)': function* (
        vm,
        _self: JavaObject,
        input: Ref,
        handler: Ref,
      ) {
        yield* drive(vm, handler, yield* sourceOfInput(vm, input));
      },
      'void parse(File, org/xml/sax/helpers/DefaultHandler)': function* (
        vm,
        _self: JavaObject,
        file: Ref,
        handler: Ref,
      ) {
        yield* drive(vm, handler, sourceOfFile(vm, file));
      },
    }),
  }),
];
