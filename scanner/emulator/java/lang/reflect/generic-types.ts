import { ACCESS } from '../../../../dex/index.ts';
import { defineClass, loaderSpaceOf, Method } from '../../../machine/index.ts';
import type {
  ClassModel,
  Field,
  HeapObject,
  JavaArray,
  JavaClass,
  JavaObject,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import { findDeclaring, findSignature } from '../class-shape.ts';

type Ref = HeapObject | null;

/** A type as a signature writes it (JVMS 4.7.9.1). */
type Parsed =
  | {
      readonly kind: 'class';
      readonly descriptor: string;
      readonly arguments: readonly Parsed[];
      readonly owner: Parsed | null;
    }
  | { readonly kind: 'array'; readonly of: Parsed }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'wildcard'; readonly bound: '+' | '-' | '*'; readonly of: Parsed | null };

type Parameter = { readonly name: string; readonly bounds: readonly Parsed[] };

/** Where type variables are looked up: a class, or a method with its class behind it. */
type Scope = JavaClass | Method;

/** Reads signatures; anything malformed ends early, for they come from the app. */
class SignatureReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  parameters(): Parameter[] {
    const found: Parameter[] = [];
    if (!this.take('<')) return found;
    while (!this.done && !this.take('>')) {
      const name = this.until(':');
      const bounds: Parsed[] = [];
      while (this.take(':'))
        if (this.text[this.at] !== ':' && this.text[this.at] !== '>') bounds.push(this.type());
      found.push({ name, bounds });
    }
    return found;
  }

  typesUntil(end: string): Parsed[] {
    const types: Parsed[] = [];
    while (!this.done && !this.take(end)) types.push(this.type());
    return types;
  }

  take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  type(): Parsed {
    const first = this.text[this.at++] ?? 'V';
    // Deeper than any source: a hostile signature becomes Object.
    if (this.depth > 50)
      return { kind: 'class', descriptor: 'Ljava/lang/Object;', arguments: [], owner: null };
    this.depth++;
    try {
      switch (first) {
        case '[':
          return { kind: 'array', of: this.type() };
        case 'T': {
          const name = this.until(';');
          this.at++;
          return { kind: 'variable', name };
        }
        case 'L':
          return this.classType();
        case '*':
          return { kind: 'wildcard', bound: '*', of: null };
        case '+':
        case '-':
          return { kind: 'wildcard', bound: first, of: this.type() };
        default:
          return { kind: 'class', descriptor: first, arguments: [], owner: null };
      }
    } finally {
      this.depth--;
    }
  }

  private classType(): Parsed {
    let name = '';
    let owner: Parsed | null = null;
    let inner: Parsed[] = [];
    while (!this.done) {
      const char = this.text[this.at++] ?? ';';
      if (char === ';') break;
      if (char === '<') inner = this.typesUntil('>');
      else if (char === '.') {
        owner = { kind: 'class', descriptor: `L${name};`, arguments: inner, owner };
        inner = [];
        name += '$';
      } else name += char;
    }
    return { kind: 'class', descriptor: `L${name};`, arguments: inner, owner };
  }

  private until(end: string): string {
    const stop = this.text.indexOf(end, this.at);
    const to = stop < 0 ? this.text.length : stop;
    const taken = this.text.slice(this.at, to);
    this.at = to;
    return taken;
  }
}

function ownerOf(scope: Scope): JavaClass {
  return scope instanceof Method ? scope.owner : scope;
}

function signatureOf(scope: Scope): string | undefined {
  const directory = ownerOf(scope).dexClass?.annotations;
  if (!(scope instanceof Method)) return findSignature(directory?.onClass ?? []);
  return scope.dexMethod === null
    ? undefined
    : findSignature(directory?.onMethods.get(scope.dexMethod.index) ?? []);
}

type ParameterizedPeer = { raw: JavaClass; arguments: Ref[]; owner: Ref };
type VariablePeer = { parameter: Parameter; scope: Scope };

