import { readTable, toList } from './tsv.ts';

/** What the platform says of a permission. */
export type PermissionRow = {
  readonly name: string;
  /** Protection level with its flags, parted by `|`, e.g. `dangerous|instant`. */
  readonly protection: string;
  /** Group without prefix, e.g. `LOCATION`, where it has one. */
  readonly group?: string;
  /** First and last API level that defines it, where known. */
  readonly minSdk?: number;
  readonly maxSdk?: number;
  /** Kinds of personal information it opens. */
  readonly piTypes: readonly string[];
};

export type PermissionTable = ReadonlyMap<string, PermissionRow>;

const COLUMNS = ['name', 'protection', 'group', 'min_sdk', 'max_sdk', 'pi_types'];

/** Reads permissions.tsv into a map by full name. */
export function readPermissionTable(text: string): PermissionTable {
  const table = new Map<string, PermissionRow>();
  for (const cells of readTable(text, 'permissions.tsv', COLUMNS)) {
    const [name = '', protection = '', group = '', minSdk = '', maxSdk = '', piTypes = ''] = cells;
    table.set(name, {
      name,
      protection,
      ...(group === '' ? {} : { group }),
      ...(minSdk === '' ? {} : { minSdk: Number(minSdk) }),
      ...(maxSdk === '' ? {} : { maxSdk: Number(maxSdk) }),
      piTypes: toList(piTypes),
    });
  }
  return table;
}
