import { agree, awaitConsentStep } from './ask-consent.ts';
import { examineWindows } from './examine-windows.ts';
import type { Scenario } from './scenario.ts';

const openScreenMs = 500;

/** Agree, leave, and start again as on any other day: the windows that greet a person who opens the app. */
export const windowsAtStart: Scenario = {
  id: 'S11',
  title: { zh: '开屏与弹窗', en: 'Windows at start' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    else await stage.enter('unknown');
    await stage.session.passTime(openScreenMs);
    await examineWindows(stage);
    await stage.session.forceStop();
    await stage.step('start the app again', () => stage.session.launch());
    await stage.session.passTime(openScreenMs);
    await examineWindows(stage);
  },
};