function toType(vm: Machine, parsed: Parsed, scope: Scope): Ref {
  const owner = ownerOf(scope);
  switch (parsed.kind) {
    case 'class': {
      const raw = vm.requireClass(parsed.descriptor, loaderSpaceOf(owner) ?? vm.appLoader);
      if (parsed.arguments.length === 0 && parsed.owner === null) return vm.classObject(raw);
      const outer = parsed.owner === null ? findDeclaring(vm, raw) : undefined;
      const made = vm.newObject<ParameterizedPeer>('libcore/reflect/ParameterizedTypeImpl');
      made.peer = {
        raw,
        arguments: parsed.arguments.map((argument) => toType(vm, argument, scope)),
        owner:
          parsed.owner !== null
            ? toType(vm, parsed.owner, scope)
            : outer === undefined
              ? null
              : vm.classObject(outer),
      };
      return made;
    }
    case 'array': {
      const element = toType(vm, parsed.of, scope);
      if (element?.cls.name === 'java/lang/Class')
        return vm.classObject(vm.classes.arrayOf((element as JavaObject<JavaClass>).peer));
      const made = vm.newObject<{ element: Ref }>('libcore/reflect/GenericArrayTypeImpl');
      made.peer = { element };
      return made;
    }
    case 'variable':
      return variable(vm, parsed.name, scope);
    case 'wildcard': {
      const bound = parsed.of === null ? null : toType(vm, parsed.of, scope);
      const object = vm.classObject(vm.classes.platformClass('java/lang/Object'));
      const made = vm.newObject<{ upper: Ref[]; lower: Ref[] }>('libcore/reflect/WildcardTypeImpl');
      made.peer =
        parsed.bound === '-' ? { upper: [object], lower: [bound] } : { upper: [bound ?? object], lower: [] };
      return made;
    }
  }
}

/** A type variable, declared by the method, its class, or a class around that. */
function variable(vm: Machine, name: string, scope: Scope): Ref {
  let at: Scope | undefined = scope;
  while (at !== undefined) {
    const parameter = new SignatureReader(signatureOf(at) ?? '')
      .parameters()
      .find((one) => one.name === name);
    if (parameter !== undefined) return newVariable(vm, parameter, at);
    at = at instanceof Method ? at.owner : findDeclaring(vm, at);
  }
  return newVariable(vm, { name, bounds: [] }, ownerOf(scope));
}

function newVariable(vm: Machine, parameter: Parameter, scope: Scope): Ref {
  const made = vm.newObject<VariablePeer>('libcore/reflect/TypeVariableImpl');
  made.peer = { parameter, scope };
  return made;
}

function typeArray(vm: Machine, types: readonly Ref[]): JavaArray {
  return vm.arrayOf('[Ljava/lang/reflect/Type;', types);
}

/** Class.getGenericSuperclass. */
export function genericSuperclass(vm: Machine, cls: JavaClass): Ref {
  if (cls.superclass === null || cls.isInterface) return null;
  const signature = signatureOf(cls);
  if (signature === undefined) return vm.classObject(cls.superclass);
  const reader = new SignatureReader(signature);
  reader.parameters();
  return toType(vm, reader.type(), cls);
}

/** Class.getGenericInterfaces. */
export function genericInterfaces(vm: Machine, cls: JavaClass): JavaArray {
  const signature = signatureOf(cls);
  if (signature === undefined)
    return typeArray(
      vm,
      cls.interfaces.map((parent) => vm.classObject(parent)),
    );
  const reader = new SignatureReader(signature);
  reader.parameters();
  reader.type();
  const types: Ref[] = [];
  while (!reader.done) types.push(toType(vm, reader.type(), cls));
  return typeArray(vm, types);
}

/** getTypeParameters of a class or method. */
export function typeParametersOf(vm: Machine, scope: Scope): JavaArray {
  const parameters = new SignatureReader(signatureOf(scope) ?? '').parameters();
  return vm.arrayOf(
    '[Ljava/lang/reflect/TypeVariable;',
    parameters.map((parameter) => newVariable(vm, parameter, scope)),
  );
}

/** Parameters and result of a method's signature; undefined where the compiler left none. */
export function findGenericMethod(
  vm: Machine,
  method: Method,
): { parameters: Ref[]; result: Ref } | undefined {
  const signature = signatureOf(method);
  if (signature === undefined) return undefined;
  const reader = new SignatureReader(signature);
  reader.parameters();
  reader.take('(');
  const parameters = reader.typesUntil(')').map((type) => toType(vm, type, method));
  return { parameters, result: toType(vm, reader.type(), method) };
}

