import { errors } from '@appium/base-driver';
import type { EmulatorSession } from '../process/emulator-session.ts';
import { findBySelector } from './find-by-selector.ts';
import type { LiveScreen } from './live-screen.ts';
import { walk, type UiNode } from './ui-node.ts';
import type { SelectorCall, SelectorChain, SelectorValue } from './ui-selector.ts';

type Direction = 'forward' | 'backward';
type Axis = 'vertical' | 'horizontal';

const swipeMs = 400;
const defaultMaxSwipes = 30;
/** Part of the list at each end that a swipe leaves out, as UiScrollable's default. */
const deadZone = 0.1;

/** What a UiScrollable's chain ends in: the views found, after the scrolling that it asks for. */
export async function findByScrolling(
  session: EmulatorSession,
  screen: LiveScreen,
  chain: SelectorChain,
): Promise<UiNode[]> {
  const [container] = chain.args;
  if (!isChain(container)) throw new errors.InvalidSelectorError('UiScrollable takes a UiSelector.');
  let axis: Axis = 'vertical';
  let maxSwipes = defaultMaxSwipes;
  const findList = async (): Promise<UiNode> => {
    const [list] = findBySelector((await screen.read()).roots, container);
    if (!list) throw new errors.NoSuchElementError('The scrollable view is not on the screen.');
    return list;
  };
  /** Answers false when nothing moved any more. */
  const scroll = async (direction: Direction): Promise<boolean> => {
    const list = await findList();
    const before = fingerprint(list);
    const [from, to] = swipeLine(list, axis, direction);
    await session.swipe(from.xPx, from.yPx, to.xPx, to.yPx, swipeMs);
    screen.invalidate();
    return fingerprint(await findList()) !== before;
  };
  const scrollUntil = async (find: () => Promise<UiNode[]>): Promise<UiNode[]> => {
    for (const direction of ['forward', 'backward'] as const) {
      for (let swipes = 0; swipes <= maxSwipes; swipes++) {
        const found = await find();
        if (found.length > 0) return found;
        if (swipes === maxSwipes || !(await scroll(direction))) break;
      }
    }
    return find();
  };
  const inScreen = (selector: SelectorChain) => async () =>
    findBySelector((await screen.read()).roots, selector);
  const repeat = async (direction: Direction, call: SelectorCall): Promise<void> => {
    const times = call.method.startsWith('scrollTo') ? Number(call.args[0] ?? maxSwipes) : 1;
    for (let swipes = 0; swipes < times; swipes++) if (!(await scroll(direction))) return;
  };

  for (const call of chain.calls) {
    const [first, second] = call.args;
    switch (call.method) {
      case 'setAsVerticalList':
        axis = 'vertical';
        break;
      case 'setAsHorizontalList':
        axis = 'horizontal';
        break;
      case 'setMaxSearchSwipes':
        maxSwipes = Math.min(Number(first), 200);
        break;
      case 'setSwipeDeadZonePercentage':
      case 'setMaxScrolls':
        break;
      case 'scrollIntoView':
        return scrollUntil(inScreen(chainOf(first, call)));
      case 'scrollTextIntoView':
        return scrollUntil(inScreen(selectorFor('text', first)));
      case 'scrollDescriptionIntoView':
        return scrollUntil(inScreen(selectorFor('description', first)));
      case 'getChildByText':
      case 'getChildByDescription': {
        const wanted = selectorFor(call.method === 'getChildByText' ? 'text' : 'description', second);
        const child = chainOf(first, call);
        return scrollUntil(async () =>
          findBySelector([await findList()], child).filter(
            (node) => findBySelector([node], wanted).length > 0,
          ),
        );
      }
      case 'scrollForward':
      case 'flingForward':
      case 'scrollToEnd':
        await repeat('forward', call);
        break;
      case 'scrollBackward':
      case 'flingBackward':
      case 'scrollToBeginning':
        await repeat('backward', call);
        break;
      default:
        throw new errors.InvalidSelectorError(`UiScrollable has no method '${call.method}' here.`);
    }
  }
  return [await findList()];
}

/** From and to of a swipe through a view that moves its content on. */
export function swipeLine(
  { node: { boundsPx } }: Pick<UiNode, 'node'>,
  axis: Axis,
  direction: Direction,
): [{ xPx: number; yPx: number }, { xPx: number; yPx: number }] {
  const { left, top, right, bottom } = boundsPx;
  const along = (low: number, high: number, share: number) => Math.round(low + (high - low) * share);
  const [near, far] = direction === 'forward' ? [1 - deadZone, deadZone] : [deadZone, 1 - deadZone];
  return axis === 'vertical'
    ? [
        { xPx: along(left, right, 0.5), yPx: along(top, bottom, near) },
        { xPx: along(left, right, 0.5), yPx: along(top, bottom, far) },
      ]
    : [
        { xPx: along(left, right, near), yPx: along(top, bottom, 0.5) },
        { xPx: along(left, right, far), yPx: along(top, bottom, 0.5) },
      ];
}

function fingerprint(list: UiNode): string {
  return [...walk([list])]
    .map(({ node }) => `${node.text}\u0000${node.boundsPx.left},${node.boundsPx.top}`)
    .join('\u0001');
}

function selectorFor(method: string, value: SelectorValue | undefined): SelectorChain {
  return { type: 'UiSelector', args: [], calls: [{ method, args: [value ?? ''] }] };
}

function chainOf(value: SelectorValue | undefined, { method }: SelectorCall): SelectorChain {
  if (!isChain(value)) throw new errors.InvalidSelectorError(`UiScrollable.${method} takes a UiSelector.`);
  return value;
}

function isChain(value: SelectorValue | undefined): value is SelectorChain {
  return typeof value === 'object';
}
