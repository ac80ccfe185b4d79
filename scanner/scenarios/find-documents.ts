import type { ScreenTree, ScreenWindow } from '../device/device.ts';
import type { PolicyReach, StepText } from '../evidence/index.ts';
import { findPolicyNotice } from './policy-notice.ts';
import type { Picture, ScenarioResult, StagedEvent } from './scenario.ts';
import { labelOf, listNodes } from './screen.ts';

/** A text that a window of the app showed, long enough to be a document, and how a person gets there. */
export type ShownText = {
  readonly text: string;
  readonly reach: PolicyReach;
  /** Whether the window holds it all; a list holds only the rows in view. */
  readonly isWhole: boolean;
};

/** An address that the app opened, in a page of its own or in the browser. */
export type ShownAddress = { readonly url: string; readonly reach: PolicyReach };

/** A sentence of a window that tells people that the privacy policy was changed. */
export type ShownNotice = { readonly sentence: string; readonly reach: PolicyReach };

export type ShownDocuments = {
  readonly notices: readonly ShownNotice[];
  readonly texts: readonly ShownText[];
  readonly addresses: readonly ShownAddress[];
};

/** Shorter texts are dialogs, not documents; the longest Chinese consent dialogs come near to it. */
const fewestChars = 200;
/** A list may be as short as one line; what was tapped says that it is one. */
const fewestCharsOfList = 12;
const listLabel = /清单|目录|list of/i;
const mostTexts = 40;
const mostAddresses = 20;
const mostNotices = 5;
/** Views that make a view only for the rows in sight. */
const rowViews = /(?:RecyclerView|ListView|GridView|ViewPager2?)$/;
const documentWords =
  /隐私|协议|条款|个人信息|清单|儿童|privacy|polic(?:y|ies)|terms|agreement|data protection|sdk/i;
const policyAddress = /priva|yinsi|隐私|personal-?info|data-?protection|agreement|xieyi|sdk-?list|children/i;

/**
 * Every document that the scenarios met on a screen, every address of one, and every notice that the policy was changed.
 * Each text, address and notice comes once.
 */
export function findShownDocuments(results: readonly ScenarioResult[]): ShownDocuments {
  const texts = new Map<string, ShownText>();
  const addresses = new Map<string, ShownAddress>();
  const notices = new Map<string, ShownNotice>();
  for (const result of results) {
    const route = new Route(result);
    for (const picture of result.pictures) {
      if (picture.kind !== 'tree') continue;
      const front = findFront(readTree(picture));
      const reach = route.follow(picture, front?.id);
      const label = listLabelOf(reach);
      const lines = front ? textsOf(front) : [];
      const shown = lines.join('\n');
      // A page that was opened as a document is that document, not a notice of it.
      const notice = documentWords.test(reach.path.at(-1)?.zh ?? '') ? undefined : findPolicyNotice(lines);
      if (notice !== undefined && !notices.has(notice) && notices.size < mostNotices)
        notices.set(notice, { sentence: notice, reach });
      const text = label === undefined || shown.startsWith(label) ? shown : `${label}\n${shown}`;
      const isLong = shown.length >= (label === undefined ? fewestChars : fewestCharsOfList);
      if (front && isLong && texts.size < mostTexts) {
        const known = texts.get(text);
        if (!known || reach.path.length < known.reach.path.length)
          texts.set(text, { text, reach, isWhole: !holdsRows(front) });
      }
    }
    for (const event of result.events) {
      const url = addressOf(event);
      if (url === undefined || addresses.has(url) || addresses.size >= mostAddresses) continue;
      addresses.set(url, { url, reach: route.at(event.atMs) });
    }
  }
  return { texts: [...texts.values()], addresses: [...addresses.values()], notices: [...notices.values()] };
}

type Station = { readonly action: StepText; readonly windowId: string | undefined };

/** The way from the start of a scenario to the window in front, without its detours. */
class Route {
  readonly #scenarioId: string;
  readonly #steps: ReadonlyMap<string, ScenarioResult['run']['steps'][number]>;
  readonly #stations: Station[] = [];
  readonly #passed: { readonly atMs: number; readonly reach: PolicyReach }[] = [];

  constructor({ run }: ScenarioResult) {
    this.#scenarioId = run.scenarioId;
    this.#steps = new Map(run.steps.map((step) => [step.screenshotId ?? '', step]));
  }

  follow(picture: Picture, windowId: string | undefined): PolicyReach {
    const screenshotId = picture.id.replace(/-tree$/, '');
    const step = this.#steps.get(screenshotId);
    const known = this.#stations.findIndex((station) => station.windowId === windowId);
    if (known >= 0) this.#stations.length = known + 1;
    else if (step) this.#stations.push({ action: step.action, windowId });
    const reach = {
      scenarioId: this.#scenarioId,
      screenshotId,
      path: this.#stations.map(({ action }) => action),
    };
    this.#passed.push({ atMs: picture.atMs, reach });
    return reach;
  }

  /** What stood on the screen first after a moment, else last before it. */
  at(atMs: number): PolicyReach {
    const found = this.#passed.find((passed) => passed.atMs >= atMs) ?? this.#passed.at(-1);
    return found?.reach ?? { scenarioId: this.#scenarioId, screenshotId: '', path: [] };
  }
}

/** The name of the list whose row was tapped last: `已收集个人信息清单`. */
function listLabelOf({ path }: PolicyReach): string | undefined {
  const label = /[“"](.+)[”"]$/u.exec(path.at(-1)?.zh ?? '')?.[1];
  return label !== undefined && listLabel.test(label) ? label : undefined;
}

function readTree(picture: Picture): ScreenTree {
  return JSON.parse(new TextDecoder().decode(picture.bytes)) as ScreenTree;
}

function findFront({ windows }: ScreenTree): ScreenWindow | undefined {
  return windows.findLast(
    ({ kind }) => kind !== 'toast' && kind !== 'system-permission' && kind !== 'system-other',
  );
}

function textsOf(window: ScreenWindow): readonly string[] {
  return listNodes(window.root)
    .map(({ node }) => labelOf(node))
    .filter((text) => text !== '');
}

function holdsRows(window: ScreenWindow): boolean {
  return listNodes(window.root).some(({ node }) => rowViews.test(node.className) && node.scrollable);
}

/** The address of a page that is opened: by its own words, or by those of the control that was tapped. */
function addressOf(event: StagedEvent): string | undefined {
  const url =
    event.kind === 'network-request' && event.method === 'GET'
      ? event.url
      : event.kind === 'external-intent'
        ? event.data
        : '';
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const isNamed = event.tapped !== undefined && documentWords.test(event.tapped.label);
  return isNamed || policyAddress.test(url) ? url : undefined;
}
