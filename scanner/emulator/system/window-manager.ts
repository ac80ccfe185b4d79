import type { BoundsPx } from '../../evidence/index.ts';
import type { ScreenWindow } from '../../device/device.ts';
import type { JavaObject } from '../machine/index.ts';

/** A window on the screen. Its views belong to the app's machine; everything else is the device's. */
export type DeviceWindow = {
  readonly id: string;
  readonly kind: ScreenWindow['kind'];
  readonly ownerPackage: string;
  readonly ownerClass: string;
  title: string;
  /** Root view (a decor view, or what was given to addView); undefined for windows of the system itself. */
  readonly root: JavaObject | undefined;
  /** WindowManager.LayoutParams as far as placing needs them. */
  params: WindowParams;
  /** Set by layout. */
  boundsPx: BoundsPx;
  /** Window that it belongs to: a dialog's activity, a popup's parent. */
  readonly parentId: string | undefined;
  /** Device time of opening. */
  readonly openedAtMs: number;
  /** Something changed that wants measure and layout. */
  layoutNeeded: boolean;
};

export type WindowParams = {
  readonly type: number;
  readonly flags: number;
  readonly width: number;
  readonly height: number;
  readonly gravity: number;
  readonly x: number;
  readonly y: number;
  /** 0..1 darkening of what lies behind. */
  readonly dimAmount: number;
  readonly alpha: number;
};

/** What a window is opened with. */
export type NewWindow = Omit<DeviceWindow, 'id' | 'openedAtMs' | 'boundsPx' | 'layoutNeeded'>;

/** android.view.WindowManager.LayoutParams: types and flags that placing, focus and touch go by. */
export const windowTypes = {
  application: 2,
  applicationPanel: 1000,
  applicationSubPanel: 1002,
  toast: 2005,
  systemAlert: 2003,
  phone: 2002,
  applicationOverlay: 2038,
} as const;

export const windowFlags = {
  dimBehind: 0x2,
  notFocusable: 0x8,
  notTouchable: 0x10,
  notTouchModal: 0x20,
  watchOutsideTouch: 0x40000,
} as const;

/** All windows of the device, back to front: of the same layer, the later is in front. */
export class WindowManager {
  readonly #windows: DeviceWindow[] = [];
  readonly #nowMs: () => number;
  readonly #onChange: (change: 'opened' | 'closed', window: DeviceWindow) => void;
  #lastId = 0;

  constructor(nowMs: () => number, onChange: (change: 'opened' | 'closed', window: DeviceWindow) => void) {
    this.#nowMs = nowMs;
    this.#onChange = onChange;
  }

  /** Back to front. */
  get windows(): readonly DeviceWindow[] {
    return this.#windows;
  }

  open(window: NewWindow): DeviceWindow {
    const opened: DeviceWindow = {
      ...window,
      id: `w${++this.#lastId}`,
      openedAtMs: this.#nowMs(),
      boundsPx: { left: 0, top: 0, right: 0, bottom: 0 },
      layoutNeeded: true,
    };
    const at = this.#windows.findIndex((other) => goesBehind(opened, other));
    if (at < 0) this.#windows.push(opened);
    else this.#windows.splice(at, 0, opened);
    this.#onChange('opened', opened);
    return opened;
  }

  close(id: string): void {
    const at = this.#windows.findIndex((window) => window.id === id);
    if (at < 0) return;
    const [closed] = this.#windows.splice(at, 1);
    if (closed) this.#onChange('closed', closed);
    for (const child of this.#windows.filter((window) => window.parentId === id)) this.close(child.id);
  }

  find(id: string): DeviceWindow | undefined {
    return this.#windows.find((window) => window.id === id);
  }

  findByRoot(root: JavaObject): DeviceWindow | undefined {
    return this.#windows.find((window) => window.root === root);
  }

  /** The window that keys go to: the front one that takes focus. */
  get focused(): DeviceWindow | undefined {
    return this.#windows.findLast(
      (window) => (window.params.flags & windowFlags.notFocusable) === 0 && window.kind !== 'toast',
    );
  }

  /** Brings the windows of one activity to the front of their layer, in order. */
  bringToFront(ids: readonly string[]): void {
    for (const id of ids) {
      const at = this.#windows.findIndex((window) => window.id === id);
      if (at < 0) continue;
      const [window] = this.#windows.splice(at, 1);
      if (!window) continue;
      const layer = layerOf(window.params.type);
      const before = this.#windows.findIndex((other) => layerOf(other.params.type) > layer);
      if (before < 0) this.#windows.push(window);
      else this.#windows.splice(before, 0, window);
    }
  }

  closeAll(): void {
    for (const window of [...this.#windows]) this.close(window.id);
  }
}

/** Coarse layers of WindowManagerPolicy: applications, then overlays and toasts, then the system's own. */
function layerOf(type: number): number {
  if (type < 2000) return 0;
  if (type === windowTypes.toast) return 2;
  return type === windowTypes.applicationOverlay ||
    type === windowTypes.systemAlert ||
    type === windowTypes.phone
    ? 1
    : 3;
}

/**
 * An activity's window lies under every dialog of that activity, even one that was shown first (in onCreate, before the
 * activity itself came to the screen).
 */
function goesBehind(opened: DeviceWindow, other: DeviceWindow): boolean {
  const [layer, otherLayer] = [layerOf(opened.params.type), layerOf(other.params.type)];
  if (layer !== otherLayer) return otherLayer > layer;
  return opened.kind === 'activity' && other.kind !== 'activity' && other.ownerClass === opened.ownerClass;
}