/** Type of a field as its signature has it; undefined where there is none. */
export function findGenericField(vm: Machine, field: Field): Ref | undefined {
  const signature = findSignature(field.owner.dexClass?.annotations.onFields.get(field.dexIndex) ?? []);
  return signature === undefined ? undefined : toType(vm, new SignatureReader(signature).type(), field.owner);
}

type Parameterized = JavaObject<ParameterizedPeer>;
type Variable = JavaObject<VariablePeer>;

function sameType(a: Ref, b: Ref): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.cls !== b.cls) return false;
  switch (a.cls.name) {
    case 'libcore/reflect/ParameterizedTypeImpl': {
      const [left, right] = [(a as Parameterized).peer, (b as Parameterized).peer];
      return (
        left.raw === right.raw &&
        sameType(left.owner, right.owner) &&
        left.arguments.length === right.arguments.length &&
        left.arguments.every((argument, i) => sameType(argument, right.arguments[i] ?? null))
      );
    }
    case 'libcore/reflect/TypeVariableImpl': {
      const [left, right] = [(a as Variable).peer, (b as Variable).peer];
      return left.scope === right.scope && left.parameter.name === right.parameter.name;
    }
    case 'libcore/reflect/GenericArrayTypeImpl':
      return sameType(
        (a as JavaObject<{ element: Ref }>).peer.element,
        (b as JavaObject<{ element: Ref }>).peer.element,
      );
    case 'libcore/reflect/WildcardTypeImpl': {
      const left = (a as JavaObject<{ upper: Ref[]; lower: Ref[] }>).peer;
      const right = (b as JavaObject<{ upper: Ref[]; lower: Ref[] }>).peer;
      return (
        sameType(left.upper[0] ?? null, right.upper[0] ?? null) &&
        sameType(left.lower[0] ?? null, right.lower[0] ?? null)
      );
    }
    default:
      return false;
  }
}

/** Type.getTypeName. */
export function* typeName(vm: Machine, type: Ref): Steps<string> {
  if (type?.cls.name === 'java/lang/Class') {
    const { peer } = type as JavaObject<JavaClass>;
    return peer.element === null ? peer.javaName : `${yield* typeName(vm, vm.classObject(peer.element))}[]`;
  }
  return yield* vm.textOf(type);
}

/** Hash of a type: of what equals looks at. */
function typeHash(vm: Machine, type: Ref): number {
  if (type === null) return 0;
  if (type.cls.name === 'libcore/reflect/ParameterizedTypeImpl') {
    const { raw, arguments: types, owner } = (type as Parameterized).peer;
    const inner = types.reduce((hash, one) => (Math.imul(31, hash) + typeHash(vm, one)) | 0, 1);
    return inner ^ typeHash(vm, owner) ^ vm.identityHash(vm.classObject(raw));
  }
  if (type.cls.name === 'libcore/reflect/TypeVariableImpl')
    return [...(type as Variable).peer.parameter.name].reduce(
      (hash, char) => (Math.imul(31, hash) + char.charCodeAt(0)) | 0,
      7,
    );
  if (type.cls.name === 'libcore/reflect/GenericArrayTypeImpl')
    return typeHash(vm, (type as JavaObject<{ element: Ref }>).peer.element);
  if (type.cls.name === 'libcore/reflect/WildcardTypeImpl')
    return typeHash(vm, (type as JavaObject<{ upper: Ref[] }>).peer.upper[0] ?? null) ^ 127;
  return vm.identityHash(type);
}

const identity = {
  'boolean equals(Object)': (_vm: Machine, self: HeapObject, other: Ref) => sameType(self, other),
  'int hashCode()': (vm: Machine, self: HeapObject) => typeHash(vm, self),
};

