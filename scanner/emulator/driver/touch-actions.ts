import { errors } from '@appium/base-driver';
import type { TouchStep } from '../process/emulator-session.ts';

type Item = Readonly<Record<string, unknown>>;

/** What W3C actions ask for, in terms of the device: one finger, and keys after it. */
export type InputPlan = {
  readonly touch: readonly TouchStep[];
  /** Text and special keys typed, in order. */
  readonly typed: string;
  /** How long it all takes by the device's clock. */
  readonly durationMs: number;
};

const moveEveryMs = 20;
const maxSteps = 2000;
const maxPauseMs = 10 * 60_000;
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * Reads the sources of WebDriver's "perform actions" (https://www.w3.org/TR/webdriver2/#actions). Sources run tick by
 * tick beside each other. Throws UnsupportedOperation for a second finger that touches, InvalidArgument for what the
 * standard does not know.
 */
export async function readActions(
  sources: readonly unknown[],
  centreOf: (elementId: string) => Promise<{ xPx: number; yPx: number }>,
): Promise<InputPlan> {
  const read = sources.map((source) => {
    const { type, actions = [] } = asItem(source);
    if (type !== 'pointer' && type !== 'key' && type !== 'none')
      throw new errors.UnsupportedOperationError(`Actions of type '${String(type)}' are not supported.`);
    if (!Array.isArray(actions)) throw new errors.InvalidArgumentError('The actions are not a list.');
    return { type, actions: actions.map(asItem) };
  });
  const tickCount = Math.max(0, ...read.map(({ actions }) => actions.length));
  const steps: TouchStep[] = [];
  const positions = read.map(() => ({ xPx: 0, yPx: 0 }));
  let toucher: number | undefined;
  let typed = '';
  let nowMs = 0;
  const add = (step: TouchStep) => {
    if (steps.length >= maxSteps) throw new errors.InvalidArgumentError('Too many actions at once.');
    steps.push(step);
  };
  for (let tick = 0; tick < tickCount; tick++) {
    let tickMs = 0;
    for (const [index, { type, actions }] of read.entries()) {
      const action = actions[tick];
      if (!action) continue;
      const durationMs = toDuration(action['duration']);
      switch (action['type']) {
        case 'pause':
          tickMs = Math.max(tickMs, durationMs);
          break;
        case 'pointerDown':
          if (toucher !== undefined && toucher !== index)
            throw new errors.UnsupportedOperationError('Only one finger at a time can touch this device.');
          toucher = index;
          add({ action: 'down', ...at(positions, index), atMs: nowMs });
          break;
        case 'pointerUp':
          if (toucher !== index) break;
          toucher = undefined;
          add({ action: 'up', ...at(positions, index), atMs: nowMs });
          break;
        case 'pointerMove': {
          const from = at(positions, index);
          const to = await toPosition(action, from, centreOf);
          positions[index] = to;
          tickMs = Math.max(tickMs, durationMs);
          if (toucher === index) for (const step of moves(from, to, nowMs, durationMs)) add(step);
          break;
        }
        case 'pointerCancel':
          throw new errors.UnsupportedOperationError('pointerCancel is not supported.');
        case 'keyDown':
          if (type === 'key') typed += String(action['value'] ?? '');
          break;
        case 'keyUp':
          break;
        default:
          throw new errors.InvalidArgumentError(`There is no action '${String(action['type'])}'.`);
      }
    }
    nowMs += tickMs;
  }
  return { touch: steps, typed, durationMs: nowMs };
}

function* moves(
  from: { xPx: number; yPx: number },
  to: { xPx: number; yPx: number },
  startMs: number,
  durationMs: number,
): Generator<TouchStep> {
  const count = Math.min(100, Math.max(1, Math.round(durationMs / moveEveryMs)));
  for (let step = 1; step <= count; step++) {
    const share = step / count;
    yield {
      action: 'move',
      xPx: Math.round(from.xPx + (to.xPx - from.xPx) * share),
      yPx: Math.round(from.yPx + (to.yPx - from.yPx) * share),
      atMs: startMs + Math.round(durationMs * share),
    };
  }
}

async function toPosition(
  action: Item,
  from: { xPx: number; yPx: number },
  centreOf: (elementId: string) => Promise<{ xPx: number; yPx: number }>,
): Promise<{ xPx: number; yPx: number }> {
  const [x, y] = [Number(action['x'] ?? 0), Number(action['y'] ?? 0)];
  if (!Number.isFinite(x) || !Number.isFinite(y))
    throw new errors.InvalidArgumentError('x and y of a move are numbers.');
  const { origin = 'viewport' } = action;
  if (origin === 'viewport') return { xPx: x, yPx: y };
  if (origin === 'pointer') return { xPx: from.xPx + x, yPx: from.yPx + y };
  const reference = asItem(origin);
  const id = reference[elementKey] ?? reference['ELEMENT'];
  if (typeof id !== 'string') throw new errors.InvalidArgumentError('The origin of a move is unknown.');
  const centre = await centreOf(id);
  return { xPx: centre.xPx + x, yPx: centre.yPx + y };
}

function at(positions: readonly { xPx: number; yPx: number }[], index: number): { xPx: number; yPx: number } {
  return positions[index] ?? { xPx: 0, yPx: 0 };
}

function toDuration(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'number' || !(value >= 0) || value > maxPauseMs)
    throw new errors.InvalidArgumentError(`A duration is 0 to ${maxPauseMs} ms.`);
  return value;
}

function asItem(value: unknown): Item {
  if (typeof value !== 'object' || value === null)
    throw new errors.InvalidArgumentError('An object was expected among the actions.');
  return value as Item;
}
