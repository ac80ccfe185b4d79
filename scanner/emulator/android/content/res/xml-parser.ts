import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, JavaValue, Machine } from '../../../machine/index.ts';
import type { TypedValue, XmlAttribute, XmlElement } from '../../../../package/index.ts';
import { throwableClass } from '../../../java/lang/throwable.ts';
import { hasInteger, toText } from './styled-values.ts';
import {
  END_DOCUMENT,
  END_TAG,
  START_DOCUMENT,
  START_TAG,
  TEXT,
  XmlEvents,
  type XmlParserState,
} from './xml-events.ts';

type Methods = NonNullable<ClassModel['methods']>;
type Parser = JavaObject<XmlParserState>;

export function makeXmlParser(vm: Machine, root: XmlElement, file: string, isSystem: boolean): Parser {
  const parser = vm.newObject<XmlParserState>('android/content/res/XmlBlock$Parser');
  parser.peer = { events: new XmlEvents(root, file, isSystem) };
  return parser;
}

function attributeAt(vm: Machine, self: Parser, index: number): XmlAttribute {
  return (
    self.peer.events.attributes[index] ?? vm.throwNew('java/lang/IndexOutOfBoundsException', String(index))
  );
}

function findAttribute(
  self: Parser,
  namespace: JavaString | null,
  name: JavaString | null,
): XmlAttribute | undefined {
  return self.peer.events.attributes.find(
    (each) => each.name === name?.value && (namespace === null || each.namespace === namespace.value),
  );
}

function textOf(attribute: XmlAttribute | undefined): string | null {
  if (!attribute) return null;
  return attribute.value.kind === 'string'
    ? attribute.value.text
    : (attribute.rawText ?? toRaw(attribute.value));
}

/** References and attributes are written with decimal ids, as getAttributeValue gives them. */
function toRaw(value: TypedValue): string | null {
  if (value.kind === 'reference') return `@${value.id | 0}`;
  if (value.kind === 'attribute') return `?${value.id | 0}`;
  return toText(value) ?? null;
}

function resourceOf(attribute: XmlAttribute | undefined, fallback: number): number {
  const value = attribute?.value;
  return value?.kind === 'reference' || value?.kind === 'attribute' ? value.id | 0 : fallback;
}

function integerOf(attribute: XmlAttribute | undefined, fallback: number): number {
  return attribute && hasInteger(attribute.value) ? attribute.value.data | 0 : fallback;
}

/** Getters that come twice: by namespace and name, and by index. */
function byNameAndIndex(
  method: string,
  type: string,
  read: (attribute: XmlAttribute | undefined, fallback: never) => JavaValue,
): Methods {
  return {
    [`${method}(Ljava/lang/String;Ljava/lang/String;${type})${type}`]: (
      _vm,
      self: Parser,
      namespace: JavaString | null,
      name: JavaString | null,
      fallback: never,
    ) => read(findAttribute(self, namespace, name), fallback),
    [`${method}(I${type})${type}`]: (vm, self: Parser, index: number, fallback: never) =>
      read(attributeAt(vm, self, index), fallback),
  };
}

const typed: Methods = {
  ...byNameAndIndex('getAttributeResourceValue', 'I', resourceOf),
  ...byNameAndIndex('getAttributeIntValue', 'I', integerOf),
  ...byNameAndIndex('getAttributeUnsignedIntValue', 'I', integerOf),
  ...byNameAndIndex('getAttributeBooleanValue', 'Z', (attribute, fallback: boolean) =>
    attribute && hasInteger(attribute.value) ? attribute.value.data !== 0 : fallback,
  ),
  ...byNameAndIndex('getAttributeFloatValue', 'F', (attribute, fallback: number) =>
    attribute?.value.kind === 'float' ? attribute.value.value : fallback,
  ),
};

const attributes: Methods = {
  'getAttributeCount()I': (_vm, self: Parser) =>
    self.peer.events.type === START_TAG ? self.peer.events.attributes.length : -1,
  'getAttributeName(I)Ljava/lang/String;': (vm, self: Parser, index: number) =>
    attributeAt(vm, self, index).name,
  'getAttributeNamespace(I)Ljava/lang/String;': (vm, self: Parser, index: number) =>
    attributeAt(vm, self, index).namespace,
  'getAttributePrefix(I)Ljava/lang/String;': () => null,
  'getAttributeType(I)Ljava/lang/String;': () => 'CDATA',
  'isAttributeDefault(I)Z': () => false,
  'getAttributeNameResource(I)I': (vm, self: Parser, index: number) =>
    attributeAt(vm, self, index).resourceId | 0,
  'getAttributeValue(I)Ljava/lang/String;': (vm, self: Parser, index: number) =>
    textOf(attributeAt(vm, self, index)),
  'getAttributeValue(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;': (
    _vm,
    self: Parser,
    namespace: JavaString | null,
    name: JavaString | null,
  ) => textOf(findAttribute(self, namespace, name)),
  'getStyleAttribute()I': (_vm, self: Parser) => {
    const { style } = self.peer.events;
    return style?.kind === 'reference' || style?.kind === 'attribute' ? style.id | 0 : 0;
  },
  'getIdAttribute()Ljava/lang/String;': (_vm, self: Parser) =>
    textOf(self.peer.events.attributes.find((each) => each.name === 'id' && each.namespace === '')),
  'getClassAttribute()Ljava/lang/String;': (_vm, self: Parser) =>
    textOf(self.peer.events.attributes.find((each) => each.name === 'class' && each.namespace === '')),
  'getIdAttributeResourceValue(I)I': (_vm, self: Parser, fallback: number) =>
    resourceOf(
      self.peer.events.attributes.find((each) => each.name === 'id' && each.namespace === ''),
      fallback,
    ),
  ...typed,
};

