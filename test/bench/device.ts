import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openAppiumDevice } from '../../scanner/device/appium-session.ts';
import { startAppium } from '../../scanner/device/start-appium.ts';
import type { Device, DeviceSession, ScreenNode, ScreenTree } from '../../scanner/device/device.ts';
import { realApks } from '../support/real-apks.ts';

type Process = typeof import('../../scanner/emulator/process/index.ts');

const fixture = {
  apkFiles: [fileURLToPath(new URL('../fixtures/apps/consent-early-read/violating.apk', import.meta.url))],
  packageName: 'com.example.meizhoucaipu',
  seed: 1,
};
const rounds = 15;
const sideBySide = 8;
const rows = ['Views', 'App', 'Graphics', 'Content'];
const ticksPerSecond = 100;

/**
 * Times of compiled devices in their processes, directly and through Appium: from start to the first screen of
 * ApiDemos, a click that opens another screen, a tap on nothing, a screenshot; then eight devices at the same time.
 */
export async function bench(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  // Compiled, as devices meet apps: run from its sources a device would compile TypeScript first.
  const compiled = new URL('../../dist/scanner/emulator/process/index.js', import.meta.url);
  const { openDeviceProcess } = (await import(compiled.href)) as Process;
  await benchApiDemos(openDeviceProcess, figures);
  await benchManyDevices(openDeviceProcess, figures);

  const device = openDeviceProcess({ profile: 'android14' });
  await measure('process', device, figures);
  await device.close();
  const startedMs = performance.now();
  const server = await startAppium();
  figures['appium: startMs'] = rounded(performance.now() - startedMs);
  try {
    await measure('appium', openAppiumDevice({ url: server.url, profile: 'android14' }), figures);
  } finally {
    await server.close();
  }
  return figures;
}

function apiDemos() {
  const found = realApks.find(({ packageName }) => packageName === 'io.appium.android.apis');
  if (!found) throw new Error('ApiDemos is not installed.');
  return { apkFiles: [found.file], packageName: found.packageName, seed: 1 };
}

async function benchApiDemos(
  openDeviceProcess: Process['openDeviceProcess'],
  figures: Record<string, number>,
): Promise<void> {
  const device = openDeviceProcess({ profile: 'android14' });
  const others = new Set(childPids());
  const startedMs = performance.now();
  const session = await device.open(apiDemos());
  const pid = childPids().find((each) => !others.has(each)) ?? 0;
  await session.launch();
  const first = await session.tree();
  figures['ApiDemos: startToFirstTreeMs'] = rounded(performance.now() - startedMs);
  figures['ApiDemos: startToFirstTreeCpuMs'] = cpuMs(pid);
  figures['ApiDemos: firstScreenPeakMb'] = statusMb(pid, 'VmHWM');
  const clicks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const row = findText(first, rows[round % rows.length] ?? '');
    const clickedMs = performance.now();
    await tap(session, row);
    await session.tree();
    clicks.push(performance.now() - clickedMs);
    await session.pressKey('back');
  }
  figures['ApiDemos: clickToNewTreeMs'] = medianOf(clicks);
  figures['ApiDemos: screenshotMs'] = await median(async () => {
    await session.screenshot();
  });
  await session.close();
  await device.close();
}

/** Eight devices start ApiDemos, open a screen and take its picture, all at the same time. */
async function benchManyDevices(
  openDeviceProcess: Process['openDeviceProcess'],
  figures: Record<string, number>,
): Promise<void> {
  const device = openDeviceProcess({ profile: 'android14' });
  const others = new Set(childPids());
  const startedMs = performance.now();
  const sessions = await Promise.all(Array.from({ length: sideBySide }, () => device.open(apiDemos())));
  await Promise.all(
    sessions.map(async (session) => {
      await session.launch();
      await tap(session, findText(await session.tree(), 'Views'));
      await session.tree();
      await session.screenshot();
    }),
  );
  figures[`${sideBySide} devices: untilAllShowTheirSecondScreenMs`] = rounded(performance.now() - startedMs);
  const pids = childPids().filter((pid) => !others.has(pid));
  figures[`${sideBySide} devices: memoryMb`] = rounded(
    pids.reduce((sum, pid) => sum + statusMb(pid, 'VmHWM'), 0),
  );
  await Promise.all(sessions.map((session) => session.close()));
  await device.close();
}

async function measure(prefix: string, device: Device, figures: Record<string, number>): Promise<void> {
  const time = async <T>(name: string, action: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const value = await action();
    figures[`${prefix}: ${name}`] = rounded(performance.now() - startedMs);
    return value;
  };
  const session = await time('openMs', () => device.open(fixture));
  await time('launchMs', () => session.launch());
  await time('firstTreeMs', () => session.tree());
  figures[`${prefix}: tapAndTreeMs`] = await median(async () => {
    // A corner where nothing is: what is measured is the way, and reading the tree again.
    await session.tap(5, 5);
    await session.tree();
  });
  figures[`${prefix}: screenshotMs`] = await median(async () => {
    await session.screenshot();
  });
  await session.close();
}

async function tap(session: DeviceSession, { boundsPx }: ScreenNode): Promise<void> {
  await session.tap((boundsPx.left + boundsPx.right) / 2, (boundsPx.top + boundsPx.bottom) / 2);
}

function findText({ windows }: ScreenTree, text: string): ScreenNode {
  const look = (node: ScreenNode | undefined): ScreenNode | undefined =>
    !node || node.text === text
      ? node
      : node.children.reduce<ScreenNode | undefined>((found, child) => found ?? look(child), undefined);
  const found = windows.map(({ root }) => look(root)).find((node) => node !== undefined);
  if (!found) throw new Error(`${text} is not on the screen.`);
  return found;
}

/** Children of this process, by /proc (Linux). */
function childPids(): number[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid.trim() !== '')
    .map(Number);
}

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

function statusMb(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return rounded(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
}

async function median(action: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    await action();
    times.push(performance.now() - startedMs);
  }
  return medianOf(times);
}

function medianOf(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
