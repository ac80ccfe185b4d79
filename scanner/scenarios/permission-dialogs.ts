import type { ScreenNode, ScreenTree } from '../device/device.ts';
import type { PermissionRequestFacts } from '../evidence/index.ts';
import { insistsOnPermission, isLogin } from './permission-words.ts';
import type { Stage, StagedEvent } from './scenario.ts';
import { listNodes, textsOfApp } from './screen.ts';
import { steps } from './step-text.ts';

export type Answer = 'allow' | 'deny';

const mostDialogs = 8;
const settleMs = 2_000;
const buttons = {
  deny: /permission_deny_button$/,
  allow: /permission_allow(_foreground_only|_always)?_button$/,
} as const;

export function asksPermission(tree: ScreenTree): boolean {
  return tree.windows.some(({ kind }) => kind === 'system-permission');
}

/** Answers each permission dialog as it comes; gives up on an app that asks without end. */
export async function answerPermissions(stage: Stage, tree: ScreenTree, answer: Answer): Promise<ScreenTree> {
  let current = tree;
  for (let count = 0; count < mostDialogs && asksPermission(current); count++) {
    const button = findButton(current, answer);
    if (!button) return current;
    const before = await stage.events();
    const request = before.findLast(isShownRequest);
    const known = before.length;
    current = await pressButton(stage, button, answer);
    if (answer === 'deny' && request) current = await watchAfterDenial(stage, request, known, current);
  }
  return current;
}

function findButton(tree: ScreenTree, answer: Answer): ScreenNode | undefined {
  const dialog = tree.windows.findLast(({ kind }) => kind === 'system-permission');
  return listNodes(dialog?.root).find(({ node }) => buttons[answer].test(node.resourceId))?.node;
}

/** Not `stage.tap`: what follows is the app's own doing, no tap on a control of its. */
async function pressButton(stage: Stage, { boundsPx }: ScreenNode, answer: Answer): Promise<ScreenTree> {
  const xPx = Math.round((boundsPx.left + boundsPx.right) / 2);
  const yPx = Math.round((boundsPx.top + boundsPx.bottom) / 2);
  return stage.step(steps[answer], () => stage.session.tap(xPx, yPx));
}

/** What does the app do now that it was denied? */
async function watchAfterDenial(
  stage: Stage,
  request: ShownRequest,
  known: number,
  tree: ScreenTree,
): Promise<ScreenTree> {
  await stage.session.passTime(settleMs);
  const { tree: settled } = await stage.look();
  const since = (await stage.events()).slice(known);
  // A dialog for another permission of the same request is the rest of the question.
  const asksOn = asksPermission(tree) && !since.some(isShownRequest);
  if (asksOn) return settled;
  stage.notePermission(request.number, { afterDenial: judgeDenial(request, since, settled) });
  return settled;
}

function judgeDenial(
  request: ShownRequest,
  since: readonly StagedEvent[],
  tree: ScreenTree,
): NonNullable<PermissionRequestFacts['afterDenial']> {
  // One that leads to the system's settings, or to a page of help, has not ended.
  const leftForAnother = since.some(({ kind }) => kind === 'external-intent');
  if (!leftForAnother && !tree.windows.some(({ kind }) => kind === 'activity')) return 'exits';
  const asksAgain = since
    .filter(isShownRequest)
    .some(({ permissions }) => permissions.some((permission) => request.permissions.includes(permission)));
  if (asksAgain) return 'asks-again';
  const texts = textsOfApp(tree);
  if (!insistsOnPermission(texts)) return 'continues';
  return isLogin(request.tapped?.label ?? '') ? 'blocks-login' : 'blocks-feature';
}

type ShownRequest = StagedEvent & { readonly kind: 'permission-request' };

function isShownRequest(event: StagedEvent): event is ShownRequest {
  return event.kind === 'permission-request' && event.dialogShown;
}
