import { readFileSync } from 'node:fs';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData, type PiChannel } from '../../scanner/data/index.ts';
import type { DeviceEvent } from '../../scanner/device/device.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../scanner/emulator/device/embedded-device.ts';
import type { DeviceProfileName } from '../../scanner/emulator/system/phone-profile.ts';
import type { FrameworkTable } from '../../scanner/data/framework/framework-table.ts';
import { memorySource, openPackage, readManifest } from '../../scanner/package/index.ts';
import { seededTexts } from './seeded-texts.ts';

/**
 * What an app got through one channel on one device.
 * `proven`: the read was recorded, what it gave reached a server with the label on it, and it was the seeded value where
 * the phone has one for it. `recorded`: a call that gives nothing back was recorded. `refused`: Android refuses it to apps on this device, and the attempt was recorded. `empty`:
 * the read was recorded, and the phone has nothing there. `unlabelled`: recorded, but the label did not arrive.
 * `unrecorded`: nothing was recorded. `no-api`: Android of this version has no such class or method. `absent`: no model
 * has it.
 */
export type ChannelOutcome =
  'proven' | 'recorded' | 'refused' | 'empty' | 'unlabelled' | 'unrecorded' | 'no-api' | 'absent';

export type ChannelProof = {
  readonly piType: string;
  readonly kind: string;
  /** Class and method, or the text that names the data. */
  readonly what: string;
  readonly outcome: ChannelOutcome;
  /** What arrived at the server, or the exception. */
  readonly arrived: string;
};

const app = new URL('../../test/fixtures/device-apps/channels/violating.apk', import.meta.url);

/** Channels that are read on a device: not those of classes that ship inside apps, nor methods that apps override. */
export function deviceChannels(channels: readonly PiChannel[]): readonly PiChannel[] {
  const isPlatform = (className: string) => /^(android|java)\./.test(className);
  return channels.filter((channel) =>
    channel.kind === 'api' ? channel.mode === 'call' && isPlatform(channel.className) : true,
  );
}

/** Has the fixture app read through every channel, one after another, on one device. */
export async function proveChannels(
  profile: DeviceProfileName,
  channels: readonly PiChannel[] = deviceChannels(loadScannerData().piChannels),
): Promise<readonly ChannelProof[]> {
  const data = loadScannerData();
  const parts = await loadDeviceParts(data.piChannels);
  const pkg = openPackage(memorySource(readFileSync(app)), 'channels.apk', unlimitedBudget());
  const manifest = readManifest(pkg, data.permissions);
  const start = () => {
    const device = new EmbeddedDevice(pkg, manifest, parts, { profile, seed: 1 });
    for (const { name } of manifest.permissions) device.setPermission(name, 'granted');
    device.launch();
    return device;
  };
  let device = start();
  return channels.map((channel, row) => {
    if (!device.process?.system.activities.inForeground) device = start();
    const before = device.events(0).at(-1)?.number ?? 0;
    device.broadcast('example.PROBE', { row: String(row), ...toExtras(channel) });
    if (channel.kind === 'text' && channel.channel === 'intent-action')
      device.broadcast(channel.value, { value: 'sent' });
    device.passTime(200);
    letPersonAct(device, channel);
    const events = device.events(before);
    return judge(channel, row, events, {
      seeded: seededTexts(device.phone, channel.piType),
      exists: existsOn(parts.framework, device.phone.apiLevel, channel),
    });
  });
}

/** What only comes when the person does something: a message, a finger on the sensor, a card near the phone. */
function letPersonAct(device: EmbeddedDevice, channel: PiChannel): void {
  const [message] = device.phone.sms;
  if (channel.piType === 'sms' && message) device.receiveSms(message.address, message.body);
  if (channel.piType === 'biometric') device.touchFingerprint(true);
  if (channel.piType === 'nfc') device.touchNfcTag();
}

/** Whether the public API of that version has the class and a method of that name; hidden ones count as there. */
function existsOn(framework: FrameworkTable, apiLevel: number, channel: PiChannel): boolean {
  if (channel.kind !== 'api') return true;
  const found = framework.findClass(channel.className.replaceAll('.', '/'));
  if (!found) return true;
  if (found.sinceApi > apiLevel) return false;
  const named = found.methods.filter(({ name }) => name === channel.method);
  return named.some(({ sinceApi }) => sinceApi <= apiLevel);
}

