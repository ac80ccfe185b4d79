import { startAndAgree } from './ask-consent.ts';
import { explore } from './explore.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const limits = { steps: 12, backsInRow: 1, permissions: 'allow' } as const;
/** What an app does a moment after a tap or a start belongs to that. */
const settleMs = 10_000;
const silentMs = 60_000;
const backgroundMs = 120_000;

/** Agree, grant each permission where it is asked for, use what needs it, then leave: does the use stop? */
export const grantAndLeave: Scenario = {
  id: 'S5',
  title: { zh: '授权使用后离开', en: 'Grant, use and leave' },
  run: async (stage) => {
    const { asked } = await startAndAgree(stage);
    const phase = asked ? 'after-consent' : 'unknown';
    await explore(stage, limits);
    await stage.step(steps.back, () => stage.session.pressKey('back'));
    await stage.session.passTime(settleMs);
    await stage.enter(phase, 'silent');
    await stage.step(steps.idle(silentMs), () => stage.session.passTime(silentMs));
    await stage.step(steps.home, () => stage.session.background());
    await stage.enter(phase, 'background');
    await stage.step(steps.inBackground(backgroundMs), () => stage.session.passTime(backgroundMs));
  },
};
