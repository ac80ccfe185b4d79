import { startAndAgree } from './ask-consent.ts';
import { awaitWindow } from './await-window.ts';
import { examineWindows } from './examine-windows.ts';
import { findPopups } from './find-popups.ts';
import { HARMLESS_MOTIONS } from './motions.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

/** The windows at start while the phone is carried, turned and shaken below the reference values: none may jump. */
export const motion: Scenario = {
  id: 'S12',
  title: { zh: '晃动与转动', en: 'Motion' },
  needs: ['motion'],
  run: async (stage) => {
    const { session } = stage;
    await startAndAgree(stage);
    await awaitWindow(stage);
    if (findPopups(await session.tree()).length === 0) {
      await session.forceStop();
      await stage.step(steps.startAgain, () => session.launch());
      await awaitWindow(stage);
    }
    await examineWindows(stage, 'motion', HARMLESS_MOTIONS);
  },
};
