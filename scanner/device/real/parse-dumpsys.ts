import type { BoundsPx } from '../../evidence/index.ts';
import type { ScreenWindow } from '../device.ts';

/** A window as Android's window manager knows it. */
export type KnownWindow = {
  readonly id: string;
  /** `package/Activity`, or a name such as `StatusBar`. */
  readonly title: string;
  readonly ownerPackage: string;
  readonly kind: ScreenWindow['kind'];
  readonly boundsPx: BoundsPx;
  readonly visible: boolean;
};

/** Kinds of windows by the names of WindowManager.LayoutParams.TYPE_*, as the dump shortens them. */
const kinds: Readonly<Record<string, ScreenWindow['kind']>> = {
  BASE_APPLICATION: 'activity',
  APPLICATION: 'dialog',
  APPLICATION_STARTING: 'activity',
  APPLICATION_PANEL: 'popup',
  APPLICATION_SUB_PANEL: 'popup',
  APPLICATION_ABOVE_SUB_PANEL: 'popup',
  APPLICATION_MEDIA: 'popup',
  APPLICATION_ATTACHED_DIALOG: 'dialog',
  APPLICATION_OVERLAY: 'overlay',
  SYSTEM_ALERT: 'overlay',
  PHONE: 'overlay',
  TOAST: 'toast',
};

/** Reads `dumpsys window windows`, whose windows come front first. Windows without a frame are left out. */
export function parseWindows(printed: string): readonly KnownWindow[] {
  const parts = printed.split(/^ *Window #\d+ Window\{/m).slice(1);
  return parts.flatMap((part) => {
    const [, id = '', title = ''] = /^(\w+) u\d+ (.*?)\}:/.exec(part) ?? [];
    const frame =
      /\bmFrame=\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]/.exec(part) ??
      /\bframe=\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]/.exec(part);
    if (id === '' || !frame) return [];
    const type = /\bty=(\w+)/.exec(part)?.[1] ?? '';
    const ownerPackage = /\bpackage=(\S+)/.exec(part)?.[1] ?? title.split('/')[0] ?? '';
    return [
      {
        id,
        title,
        ownerPackage,
        kind: kinds[type] ?? 'system-other',
        boundsPx: toBounds(frame.slice(1, 5).map(Number)),
        visible: !/\b(isOnScreen|isVisible)=false/.test(part) && !/mHasSurface=false/.test(part),
      },
    ];
  });
}

export function toBounds([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): BoundsPx {
  return { left, top, right, bottom };
}

/** A permission of an installed app, as `dumpsys package NAME` tells it. */
export type PermissionState = { readonly name: string; readonly granted: boolean; readonly userSet: boolean };

/** Reads the runtime permissions of `dumpsys package NAME`: `android.permission.CAMERA: granted=true, flags=[ USER_SET ]`. */
export function parsePermissions(printed: string): readonly PermissionState[] {
  const start = printed.indexOf('runtime permissions:');
  if (start < 0) return [];
  const found = new Map<string, PermissionState>();
  for (const line of printed.slice(start).split('\n').slice(1)) {
    const row = /^\s+([\w.]+): granted=(true|false)(?:, flags=\[([^\]]*)\])?/.exec(line);
    if (!row) break;
    const [, name = '', granted, flags = ''] = row;
    found.set(name, { name, granted: granted === 'true', userSet: /\bUSER_(SET|FIXED)\b/.test(flags) });
  }
  return [...found.values()];
}

/** Size of the screen by `wm size`; an override counts before the physical one. */
export function findScreenSize(
  printed: string,
): { readonly widthPx: number; readonly heightPx: number } | undefined {
  const size = /Override size: (\d+)x(\d+)/.exec(printed) ?? /Physical size: (\d+)x(\d+)/.exec(printed);
  return size ? { widthPx: Number(size[1]), heightPx: Number(size[2]) } : undefined;
}

/** Density by `wm density`. */
export function findDensity(printed: string): number | undefined {
  const density = /Override density: (\d+)/.exec(printed) ?? /Physical density: (\d+)/.exec(printed);
  return density ? Number(density[1]) : undefined;
}

/** Tasks of a package in `am stack list`: `taskId=12: com.example/com.example.Main bounds=...`. */
export function parseTaskIds(printed: string, packageName: string): readonly number[] {
  return [...printed.matchAll(/\btaskId=(\d+): (\S+)/g)].flatMap(([, id, component = '']) =>
    component.startsWith(`${packageName}/`) ? [Number(id)] : [],
  );
}