const next = (_vm: Machine, self: Parser): number => self.peer.events.next();

const pulling: Methods = {
  'next()I': next,
  'nextToken()I': next,
  'nextTag()I': (vm, self: Parser) => {
    const { events } = self.peer;
    let type = events.next();
    if (type === TEXT && events.text?.trim() === '') type = events.next();
    return type === START_TAG || type === END_TAG
      ? type
      : vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'expected start or end tag');
  },
  'nextText()Ljava/lang/String;': (vm, self: Parser) => {
    const { events } = self.peer;
    if (events.type !== START_TAG)
      vm.throwNew('org/xmlpull/v1/XmlPullParserException', 'parser must be on START_TAG to read next text');
    const type = events.next();
    if (type === END_TAG) return '';
    const text = events.text ?? '';
    return type === TEXT && events.next() === END_TAG
      ? text
      : vm.throwNew(
          'org/xmlpull/v1/XmlPullParserException',
          'event TEXT must be immediately followed by END_TAG',
        );
  },
  'getEventType()I': (_vm, self: Parser) => self.peer.events.type,
  'getDepth()I': (_vm, self: Parser) => self.peer.events.depth,
  'getLineNumber()I': (_vm, self: Parser) => self.peer.events.line,
  'getColumnNumber()I': () => -1,
  'getName()Ljava/lang/String;': (_vm, self: Parser) => self.peer.events.element?.name ?? null,
  'getNamespace()Ljava/lang/String;': (_vm, self: Parser) => self.peer.events.element?.namespace ?? '',
  'getPrefix()Ljava/lang/String;': () => null,
  'getText()Ljava/lang/String;': (_vm, self: Parser) => self.peer.events.text ?? null,
  'isWhitespace()Z': (_vm, self: Parser) => self.peer.events.text?.trim() === '',
  'isEmptyElementTag()Z': (_vm, self: Parser) => self.peer.events.element?.children.length === 0,
  'getPositionDescription()Ljava/lang/String;': (_vm, self: Parser) =>
    `Binary XML file line #${self.peer.events.line}`,
  'getInputEncoding()Ljava/lang/String;': () => null,
  'getFeature(Ljava/lang/String;)Z': (_vm, _self: Parser, name: JavaString | null) =>
    name?.value === 'http://xmlpull.org/v1/doc/features.html#process-namespaces' ||
    name?.value === 'http://xmlpull.org/v1/doc/features.html#report-namespace-prefixes',
  'getProperty(Ljava/lang/String;)Ljava/lang/Object;': () => null,
  'require(ILjava/lang/String;Ljava/lang/String;)V': (
    vm,
    self: Parser,
    type: number,
    namespace: JavaString | null,
    name: JavaString | null,
  ) => {
    const { events } = self.peer;
    if (
      type !== events.type ||
      (namespace !== null && namespace.value !== events.element?.namespace) ||
      (name !== null && name.value !== events.element?.name)
    )
      vm.throwNew('org/xmlpull/v1/XmlPullParserException', `expected event ${type}`);
  },
  'close()V': () => undefined,
};

export const xmlParser = defineClass({
  name: 'android/content/res/XmlBlock$Parser',
  flags: 'final',
  interfaces: ['android/content/res/XmlResourceParser'],
  labels: 'container',
  methods: { ...attributes, ...pulling },
});

/** What apps read of a parser, whoever made it; abstract in the interface. */
const pullSelectors = Object.keys({ ...attributes, ...pulling });
const setSelectors = Object.keys(attributes);

export const xmlPullParser = defineClass({
  name: 'org/xmlpull/v1/XmlPullParser',
  flags: 'interface',
  fields: {
    'static final START_DOCUMENT:I': START_DOCUMENT,
    'static final END_DOCUMENT:I': END_DOCUMENT,
    'static final START_TAG:I': START_TAG,
    'static final END_TAG:I': END_TAG,
    'static final TEXT:I': TEXT,
    'static final CDSECT:I': 5,
    'static final ENTITY_REF:I': 6,
    'static final IGNORABLE_WHITESPACE:I': 7,
    'static final PROCESSING_INSTRUCTION:I': 8,
    'static final COMMENT:I': 9,
    'static final DOCDECL:I': 10,
    'static final NO_NAMESPACE:Ljava/lang/String;': '',
    'static final FEATURE_PROCESS_NAMESPACES:Ljava/lang/String;':
      'http://xmlpull.org/v1/doc/features.html#process-namespaces',
  },
  methods: Object.fromEntries(pullSelectors.filter(isPulled).map((selector) => [selector, null])),
});

export const attributeSet = defineClass({
  name: 'android/util/AttributeSet',
  flags: 'interface',
  methods: Object.fromEntries(
    setSelectors.filter((each) => !each.startsWith('isAttr')).map((each) => [each, null]),
  ),
});

export const xmlResourceParser = defineClass({
  name: 'android/content/res/XmlResourceParser',
  flags: 'interface',
  interfaces: ['org/xmlpull/v1/XmlPullParser', 'android/util/AttributeSet', 'java/lang/AutoCloseable'],
  methods: { 'close()V': null },
});

export const xmlPullParserException = throwableClass(
  'org/xmlpull/v1/XmlPullParserException',
  'java/lang/Exception',
);

/** Methods of XmlPullParser; the typed getters of attributes are AttributeSet's alone. */
function isPulled(selector: string): boolean {
  return (
    !/^(close|getStyle|getId|getClass|getAttributeNameResource|getAttribute\w+Value)/.test(selector) ||
    selector.startsWith('getAttributeValue(')
  );
}
