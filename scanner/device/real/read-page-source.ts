import { Parser } from 'htmlparser2';
import { ScanError } from '../../errors.ts';
import type { BoundsPx } from '../../evidence/index.ts';
import type { ScreenNode, ScreenTree, ScreenWindow } from '../device.ts';
import { toBounds, type KnownWindow } from './parse-dumpsys.ts';

type Open = { readonly attributes: Readonly<Record<string, string>>; readonly children: ScreenNode[] };
type Root = { readonly node: ScreenNode; readonly packageName: string };

const mostNodes = 20_000;
const mostDepth = 200;
/** The dialogs in which Android and its makers ask for permissions. */
const permissionPackages =
  /\.permissioncontroller$|\.packageinstaller$|\.permission\.ui$|\.securitypermission$/;
const systemPackages = /^(android|com\.android\.systemui)$|launcher|\.(inputmethod|home)\b/;

export type PageSourceOptions = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly densityDpi: number;
  readonly ownPackage: string;
  /** Windows as the window manager knows them, front first; without them kinds are told by owner and size. */
  readonly windows?: readonly KnownWindow[];
};

/**
 * Reads UiAutomator2's page source into a tree of windows, the front one last: each element below `hierarchy` is the
 * root of a window when the server's setting `enableMultiWindows` is on. The text comes from an app and is bounded:
 * LIMIT_EXCEEDED for a tree that is too large.
 */
export function readPageSource(xml: string, options: PageSourceOptions): ScreenTree {
  const { widthPx, heightPx, densityDpi } = options;
  const roots = readRoots(xml);
  const named = roots.map((root, index) => toWindow(root, index, options));
  // What the system draws lies over apps, but its bars are no window in front.
  const windows = [...named.filter(isSystem), ...named.filter((window) => !isSystem(window))];
  return {
    widthPx,
    heightPx,
    densityDpi,
    windows: windows.map((window, z) => ({ ...window, z, focused: z === windows.length - 1 })),
  };
}

function isSystem({ kind }: ScreenWindow): boolean {
  return kind === 'system-other';
}

function readRoots(xml: string): readonly Root[] {
  const roots: Root[] = [];
  const open: Open[] = [];
  let count = 0;
  const parser = new Parser(
    {
      onopentag: (_name, attributes) => {
        if (++count > mostNodes || open.length > mostDepth)
          throw new ScanError('LIMIT_EXCEEDED', 'The page source of the device is too large.');
        open.push({ attributes, children: [] });
      },
      onclosetag: () => {
        const closed = open.pop();
        if (!closed || open.length === 0) return;
        const node = toNode(closed);
        if (open.length > 1) open.at(-1)?.children.push(node);
        else roots.push({ node, packageName: closed.attributes['package'] ?? '' });
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return roots;
}

function toNode({ attributes, children }: Open): ScreenNode {
  const is = (name: string) => attributes[name] === 'true';
  const text = (name: string) => attributes[name] ?? '';
  return {
    className: text('class'),
    resourceId: text('resource-id'),
    text: text('text'),
    description: text('content-desc'),
    boundsPx: readBounds(text('bounds')),
    clickable: is('clickable'),
    longClickable: is('long-clickable'),
    checkable: is('checkable'),
    checked: is('checked'),
    enabled: is('enabled'),
    focusable: is('focusable'),
    focused: is('focused'),
    scrollable: is('scrollable'),
    password: is('password'),
    selected: is('selected'),
    children,
  };
}

function readBounds(text: string): BoundsPx {
  const found = /^\[(-?\d{1,6}),(-?\d{1,6})\]\[(-?\d{1,6}),(-?\d{1,6})\]$/.exec(text);
  return toBounds(found ? found.slice(1).map(Number) : []);
}

function toWindow({ node, packageName }: Root, index: number, options: PageSourceOptions): ScreenWindow {
  const known = options.windows?.find(
    (window) => window.ownerPackage === packageName && window.visible && lies(node.boundsPx, window.boundsPx),
  );
  const [, activity = ''] = known?.title.split('/') ?? [];
  return {
    id: known?.id ?? `${packageName}-${index}`,
    kind: kindOf(node, packageName, known, options),
    ownerPackage: packageName,
    ownerClass: activity.startsWith('.') ? packageName + activity : activity,
    title: known?.title ?? packageName,
    boundsPx: known?.boundsPx ?? node.boundsPx,
    focused: false,
    z: index,
    root: node,
  };
}

function kindOf(
  node: ScreenNode,
  packageName: string,
  known: KnownWindow | undefined,
  { widthPx, heightPx, ownPackage }: PageSourceOptions,
): ScreenWindow['kind'] {
  if (permissionPackages.test(packageName)) return 'system-permission';
  if (packageName !== ownPackage && systemPackages.test(packageName)) return 'system-other';
  if (known) return known.kind;
  const { left, top, right, bottom } = node.boundsPx;
  const fills = right - left >= widthPx && bottom - top >= heightPx * 0.85;
  return fills ? 'activity' : 'dialog';
}

/** A window's views lie inside its frame. */
function lies(inner: BoundsPx, outer: BoundsPx): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}
