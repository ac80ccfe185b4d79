import type { SettingFacts } from '../../scanner/evidence/index.ts';
import { SETTING_ITEM_TEXTS, SETTING_PROBLEM_TEXTS, findCodeText } from './codes.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';
import { toShort } from '../shared/visible.ts';

/** What the rules ask an app to offer in its settings: whether it is there, how far away, and what is wrong with it. */
export function renderSettings(context: Context): Html {
  const { report, words } = context;
  const items = (report.settings ?? []).filter(({ item }) => item !== 'personalised-content');
  if (items.length === 0) return html``;
  const table = renderTable<SettingFacts>(context, items, [
    { head: words('settingItem'), cell: ({ item }) => context.pick(SETTING_ITEM_TEXTS[item]) },
    { head: words('settingFound'), cell: ({ found }) => words(found ? 'settingThere' : 'settingMissing') },
    { head: words('settingWay'), style: 'wide', cell: (setting) => renderWay(context, setting) },
    {
      head: words('problems'),
      cell: ({ problems }) =>
        problems.map((code) => context.pick(findCodeText(SETTING_PROBLEM_TEXTS, code))).join('；'),
    },
  ]);
  return renderSection(context, 'settings', words('settings'), table);
}

function renderWay({ words }: Context, { found, taps = 0, path }: SettingFacts): string {
  if (!found) return '';
  const way = path.map((label) => toShort(label, 24)).join(' › ');
  return `${words('settingTaps', { n: taps })} ${way}`.trim();
}
