import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  JavaObject,
  JavaString,
  Machine,
  Steps,
  ThrowablePeer,
} from '../../machine/index.ts';
import { findCharset, decodeText, defaultCharset } from '../nio/charsets.ts';
import { readAll, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { readAllText } from '../io/text-support.ts';
import { methods } from '../signature.ts';
import { encodingOf, Namespaces, splitName, XmlProblem, XmlReader } from './tokens.ts';
import type { XmlAttribute, XmlToken } from './tokens.ts';

const TYPES = [
  'START_DOCUMENT',
  'END_DOCUMENT',
  'START_TAG',
  'END_TAG',
  'TEXT',
  'CDSECT',
  'ENTITY_REF',
  'IGNORABLE_WHITESPACE',
  'PROCESSING_INSTRUCTION',
  'COMMENT',
  'DOCDECL',
] as const;
type EventName = (typeof TYPES)[number];
const NUMBERS = Object.fromEntries(TYPES.map((name, i) => [name, i])) as Readonly<Record<EventName, number>>;

type ParserPeer = {
  reader: XmlReader | null;
  label: number;
  namespaceAware: boolean;
  spaces: Namespaces;
  type: number;
  token: XmlToken | undefined;
  /** A token read ahead, to join neighbouring texts. */
  ahead: XmlToken[];
  depth: number;
  /** An empty element gives its end next. */
  pendingEnd: boolean;
  popDue: boolean;
};
type Parser = JavaObject<ParserPeer>;

function newPeer(namespaceAware: boolean): ParserPeer {
  return {
    reader: null,
    label: 0,
    namespaceAware,
    spaces: new Namespaces(),
    type: 0,
    token: undefined,
    ahead: [],
    depth: 0,
    pendingEnd: false,
    popDue: false,
  };
}

/** A pull parser of the platform's, as Xml.newPullParser gives it. */
export function newPullParser(vm: Machine, namespaceAware: boolean): Parser {
  const made = vm.newObject<ParserPeer>('org/kxml2/io/KXmlParser');
  made.peer = newPeer(namespaceAware);
  return made;
}

function setText(vm: Machine, self: Parser, text: string, label: number): void {
  self.peer = { ...newPeer(self.peer.namespaceAware), reader: new XmlReader(text), label };
  vm.addLabel(self, label);
}

function throwPull(vm: Machine, self: Parser, message: string, line?: number): never {
  return vm.throwNew(
    'org/xmlpull/v1/XmlPullParserException',
    `${message} (position:${describe(self)}@${line ?? lineOf(self)}:1 in java.io.InputStreamReader)`,
  );
}

function lineOf(self: Parser): number {
  return self.peer.token?.line ?? 1;
}

function describe(self: Parser): string {
  const { token, type } = self.peer;
  return `${TYPES[type] ?? ''}${token?.kind === 'start' ? ` <${token.name}>` : token?.kind === 'end' ? ` </${token.name}>` : ''}`;
}

function read(vm: Machine, self: Parser): XmlToken | undefined {
  const { peer } = self;
  const ready = peer.ahead.shift();
  if (ready !== undefined) return ready;
  if (peer.reader === null) return throwPull(vm, self, 'setInput() must be called first.');
  vm.fuel -= 20;
  try {
    return peer.reader.next();
  } catch (error) {
    if (error instanceof XmlProblem) return throwPull(vm, self, error.message, error.line);
    throw error;
  }
}

/** The next event of `nextToken`. */
function advance(vm: Machine, self: Parser): number {
  const { peer } = self;
  if (peer.popDue) {
    peer.popDue = false;
    peer.spaces.pop();
    peer.depth--;
  }
  if (peer.pendingEnd) {
    peer.pendingEnd = false;
    peer.popDue = true;
    if (peer.token?.kind === 'start')
      peer.token = { kind: 'end', name: peer.token.name, line: peer.token.line };
    return (peer.type = NUMBERS.END_TAG);
  }
  const token = read(vm, self);
  peer.token = token;
  if (token === undefined) return (peer.type = NUMBERS.END_DOCUMENT);
  switch (token.kind) {
    case 'start':
      peer.depth++;
      peer.spaces.push(token.attributes);
      peer.pendingEnd = token.empty;
      if (
        peer.namespaceAware &&
        peer.spaces.find(splitName(token.name)[0]) === undefined &&
        token.name.includes(':')
      )
        throwPull(vm, self, `undefined prefix: ${splitName(token.name)[0]}`);
      return (peer.type = NUMBERS.START_TAG);
    case 'end':
      peer.popDue = true;
      return (peer.type = NUMBERS.END_TAG);
    case 'text':
      if (peer.depth === 0) return (peer.type = NUMBERS.IGNORABLE_WHITESPACE);
      return (peer.type = token.cdata ? NUMBERS.CDSECT : NUMBERS.TEXT);
    case 'comment':
      return (peer.type = NUMBERS.COMMENT);
    case 'instruction':
      return (peer.type = NUMBERS.PROCESSING_INSTRUCTION);
    case 'doctype':
      return (peer.type = NUMBERS.DOCDECL);
  }
}

/** The next event of `next`: comments and their kin are left out, neighbouring texts are one. */
function next(vm: Machine, self: Parser): number {
  const { peer } = self;
  let text = '';
  let line = 0;
  for (;;) {
    const type = advance(vm, self);
    if (type <= NUMBERS.END_TAG) {
      if (text === '') return type;
      // The tag waits behind the text that came before it.
      stepBack(self);
      peer.token = { kind: 'text', text, cdata: false, line };
      return (peer.type = NUMBERS.TEXT);
    }
    if ((type === NUMBERS.TEXT || type === NUMBERS.CDSECT) && peer.token?.kind === 'text') {
      if (text === '') ({ line } = peer.token);
      text += peer.token.text;
    }
  }
}

function stepBack(self: Parser): void {
  const { peer } = self;
  if (peer.token === undefined) return;
  peer.ahead.unshift(peer.token);
  if (peer.token.kind === 'start') {
    peer.depth--;
    peer.spaces.pop();
    peer.pendingEnd = false;
  } else if (peer.token.kind === 'end') peer.popDue = false;
}

function attributesOf(self: Parser): readonly XmlAttribute[] {
  const { token, namespaceAware } = self.peer;
  if (token?.kind !== 'start' || self.peer.type !== NUMBERS.START_TAG) return [];
  return namespaceAware
    ? token.attributes.filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    : token.attributes;
}

function attributeAt(vm: Machine, self: Parser, at: number): XmlAttribute {
  const all = attributesOf(self);
  return all[at] ?? vm.throwNew('java/lang/IndexOutOfBoundsException', `${at}`);
}

function spaceOf(self: Parser, name: string, isAttribute: boolean): string {
  if (!self.peer.namespaceAware) return '';
  const [prefix] = splitName(name);
  if (prefix === '' && isAttribute) return '';
  return self.peer.spaces.find(prefix) ?? '';
}

function localName(self: Parser, name: string): string {
  return self.peer.namespaceAware ? splitName(name)[1] : name;
}

function elementName(self: Parser): string | null {
  const { token } = self.peer;
  return token?.kind === 'start' || token?.kind === 'end' ? token.name : null;
}

function textOf(self: Parser): string | null {
  const { token } = self.peer;
  if (token?.kind === 'text' || token?.kind === 'comment' || token?.kind === 'doctype') return token.text;
  return token?.kind === 'instruction' ? `${token.target} ${token.text}` : null;
}

function require_(
  vm: Machine,
  self: Parser,
  type: number,
  space: JavaString | null,
  name: JavaString | null,
): void {
  const own = elementName(self);
  const isOther =
    type !== self.peer.type ||
    (space !== null && own !== null && space.value !== spaceOf(self, own, false)) ||
    (name !== null && (own === null || localName(self, own) !== name.value));
  if (isOther)
    throwPull(vm, self, `expected: ${TYPES[type] ?? ''} {${space?.value ?? 'null'}}${name?.value ?? 'null'}`);
}

function* nextText(vm: Machine, self: Parser): Steps<JavaString> {
  if (self.peer.type !== NUMBERS.START_TAG) throwPull(vm, self, 'precondition: START_TAG');
  let text = '';
  let type = next(vm, self);
  if (type === NUMBERS.TEXT) {
    text = textOf(self) ?? '';
    type = next(vm, self);
  }
  if (type !== NUMBERS.END_TAG) throwPull(vm, self, 'END_TAG expected');
  return vm.string(text, self.peer.label);
}

function isBlank(self: Parser): boolean {
  return /^[ \t\n\r]*$/.test(textOf(self) ?? '');
}

const kxmlParser = defineClass({
  name: 'org/kxml2/io/KXmlParser',
  interfaces: ['org/xmlpull/v1/XmlPullParser', 'java/io/Closeable'],
  methods: methods({
    'new()': (_vm, self: Parser) => {
      self.peer = newPeer(false);
    },
    'void setInput(java/io/Reader)': function* (vm, self: Parser, reader: Ref) {
      const all = yield* readAllText(vm, required(vm, reader));
      setText(vm, self, all.text, all.label);
    },
    'void setInput(InputStream, String)': function* (
      vm,
      self: Parser,
      stream: Ref,
      encoding: JavaString | null,
    ) {
      const all = yield* readAll(vm, required(vm, stream));
      const charset = findCharset(encoding?.value ?? encodingOf(all.bytes)) ?? defaultCharset;
      setText(vm, self, decodeText(charset, all.bytes), all.label);
    },
    'void setFeature(String, boolean)': (vm, self: Parser, name: JavaString | null, on: boolean) => {
      if (vm.text(name).endsWith('process-namespaces')) self.peer.namespaceAware = on;
    },
    'boolean getFeature(String)': (vm, self: Parser, name: JavaString | null) =>
      vm.text(name).endsWith('process-namespaces') && self.peer.namespaceAware,
    'void setProperty(String, Object)': () => undefined,
    'Object getProperty(String)': () => null,
    'void defineEntityReplacementText(String, String)': () => undefined,
    'String getInputEncoding()': () => 'UTF-8',
    'int next()': next,
    'int nextToken()': advance,
    'int nextTag()': (vm, self: Parser) => {
      let type = next(vm, self);
      if (type === NUMBERS.TEXT && isBlank(self)) type = next(vm, self);
      if (type !== NUMBERS.START_TAG && type !== NUMBERS.END_TAG) throwPull(vm, self, 'unexpected type');
      return type;
    },
    'String nextText()': nextText,
    'void require(int, String, String)': require_,
    'int getEventType()': (_vm, self: Parser) => self.peer.type,
    'int getDepth()': (_vm, self: Parser) => self.peer.depth,
    'int getLineNumber()': (_vm, self: Parser) => lineOf(self),
    'int getColumnNumber()': () => 1,
    'String getPositionDescription()': (_vm, self: Parser) => `${describe(self)}@${lineOf(self)}:1`,
    'String getName()': (_vm, self: Parser) => {
      const name = elementName(self);
      return name === null ? null : localName(self, name);
    },
    'String getPrefix()': (_vm, self: Parser) => splitName(elementName(self) ?? '')[0] || null,
    'String getNamespace()': (_vm, self: Parser) => {
      const name = elementName(self);
      return name === null ? null : spaceOf(self, name, false);
    },
    'String getNamespace(String)': (_vm, self: Parser, prefix: JavaString | null) =>
      self.peer.spaces.find(prefix?.value ?? '') ?? null,
    'String getText()': (_vm, self: Parser) => textOf(self),
    'boolean isWhitespace()': (_vm, self: Parser) => isBlank(self),
    'boolean isEmptyElementTag()': (_vm, self: Parser) =>
      self.peer.token?.kind === 'start' && self.peer.token.empty,
    'int getAttributeCount()': (_vm, self: Parser) =>
      self.peer.type === NUMBERS.START_TAG ? attributesOf(self).length : -1,
    'String getAttributeName(int)': (vm, self: Parser, at: number) =>
      localName(self, attributeAt(vm, self, at).name),
    'String getAttributeNamespace(int)': (vm, self: Parser, at: number) =>
      spaceOf(self, attributeAt(vm, self, at).name, true),
    'String getAttributePrefix(int)': (vm, self: Parser, at: number) =>
      splitName(attributeAt(vm, self, at).name)[0] || null,
    'String getAttributeType(int)': () => 'CDATA',
    'String getAttributeValue(int)': (vm, self: Parser, at: number) => attributeAt(vm, self, at).value,
    'boolean isAttributeDefault(int)': () => false,
    'String getAttributeValue(String, String)': (
      vm,
      self: Parser,
      space: JavaString | null,
      name: JavaString | null,
    ) =>
      attributesOf(self).find(
        (attribute) =>
          localName(self, attribute.name) === vm.text(name) &&
          (space === null || space.value === spaceOf(self, attribute.name, true)),
      )?.value ?? null,
    'void close()': () => undefined,
  }),
});

export const pullParsers: readonly ClassModel[] = [
  defineClass({
    name: 'org/xmlpull/v1/XmlPullParser',
    flags: 'interface',
    fields: {
      ...Object.fromEntries(TYPES.map((name, i) => [`static final ${name}:I`, i])),
      'static final NO_NAMESPACE:Ljava/lang/String;': '',
      'static final FEATURE_PROCESS_NAMESPACES:Ljava/lang/String;':
        'http://xmlpull.org/v1/doc/features.html#process-namespaces',
      'static final FEATURE_PROCESS_DOCDECL:Ljava/lang/String;':
        'http://xmlpull.org/v1/doc/features.html#process-docdecl',
    },
  }),
  defineClass({
    name: 'org/xmlpull/v1/XmlPullParserException',
    super: 'java/lang/Exception',
    methods: methods({
      'new(String)': (vm, self: JavaObject<ThrowablePeer>, message: JavaString | null) =>
        vm.callSpecial('java/lang/Exception', '<init>(Ljava/lang/String;)V', self, message),
      'new(String, org/xmlpull/v1/XmlPullParser, Throwable)': (
        vm,
        self: JavaObject<ThrowablePeer>,
        message: JavaString | null,
        _parser: Ref,
        cause: Ref,
      ) =>
        vm.callSpecial(
          'java/lang/Exception',
          '<init>(Ljava/lang/String;Ljava/lang/Throwable;)V',
          self,
          message,
          cause,
        ),
      'int getLineNumber()': () => -1,
      'int getColumnNumber()': () => -1,
      'Throwable getDetail()': (_vm, self: JavaObject<ThrowablePeer>) =>
        self.peer.cause === self ? null : self.peer.cause,
    }),
  }),
  defineClass({
    name: 'org/xmlpull/v1/XmlPullParserFactory',
    methods: methods({
      'static org/xmlpull/v1/XmlPullParserFactory newInstance()': (vm) => factory(vm),
      'static org/xmlpull/v1/XmlPullParserFactory newInstance(String, Class)': (vm) => factory(vm),
      'void setNamespaceAware(boolean)': (_vm, self: Factory, on: boolean) => {
        self.peer.namespaceAware = on;
      },
      'boolean isNamespaceAware()': (_vm, self: Factory) => self.peer.namespaceAware,
      'void setValidating(boolean)': () => undefined,
      'void setFeature(String, boolean)': (vm, self: Factory, name: JavaString | null, on: boolean) => {
        if (vm.text(name).endsWith('process-namespaces')) self.peer.namespaceAware = on;
      },
      'org/xmlpull/v1/XmlPullParser newPullParser()': (vm, self: Factory) =>
        newPullParser(vm, self.peer.namespaceAware),
      'org/xmlpull/v1/XmlSerializer newSerializer()': (vm) =>
        vm.construct('org/kxml2/io/KXmlSerializer', '()V'),
    }),
  }),
  kxmlParser,
];

type Factory = JavaObject<{ namespaceAware: boolean }>;

function factory(vm: Machine): Factory {
  const made = vm.newObject<{ namespaceAware: boolean }>('org/xmlpull/v1/XmlPullParserFactory');
  made.peer = { namespaceAware: false };
  return made;
}
