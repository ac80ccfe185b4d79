import { ScanError } from '../errors.ts';
import type { ApiPermissionRow } from '../data/index.ts';
import { toClassName, toDescriptor } from '../dex/index.ts';
import type { DexFile } from '../dex/index.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import type { MethodPlace } from './pi-accesses.ts';

/** A call, an intent action or a path in the app's code that needs a permission, as the row of the table says. */
export type PermissionNeed = MethodPlace & { readonly row: ApiPermissionRow };

/**
 * Look-ups over api-permissions.tsv; rows without a permission are left out. Content URIs are not looked up here: what
 * reads one is among the reads of personal information, where values were followed.
 */
export class PermissionNeedIndex {
  private readonly methods = new Map<string, Map<string, ApiPermissionRow>>();
  private readonly actions = new Map<string, ApiPermissionRow>();
  private readonly paths: ApiPermissionRow[] = [];
  private readonly owners = new Set<string>();

  constructor(rows: readonly ApiPermissionRow[]) {
    for (const row of rows) {
      if (row.permissions.length === 0) continue;
      if (row.kind === 'method') {
        put(this.methods, row);
        this.owners.add(toDescriptor(row.className));
      } else if (row.kind === 'action') this.actions.set(row.name, row);
      else if (row.kind === 'path') this.paths.push(row);
    }
  }

  findMethod(className: string, name: string): ApiPermissionRow | undefined {
    return this.methods.get(className)?.get(name);
  }

  /** The row of an intent action, or of a path at or below one of the table's. */
  findText(text: string): ApiPermissionRow | undefined {
    if (!text.startsWith('/')) return this.actions.get(text);
    return this.paths.find(({ name }) => text === name || text.startsWith(`${name}/`));
  }

  /** By descriptor. */
  knowsClass(descriptor: string): boolean {
    return this.owners.has(descriptor);
  }
}

/** For each index of a file's methods, the number of the row that it meets; 0 where it is of no interest. */
export type NeedTable = {
  readonly numbers: Uint16Array;
  readonly rows: readonly (ApiPermissionRow | undefined)[];
};

const MAX_ROWS = 0xffff;

/** Which methods of a file's pool need a permission. A call on a class of the app counts for the platform class above it. */
export function findNeedTable(
  dex: DexFile,
  hierarchy: ClassHierarchy,
  index: PermissionNeedIndex,
): NeedTable {
  const rows: (ApiPermissionRow | undefined)[] = [undefined];
  const numberOf = (row: ApiPermissionRow): number => (rows.length > MAX_ROWS ? 0 : rows.push(row) - 1);
  const numbers = new Uint16Array(dex.methodCount);
  // Few types have rows; the methods of the others are passed over by number.
  const owners = new Map<number, string>();
  for (let i = 0; i < dex.typeCount; i++) {
    const owner = orBroken(() => findKnownOwner(dex.type(i), hierarchy, index));
    if (owner !== undefined) owners.set(i, owner);
  }
  for (let i = 0; i < dex.methodCount && owners.size > 0; i++) {
    const owner = owners.get(dex.methodOwnerType(i));
    if (owner === undefined) continue;
    const row = orBroken(() => index.findMethod(owner, dex.method(i).name));
    if (row) numbers[i] = numberOf(row);
  }
  return { numbers, rows };
}

function findKnownOwner(
  descriptor: string,
  hierarchy: ClassHierarchy,
  index: PermissionNeedIndex,
): string | undefined {
  // Only descriptors of classes are in the index, so that names need no conversion.
  if (index.knowsClass(descriptor)) return toClassName(descriptor);
  const above = hierarchy.findPlatformAncestor(descriptor);
  return above !== undefined && index.knowsClass(above) ? toClassName(above) : undefined;
}

/** A reference that is broken needs nothing; the other tables tell of it. */
function orBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code === 'BAD_DEX') return undefined;
    throw error;
  }
}

/** Overloads that need different permissions are not told apart: their permissions are joined. */
function put(map: Map<string, Map<string, ApiPermissionRow>>, row: ApiPermissionRow): void {
  const members = map.get(row.className) ?? new Map<string, ApiPermissionRow>();
  map.set(row.className, members);
  const known = members.get(row.name);
  if (!known) {
    members.set(row.name, row);
    return;
  }
  const names = new Set(known.permissions.map(({ name }) => name));
  const more = row.permissions.filter(({ name }) => !names.has(name));
  if (more.length > 0) members.set(row.name, { ...known, permissions: [...known.permissions, ...more] });
}
