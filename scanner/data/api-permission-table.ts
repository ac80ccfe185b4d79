import { readTable, toList } from './tsv.ts';

/** A permission that an API needs, within a range of API levels where it changed. */
export type NeededPermission = {
  readonly name: string;
  readonly minSdk?: number;
  readonly maxSdk?: number;
  /** Needed in some circumstances only (for some arguments, or for part of the answer): its lack proves no fault. */
  readonly conditional?: boolean;
};

/** What the platform asks of a caller. */
export type ApiPermissionRow = {
  readonly kind: 'method' | 'field' | 'uri' | 'action' | 'path';
  /** Dotted class name; empty for a content URI, an intent action and a path. */
  readonly className: string;
  /** Method, field, the URI itself, the action of an intent that is sent or received, or where paths begin. */
  readonly name: string;
  /** JVM descriptor, empty for any overload; for a URI `read`, `write` or `any`. */
  readonly descriptor: string;
  /** One of these suffices, as far as the sources tell. */
  readonly permissions: readonly NeededPermission[];
  readonly piTypes: readonly string[];
};

const COLUMNS = ['class', 'name', 'descriptor', 'kind', 'permissions', 'pi_types'];

const KINDS: readonly ApiPermissionRow['kind'][] = ['method', 'field', 'uri', 'action', 'path'];

/** Reads api-permissions.tsv. */
export function readApiPermissions(text: string): readonly ApiPermissionRow[] {
  return readTable(text, 'api-permissions.tsv', COLUMNS).map((cells) => {
    const [className = '', name = '', descriptor = '', kind = '', permissions = '', piTypes = ''] = cells;
    return {
      kind: KINDS.find((known) => known === kind) ?? 'method',
      className,
      name,
      descriptor,
      permissions: toList(permissions).map(toNeeded),
      piTypes: toList(piTypes),
    };
  });
}

/** `NAME`, or `NAME@26-28` with either end left out; `NAME?` where it depends on circumstances. */
function toNeeded(text: string): NeededPermission {
  const [marked = '', range = ''] = text.split('@');
  const conditional = marked.endsWith('?');
  const [minSdk = '', maxSdk = ''] = range.split('-');
  return {
    name: conditional ? marked.slice(0, -1) : marked,
    ...(conditional ? { conditional } : {}),
    ...(minSdk === '' ? {} : { minSdk: Number(minSdk) }),
    ...(maxSdk === '' ? {} : { maxSdk: Number(maxSdk) }),
  };
}
