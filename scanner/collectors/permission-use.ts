import { toCodePlace } from '../code/index.ts';
import type { MethodPlace } from '../code/index.ts';
import type { ApiPermissionRow, NeededPermission } from '../data/index.ts';
import type {
  AppTypeFacts,
  Attribution,
  ManifestFacts,
  PermissionNeedFacts,
  PermissionUse,
  PermissionUseFacts,
  Place,
} from '../evidence/index.ts';
import { guessAppType } from './app-type.ts';
import { attempt } from './collector.ts';
import type { CodeReading, Collector, ScanInput } from './collector.ts';
import { toGap } from './gaps.ts';
import { hidesCode } from './hidden-code.ts';
import { findResourceTexts } from './resource-texts.ts';

/** A reader needs a few places; those of the app come before those of others, those that can run before the rest. */
const MAX_NEEDS = 8;
/** Permissions that no call betrays by itself: when the app uses them decides, or the system grants them to nobody. */
const UNTRACKED: ReadonlySet<string> = new Set([
  'android.permission.ACCESS_BACKGROUND_LOCATION',
  'android.permission.BODY_SENSORS_BACKGROUND',
  'android.permission.ACCEPT_HANDOVER',
]);

const COARSE = 'android.permission.ACCESS_COARSE_LOCATION';
const FINE = 'android.permission.ACCESS_FINE_LOCATION';

type Need = PermissionNeedFacts & { readonly conditional: boolean };

/** What the requested permissions are used for, what is needed without being requested, and the app's type. */
export const permissionUseCollector: Collector<'permissionUse'> = {
  slot: 'permissionUse',
  collect: (input) => {
    const manifest = input.manifest();
    const reading = attempt(input.code);
    const needs = new NeedTable(manifest);
    if (reading) addCodeNeeds(needs, input, reading);
    addManifestNeeds(needs, input, manifest);
    const isHidden = hidesCode(input);
    const tracked = trackedPermissions(input);
    const appType = findAppType(input, manifest);
    const value: PermissionUseFacts = {
      requested: manifest.permissions.map(({ name, protection, group, piTypes, place }) => {
        const found = needs.of(name);
        return {
          name,
          ...(protection === undefined ? {} : { protection }),
          ...(group === undefined ? {} : { group }),
          piTypes,
          use: toUse(found, tracked.has(name) || found.length > 0, isHidden),
          needs: toFacts(found),
          place,
        };
      }),
      undeclared: findUndeclared(needs, input, manifest),
      ...(appType === undefined ? {} : { appType }),
    };
    return { value, gaps: reading ? [] : [toGap('COLLECTOR_FAILED', [], ['permissionUse'])] };
  },
};

/** Needs by permission. A need counts for a permission only at API levels on which the app runs. */
class NeedTable {
  private readonly byName = new Map<string, Need[]>();
  private readonly minSdk: number;
  private readonly maxSdk: number;

  constructor(manifest: ManifestFacts) {
    this.minSdk = manifest.minSdk;
    this.maxSdk = manifest.maxSdk ?? Number.POSITIVE_INFINITY;
  }

  add(permissions: readonly NeededPermission[], need: PermissionNeedFacts): void {
    for (const permission of permissions) {
      if (!this.applies(permission)) continue;
      const known = this.byName.get(permission.name) ?? [];
      this.byName.set(permission.name, known);
      // One of several suffices, so that the lack of one proves nothing while another is requested.
      known.push({ ...need, conditional: permission.conditional === true });
    }
  }

  applies({ minSdk, maxSdk }: NeededPermission): boolean {
    return (minSdk ?? 0) <= this.maxSdk && (maxSdk ?? Number.POSITIVE_INFINITY) >= this.minSdk;
  }

  of(name: string): readonly Need[] {
    const own = this.byName.get(name) ?? [];
    // What the precise position is asked for needs the coarse one too: from API 31 the one cannot be had alone.
    return name === COARSE ? [...own, ...(this.byName.get(FINE) ?? [])] : own;
  }
}

function addCodeNeeds(needs: NeedTable, input: ScanInput, reading: CodeReading): void {
  const { findings, attributor } = reading;
  const reach = reading.reachability();
  const toNeed = (at: MethodPlace, api: string): PermissionNeedFacts => {
    const place = toCodePlace(at);
    const isReached = reach?.has(at.method);
    return {
      api,
      place,
      attribution: attributor.attribute(place.className),
      reach: isReached === undefined ? 'cannot-tell' : isReached ? 'reachable' : 'unreachable',
    };
  };
  for (const need of findings.permissionNeeds) needs.add(need.row.permissions, toNeed(need, toApi(need.row)));
  const byType = permissionsByUriType(input.data.apiPermissions);
  const byName = new Map(
    input.data.apiPermissions
      .filter(({ kind }) => kind === 'method' || kind === 'field')
      .map((row) => [`${row.className}.${row.name}`, row.permissions]),
  );
  for (const access of findings.accesses) {
    // Plain calls are among the needs; what is called by reflection and what is read from fields is not.
    const permissions =
      access.channel === 'content-uri'
        ? byType.get(access.piType)
        : access.via === 'reflection' || access.channel === 'field'
          ? byName.get(access.api)
          : undefined;
    if (permissions) needs.add(permissions, toNeed(access, access.api));
  }
}

