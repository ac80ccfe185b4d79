import { format } from 'prettier';
import type { DeviceGap } from '../../scanner/device/device.ts';

/** What one app met. */
export type AppLedger = {
  readonly packageName: string;
  readonly isFixture: boolean;
  readonly crashes: readonly string[];
  readonly gaps: readonly DeviceGap[];
};

const mostRows = 100;

/** docs/emulator-gaps.md: what is missing, by the number of apps that met it and how often they did. */
export async function renderGapPage(ledgers: readonly AppLedger[]): Promise<string> {
  const things = new Map<string, { apps: Set<string>; count: number; caller: string }>();
  for (const { packageName, gaps } of ledgers)
    for (const { kind, what, caller, count } of gaps) {
      const key = `${kind} ${what}`;
      const thing = things.get(key) ?? { apps: new Set<string>(), count: 0, caller };
      thing.apps.add(packageName);
      thing.count += count;
      things.set(key, thing);
    }
  const ranked = [...things].sort(
    ([nameA, a], [nameB, b]) => b.apps.size - a.apps.size || b.count - a.count || (nameA < nameB ? -1 : 1),
  );
  const real = ledgers.filter(({ isFixture }) => !isFixture);
  const fixtures = ledgers.filter(({ isFixture }) => isFixture);
  const text = [
    '# What the embedded emulator could not execute faithfully',
    '',
    'Made by `npm run emulator:gaps -- --page docs/emulator-gaps.md`: the apps that npm brings and a twin of every pair of fixture apps are',
    'started on a fresh device, with their first screen where they have one, and run for a minute of its clock.',
    '',
    '| app | gaps | crash |',
    '| --- | --- | --- |',
    ...real.map(
      ({ packageName, gaps, crashes }) =>
        `| \`${packageName}\` | ${distinct(gaps)} | ${(crashes[0] ?? '').slice(0, 100).replaceAll('|', '/')} |`,
    ),
    `| ${fixtures.length} fixture apps | ${distinct(fixtures.flatMap(({ gaps }) => gaps))} | ${fixtures.filter(({ crashes }) => crashes.length > 0).length} of them |`,
    '',
    `## ${Math.min(mostRows, ranked.length)} of ${ranked.length}, by the number of apps that met them`,
    '',
    '| apps | times | gap | first met by |',
    '| --- | --- | --- | --- |',
    ...ranked
      .slice(0, mostRows)
      .map(
        ([name, { apps, count, caller }]) =>
          `| ${apps.size} | ${count} | \`${name.slice(0, 140)}\` | \`${caller.replace(/\(.*$/, '').slice(0, 80)}\` |`,
      ),
    '',
  ].join('\n');
  return format(text, { parser: 'markdown', printWidth: 110 });
}

function distinct(gaps: readonly DeviceGap[]): number {
  return new Set(gaps.map(({ kind, what }) => `${kind} ${what}`)).size;
}
