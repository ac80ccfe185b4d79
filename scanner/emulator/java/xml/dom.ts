import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, NativeMethod } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { nextToken, sourceOfFile, sourceOfInput, sourceOfStream } from './sax.ts';
import type { Source } from './sax.ts';
import { XmlReader } from './tokens.ts';

/** Node types of the W3C's DOM. */
const TYPE = {
  element: 1,
  attribute: 2,
  text: 3,
  cdata: 4,
  instruction: 7,
  comment: 8,
  document: 9,
} as const;
const CLASSES: Readonly<Record<number, string>> = {
  1: 'Element',
  2: 'Attr',
  3: 'Text',
  4: 'CDATASection',
  7: 'ProcessingInstruction',
  8: 'Comment',
  9: 'Document',
};

type NodePeer = {
  readonly type: number;
  readonly name: string;
  value: string | null;
  parent: Node | null;
  readonly children: Node[];
  readonly attributes: Map<string, Node>;
  readonly document: Node | null;
};
type Node = JavaObject<NodePeer>;

function newNode(
  vm: Machine,
  type: number,
  name: string,
  value: string | null,
  document: Node | null,
  label = 0,
): Node {
  const made = vm.newObject<NodePeer>(`libcore/xml/Dom${CLASSES[type] ?? 'Text'}`);
  made.peer = { type, name, value, parent: null, children: [], attributes: new Map(), document };
  vm.addLabel(made, label);
  return made;
}

function append(parent: Node, child: Node): void {
  const old = child.peer.parent;
  if (old !== null) old.peer.children.splice(old.peer.children.indexOf(child), 1);
  child.peer.parent = parent;
  parent.peer.children.push(child);
}

function build(vm: Machine, source: Source): Node {
  const document = newNode(vm, TYPE.document, '#document', null, null);
  const reader = new XmlReader(source.text);
  let at = document;
  for (;;) {
    const token = nextToken(vm, reader);
    if (token === undefined) return document;
    vm.charge(200);
    if (token.kind === 'start') {
      const element = newNode(vm, TYPE.element, token.name, null, document, source.label);
      for (const { name, value } of token.attributes)
        element.peer.attributes.set(name, newNode(vm, TYPE.attribute, name, value, document, source.label));
      append(at, element);
      if (!token.empty) at = element;
    } else if (token.kind === 'end') at = at.peer.parent ?? document;
    else if (token.kind === 'text' && at !== document)
      append(
        at,
        newNode(
          vm,
          token.cdata ? TYPE.cdata : TYPE.text,
          token.cdata ? '#cdata-section' : '#text',
          token.text,
          document,
          source.label,
        ),
      );
    else if (token.kind === 'comment')
      append(at, newNode(vm, TYPE.comment, '#comment', token.text, document, source.label));
  }
}

function contentOf(node: Node): string {
  let text = '';
  const pending: Node[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { type, value, children } = next.peer;
    if (type === TYPE.comment && next !== node) continue;
    if (value !== null) text += value;
    pending.push(...[...children].reverse());
  }
  return text;
}

function descendants(node: Node, name: string): Node[] {
  const found: Node[] = [];
  const pending = [...node.peer.children].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.peer.type === TYPE.element && (name === '*' || next.peer.name === name)) found.push(next);
    pending.push(...[...next.peer.children].reverse());
  }
  return found;
}

type List = JavaObject<{ items: () => readonly Node[] }>;

function newList(vm: Machine, items: () => readonly Node[]): List {
  const made = vm.newObject<List['peer']>('libcore/xml/DomList');
  made.peer = { items };
  return made;
}

function sibling(self: Node, step: 1 | -1): Node | null {
  const { parent } = self.peer;
  return parent?.peer.children[parent.peer.children.indexOf(self) + step] ?? null;
}

