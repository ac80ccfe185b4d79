import type { StubClass, StubMember } from './class-file.ts';

const accPublic = 0x1;
const accStatic = 0x8;
const accInterface = 0x200;

type Scope = { readonly name: string; readonly stub: StubClass | undefined };

/**
 * Reads the TypeScript declarations of the platform and yields what appeared after `exactLevel`: whole classes, and
 * members of classes that existed. Descriptors hold `#` for a number, whose Java type the declarations do not say.
 */
export function readDeclarations(text: string, exactLevel: number): StubClass[] {
  const lines = text.split('\n');
  const classNames = collectClassNames(lines);
  const found: StubClass[] = [];
  const scopes: Scope[] = [];
  let since = 1;
  let skipDepth = 0;

  for (const raw of lines) {
    const line = raw.trim();
    if (skipDepth > 0) {
      // The body of an interface's constructor argument repeats its methods.
      if (line.endsWith('});')) skipDepth = 0;
      continue;
    }
    const sinceMatch = /@since (\d+)/.exec(line);
    if (sinceMatch) since = Number(sinceMatch[1]);
    if (line.startsWith('/') || line.startsWith('*') || line === '') continue;

    const open = /^(?:declare|export) module ([\w.$]+) \{$/.exec(line);
    if (open) {
      scopes.push({ name: join(scopes, open[1]!), stub: undefined });
      since = 1;
      continue;
    }
    const declared = /^export (?:abstract )?(class|interface) (\w+)(?:<.*?>)? ?(.*)\{$/.exec(line);
    if (declared) {
      const dotted = join(scopes, declared[2]!);
      const heritage = declared[3]!;
      const parent = scopes.at(-1)?.stub;
      const stub: StubClass = {
        name: toInternalName(dotted, classNames),
        flags: accPublic | (heritage.includes('extends') ? 0 : accInterface),
        superName: toInternalName(heritageNames(heritage, 'extends')[0] ?? 'java.lang.Object', classNames),
        interfaces: heritageNames(heritage, 'implements').map((name) => toInternalName(name, classNames)),
        since: Math.max(since, parent?.since ?? 1),
        members: [],
        isPublicApi: true,
      };
      scopes.push({ name: dotted, stub });
      since = 1;
      continue;
    }
    if (line === '}') {
      const closed = scopes.pop()?.stub;
      if (closed && (closed.since > exactLevel || closed.members.length > 0)) found.push(closed);
      since = 1;
      continue;
    }
    if (line.endsWith('(implementation: {')) {
      // Only interfaces can be made from an implementation.
      const declaring = scopes.at(-1)?.stub;
      if (declaring) declaring.flags |= accInterface;
      skipDepth = 1;
      since = 1;
      continue;
    }
    const owner = scopes.at(-1)?.stub;
    if (owner) {
      const member = toMember(line, Math.max(since, owner.since), classNames);
      if (member && member.since > exactLevel) owner.members.push(member);
    }
    since = 1;
  }
  return found;
}

function collectClassNames(lines: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const scopes: string[] = [];
  for (const raw of lines) {
    const line = raw.trim();
    const open = /^(?:declare|export) (?:abstract )?(module|class|interface) ([\w.$]+)(?:<.*>)?.*\{$/.exec(
      line,
    );
    if (open) {
      const parent = scopes.at(-1);
      const name = parent === undefined ? open[2]! : `${parent}.${open[2]!}`;
      scopes.push(name);
      if (open[1] !== 'module') names.add(name);
    } else if (line === '}') scopes.pop();
  }
  return names;
}

function join(scopes: readonly Scope[], name: string): string {
  const parent = scopes.at(-1)?.name;
  return parent === undefined ? name : `${parent}.${name}`;
}

/** `android.view.View.OnClickListener` to `android/view/View$OnClickListener`, by the classes that are known. */
function toInternalName(dotted: string, classNames: ReadonlySet<string>): string {
  const parts = dotted.replace(/<.*$/, '').trim().split('.');
  let result = parts[0]!;
  for (let index = 1; index < parts.length; index++) {
    const outer = parts.slice(0, index).join('.');
    result += (classNames.has(outer) ? '$' : '/') + parts[index]!;
  }
  return result;
}

function heritageNames(heritage: string, keyword: 'extends' | 'implements'): string[] {
  const match = new RegExp(`${keyword} (.*?)(?= implements |$)`).exec(heritage.trim());
  return match ? splitTop(match[1]!).map((name) => name.trim()) : [];
}

function toMember(line: string, since: number, classNames: ReadonlySet<string>): StubMember | undefined {
  const method = /^public (static )?([\w$]+)\((.*)\)(?:: (.*))?;$/.exec(line);
  if (method) {
    const isConstructor = method[2] === 'constructor';
    const parameters = splitTop(method[3]!)
      .filter((parameter) => parameter.trim() !== '')
      .map((parameter) => toDescriptor(parameter.slice(parameter.indexOf(':') + 1), classNames));
    const result = isConstructor ? 'V' : toDescriptor(method[4] ?? 'void', classNames);
    return {
      kind: 'M',
      flags: accPublic | (method[1] ? accStatic : 0),
      name: isConstructor ? '<init>' : method[2]!,
      descriptor: `(${parameters.join('')})${result}`,
      since,
    };
  }
  const field = /^public (static )?([\w$]+): (.*);$/.exec(line);
  if (field && field[2] !== 'class') {
    const type = field[3]!.trim();
    const isConstant = /^(-?[\d.]+(e[+-]?\d+)?|".*"|true|false)$/.test(type);
    return {
      kind: 'F',
      flags: accPublic | (field[1] ? accStatic : 0),
      name: field[2]!,
      descriptor: isConstant ? constantDescriptor(type) : toDescriptor(type, classNames),
      ...(isConstant && { constant: type }),
      since,
    };
  }
  return undefined;
}

function constantDescriptor(json: string): string {
  if (json.startsWith('"')) return 'Ljava/lang/String;';
  return json === 'true' || json === 'false' ? 'Z' : '#';
}

function toDescriptor(type: string, classNames: ReadonlySet<string>): string {
  const text = type.trim();
  const array = /^androidNative\.Array<(.*)>$/.exec(text);
  if (array) return `[${toDescriptor(array[1]!, classNames)}`;
  if (text === 'number') return '#';
  if (text === 'boolean') return 'Z';
  if (text === 'void') return 'V';
  if (text === 'string') return 'Ljava/lang/String;';
  if (text === 'any' || !text.includes('.')) return 'Ljava/lang/Object;';
  return `L${toInternalName(text, classNames)};`;
}

/** Splits at commas outside of angle brackets and parentheses. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '<' || char === '(') depth++;
    else if (char === '>' || char === ')') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part !== '');
}
