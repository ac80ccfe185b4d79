import { startAndAgree } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { walkSettingsPages } from './walk-settings.ts';
import { trySwitch } from './try-switch.ts';
import { withdrawConsent } from './withdraw-consent.ts';
import { showsPersonalised } from './setting-words.ts';
import { showsApp, textsOfApp } from './screen.ts';
import type { SettingItem } from '../evidence/index.ts';

const settleMs = 1_000;
const looked: readonly SettingItem[] = [
  'settings-page',
  'policy',
  'collected-list',
  'shared-list',
  'permission-page',
  'personalisation-switch',
  'push-switch',
  'withdrawal',
  'account-deletion',
  'complaint-channel',
  'filing-number',
  'minor-mode',
];

/**
 * Agree, then look for what the rules want in the settings: where it lies, how many taps away, and whether the
 * switches and the withdrawal do what they say.
 */
export const walkSettings: Scenario = {
  id: 'S13',
  title: { zh: '设置项检查', en: 'Walk through the settings' },
  run: async (stage) => {
    await startAndAgree(stage);
    await stage.session.passTime(settleMs);
    const { tree, screenshotId } = await stage.look();
    if (!showsApp(tree)) return;
    const atHome = textsOfApp(tree).join('\n');
    const personalised = showsPersonalised(atHome);
    stage.foundSetting({
      item: 'personalised-content',
      found: personalised,
      path: [],
      text: '',
      problems: [],
      screenshotIds: [screenshotId],
    });
    const found = await walkSettingsPages(stage, tree);
    for (const item of looked) {
      const place = found.get(item);
      if (!place) {
        // The page that does not offer it is what there is to see.
        const screenshotIds = found.get('settings-page')?.screenshotIds ?? [screenshotId];
        stage.foundSetting({ item, found: false, path: [], text: '', problems: [], screenshotIds });
        continue;
      }
      const problems = [...place.problems];
      const screenshotIds = [...place.screenshotIds];
      if (item === 'personalisation-switch' || item === 'push-switch') {
        const tried = await trySwitch(stage, place, item === 'personalisation-switch' && personalised);
        problems.push(...tried.problems);
        screenshotIds.push(...tried.screenshotIds);
      }
      stage.foundSetting({
        item,
        found: true,
        taps: place.taps,
        path: place.path,
        text: place.text,
        problems,
        screenshotIds,
      });
    }
    const withdrawal = found.get('withdrawal');
    if (withdrawal) await withdrawConsent(stage, withdrawal);
  },
};
