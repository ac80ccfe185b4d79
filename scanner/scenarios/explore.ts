import type { ScreenNode, ScreenTree } from '../device/device.ts';
import { answerPermissions, asksPermission, type Answer } from './permission-dialogs.ts';
import { isLogin } from './permission-words.ts';
import type { Stage } from './scenario.ts';
import { labelOf, listNodes, takesTap } from './screen.ts';
import { steps } from './step-text.ts';

export type ExploreLimits = {
  readonly steps: number;
  readonly backsInRow: number;
  /** What is answered when a permission is asked for. */
  readonly permissions: Answer;
};

export type Explored = {
  readonly screens: number;
  /** Nothing but pages that ask for a login was seen. */
  readonly stuckAtLogin: boolean;
};

/** A screen met while exploring, and what can be done on it. */
type Screen = { readonly key: string; readonly actions: readonly Action[]; readonly done: Set<string> };
type Action = { readonly key: string; readonly node: ScreenNode };

/** Words of controls that end or change what later scenarios need; an inspector leaves them for last. */
const avoided = /退出登录|注销|卸载|撤回|撤销|清除|log ?out|sign ?out|delete account|uninstall|withdraw/i;
const mostActionsPerScreen = 24;

/**
 * Taps through the app, each control of each screen once: depth first, Back when a screen has nothing new. A screen is
 * known by its front window's class and the controls on it, so that changing texts do not make it new.
 */
export async function explore(stage: Stage, limits: ExploreLimits): Promise<Explored> {
  const { session } = stage;
  const screens = new Map<string, Screen>();
  let backs = 0;
  const pages = new Set<'login' | 'other'>();
  let tree = await session.tree();
  for (let step = 0; step < limits.steps; step++) {
    if (asksPermission(tree)) tree = await answerPermissions(stage, tree, limits.permissions);
    if (tree.windows.every((window) => window.kind === 'system-other' || window.kind === 'overlay')) {
      await session.foreground();
      tree = await session.tree();
      if (tree.windows.length === 0) tree = await stage.step(steps.startAgain, () => session.launch());
    }
    const screen = remember(screens, tree);
    const kind = pageKind(tree);
    if (kind) pages.add(kind);
    const action = screen.actions.find(({ key }) => !screen.done.has(key));
    if (action) {
      backs = 0;
      screen.done.add(action.key);
      tree = await stage.tap(action.node);
    } else {
      if (++backs > limits.backsInRow) break;
      tree = await stage.step(steps.back, () => session.pressKey('back'));
    }
  }
  return { screens: screens.size, stuckAtLogin: pages.has('login') && !pages.has('other') };
}

/** A page with a place to type and a control to log in, or another; the home screen is neither. */
function pageKind(tree: ScreenTree): 'login' | 'other' | undefined {
  const nodes = tree.windows
    .filter(({ kind }) => kind !== 'toast' && kind !== 'system-other')
    .flatMap(({ root }) => listNodes(root).map(({ node }) => node));
  if (nodes.length === 0) return undefined;
  const types = nodes.some(({ className, password }) => password || className.endsWith('EditText'));
  return types && nodes.some((node) => node.clickable && isLogin(labelOf(node))) ? 'login' : 'other';
}

function remember(screens: Map<string, Screen>, tree: ScreenTree): Screen {
  const front = tree.windows.findLast((window) => window.kind !== 'toast');
  const actions = listNodes(front?.root)
    .filter((placed) => takesTap(placed) && !avoided.test(labelOf(placed.node)))
    .map(({ node }) => node)
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
  return { key: `${name}|${labelOf(node).slice(0, 20)}`, node };
}
