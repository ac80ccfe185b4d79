import { startAndAgree } from './ask-consent.ts';
import { awaitWindow } from './await-window.ts';
import { examineWindows } from './examine-windows.ts';
import type { Scenario, Stage } from './scenario.ts';
import { steps } from './step-text.ts';

const overlayPermission = 'android.permission.SYSTEM_ALERT_WINDOW';

/** Agree, leave, and start again as on any other day: the windows that greet a person who opens the app. */
export const windowsAtStart: Scenario = {
  id: 'S11',
  title: { zh: '开屏与弹窗', en: 'Windows at start' },
  run: async (stage) => {
    const { session } = stage;
    // An app that may lie over others shows what it would show to those who allowed it.
    await session.setPermission(overlayPermission, 'granted');
    await startAndAgree(stage);
    await awaitWindow(stage);
    const atFirst = await examineWindows(stage, 'mark');
    await session.forceStop();
    await stage.step(steps.startAgain, () => session.launch());
    await awaitWindow(stage);
    const again = await examineWindows(stage, 'back');
    if (atFirst > 0 && again === 0) await startFresh(stage);
  },
};

/** What was shown once only is brought up again on a clean app, to try the Back key on it. */
async function startFresh(stage: Stage): Promise<void> {
  const { session } = stage;
  await session.clearData();
  await stage.enter('before-consent');
  await startAndAgree(stage);
  await awaitWindow(stage);
  await examineWindows(stage, 'back');
}
