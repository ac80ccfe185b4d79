import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';

const idleMs = 120_000;

/** Agree, then leave the app alone: what does it take now? */
export const agreeAndIdle: Scenario = {
  id: 'S3',
  title: { zh: '同意后静置', en: 'Agree, then idle' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    else await stage.enter('unknown');
    await stage.step(`wait ${idleMs / 1000} s without touching anything`, () =>
      stage.session.passTime(idleMs),
    );
  },
};
