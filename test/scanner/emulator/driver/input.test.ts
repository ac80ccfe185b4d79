import assert from 'node:assert/strict';
import { readActions } from '../../../../scanner/emulator/driver/touch-actions.ts';
import { toTypedParts } from '../../../../scanner/emulator/driver/typed-keys.ts';

const finger = (...actions: readonly object[]) => ({ type: 'pointer', id: 'finger', actions });
const centreOf = async () => ({ xPx: 500, yPx: 600 });

describe("WebDriver's actions", () => {
  it('become the steps of one finger on the clock of the device', async () => {
    const plan = await readActions(
      [
        finger(
          { type: 'pointerMove', duration: 0, x: 100, y: 200 },
          { type: 'pointerDown', button: 0 },
          { type: 'pause', duration: 500 },
          { type: 'pointerMove', duration: 40, x: 300, y: 200 },
          { type: 'pointerUp', button: 0 },
        ),
      ],
      centreOf,
    );
    assert.deepEqual(plan.touch, [
      { action: 'down', xPx: 100, yPx: 200, atMs: 0 },
      { action: 'move', xPx: 200, yPx: 200, atMs: 520 },
      { action: 'move', xPx: 300, yPx: 200, atMs: 540 },
      { action: 'up', xPx: 300, yPx: 200, atMs: 540 },
    ]);
    assert.equal(plan.durationMs, 540);
  });

  it('count from an element and from where the finger is', async () => {
    const origin = { 'element-6066-11e4-a52e-4f735466cecf': 'e1' };
    const { touch } = await readActions(
      [
        finger(
          { type: 'pointerMove', origin, x: 5, y: -5 },
          { type: 'pointerDown' },
          { type: 'pointerMove', origin: 'pointer', x: 0, y: -100 },
          { type: 'pointerUp' },
        ),
      ],
      centreOf,
    );
    assert.deepEqual(
      touch.map(({ action, xPx, yPx }) => [action, xPx, yPx]),
      [
        ['down', 505, 595],
        ['move', 505, 495],
        ['up', 505, 495],
      ],
    );
  });

  it('type what a keyboard presses', async () => {
    const keyboard = {
      type: 'key',
      id: 'k',
      actions: [...'hi'].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    };
    assert.equal((await readActions([keyboard], centreOf)).typed, 'hi');
  });

  const refused: readonly (readonly [what: string, sources: readonly unknown[], error: string])[] = [
    [
      'two fingers at once',
      [finger({ type: 'pointerDown' }), finger({ type: 'pointerDown' })],
      'unsupported operation',
    ],
    ['a wheel', [{ type: 'wheel', actions: [] }], 'unsupported operation'],
    ['an action of no known type', [finger({ type: 'jump' })], 'invalid argument'],
    ['a negative duration', [finger({ type: 'pause', duration: -1 })], 'invalid argument'],
    ['a place that is no number', [finger({ type: 'pointerMove', x: 'left', y: 0 })], 'invalid argument'],
    ['something that is no object', ['tap'], 'invalid argument'],
  ];
  for (const [what, sources, error] of refused) {
    it(`are refused when they hold ${what}`, async () => {
      await assert.rejects(readActions(sources, centreOf), { error });
    });
  }
});

describe('what clients type', () => {
  it('is parted into text and keys', () => {
    assert.deepEqual(toTypedParts('用户\ue007ab\ue003\ue008c'), [
      { kind: 'text', text: '用户' },
      { kind: 'key', keyCode: 66 },
      { kind: 'text', text: 'ab' },
      { kind: 'key', keyCode: 67 },
      { kind: 'text', text: 'c' },
    ]);
  });
});
