import type { PolicySdkEntry } from '../../evidence/index.ts';
import { fold } from './fold.ts';

/**
 * The same party named in several places is one entry: by its name, or by what it is known as where one place says
 * nothing of what it takes, such as a list of links. What sentences of the text say joins the entry of a list.
 */
export function mergeEntries(
  listed: readonly PolicySdkEntry[],
  said: readonly PolicySdkEntry[] = [],
): readonly PolicySdkEntry[] {
  const byName = new Map<string, PolicySdkEntry>();
  for (const entry of listed) {
    const key = findKey(byName, entry, (known) => isSameOne(known, entry)) ?? toKey(entry.name);
    const known = byName.get(key);
    byName.set(key, known ? joinEntries(known, entry) : entry);
  }
  const keys = new Set(byName.keys());
  for (const entry of said) {
    const own = toKey(entry.name);
    const key = byName.has(own) ? own : (findKey(byName, entry, (_, at) => keys.has(at)) ?? own);
    const known = byName.get(key);
    byName.set(key, known ? joinEntries(known, entry) : entry);
  }
  return [...byName.values()];
}

function toKey(name: string): string {
  return fold(name).replace(/\s|sdk/gu, '');
}

/** What stands after a name and makes no other party of it. */
const OF_ANY_NAME = /^(?:广告|推送|服务|开放平台|统计|分享|登录|地图|定位|hms|push|客户端|for)*$/u;
/** Of two entries one only tells where to read more: the name of the one begins that of the other. */
function isSameOne(a: PolicySdkEntry, b: PolicySdkEntry): boolean {
  const [first, second] = [toBare(a.name), toBare(b.name)];
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  const isBegun = short.length >= 2 && long.startsWith(short) && OF_ANY_NAME.test(long.slice(short.length));
  return isBegun && (a.items.length === 0) !== (b.items.length === 0);
}

function toBare(name: string): string {
  return toKey(name.replace(/[（(][^）)]*[）)]/gu, ''));
}

/** Where an entry stands that is the same by its ids. */
function findKey(
  byName: ReadonlyMap<string, PolicySdkEntry>,
  { sdkIds }: PolicySdkEntry,
  accepts: (known: PolicySdkEntry, key: string) => boolean,
): string | undefined {
  if (sdkIds.length === 0) return undefined;
  for (const [key, known] of byName)
    if (
      (known.sdkIds.length > 0 && known.sdkIds.every((id) => sdkIds.includes(id))) ||
      sdkIds.every((id) => known.sdkIds.includes(id))
        ? accepts(known, key)
        : false
    )
      return key;
  return undefined;
}

export function joinEntries(a: PolicySdkEntry, b: PolicySdkEntry): PolicySdkEntry {
  const union = (first: readonly string[], second: readonly string[]): readonly string[] => [
    ...new Set([...first, ...second]),
  ];
  const piTypes = union(a.piTypes, b.piTypes);
  const purposeText = [a, b]
    .flatMap((entry) => entry.purposeText?.split('；') ?? [])
    .filter((text, at, all) => all.indexOf(text) === at)
    .join('；');
  const joined = {
    ...b,
    ...a,
    items: union(a.items, b.items),
    piTypes,
    broadPiTypes: union(a.broadPiTypes, b.broadPiTypes).filter((key) => !piTypes.includes(key)),
    purposes: union(a.purposes, b.purposes),
    ...(purposeText !== '' && { purposeText: purposeText.slice(0, 200) }),
  };
  return {
    ...joined,
    lacks: [
      ...(joined.vendor === undefined ? (['vendor'] as const) : []),
      ...(joined.purposeText === undefined ? (['purpose'] as const) : []),
      ...(joined.items.length === 0 && (a.lacks.includes('types') || b.lacks.includes('types'))
        ? (['types'] as const)
        : []),
      ...(joined.link === undefined ? (['link'] as const) : []),
    ],
  };
}
