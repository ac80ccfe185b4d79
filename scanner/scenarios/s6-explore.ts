import { agree, awaitConsentStep } from './ask-consent.ts';
import { explore } from './explore.ts';
import type { Scenario } from './scenario.ts';

const limits = { steps: 60, backsInRow: 4 } as const;

/** Agree, then tap through every screen that can be reached. */
export const exploreForeground: Scenario = {
  id: 'S6',
  title: { zh: '前台遍历', en: 'Exploration of the screens' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    else await stage.enter('unknown');
    await explore(stage, limits);
  },
};
