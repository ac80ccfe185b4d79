import type { ScreenTree } from '../device/device.ts';
import type { SettingItem } from '../evidence/index.ts';
import type { Stage } from './scenario.ts';
import {
  asksTooMuch,
  findFilingNumber,
  itemOf,
  leadsOn,
  namesSettings,
  tellsComplaintChannel,
} from './setting-words.ts';
import { frontWindow, listRows, listSwitches, textsOf, type Row } from './settings-page.ts';
import { steps } from './step-text.ts';

/** Where one of the things that are looked for lies. */
export type Place = {
  /** Taps from the first page until it can be read or switched. */
  readonly taps: number;
  readonly path: readonly string[];
  readonly label: string;
  readonly text: string;
  readonly problems: readonly string[];
  readonly screenshotIds: readonly string[];
};

const mostTaps = 60;
const mostDepth = 8;
const mostScrolls = 3;
/** CAC's method of 2019, category 1 item 3: more than four taps is too far. */
const mostPolicyTaps = 4;
const keptChars = 500;
/** Rows that are opened to read what lies behind; switches are not. */
const opened: readonly SettingItem[] = [
  'policy',
  'collected-list',
  'shared-list',
  'account-deletion',
  'complaint-channel',
];

/** Rows whose name says all that is looked for. */
const named: readonly SettingItem[] = ['withdrawal', 'permission-page', 'minor-mode'];
const switched: readonly SettingItem[] = ['personalisation-switch', 'push-switch', 'minor-mode'];

/** Goes through the pages that lead to settings and rules, depth first, and answers what was found and where. */
export async function walkSettingsPages(
  stage: Stage,
  tree: ScreenTree,
): Promise<ReadonlyMap<SettingItem, Place>> {
  const walk = new Walk(stage);
  await walk.page(tree, []);
  return walk.found;
}

class Walk {
  readonly found = new Map<SettingItem, Place>();
  readonly #stage: Stage;
  readonly #done = new Set<string>();
  #taps = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async page(tree: ScreenTree, path: readonly string[]): Promise<void> {
    const { session } = this.#stage;
    let current = tree;
    const page = frontWindow(tree);
    for (let scrolls = 0; ; scrolls++) {
      const before = textsOf(frontWindow(current)).join('\n');
      this.#readTexts(before, path);
      if (!(await this.#rows(current, path, page?.id))) return;
      const window = frontWindow(await session.tree());
      const list = window && findScrollable(window.root);
      if (!list || scrolls >= mostScrolls) return;
      const { left, top, right, bottom } = list.boundsPx;
      const xPx = Math.round((left + right) / 2);
      const fromPx = Math.round(top + (bottom - top) * 0.8);
      const toPx = Math.round(top + (bottom - top) * 0.2);
      current = await this.#stage.step(steps.scrollDown, () => session.swipe(xPx, fromPx, xPx, toPx, 300));
      if (textsOf(frontWindow(current)).join('\n') === before) return;
    }
  }

  /** Looks at each row in view; false when the way back to this page was lost. */
  async #rows(tree: ScreenTree, path: readonly string[], pageId: string | undefined): Promise<boolean> {
    const window = frontWindow(tree);
    if (!window) return false;
    for (const { label } of listSwitches(window)) {
      const item = itemOf(label);
      if (item !== undefined && switched.includes(item)) this.#note(item, path, label, label);
    }
    for (const row of listRows(window)) {
      const item = itemOf(row.label);
      const isOnTheWay = leadsOn(row.label) && path.length < mostDepth;
      if (item !== undefined && named.includes(item)) this.#note(item, path, row.label, row.label);
      const mustOpen = item !== undefined && opened.includes(item);
      if (item === 'withdrawal' || (!mustOpen && !isOnTheWay)) continue;
      const key = `${path.join('>')}>${row.label}`;
      if (this.#done.has(key) || this.#taps >= mostTaps) continue;
      this.#done.add(key);
      this.#taps++;
      await this.#open(row, item, path);
      if (frontWindow(await this.#stage.session.tree())?.id !== pageId) return false;
    }
    return true;
  }

  /** Taps a row, reads what opens, goes on from there where it leads on, and comes back. */
  async #open(row: Row, item: SettingItem | undefined, path: readonly string[]): Promise<void> {
    const { session } = this.#stage;
    const before = frontWindow(await session.tree());
    const known = (await this.#stage.events()).length;
    const tree = await this.#stage.tap(row.node);
    const screenshotId = this.#stage.lastScreenshotId();
    const left = (await this.#stage.events()).slice(known).some(({ kind }) => kind === 'external-intent');
    const after = frontWindow(tree);
    const isSame = after?.id === before?.id && !left;
    const here = [...path, row.label];
    const text = isSame ? '' : textsOf(after).join('\n');
    if (item) {
      const problems = isSame && text === '' && after && textsOf(after).join() === textsOf(before).join();
      this.#note(item, here, row.label, text, [screenshotId], problems ? ['OPENS_NOTHING'] : []);
    }
    if (left) {
      await session.foreground();
      return;
    }
    if (isSame) return;
    this.#readTexts(text, here);
    if (after?.kind === 'activity' && namesSettings(row.label))
      this.#note('settings-page', here, row.label, text.slice(0, keptChars), [screenshotId]);
    // A tab opens inside its page; what is a page of its own is walked through and left.
    if (after?.kind === 'activity' && item !== 'policy') await this.page(tree, here);
    const now = frontWindow(await session.tree());
    if (now && now.id !== before?.id) await this.#stage.step(steps.back, () => session.pressKey('back'));
  }

  /** What a page tells by its texts alone. */
  #readTexts(text: string, path: readonly string[]): void {
    const number = findFilingNumber(text);
    if (number !== undefined) this.#note('filing-number', path, number, number);
    if (tellsComplaintChannel(text)) this.#note('complaint-channel', path, '', '');
  }

  /** The nearest place counts. */
  #note(
    item: SettingItem,
    path: readonly string[],
    label: string,
    text: string,
    screenshotIds: readonly string[] = [],
    problems: readonly string[] = [],
  ): void {
    const known = this.found.get(item);
    if (known && known.taps <= path.length) return;
    const all = [...problems];
    if (item === 'policy' && path.length > mostPolicyTaps) all.push('TOO_DEEP');
    if (item === 'account-deletion' && asksTooMuch(text)) all.push('HARD_CONDITIONS');
    this.found.set(item, {
      taps: path.length,
      path,
      label,
      text: text.slice(0, keptChars),
      problems: all,
      screenshotIds,
    });
  }
}

type Node = NonNullable<NonNullable<ReturnType<typeof frontWindow>>['root']>;

function findScrollable(root: Node | undefined): Node | undefined {
  if (!root) return undefined;
  if (root.scrollable) return root;
  for (const child of root.children) {
    const found = findScrollable(child);
    if (found) return found;
  }
  return undefined;
}