/** Receivers and services that the manifest binds to a guarded broadcast run without any call. */
function addManifestNeeds(needs: NeedTable, input: ScanInput, manifest: ManifestFacts): void {
  const actions = new Map(
    input.data.apiPermissions.filter((row) => row.kind === 'action').map((row) => [row.name, row]),
  );
  for (const component of manifest.components)
    for (const action of component.intentFilters.flatMap((filter) => filter.actions)) {
      const row = actions.get(action);
      if (row)
        needs.add(row.permissions, {
          api: action,
          place: component.place,
          attribution: toOwner(input, component.name),
          reach: component.enabled ? 'reachable' : 'unreachable',
        });
    }
}

function toOwner(input: ScanInput, className: string): Attribution {
  return attempt(input.code)?.attributor.attribute(className) ?? { kind: 'unknown' };
}

/** What content URIs of each kind of information ask for: reading surely, writing only where the app writes. */
function permissionsByUriType(
  rows: readonly ApiPermissionRow[],
): ReadonlyMap<string, readonly NeededPermission[]> {
  const byType = new Map<string, NeededPermission[]>();
  for (const row of rows) {
    if (row.kind !== 'uri' && !(row.kind === 'field' && row.name.endsWith('CONTENT_URI'))) continue;
    for (const piType of row.piTypes) {
      const known = byType.get(piType) ?? [];
      byType.set(piType, known);
      for (const permission of row.permissions) {
        if (known.some(({ name }) => name === permission.name)) continue;
        const isSure = row.descriptor !== 'write' && row.piTypes.length === 1;
        known.push(isSure ? permission : { ...permission, conditional: true });
      }
    }
  }
  return byType;
}

function trackedPermissions(input: ScanInput): ReadonlySet<string> {
  const names = input.data.apiPermissions.flatMap((row) => row.permissions.map(({ name }) => name));
  return new Set(names.filter((name) => !UNTRACKED.has(name)));
}

function toUse(needs: readonly Need[], isTracked: boolean, isHidden: boolean): PermissionUse {
  if (needs.some(({ reach }) => reach === 'reachable')) return 'reachable';
  if (!isTracked) return 'untracked';
  if (isHidden || needs.some(({ reach }) => reach === 'cannot-tell')) return 'cannot-tell';
  return needs.length > 0 ? 'unreachable' : 'none';
}

function toFacts(needs: readonly Need[]): readonly PermissionNeedFacts[] {
  const rank = ({ reach, attribution }: Need): number =>
    (reach === 'reachable' ? 0 : 4) + ({ app: 0, sdk: 1, unknown: 2, library: 3 } as const)[attribution.kind];
  return [...needs]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_NEEDS)
    .map(({ api, place, attribution, reach }) => ({ api, place, attribution, reach }));
}

/**
 * Dangerous permissions that code which can run needs in every case, where no other permission that would do is
 * requested. Libraries ask before they call, so their calls prove nothing.
 */
function findUndeclared(
  needs: NeedTable,
  input: ScanInput,
  manifest: ManifestFacts,
): PermissionUseFacts['undeclared'] {
  const requested = new Set(manifest.permissions.map(({ name }) => name));
  const isDangerous = (name: string): boolean =>
    input.data.permissions.get(name)?.protection.startsWith('dangerous') ?? false;
  const found = new Map<string, Map<string, Need>>();
  for (const row of input.data.apiPermissions) {
    const applying = row.permissions.filter((permission) => needs.applies(permission));
    if (applying.some(({ name }) => requested.has(name))) continue;
    const [first] = applying.filter(({ name, conditional }) => conditional !== true && isDangerous(name));
    if (!first) continue;
    const api = toApi(row);
    const isUri = row.kind === 'uri' || row.kind === 'field';
    for (const need of needs.of(first.name)) {
      const isMine = isUri ? !need.conditional && isUriApi(need.api) : need.api === api;
      const isOwn = need.attribution.kind === 'app' || need.attribution.kind === 'sdk';
      if (!isMine || !isOwn || need.reach !== 'reachable') continue;
      const byPlace = found.get(first.name) ?? new Map<string, Need>();
      found.set(first.name, byPlace.set(toKey(need.api, need.place), need));
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, byPlace]) => ({ name, needs: toFacts([...byPlace.values()]) }));
}

function toApi(row: ApiPermissionRow): string {
  return row.kind === 'method' ? `${row.className}.${row.name}` : row.name;
}

function isUriApi(api: string): boolean {
  return api.includes('content://') || api.includes('CONTENT_URI');
}

function toKey(api: string, place: Place): string {
  return place.kind === 'code'
    ? `${api} ${place.dex} ${place.className} ${place.method}${place.descriptor} ${place.pc}`
    : `${api} ${JSON.stringify(place)}`;
}

function findAppType(input: ScanInput, manifest: ManifestFacts): AppTypeFacts | undefined {
  if (input.appType !== undefined) return { id: input.appType, by: 'submitter', because: [] };
  const resources = attempt(() => input.pkg.resources());
  const texts =
    resources === undefined ? [] : findResourceTexts(resources, input.data.policyWords).policyTexts;
  return guessAppType(
    {
      labels: [manifest.label, ...Object.values(manifest.labels)],
      packageName: manifest.packageName,
      permissions: manifest.permissions.map(({ name }) => name),
      texts,
    },
    input.data.appTypeWords,
  );
}
