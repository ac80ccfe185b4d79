import type { Place, SlotName } from '../../scanner/evidence/index.ts';
import type { ProofNode } from './verdict.ts';

/** Where a scalar of the manifest stands, by field; other fields fall back to the manifest itself. */
const MANIFEST_PATHS: Readonly<Record<string, string>> = {
  targetSdk: 'manifest/uses-sdk@android:targetSdkVersion',
  minSdk: 'manifest/uses-sdk@android:minSdkVersion',
  label: 'manifest/application@android:label',
  'application.debuggable': 'manifest/application@android:debuggable',
  'application.allowBackup': 'manifest/application@android:allowBackup',
  'application.usesCleartextTraffic': 'manifest/application@android:usesCleartextTraffic',
  'application.networkSecurityConfig': 'manifest/application@android:networkSecurityConfig',
};

/** Where an item of a slot was seen. `rest` is the path below the slot. Empty when the item says nothing of it. */
export function placesOf(slot: SlotName, rest: string, item: unknown): readonly Place[] {
  if (slot === 'manifest' && (item === null || typeof item !== 'object' || !('place' in item)))
    return [{ kind: 'manifest', path: MANIFEST_PATHS[rest] ?? 'manifest' }];
  if (item === null || typeof item !== 'object') return [];
  const fields = item as Readonly<Record<string, unknown>>;
  if (isPlace(fields)) return [fields];
  const out: Place[] = [];
  if (isPlace(fields['place'])) out.push(fields['place']);
  if (Array.isArray(fields['places'])) out.push(...fields['places'].filter(isPlace));
  if (Array.isArray(fields['matches']))
    for (const match of fields['matches'] as readonly unknown[])
      if (match !== null && typeof match === 'object' && 'place' in match && isPlace(match.place))
        out.push(match.place);
  if (typeof fields['eventNumber'] === 'number' && typeof fields['scenarioId'] === 'string')
    out.push({ kind: 'event', eventNumber: fields['eventNumber'], scenarioId: fields['scenarioId'] });
  for (const screenshotId of screenshotsOf(fields)) out.push({ kind: 'screenshot', screenshotId });
  if (slot === 'signatures' && typeof fields['sha256'] === 'string')
    out.push({ kind: 'certificate', sha256: fields['sha256'] });
  if (slot === 'nativeLibraries' && typeof fields['file'] === 'string')
    out.push({ kind: 'file', file: fields['file'] });
  return out;
}

/** Places of every condition that was met, down to the first that was not. */
export function metPlaces(proof: ProofNode): readonly Place[] {
  if (proof.outcome !== 'met') return [];
  return [...proof.places, ...proof.children.flatMap(metPlaces)];
}

/** Places with doubles removed, the first `limit` of them. */
export function distinctPlaces(places: Iterable<Place>, limit: number): readonly Place[] {
  const seen = new Map<string, Place>();
  for (const place of places) {
    if (seen.size >= limit) break;
    const key = JSON.stringify(place);
    if (!seen.has(key)) seen.set(key, place);
  }
  return [...seen.values()];
}

/** The member that tells a place of each kind from other facts that have a kind of the same name. */
const MEMBER_OF_KIND: Readonly<Record<Place['kind'], string>> = {
  manifest: 'path',
  code: 'className',
  file: 'file',
  event: 'eventNumber',
  screenshot: 'screenshotId',
  policy: 'documentId',
  certificate: 'sha256',
  listing: 'listingId',
  platform: 'member',
};

function isPlace(value: unknown): value is Place {
  if (value === null || typeof value !== 'object' || !('kind' in value)) return false;
  const kind = String(value.kind);
  return Object.hasOwn(MEMBER_OF_KIND, kind) && MEMBER_OF_KIND[kind as Place['kind']] in value;
}

function screenshotsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const ids: string[] = [];
  if (typeof fields['screenshotId'] === 'string') ids.push(fields['screenshotId']);
  if (Array.isArray(fields['screenshotIds']))
    for (const id of fields['screenshotIds'] as readonly unknown[]) if (typeof id === 'string') ids.push(id);
  if (Array.isArray(fields['attempts']))
    for (const attempt of fields['attempts'] as readonly unknown[])
      if (attempt !== null && typeof attempt === 'object')
        for (const key of ['beforeId', 'afterId'] as const) {
          const id = (attempt as Readonly<Record<string, unknown>>)[key];
          if (typeof id === 'string' && id !== '') ids.push(id);
        }
  return ids;
}