const nodeMethods: Record<string, NativeMethod | null> = methods({
  'short getNodeType()': (_vm, self: Node) => self.peer.type,
  'String getNodeName()': (_vm, self: Node) => self.peer.name,
  'String getNodeValue()': (_vm, self: Node) => self.peer.value,
  'void setNodeValue(String)': (vm, self: Node, value: JavaString | null) => {
    self.peer.value = vm.text(value);
  },
  'String getLocalName()': (_vm, self: Node) => self.peer.name.replace(/^.*:/, ''),
  'String getTextContent()': (_vm, self: Node) => (self.peer.type === TYPE.document ? null : contentOf(self)),
  'void setTextContent(String)': (vm, self: Node, text: JavaString | null) => {
    self.peer.children.length = 0;
    append(self, newNode(vm, TYPE.text, '#text', vm.text(text), self.peer.document, vm.labelOf(text)));
  },
  'Node getParentNode()': (_vm, self: Node) => self.peer.parent,
  'Node getFirstChild()': (_vm, self: Node) => self.peer.children[0] ?? null,
  'Node getLastChild()': (_vm, self: Node) => self.peer.children.at(-1) ?? null,
  'Node getNextSibling()': (_vm, self: Node) => sibling(self, 1),
  'Node getPreviousSibling()': (_vm, self: Node) => sibling(self, -1),
  'NodeList getChildNodes()': (vm, self: Node) => newList(vm, () => self.peer.children),
  'boolean hasChildNodes()': (_vm, self: Node) => self.peer.children.length > 0,
  'boolean hasAttributes()': (_vm, self: Node) => self.peer.attributes.size > 0,
  'NamedNodeMap getAttributes()': (vm, self: Node) =>
    self.peer.type === TYPE.element ? newList(vm, () => [...self.peer.attributes.values()]) : null,
  'Document getOwnerDocument()': (_vm, self: Node) => self.peer.document,
  'Node appendChild(Node)': (vm, self: Node, child: Node | null) => {
    append(self, required(vm, child));
    return child;
  },
  'Node removeChild(Node)': (vm, self: Node, child: Node | null) => {
    const at = self.peer.children.indexOf(required(vm, child));
    if (at >= 0) self.peer.children.splice(at, 1);
    required(vm, child).peer.parent = null;
    return child;
  },
  'void normalize()': () => undefined,
  'String getTagName()': (_vm, self: Node) => self.peer.name,
  'String getName()': (_vm, self: Node) => self.peer.name,
  'String getValue()': (_vm, self: Node) => self.peer.value,
  'String getData()': (_vm, self: Node) => self.peer.value,
  'String getAttribute(String)': (vm, self: Node, name: JavaString | null) =>
    self.peer.attributes.get(vm.text(name))?.peer.value ?? '',
  'boolean hasAttribute(String)': (vm, self: Node, name: JavaString | null) =>
    self.peer.attributes.has(vm.text(name)),
  'Attr getAttributeNode(String)': (vm, self: Node, name: JavaString | null) =>
    self.peer.attributes.get(vm.text(name)) ?? null,
  'void setAttribute(String, String)': (
    vm,
    self: Node,
    name: JavaString | null,
    value: JavaString | null,
  ) => {
    self.peer.attributes.set(
      vm.text(name),
      newNode(vm, TYPE.attribute, vm.text(name), vm.text(value), self.peer.document, vm.labelOf(value)),
    );
  },
  'NodeList getElementsByTagName(String)': (vm, self: Node, name: JavaString | null) => {
    const wanted = vm.text(name);
    const found = descendants(self, wanted);
    return newList(vm, () => found);
  },
  'Element getDocumentElement()': (_vm, self: Node) =>
    self.peer.children.find(({ peer }) => peer.type === TYPE.element) ?? null,
  'Element createElement(String)': (vm, self: Node, name: JavaString | null) =>
    newNode(vm, TYPE.element, vm.text(name), null, self),
  'Text createTextNode(String)': (vm, self: Node, text: JavaString | null) =>
    newNode(vm, TYPE.text, '#text', vm.text(text), self, vm.labelOf(text)),
});

const PARENTS: Readonly<Record<string, string>> = {
  Element: 'Node',
  Attr: 'Node',
  CharacterData: 'Node',
  Text: 'CharacterData',
  CDATASection: 'Text',
  Comment: 'CharacterData',
  ProcessingInstruction: 'Node',
  Document: 'Node',
};

export const dom: readonly ClassModel[] = [
  defineClass({
    name: 'org/w3c/dom/Node',
    flags: 'interface',
    fields: {
      'static final ELEMENT_NODE:S': 1,
      'static final ATTRIBUTE_NODE:S': 2,
      'static final TEXT_NODE:S': 3,
      'static final CDATA_SECTION_NODE:S': 4,
      'static final COMMENT_NODE:S': 8,
      'static final DOCUMENT_NODE:S': 9,
    },
  }),
  ...Object.entries(PARENTS).map(([name, parent]) =>
    defineClass({ name: `org/w3c/dom/${name}`, flags: 'interface', interfaces: [`org/w3c/dom/${parent}`] }),
  ),
  defineClass({ name: 'org/w3c/dom/NodeList', flags: 'interface' }),
  defineClass({ name: 'org/w3c/dom/NamedNodeMap', flags: 'interface' }),
  ...Object.values(CLASSES).map((name) =>
    defineClass({
      name: `libcore/xml/Dom${name}`,
      interfaces: [`org/w3c/dom/${name}`],
      methods: nodeMethods,
    }),
  ),
  defineClass({
    name: 'libcore/xml/DomList',
    interfaces: ['org/w3c/dom/NodeList', 'org/w3c/dom/NamedNodeMap'],
    labels: 'container',
    methods: methods({
      'int getLength()': (_vm, self: List) => self.peer.items().length,
      'Node item(int)': (_vm, self: List, at: number) => self.peer.items()[at] ?? null,
      'Node getNamedItem(String)': (vm, self: List, name: JavaString | null) =>
        self.peer.items().find(({ peer }) => peer.name === vm.text(name)) ?? null,
    }),
  }),
  defineClass({
    name: 'javax/xml/parsers/DocumentBuilderFactory',
    methods: methods({
      'static javax/xml/parsers/DocumentBuilderFactory newInstance()': (vm) =>
        vm.newObject('javax/xml/parsers/DocumentBuilderFactory'),
      'void setNamespaceAware(boolean)': () => undefined,
      'void setValidating(boolean)': () => undefined,
      'void setIgnoringComments(boolean)': () => undefined,
      'void setFeature(String, boolean)': () => undefined,
      'javax/xml/parsers/DocumentBuilder newDocumentBuilder()': (vm) =>
        vm.newObject('javax/xml/parsers/DocumentBuilder'),
    }),
  }),
  defineClass({
    name: 'javax/xml/parsers/DocumentBuilder',
    methods: methods({
      'Document parse(InputStream)': function* (vm, _self: JavaObject, stream: Ref) {
        return build(vm, yield* sourceOfStream(vm, stream));
      },
      'Document parse(org/xml/sax/InputSource)': function* (vm, _self: JavaObject, input: Ref) {
        return build(vm, yield* sourceOfInput(vm, input));
      },
      'Document parse(File)': (vm, _self: JavaObject, file: Ref) => build(vm, sourceOfFile(vm, file)),
      'Document newDocument()': (vm) => newNode(vm, TYPE.document, '#document', null, null),
      'void setErrorHandler(org/xml/sax/ErrorHandler)': () => undefined,
    }),
  }),
];
