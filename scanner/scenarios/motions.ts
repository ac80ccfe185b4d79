import type { MotionSample } from '../device/device.ts';
import type { StepText } from '../evidence/index.ts';

/** A motion of the phone. Reference values of T/TAF 078.7 for what may make a page jump: 15 m/s², 35 degrees, 3 s. */
export type Motion = {
  readonly name: StepText;
  readonly samples: readonly MotionSample[];
  readonly intervalMs: number;
};

const gravityMs2 = 9.81;
const intervalMs = 20;

/** Samples of a motion that lasts so long, from what the phone does at a share of it, 0..1. */
function makeMotion(name: StepText, durationMs: number, at: (share: number) => MotionSample): Motion {
  const count = Math.round(durationMs / intervalMs);
  return { name, intervalMs, samples: Array.from({ length: count }, (_, index) => at(index / count)) };
}

/** The phone swings to and fro along its short side, gravity on its back; `peakMs2` beyond gravity. */
function swing(peakMs2: number, swings: number): (share: number) => MotionSample {
  return (share) => ({
    acceleration: [Math.sin(share * Math.PI * 2 * swings) * peakMs2, 0, gravityMs2],
    rotation: [0, 0, 0],
  });
}

/** The phone is turned about its long side by so many degrees, and back. */
function turn(degrees: number, durationMs: number): (share: number) => MotionSample {
  const radians = (degrees * Math.PI) / 180;
  return (share) => {
    const angle = radians * Math.sin(share * Math.PI);
    const rate = (radians * Math.cos(share * Math.PI) * Math.PI * 1000) / durationMs;
    return {
      acceleration: [Math.sin(angle) * gravityMs2, 0, Math.cos(angle) * gravityMs2],
      rotation: [0, rate, 0],
    };
  };
}

/** What a hand does to a phone that it holds. */
export const gentleShake: Motion = makeMotion({ zh: '轻微晃动', en: 'a gentle shake' }, 1000, swing(8, 2));

/**
 * Motions that must not make an advertisement jump, the weakest first. Each stays below every reference value, and
 * below 15 m/s² also with gravity counted in, as some apps measure.
 */
export const HARMLESS_MOTIONS: readonly Motion[] = [
  makeMotion({ zh: '平放静止', en: 'lying still' }, 500, swing(0, 1)),
  makeMotion({ zh: '行走', en: 'walking' }, 2500, swing(3.5, 5)),
  makeMotion(
    { zh: '拿起手机（转动 30 度）', en: 'picking it up (a turn of 30 degrees)' },
    1200,
    turn(30, 1200),
  ),
  makeMotion({ zh: '转动手腕（15 度）', en: 'a turn of the wrist (15 degrees)' }, 600, turn(15, 600)),
  gentleShake,
  makeMotion({ zh: '晃动（10 m/s²，2 秒）', en: 'a shake of 10 m/s² for 2 s' }, 2000, swing(10, 4)),
  makeMotion(
    { zh: '放下手机（一次 5 m/s² 的撞击）', en: 'putting it down (one bump of 5 m/s²)' },
    200,
    (share) => ({
      acceleration: [0, 0, gravityMs2 + (share > 0.4 && share < 0.6 ? 5 : 0)],
      rotation: [0, 0, 0],
    }),
  ),
];
