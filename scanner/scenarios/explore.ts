import type { ScreenNode, ScreenTree } from '../device/device.ts';
import { areaOf, centreOf, labelOf, listNodes } from './screen.ts';
import type { Stage } from './scenario.ts';

export type ExploreLimits = { readonly steps: number; readonly backsInRow: number };

/** A screen met while exploring, and what can be done on it. */
type Screen = { readonly key: string; readonly actions: readonly Action[]; readonly done: Set<string> };
type Action = { readonly key: string; readonly label: string; readonly xPx: number; readonly yPx: number };

/** Words of controls that end or change what later scenarios need; an inspector leaves them for last. */
const avoided = /退出登录|注销|卸载|log ?out|sign ?out|delete account|uninstall/i;
const mostActionsPerScreen = 24;

/**
 * Taps through the app, each control of each screen once: depth first, Back when a screen has nothing new. A screen is
 * known by its front window's class and the controls on it, so that changing texts do not make it new.
 */
export async function explore(stage: Stage, limits: ExploreLimits): Promise<{ readonly screens: number }> {
  const { session } = stage;
  const screens = new Map<string, Screen>();
  let backs = 0;
  let tree = await session.tree();
  for (let step = 0; step < limits.steps; step++) {
    if (tree.windows.every((window) => window.kind === 'system-other' || window.kind === 'overlay')) {
      await session.foreground();
      tree = await session.tree();
      if (tree.windows.length === 0) tree = await stage.step('start the app again', () => session.launch());
    }
    const screen = remember(screens, tree);
    const action = screen.actions.find(({ key }) => !screen.done.has(key));
    if (action) {
      backs = 0;
      screen.done.add(action.key);
      tree = await stage.step(`tap ${action.label || action.key}`, () => session.tap(action.xPx, action.yPx));
    } else {
      if (++backs > limits.backsInRow) break;
      tree = await stage.step('press Back', () => session.pressKey('back'));
    }
  }
  return { screens: screens.size };
}

function remember(screens: Map<string, Screen>, tree: ScreenTree): Screen {
  const front = tree.windows.findLast((window) => window.kind !== 'toast');
  const actions = listNodes(front?.root)
    .map(({ node }) => node)
    .filter(
      (node) => node.clickable && node.enabled && areaOf(node.boundsPx) > 0 && !avoided.test(labelOf(node)),
    )
    .slice(0, mostActionsPerScreen)
    .map(toAction);
  const key = `${front?.kind} ${front?.ownerClass} ${actions.map((action) => action.key).join(' ')}`;
  const known = screens.get(key);
  if (known) return { ...known, actions };
  const screen = { key, actions, done: new Set<string>() };
  screens.set(key, screen);
  return screen;
}

function toAction(node: ScreenNode, index: number): Action {
  const name = node.resourceId !== '' ? node.resourceId : `${node.className}[${index}]`;
  return { key: `${name}|${labelOf(node).slice(0, 20)}`, label: labelOf(node), ...centreOf(node.boundsPx) };
}
