import { followPath } from './follow-path.ts';
import type { Stage } from './scenario.ts';
import { showsPersonalised } from './setting-words.ts';
import { frontWindow, listSwitches } from './settings-page.ts';
import { textsOfApp } from './screen.ts';
import type { Place } from './walk-settings.ts';

export type TriedSwitch = { readonly problems: readonly string[]; readonly screenshotIds: readonly string[] };

const nothing: TriedSwitch = { problems: [], screenshotIds: [] };

/**
 * Switches it off and starts the app again: is it still off, and is personalised content gone from the first page?
 * The second is asked only where there was such content before.
 */
export async function trySwitch(
  stage: Stage,
  { path, label }: Place,
  watchContent: boolean,
): Promise<TriedSwitch> {
  const find = async () => {
    const window = frontWindow((await followPath(stage, path)) ?? (await stage.session.tree()));
    return window && listSwitches(window).find((candidate) => candidate.label === label)?.node;
  };
  const before = await find();
  // One that is off from the start asks for nothing.
  if (!before?.checked) return nothing;
  const tapped = await stage.tap(before);
  const window = frontWindow(tapped);
  const off = window && listSwitches(window).find((candidate) => candidate.label === label)?.node;
  const problems: string[] = [];
  const screenshotIds = [stage.lastScreenshotId()];
  if (off?.checked) problems.push('NO_EFFECT');
  const home = await followPath(stage, []);
  screenshotIds.push(stage.lastScreenshotId());
  if (watchContent && home && showsPersonalised(textsOfApp(home).join('\n'))) problems.push('NO_EFFECT');
  const after = await find();
  if (after?.checked) problems.push('FORGETS_STATE');
  screenshotIds.push(stage.lastScreenshotId());
  return { problems: [...new Set(problems)], screenshotIds };
}
