import type { ScreenNode, ScreenTree } from '../device/device.ts';
import { startAndAgree } from './ask-consent.ts';
import { answerPermissions } from './permission-dialogs.ts';
import { isLogin } from './permission-words.ts';
import type { Scenario, Stage } from './scenario.ts';
import { labelOf, listNodes, showsApp } from './screen.ts';
import { frontWindow, listRows, listSwitches } from './settings-page.ts';
import { steps } from './step-text.ts';

const settleMs = 2_000;
const mostWays = 3;
/** Pages on which people look for a way to log in. */
const wayWords =
  /^(我的?|个人中心|账[号户]|立即登录|去登录|登录.{0,6}|注册.{0,6}|me|account|profile|sign ?in|log ?in|sign ?up)$/i;
/**
 * What a tester types. The number lies in a range that is given to nobody; a real server will not let it in, and that
 * is said as what it is: nobody but the maker can lend an account.
 */
const typed = { phone: '19900000000', code: '123456', password: 'Test-1234', name: 'appgov' } as const;

/** Registers or logs in as far as that goes without an account: does it depend on permissions, and does it let one in? */
export const accountLife: Scenario = {
  id: 'S14',
  title: { zh: '注册与登录', en: 'Registration and login' },
  run: async (stage) => {
    await startAndAgree(stage);
    await stage.session.passTime(settleMs);
    const { tree } = await stage.look();
    if (!showsApp(tree)) return;
    const page = await findLoginPage(stage, await answerPermissions(stage, tree, 'deny'));
    if (!page) return;
    const after = await tryLogin(stage, page);
    if (isLoginPage(after)) stage.noteLogin();
  },
};

function isLoginPage(tree: ScreenTree): boolean {
  return findFields(tree).length > 0 && findLogin(tree) !== undefined;
}

/** The page with fields and a control to log in; undefined where the app offers none within a few taps. */
async function findLoginPage(stage: Stage, tree: ScreenTree): Promise<ScreenTree | undefined> {
  let current = tree;
  const tapped = new Set<string>();
  for (let way = 0; way < mostWays; way++) {
    if (isLoginPage(current)) return current;
    const window = frontWindow(current);
    const row =
      window && listRows(window).find(({ label }) => wayWords.test(label.trim()) && !tapped.has(label));
    if (!row) return undefined;
    tapped.add(row.label);
    current = await answerPermissions(stage, await stage.tap(row.node), 'deny');
  }
  return isLoginPage(current) ? current : undefined;
}

/** Fills the fields in, ticks what has to be ticked and taps the control; permissions are denied. */
async function tryLogin(stage: Stage, page: ScreenTree): Promise<ScreenTree> {
  let current = page;
  for (const index of findFields(page).keys()) {
    const field = findFields(current)[index];
    if (!field) break;
    current = await stage.tap(field);
    current = await stage.step(steps.fillIn, () => stage.session.type(valueFor(field)));
  }
  const window = frontWindow(current);
  for (const { node } of window ? listSwitches(window) : [])
    if (!node.checked) current = await stage.tap(node, steps.tickBox);
  const login = findLogin(current);
  if (!login) return current;
  current = await answerPermissions(stage, await stage.tap(login), 'deny');
  await stage.session.passTime(settleMs);
  return (await stage.look()).tree;
}

function findFields(tree: ScreenTree): readonly ScreenNode[] {
  return listNodes(frontWindow(tree)?.root)
    .map(({ node }) => node)
    .filter(({ className, password, enabled }) => enabled && (password || className.endsWith('EditText')));
}

/** The control that sends the form: the last one that says so, after tabs and titles. */
function findLogin(tree: ScreenTree): ScreenNode | undefined {
  return listNodes(frontWindow(tree)?.root)
    .map(({ node }) => node)
    .findLast(
      (node) =>
        node.clickable && !node.checkable && !node.className.endsWith('EditText') && isLogin(labelOf(node)),
    );
}

function valueFor(field: ScreenNode): string {
  const hint = `${labelOf(field)} ${field.resourceId}`;
  if (field.password) return typed.password;
  if (/验证码|code|captcha|sms/i.test(hint)) return typed.code;
  if (/手机|电话|phone|mobile|tel|账号|account/i.test(hint)) return typed.phone;
  return typed.name;
}
