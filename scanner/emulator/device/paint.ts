import { createCanvas, type Canvas as Surface } from '@napi-rs/canvas';
import type { Machine, Steps } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import type { DeviceWindow } from '../system/window-manager.ts';
import { makeCanvas } from '../android/graphics/canvas.ts';
import { DrawingLog } from '../android/graphics/drawing-log.ts';
import { HostCanvas } from '../android/graphics/host-canvas.ts';
import { canvasFont, layOutText } from '../android/graphics/text-measurer.ts';
import { systemBarsDp } from '../android/internal/decor.ts';
import { isVisibleWindow } from '../android/view/open-window.ts';
import { dpToPx } from '../android/view/styled.ts';
import { VISIBLE, viewOf } from '../android/view/view-state.ts';
import { toScreenPng } from './screen-png.ts';
import { layOutSystemDialog } from './system-window.ts';

/** PNG of the screen: all visible windows back to front, then the system's bars. */
export function* paintScreen(vm: Machine): Steps<Uint8Array> {
  const { windows, phone } = vm.attached(SYSTEM);
  const { widthPx, heightPx } = phone.screen;
  const log = new DrawingLog();
  const surface = screenOf(widthPx, heightPx);
  const context = surface.getContext('2d');
  const isHome = !windows.windows.some((window) => isVisibleWindow(vm, window));
  log.note('home', isHome ? 'alone' : 'behind');
  paintHome(surface, isHome);
  const host = new HostCanvas(surface, log);
  for (const window of windows.windows) {
    if (!isVisibleWindow(vm, window)) continue;
    if (window.params.dimAmount > 0) {
      log.note('dim', window.params.dimAmount);
      context.fillStyle = `rgba(0, 0, 0, ${window.params.dimAmount})`;
      context.fillRect(0, 0, widthPx, heightPx);
    }
    if (window.root) yield* paintWindow(vm, host, window);
    else paintSystemWindow(vm, host, log, window);
  }
  paintBars(vm, host, log);
  return toScreenPng(surface, log);
}

/** PNG of a screen on which no app shows anything. */
export function paintEmptyScreen(widthPx: number, heightPx: number): Uint8Array {
  const surface = screenOf(widthPx, heightPx);
  paintHome(surface, true);
  return toScreenPng(surface, new DrawingLog());
}

let screen: Surface | undefined;

/** An empty surface for a screen; ten megabytes that are not asked for anew for each picture. */
function screenOf(widthPx: number, heightPx: number): Surface {
  if (screen?.width !== widthPx || screen.height !== heightPx) screen = createCanvas(widthPx, heightPx);
  screen.getContext('2d').reset();
  return screen;
}

const homeColor = '#263238';

/** Where no app shows anything the screen says what it is, so that nobody takes it for a page of the app. */
function paintHome(surface: Surface, isAlone: boolean): void {
  const { width, height } = surface;
  const context = surface.getContext('2d');
  context.fillStyle = homeColor;
  context.fillRect(0, 0, width, height);
  if (!isAlone) return;
  context.fillStyle = '#90a4ae';
  for (const [index, line] of ['手机桌面', 'Home screen'].entries()) {
    const sizePx = Math.round(width / (index === 0 ? 18 : 24));
    context.font = canvasFont({ sizePx }, line);
    context.fillText(
      line,
      (width - context.measureText(line).width) / 2,
      height / 2 + index * Math.round(width / 16),
    );
  }
}

function* paintWindow(vm: Machine, host: HostCanvas, window: DeviceWindow): Steps<void> {
  const { root, boundsPx, params } = window;
  if (!root || viewOf(root).visibility !== VISIBLE) return;
  const canvas = makeCanvas(vm, host);
  const saved = yield* vm.call<number>(canvas, 'save()I');
  yield* vm.call(canvas, 'translate(FF)V', boundsPx.left, boundsPx.top);
  const width = boundsPx.right - boundsPx.left;
  const height = boundsPx.bottom - boundsPx.top;
  yield* vm.call(canvas, 'clipRect(FFFF)Z', 0, 0, width, height);
  if (params.alpha < 1)
    yield* vm.call(canvas, 'saveLayerAlpha(FFFFI)I', 0, 0, width, height, Math.round(params.alpha * 255));
  yield* vm.call(root, 'draw(Landroid/graphics/Canvas;)V', canvas);
  yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}

function paintSystemWindow(vm: Machine, host: HostCanvas, log: DrawingLog, window: DeviceWindow): void {
  const context = host.surface.getContext('2d');
  const dialog = vm.attached(SYSTEM).dialogs.find(window.id);
  context.textBaseline = 'alphabetic';
  if (!dialog) {
    log.note('system window', JSON.stringify(window.title));
    context.fillStyle = '#eceff1';
    context.fillRect(0, 0, host.width, host.height);
    context.fillStyle = '#37474f';
    context.font = canvasFont({ sizePx: dpToPx(vm, 18) }, window.title);
    context.fillText(window.title, dpToPx(vm, 16), host.height / 2);
    return;
  }
  const layout = layOutSystemDialog(vm, dialog);
  log.note('system dialog', JSON.stringify(layout));
  const { boundsPx, texts } = layout;
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.roundRect(
    boundsPx.left,
    boundsPx.top,
    boundsPx.right - boundsPx.left,
    boundsPx.bottom - boundsPx.top,
    dpToPx(vm, 28),
  );
  context.fill();
  for (const { role, text, boundsPx: at, sizePx } of texts) {
    const width = at.right - at.left;
    context.font = canvasFont({ sizePx, bold: role === 'button' }, text);
    if (role === 'button') {
      context.fillStyle = '#d3e3fd';
      context.beginPath();
      context.roundRect(at.left, at.top, width, at.bottom - at.top, dpToPx(vm, 24));
      context.fill();
    }
    context.fillStyle = role === 'button' ? '#0b57d0' : '#1f1f1f';
    const { lines, heightPx } = layOutText(text, { sizePx }, width);
    const lineHeight = heightPx / Math.max(1, lines.length);
    const top = role === 'button' ? at.top + (at.bottom - at.top - heightPx) / 2 : at.top;
    for (const [index, line] of lines.entries())
      context.fillText(
        text.slice(line.start, line.end).trimEnd(),
        at.left + (width - line.widthPx) / 2,
        top + lineHeight * (index + 0.8),
      );
  }
}

/** Clock and the strip to swipe on, as the system draws them over everything. */
function paintBars(vm: Machine, host: HostCanvas, log: DrawingLog): void {
  const context = host.surface.getContext('2d');
  const statusHeight = dpToPx(vm, systemBarsDp.status);
  context.fillStyle = 'rgba(0, 0, 0, 0.35)';
  context.fillRect(0, 0, host.width, statusHeight);
  context.fillStyle = '#ffffff';
  const now = new Date(vm.epochMs + chinaOffsetMs);
  const clock = [now.getUTCHours(), now.getUTCMinutes()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  log.note('clock', clock);
  context.font = canvasFont({ sizePx: dpToPx(vm, 14) }, clock);
  context.fillText(clock, dpToPx(vm, 16), statusHeight * 0.75);
  context.fillStyle = 'rgba(128, 128, 128, 0.8)';
  context.beginPath();
  context.roundRect(
    host.width * 0.35,
    host.height - dpToPx(vm, 12),
    host.width * 0.3,
    dpToPx(vm, 4),
    dpToPx(vm, 2),
  );
  context.fill();
}

/** The phone's zone, UTC+8 all year. */
const chinaOffsetMs = 8 * 3_600_000;
