import assert from 'node:assert/strict';
import { HARMLESS_MOTIONS } from '../../../scanner/scenarios/motions.ts';

const gravityMs2 = 9.81;

describe('the motions that must not make a page jump', () => {
  for (const { name, samples, intervalMs } of HARMLESS_MOTIONS) {
    it(`${name.en} stays below 15 m/s², with gravity and without`, () => {
      for (const { acceleration } of samples) {
        const total = Math.hypot(...acceleration);
        assert.ok(total < 15, `${total} m/s² with gravity`);
        assert.ok(Math.abs(total - gravityMs2) < 15);
      }
    });

    it(`${name.en} lasts less than 3 s`, () => assert.ok(samples.length * intervalMs < 3000));
  }

  it('turn the phone by less than 35 degrees where they turn it', () => {
    const turns = HARMLESS_MOTIONS.filter(({ samples }) =>
      samples.some(({ rotation }) => rotation.some((rate) => rate !== 0)),
    );
    assert.ok(turns.length >= 2);
    for (const { samples } of turns)
      for (const { acceleration } of samples)
        assert.ok(Math.abs(Math.atan2(acceleration[0], acceleration[2])) < (35 * Math.PI) / 180);
  });
});