function toExtras(channel: PiChannel): Record<string, string> {
  switch (channel.kind) {
    case 'api':
      return {
        kind: 'api',
        class: channel.className,
        name: channel.method,
        when: renderWhen(channel.when),
      };
    case 'field':
      return { kind: 'field', class: channel.className, name: channel.field };
    case 'uri-class':
      return { kind: 'uris', class: channel.className, name: '' };
    case 'text':
      return { kind: channel.channel, class: '', name: concrete(channel.value) };
  }
}

function renderWhen(when: Extract<PiChannel, { kind: 'api' }>['when']): string {
  if (!when) return '';
  if (when.kind === 'bits') return `${when.argument}&${when.mask}`;
  return when.kind === 'is' ? `${when.argument}=${when.values.join('|')}` : '';
}

/** The beginning of a path or command of the table, gone on with to something that can be read. */
const continued: Readonly<Record<string, string>> = {
  '/sys/class/net/': '/sys/class/net/wlan0/address',
  '/sys/devices/system/cpu/': '/sys/devices/system/cpu/possible',
  '/sys/class/power_supply/': '/sys/class/power_supply/battery/capacity',
  'cat /sys/class/net': 'cat /sys/class/net/wlan0/address',
  'pm path': 'pm path com.example.bank',
  'service call iphonesubinfo': 'service call iphonesubinfo 1',
  'top -n': 'top -n 1',
};

function concrete(text: string): string {
  return continued[text] ?? text;
}

function judge(
  channel: PiChannel,
  row: number,
  events: readonly DeviceEvent[],
  { seeded, exists }: { readonly seeded: readonly string[]; readonly exists: boolean },
): ChannelProof {
  const { piType } = channel;
  const reads = events.filter((event) => event.kind === 'pi-read' && event.piType === piType);
  const requests = events.flatMap((event) =>
    event.kind === 'network-request' && event.url.startsWith(`http://sink.example/${row}/`) ? [event] : [],
  );
  const values = requests.filter(({ url }) => url.endsWith('/value'));
  const labelled = values.filter(({ labels }) => labels.some((label) => label.piType === piType));
  const threw = requests.find(({ url }) => url.endsWith('/threw'))?.body ?? '';
  const found = labelled.find(({ body }) => seeded.some((text) => body.includes(text)));
  const isPlain = labelled.some(({ body }) => !/^(null|made|bound .*|android\.|java\.|\[|$)/.test(body));
  const outcome = (): ChannelOutcome => {
    const isMissing = /NoSuchMethodEx|NoSuchField|ClassNotFound|NoClassDef|no object of/.test(threw);
    if (isMissing && !exists) return 'no-api';
    if (isMissing && reads.length === 0) return 'absent';
    if (reads.length === 0) return 'unrecorded';
    // Minus one is what Android gives where there is nothing.
    if (values.length > 0 && values.every(({ body }) => body === '-1')) return 'empty';
    if (found || (labelled.length > 0 && (seeded.length === 0 || !isPlain))) return 'proven';
    if (reads.some((event) => event.kind === 'pi-read' && event.threw !== undefined) || threw !== '')
      return 'refused';
    if (labelled.length > 0) return 'proven';
    if (values.length === 0 && requests.some(({ url }) => url.endsWith('/done'))) return 'recorded';
    return values.some(({ body }) => !/^(null|\{\}|)$/.test(body)) ? 'unlabelled' : 'empty';
  };
  const arrived = found ?? labelled[0] ?? values[0];
  return {
    piType,
    kind: channel.kind === 'text' ? channel.channel : channel.kind,
    what: nameOf(channel),
    outcome: outcome(),
    arrived: (arrived?.body ?? threw).replaceAll(/\s+/g, ' ').slice(0, 80),
  };
}

function nameOf(channel: PiChannel): string {
  switch (channel.kind) {
    case 'api':
      return `${channel.className}.${channel.method}${channel.when ? ` (${renderWhen(channel.when) || 'not its own'})` : ''}`;
    case 'field':
      return `${channel.className}.${channel.field}`;
    case 'uri-class':
      return channel.className;
    case 'text':
      return channel.value;
  }
}
