// npm run emulator:gaps -- [APK...] [--profile android9] [--seconds 60] [--top 40] [--tsv] [--page FILE]
// Starts each app on a fresh embedded device, its launcher activity too where it has one, lets it run for a virtual
// minute, and prints what could not be executed faithfully: what is missing, how often, and who met it. Without an APK:
// those that npm brings and the violating twin of every pair of fixture apps. --page writes the ranking as a page for docs/.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { DeviceGap } from '../../scanner/device/device.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import { openChildLink } from '../../scanner/emulator/web/child-link.ts';
import { realApks } from '../../test/support/real-apks.ts';
import { renderGapPage, type AppLedger } from './gap-page.ts';
import { rankGaps, renderGaps, renderGapRows } from './gap-report.ts';

const { values, positionals } = parseArgs({
  options: {
    profile: { type: 'string', default: 'android14' },
    seconds: { type: 'string', default: '60' },
    top: { type: 'string', default: '40' },
    tsv: { type: 'boolean', default: false },
    page: { type: 'string' },
  },
  allowPositionals: true,
});
const fixtures = new URL('../../test/fixtures/apps/', import.meta.url);
const apkFiles =
  positionals.length > 0
    ? positionals
    : [
        ...realApks.map(({ file }) => file),
        ...readdirSync(fixtures)
          .map((name) => fileURLToPath(new URL(`${name}/violating.apk`, fixtures)))
          .filter((file) => existsSync(file)),
      ];
const mostInstructions = 2_000_000_000;
const web = openChildLink();
const parts = {
  ...(await loadDeviceParts(loadScannerData().piChannels)),
  limits: { maxInstructions: mostInstructions },
  wallMs: () => performance.now(),
  web,
};

const all: DeviceGap[] = [];
const ledgers: AppLedger[] = [];
for (const apkFile of apkFiles) {
  const { pkg, manifest } = openSample([apkFile]);
  const device = new EmbeddedDevice(pkg, manifest, parts, {
    profile: values.profile === 'android9' ? 'android9' : 'android14',
    seed: 1,
  });
  const hasLauncher = manifest.components.some(
    ({ kind, enabled, intentFilters }) =>
      (kind === 'activity' || kind === 'activity-alias') &&
      enabled &&
      intentFilters.some(
        ({ actions, categories }) =>
          actions.includes('android.intent.action.MAIN') &&
          categories.includes('android.intent.category.LAUNCHER'),
      ),
  );
  if (hasLauncher) device.launch();
  else device.startProcess('gap report');
  device.passTime(Number(values.seconds) * 1000);
  const crashes = device.events(0).flatMap((event) => (event.kind === 'crash' ? [event.message] : []));
  const gaps = device.gaps();
  if (!values.tsv)
    console.log(
      `${manifest.packageName}: ${hasLauncher ? 'launched' : 'process started'}, ${gaps.length} gaps, ` +
        (crashes.length === 0 ? 'no crash' : `crashed: ${crashes.join('; ')}`),
    );
  all.push(...gaps);
  ledgers.push({ packageName: manifest.packageName, isFixture: !isReal(apkFile), crashes, gaps });
}
web.close();
if (values.page !== undefined) writeFileSync(values.page, await renderGapPage(ledgers));
const ranked = rankGaps(all);
console.log(values.tsv ? renderGapRows(ranked) : renderGaps(ranked, Number(values.top)));

function isReal(apkFile: string): boolean {
  return realApks.some(({ file }) => file === apkFile);
}
