// One slice of a survey, in a process of its own: each activity is started on a fresh device. See activities.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { DeviceEvent, ScreenNode, ScreenTree } from '../../scanner/device/device.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import { signatureOf } from './picture-signature.ts';
import {
  pictureName,
  type ActivityOutcome,
  type ActivityResult,
  type SurveyNews,
  type SurveyOrder,
} from './activity-result.ts';

const settleMs = 2000;
const mostInstructions = 400_000_000;
const pictureScale = 3;
const barsPx = 270;

const tell = (news: SurveyNews) => process.send?.(news);

process.once('message', (order: SurveyOrder) => void survey(order));

async function survey({ apkFile, folder, activities, profile }: SurveyOrder): Promise<void> {
  const parts: DeviceParts = {
    ...(await loadDeviceParts(loadScannerData().piChannels)),
    limits: { maxInstructions: mostInstructions },
    wallMs: () => performance.now(),
  };
  const { pkg, manifest } = openSample([apkFile]);
  for (const activity of activities) {
    tell({ kind: 'starts', activity });
    const device = new EmbeddedDevice(pkg, manifest, parts, { profile, seed: 1 });
    // Without what they ask for, some activities end at once; the person has said yes to everything.
    for (const { name } of manifest.permissions) device.setPermission(name, 'granted');
    tell({ kind: 'done', result: await open(device, activity, folder) });
  }
  process.disconnect();
}

async function open(device: EmbeddedDevice, activity: string, folder: string): Promise<ActivityResult> {
  const startedMs = performance.now();
  device.launch();
  const seenGaps = new Map(
    device.gaps().map(({ kind, what, caller, count }) => [kind + what + caller, count]),
  );
  const seenEvents = device.events(0).length;
  device.process?.launch(activity);
  device.passTime(settleMs);
  const tree = device.tree();
  const { colours, signature } = await picture(device, tree, join(folder, pictureName(activity)));
  const events = device.events(0).slice(seenEvents);
  const own = tree.windows.filter(({ ownerClass, kind }) => ownerClass === activity || kind !== 'activity');
  const texts = own.flatMap(({ root, title }) => textsOf(root).filter((text) => text !== title));
  const crash = events.find(({ kind }) => kind === 'crash');
  return {
    activity,
    outcome: outcomeOf(events, own.length > 0, texts.length > 0 || colours > 1),
    texts: texts.slice(0, 60),
    windows: tree.windows.map(({ kind, title }) => `${kind} ${title}`),
    colours,
    signature,
    wallMs: Math.round(performance.now() - startedMs),
    error: errorOf(events),
    frames: crash?.stack.slice(0, 6).map(({ className, method }) => `${className}.${method}`) ?? [],
    gaps: device
      .gaps()
      .map((gap) => ({ ...gap, count: gap.count - (seenGaps.get(gap.kind + gap.what + gap.caller) ?? 0) }))
      .filter(({ count }) => count > 0),
  };
}

function outcomeOf(events: readonly DeviceEvent[], hasWindow: boolean, hasContent: boolean): ActivityOutcome {
  if (events.some(({ kind }) => kind === 'crash')) return 'crashed';
  if (events.some(({ kind }) => kind === 'budget-stop' || kind === 'not-responding')) return 'stopped';
  if (!hasWindow) return 'left';
  return hasContent ? 'opened' : 'blank';
}

function errorOf(events: readonly DeviceEvent[]): string {
  for (const event of events) {
    if (event.kind === 'crash') return event.message;
    if (event.kind === 'budget-stop') return event.budget;
    if (event.kind === 'not-responding') return `not responding for ${event.blockedMs} ms`;
  }
  return '';
}

function textsOf(node: ScreenNode | undefined): string[] {
  if (!node) return [];
  // Buttons of the bar are icons with a description: they are content too.
  return [node.text || node.description, ...node.children.flatMap(textsOf)].filter((text) => text !== '');
}

/** Saves a small picture of the screen; answers how many colours lie under the title, and what it looks like from afar. */
async function picture(
  device: EmbeddedDevice,
  tree: ScreenTree,
  file: string,
): Promise<{ readonly colours: number; readonly signature: string }> {
  const png = device.screenshot();
  const image = await loadImage(Buffer.from(png));
  const width = Math.round(image.width / pictureScale);
  const height = Math.round(image.height / pictureScale);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, width, height);
  writeFileSync(file, canvas.toBuffer('image/png'));
  const top = Math.round(barsPx / pictureScale);
  const { data } = context.getImageData(0, top, width, height - top - 30);
  const colours = new Set<number>();
  for (let at = 0; at < data.length && colours.size < 1000; at += 4)
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  return {
    colours: tree.windows.length === 0 ? 0 : colours.size,
    signature: tree.windows.length === 0 ? '' : await signatureOf(png),
  };
}
