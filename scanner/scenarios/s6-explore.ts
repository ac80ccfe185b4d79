import { grantAll, startAndAgree } from './ask-consent.ts';
import { explore } from './explore.ts';
import type { Scenario } from './scenario.ts';

const limits = { steps: 60, backsInRow: 4, permissions: 'allow' } as const;

/** Agree, with every permission granted, then tap through every screen that can be reached. */
export const exploreForeground: Scenario = {
  id: 'S6',
  title: { zh: '前台遍历', en: 'Exploration of the screens' },
  run: async (stage) => {
    await grantAll(stage);
    await startAndAgree(stage);
    const { stuckAtLogin } = await explore(stage, limits);
    if (stuckAtLogin) stage.noteObstacle('login-required');
  },
};