function interfaceModel(name: string, parents: readonly string[], signatures: readonly string[]): ClassModel {
  return defineClass({
    name: `java/lang/reflect/${name}`,
    flags: 'interface',
    interfaces: parents.map((parent) => `java/lang/reflect/${parent}`),
    labels: 'container',
    methods: methods(Object.fromEntries(signatures.map((signature) => [signature, null]))),
  });
}

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/lang/reflect/Type',
    flags: 'interface',
    methods: methods({ 'String getTypeName()': (vm, self: HeapObject) => typeName(vm, self) }),
  }),
  interfaceModel('GenericDeclaration', ['AnnotatedElement'], ['TypeVariable[] getTypeParameters()']),
  interfaceModel(
    'ParameterizedType',
    ['Type'],
    ['Type[] getActualTypeArguments()', 'Type getRawType()', 'Type getOwnerType()'],
  ),
  interfaceModel(
    'TypeVariable',
    ['Type'],
    ['String getName()', 'GenericDeclaration getGenericDeclaration()', 'Type[] getBounds()'],
  ),
  interfaceModel('GenericArrayType', ['Type'], ['Type getGenericComponentType()']),
  interfaceModel('WildcardType', ['Type'], ['Type[] getUpperBounds()', 'Type[] getLowerBounds()']),
  defineClass({
    name: 'libcore/reflect/ParameterizedTypeImpl',
    interfaces: ['java/lang/reflect/ParameterizedType'],
    labels: 'container',
    methods: methods({
      ...identity,
      'Type[] getActualTypeArguments()': (vm, self: Parameterized) => typeArray(vm, self.peer.arguments),
      'Type getRawType()': (vm, self: Parameterized) => vm.classObject(self.peer.raw),
      'Type getOwnerType()': (_vm, self: Parameterized) => self.peer.owner,
      'String toString()': function* (vm, self: Parameterized) {
        const { raw, arguments: types, owner } = self.peer;
        const outer = owner === null ? undefined : yield* typeName(vm, owner);
        const own =
          outer === undefined
            ? raw.javaName
            : `${outer}$${raw.javaName.slice(raw.javaName.lastIndexOf('$') + 1)}`;
        const names: string[] = [];
        for (const type of types) names.push(yield* typeName(vm, type));
        return names.length === 0 ? own : `${own}<${names.join(', ')}>`;
      },
    }),
  }),
  defineClass({
    name: 'libcore/reflect/TypeVariableImpl',
    interfaces: ['java/lang/reflect/TypeVariable'],
    labels: 'container',
    methods: methods({
      ...identity,
      'String getName()': (_vm, self: Variable) => self.peer.parameter.name,
      'GenericDeclaration getGenericDeclaration()': (vm, self: Variable) => {
        const { scope } = self.peer;
        if (!(scope instanceof Method)) return vm.classObject(scope);
        const made = vm.newObject(
          scope.name === '<init>' ? 'java/lang/reflect/Constructor' : 'java/lang/reflect/Method',
        );
        made.peer = { method: scope, accessible: false };
        return made;
      },
      'Type[] getBounds()': (vm, self: Variable) => {
        const { bounds } = self.peer.parameter;
        if (bounds.length === 0)
          return typeArray(vm, [vm.classObject(vm.classes.platformClass('java/lang/Object'))]);
        return typeArray(
          vm,
          bounds.map((bound) => toType(vm, bound, self.peer.scope)),
        );
      },
      'String toString()': (_vm, self: Variable) => self.peer.parameter.name,
    }),
  }),
  defineClass({
    name: 'libcore/reflect/GenericArrayTypeImpl',
    interfaces: ['java/lang/reflect/GenericArrayType'],
    labels: 'container',
    methods: methods({
      ...identity,
      'Type getGenericComponentType()': (_vm, self: JavaObject<{ element: Ref }>) => self.peer.element,
      'String toString()': function* (vm, self: JavaObject<{ element: Ref }>) {
        return `${yield* typeName(vm, self.peer.element)}[]`;
      },
    }),
  }),
  defineClass({
    name: 'libcore/reflect/WildcardTypeImpl',
    interfaces: ['java/lang/reflect/WildcardType'],
    labels: 'container',
    methods: methods({
      ...identity,
      'Type[] getUpperBounds()': (vm, self: JavaObject<{ upper: Ref[] }>) => typeArray(vm, self.peer.upper),
      'Type[] getLowerBounds()': (vm, self: JavaObject<{ lower: Ref[] }>) => typeArray(vm, self.peer.lower),
      'String toString()': function* (vm, self: JavaObject<{ upper: Ref[]; lower: Ref[] }>) {
        const { upper, lower } = self.peer;
        if (lower.length > 0) return `? super ${yield* typeName(vm, lower[0] ?? null)}`;
        const name = yield* typeName(vm, upper[0] ?? null);
        return name === 'java.lang.Object' ? '?' : `? extends ${name}`;
      },
    }),
  }),
];

/** Flags that reflection shows of a member. */
export const MEMBER_FLAGS = 0x1fff & ~ACCESS.interface;
