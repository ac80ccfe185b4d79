import assert from 'node:assert/strict';
import { findBySelector } from '../../../../scanner/emulator/driver/find-by-selector.ts';
import { findByXPath, toXDocument } from '../../../../scanner/emulator/driver/find-by-xpath.ts';
import { toUiRoots, walk } from '../../../../scanner/emulator/driver/ui-node.ts';
import { readSelector } from '../../../../scanner/emulator/driver/ui-selector.ts';
import { sampleTree } from './sample-tree.ts';

const roots = toUiRoots(sampleTree, true);

describe('finding by XPath', () => {
  const document = toXDocument(roots);
  const cases: readonly (readonly [selector: string, texts: readonly string[]])[] = [
    ['//android.widget.Button', ['不同意', '同意']],
    ['//android.widget.Button[@text="同意"]', ['同意']],
    ['//*[@clickable="true" and contains(@text, "ir")]', ['First']],
    ['(//android.widget.TextView)[2]', ['Second']],
    ['//*[@text="First"]/following-sibling::*[1]', ['Second']],
    ['//com.example.notes.Row.Fancy', ['Third']],
    ['/hierarchy/android.widget.FrameLayout[2]/android.widget.Button[last()]', ['同意']],
    ['//*[@resource-id="android:id/list"]//*[position() < 3]', ['First', 'Second']],
    ['//android.widget.Switch', []],
    ['//*[@text="Second"]/ancestor::android.widget.ListView/*[@index="0"]', ['First']],
  ];
  for (const [selector, texts] of cases) {
    it(`gives ${JSON.stringify(texts)} for ${selector}`, () => {
      assert.deepEqual(
        findByXPath(document, selector, undefined).map(({ node }) => node.text),
        texts,
      );
    });
  }

  it('looks below a context', () => {
    const list = [...walk(roots)].find(({ node }) => node.scrollable);
    assert.deepEqual(
      findByXPath(document, './/*[@clickable="true"]', list).map(({ node }) => node.text),
      ['First', 'Second'],
    );
  });

  for (const selector of ['//*[', '//@text', 'count(//*)', '']) {
    it(`refuses ${JSON.stringify(selector)} as a selector`, () => {
      assert.throws(() => findByXPath(document, selector, undefined), { error: 'invalid selector' });
    });
  }
});

describe("finding by UiAutomator's selectors", () => {
  const cases: readonly (readonly [selector: string, texts: readonly string[]])[] = [
    ['new UiSelector().text("同意")', ['同意']],
    ['new UiSelector().textContains("同意")', ['不同意', '同意']],
    ['UiSelector().className("android.widget.TextView").instance(1);', ['Second']],
    ['new UiSelector().textMatches("(?:Fir|Seco).*")', ['First', 'Second']],
    ['new UiSelector().textStartsWith("th")', ['Third']],
    ['new UiSelector().resourceId("android:id/button1")', ['同意']],
    ['new UiSelector().description("agree to all").clickable(true)', ['同意']],
    ['new UiSelector().scrollable(true).childSelector(new UiSelector().index(1))', ['Second']],
    ['new UiSelector().text("First").fromParent(new UiSelector().text("Third"))', ['Third']],
    ['new UiSelector().focused(true)', ['同意']],
    ['new UiSelector().text("no such")', []],
    ['new UiSelector().text("\\u540c\\u610f")', ['同意']],
  ];
  for (const [selector, texts] of cases) {
    it(`gives ${JSON.stringify(texts)} for ${selector}`, () => {
      assert.deepEqual(
        findBySelector(roots, readSelector(selector)).map(({ node }) => node.text),
        texts,
      );
    });
  }

  const bad = [
    '',
    'new UiSelector(',
    'new UiSelector().text("open',
    'new UiSelector().text()',
    'new UiSelector().explode(true)',
    'new UiSelector().constructor("x")',
    'new UiSelector().textMatches("(")',
    'new UiSelector().childSelector("text")',
    'new File("x")',
    'new UiSelector() rubbish',
    `${'new UiSelector().childSelector('.repeat(50)}new UiSelector()${')'.repeat(50)}`,
  ];
  for (const selector of bad) {
    it(`refuses ${selector.slice(0, 60)}`, () => {
      assert.throws(() => findBySelector(roots, readSelector(selector)), { error: 'invalid selector' });
    });
  }
});
