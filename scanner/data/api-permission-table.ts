import { readTable, toList } from './tsv.ts';

/** A permission that an API needs, within a range of API levels where it changed. */
export type NeededPermission = { readonly name: string; readonly minSdk?: number; readonly maxSdk?: number };

/** What the platform asks of a caller. */
export type ApiPermissionRow = {
  readonly kind: 'method' | 'field' | 'uri';
  /** Dotted class name; empty for a content URI. */
  readonly className: string;
  /** Method, field, or the URI itself. */
  readonly name: string;
  /** JVM descriptor, empty for any overload; for a URI `read`, `write` or `any`. */
  readonly descriptor: string;
  /** One of these suffices, as far as the sources tell. */
  readonly permissions: readonly NeededPermission[];
  readonly piTypes: readonly string[];
};

const COLUMNS = ['class', 'name', 'descriptor', 'kind', 'permissions', 'pi_types'];

/** Reads api-permissions.tsv. */
export function readApiPermissions(text: string): readonly ApiPermissionRow[] {
  return readTable(text, 'api-permissions.tsv', COLUMNS).map((cells) => {
    const [className = '', name = '', descriptor = '', kind = '', permissions = '', piTypes = ''] = cells;
    return {
      kind: kind === 'field' || kind === 'uri' ? kind : 'method',
      className,
      name,
      descriptor,
      permissions: toList(permissions).map(toNeeded),
      piTypes: toList(piTypes),
    };
  });
}

/** `NAME`, or `NAME@26-28` with either end left out. */
function toNeeded(text: string): NeededPermission {
  const [name = '', range] = text.split('@');
  if (range === undefined) return { name };
  const [minSdk = '', maxSdk = ''] = range.split('-');
  return {
    name,
    ...(minSdk === '' ? {} : { minSdk: Number(minSdk) }),
    ...(maxSdk === '' ? {} : { maxSdk: Number(maxSdk) }),
  };
}
