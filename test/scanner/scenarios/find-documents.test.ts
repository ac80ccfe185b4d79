import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ScreenNode, ScreenTree } from '../../../scanner/device/device.ts';
import type { StepText } from '../../../scanner/evidence/index.ts';
import { findShownDocuments } from '../../../scanner/scenarios/find-documents.ts';
import type { ScenarioResult, StagedEvent } from '../../../scanner/scenarios/scenario.ts';
import { steps } from '../../../scanner/scenarios/step-text.ts';

const LONG = '我们会收集您的手机号码，用于注册账号。'.repeat(12);

function toNode(text: string, more: Partial<ScreenNode> = {}): ScreenNode {
  return {
    className: 'android.widget.TextView',
    resourceId: '',
    text,
    description: '',
    boundsPx: { left: 0, top: 0, right: 100, bottom: 100 },
    clickable: false,
    longClickable: false,
    checkable: false,
    checked: false,
    enabled: true,
    focusable: false,
    scrollable: false,
    password: false,
    selected: false,
    children: [],
    ...more,
  };
}

function toTree(id: string, root: ScreenNode): ScreenTree {
  const boundsPx = { left: 0, top: 0, right: 100, bottom: 100 };
  return {
    widthPx: 100,
    heightPx: 100,
    densityDpi: 160,
    windows: [
      {
        id,
        kind: 'activity',
        ownerPackage: 'a',
        ownerClass: id,
        title: '',
        boundsPx,
        focused: true,
        z: 0,
        root,
      },
    ],
  };
}

/** One screen a step, and the window that is in front after it. */
function toResult(
  screens: readonly (readonly [StepText, string, ScreenNode])[],
  events: readonly StagedEvent[] = [],
): ScenarioResult {
  const ids = screens.map((_, at) => `S13-00${at + 1}`);
  return {
    run: {
      scenarioId: 'S13',
      outcome: 'completed',
      startedAtMs: 0,
      endedAtMs: 9,
      steps: screens.map(([action], at) => ({
        atMs: at,
        action,
        phase: 'after-consent',
        screenshotId: ids[at] ?? '',
      })),
    },
    events,
    consentDialogs: [],
    popups: [],
    settings: [],
    permissionNotes: new Map(),
    pictures: screens.map(([, windowId, root], at) => ({
      id: `${ids[at]}-tree`,
      kind: 'tree',
      file: `${ids[at]}-tree.json`,
      bytes: new TextEncoder().encode(JSON.stringify(toTree(windowId, root))),
      atMs: at,
    })),
    leftOutCount: 0,
  };
}

function wordsOf(path: readonly StepText[]): readonly string[] {
  return path.map(({ zh }) => zh);
}

describe('documents that the scenarios meet', () => {
  it('come with the way to them, without the detours', () => {
    const { texts } = findShownDocuments([
      toResult([
        [steps.firstStart, 'home', toNode('首页')],
        [steps.tap('设置'), 'settings', toNode('设置')],
        [steps.tap('关于'), 'about', toNode('关于')],
        [steps.back, 'settings', toNode('设置')],
        [steps.tap('隐私政策'), 'policy', toNode(LONG)],
      ]),
    ]);
    assert.equal(texts.length, 1);
    assert.equal(texts[0]?.text, LONG);
    assert.deepEqual(wordsOf(texts[0]?.reach.path ?? []), ['首次启动应用', '点击“设置”', '点击“隐私政策”']);
    assert.equal(texts[0]?.reach.screenshotId, 'S13-005');
  });

  it('are lists however short, under the name of the row that was tapped', () => {
    const list = '信息类型：Android ID\n目的：登录';
    const { texts } = findShownDocuments([
      toResult([
        [steps.firstStart, 'home', toNode(list)],
        [steps.tap('已收集个人信息清单'), 'list', toNode(list)],
      ]),
    ]);
    assert.deepEqual(
      texts.map(({ text }) => text),
      [`已收集个人信息清单\n${list}`],
    );
  });

  it('are not whole where a list shows only the rows in view', () => {
    const rows = toNode('', {
      className: 'androidx.recyclerview.widget.RecyclerView',
      scrollable: true,
      children: [toNode(LONG)],
    });
    const { texts } = findShownDocuments([toResult([[steps.firstStart, 'home', rows]])]);
    assert.deepEqual(
      texts.map(({ isWhole }) => isWhole),
      [false],
    );
  });

  for (const [name, url, tapped, isFound] of [
    ['an address that names itself a policy', 'https://a.example/privacy.html', undefined, true],
    ['a page behind a control that names one', 'https://a.example/p?id=7', '用户协议', true],
    ['any other page', 'https://a.example/news', '新闻', false],
    ['another scheme', 'file:///privacy.html', '隐私政策', false],
  ] as const)
    it(`${name} is ${isFound ? 'an' : 'no'} address to ask`, () => {
      const event: StagedEvent = {
        number: 1,
        atMs: 0,
        process: 'a',
        thread: 'main',
        stack: [],
        kind: 'external-intent',
        action: 'android.intent.action.VIEW',
        data: url,
        targetPackage: 'browser',
        phase: 'before-consent',
        state: 'foreground',
        ...(tapped !== undefined && { tapped: { label: tapped, key: tapped } }),
      };
      const { addresses } = findShownDocuments([
        toResult([[steps.firstStart, 'home', toNode('首页')]], [event]),
      ]);
      assert.deepEqual(
        addresses.map((address) => address.url),
        isFound ? [url] : [],
      );
    });
});

describe('notices that the policy was changed', () => {
  for (const [name, said, isNotice] of [
    ['a title', '隐私政策更新提示', true],
    ['a sentence', '尊敬的用户，我们更新了《隐私政策》，若您继续使用，请阅读并同意。', true],
    ['a revision', '《个人信息保护政策》已于近日修订，请您查阅', true],
    ['an English title', 'We have updated our Privacy Policy', true],
    ['an English sentence', 'Our privacy policy has changed. If you go on, you agree.', true],
    ['what may come', '我们可能会不时更新隐私政策', false],
    ['what may come in English', 'We may change this privacy policy from time to time.', false],
    ['a date', '隐私政策更新日期：2024年1月1日', false],
    ['an English date', 'Privacy policy, last updated in 2024', false],
    ['an update of the app', '发现新版本，请更新应用', false],
    ['a question for consent', '请您阅读并同意《隐私政策》', false],
    ['a document', `${LONG.repeat(5)}我们更新了隐私政策`, false],
  ] as const)
    it(`${name} ${isNotice ? 'is one, with its screen' : 'is none'}`, () => {
      const { notices } = findShownDocuments([toResult([[steps.firstStart, 'home', toNode(said)]])]);
      assert.deepEqual(
        notices.map(({ reach }) => reach.screenshotId),
        isNotice ? ['S13-001'] : [],
      );
    });

  it('are not found on the policy that was opened', () => {
    const { notices } = findShownDocuments([
      toResult([
        [steps.firstStart, 'home', toNode('首页')],
        [steps.tap('隐私政策'), 'policy', toNode('隐私政策（2024年1月1日更新）')],
      ]),
    ]);
    assert.deepEqual(notices, []);
  });
});
