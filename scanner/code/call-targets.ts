import type { PiChannel } from '../data/index.ts';
import { toClassName } from '../dex/index.ts';
import type { DexFile } from '../dex/index.ts';
import { addProblem } from './app-code.ts';
import type { CodeProblem } from './app-code.ts';
import type { ChannelIndex } from './channel-index.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import { findRole, hasRoles } from './platform-roles.ts';
import type { Role } from './platform-roles.ts';

type ApiChannel = Extract<PiChannel, { kind: 'api' }>;

/** A method that instructions may name and that is of interest. */
export type CallTarget = {
  readonly channels: readonly ApiChannel[];
  readonly role?: Role;
  /** The class under which the taxonomy or the platform knows it, dotted. */
  readonly className: string;
  readonly method: string;
};

/** A field of interest: one that holds personal information, or a content URI that leads to it. */
export type FieldTarget = {
  readonly kind: 'field' | 'uri';
  readonly piType: string;
  /** Dotted class and name. */
  readonly api: string;
};

/** Targets by number; the tables give the number for a pool index, 0 where it is of no interest. */
export type TargetTable<T> = { readonly numbers: Uint16Array; readonly targets: readonly (T | undefined)[] };

const MAX_TARGETS = 0xffff;

/**
 * Which of a file's method references are of interest. A reference to a class of the app also counts as one to the
 * platform class or interface it inherits from, unless an app class between them defines the method itself.
 */
export function findCallTargets(
  dex: DexFile,
  hierarchy: ClassHierarchy,
  channels: ChannelIndex,
  problems: CodeProblem[],
): TargetTable<CallTarget> {
  const numbers = new Uint16Array(dex.methodCount);
  const targets: (CallTarget | undefined)[] = [undefined];
  const ownersByType = new Map<number, readonly string[]>();
  const findAt = (index: number): CallTarget | undefined => {
    const typeIndex = dex.methodOwnerType(index);
    let owners = ownersByType.get(typeIndex);
    if (!owners) {
      owners = ownersOf(dex.type(typeIndex), hierarchy, channels);
      ownersByType.set(typeIndex, owners);
    }
    return owners.length === 0 ? undefined : toTarget(dex, index, owners, hierarchy, channels);
  };
  fillTable(dex, dex.methodCount, findAt, numbers, targets, problems);
  return { numbers, targets };
}

/** Which of a file's field references are of interest. */
export function findFieldTargets(
  dex: DexFile,
  channels: ChannelIndex,
  problems: CodeProblem[],
): TargetTable<FieldTarget> {
  const numbers = new Uint16Array(dex.fieldCount);
  const targets: (FieldTarget | undefined)[] = [undefined];
  const findAt = (index: number): FieldTarget | undefined => {
    if (!dex.type(dex.fieldOwnerType(index)).startsWith('Landroid/')) return undefined;
    const { owner, name, type } = dex.field(index);
    const className = toClassName(owner);
    const api = `${className}.${name}`;
    const [field] = channels.fields.get(className)?.get(name) ?? [];
    if (field) return { kind: 'field', piType: field.piType, api };
    const uriType = type === 'Landroid/net/Uri;' ? channels.findUriClass(className) : undefined;
    return uriType === undefined ? undefined : { kind: 'uri', piType: uriType, api };
  };
  fillTable(dex, dex.fieldCount, findAt, numbers, targets, problems);
  return { numbers, targets };
}

/** Numbers what `findAt` gives for each pool index. A reference that is broken is of no interest, and a problem. */
function fillTable<T>(
  dex: DexFile,
  count: number,
  findAt: (index: number) => T | undefined,
  numbers: Uint16Array,
  targets: (T | undefined)[],
  problems: CodeProblem[],
): void {
  for (let i = 0; i < count && targets.length < MAX_TARGETS; i++) {
    try {
      const target = findAt(i);
      if (target === undefined) continue;
      numbers[i] = targets.length;
      targets.push(target);
    } catch (error) {
      addProblem(problems, error, dex.name);
    }
  }
}

/** Classes under which a call on this type may be known: the type itself, then what the app's class inherits from. */
function ownersOf(descriptor: string, hierarchy: ClassHierarchy, channels: ChannelIndex): readonly string[] {
  const names = isKnown(descriptor, channels) ? [descriptor] : [];
  if (hierarchy.findClass(descriptor)) {
    const chain = hierarchy.chainOf(descriptor);
    const inherited = [
      ...chain.slice(1).map((defined) => defined.descriptor),
      hierarchy.findPlatformAncestor(descriptor) ?? '',
      ...hierarchy.interfacesOf(descriptor),
    ];
    for (const name of inherited) if (isKnown(name, channels) && !names.includes(name)) names.push(name);
  }
  return names.map(toClassName);
}

function isKnown(descriptor: string, channels: ChannelIndex): boolean {
  return channels.apiOwners.has(descriptor) || hasRoles(descriptor);
}

function toTarget(
  dex: DexFile,
  index: number,
  owners: readonly string[],
  hierarchy: ClassHierarchy,
  channels: ChannelIndex,
): CallTarget | undefined {
  const { owner, name, proto } = dex.method(index);
  const ownName = toClassName(owner);
  for (const className of owners) {
    const found = (channels.apis.get(className)?.get(name) ?? []).filter(
      (channel) => channel.descriptor === undefined || channel.descriptor === proto.descriptor,
    );
    const role = findRole(className, name);
    if (found.length === 0 && role === undefined) continue;
    // Constructors are not inherited: only the class itself or a super() call reaches one.
    if (
      className !== ownName &&
      (name === '<init>' || isOverridden(owner, name, proto.descriptor, className, hierarchy))
    )
      continue;
    return { channels: found, ...(role === undefined ? {} : { role }), className, method: name };
  }
  return undefined;
}

/** Whether an app class from `owner` up to but not including `className` defines the method. */
function isOverridden(
  owner: string,
  name: string,
  descriptor: string,
  className: string,
  hierarchy: ClassHierarchy,
): boolean {
  for (const defined of hierarchy.chainOf(owner)) {
    if (toClassName(defined.descriptor) === className) return false;
    for (const method of defined.methods())
      if (method.ref.name === name && method.ref.proto.descriptor === descriptor) return true;
  }
  return false;
}
