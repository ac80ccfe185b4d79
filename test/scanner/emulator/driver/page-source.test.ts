import assert from 'node:assert/strict';
import { escapeAttribute, renderPageSource } from '../../../../scanner/emulator/driver/page-source.ts';
import { toElementName } from '../../../../scanner/emulator/driver/ui-attributes.ts';
import { toUiRoots } from '../../../../scanner/emulator/driver/ui-node.ts';
import { sampleTree } from './sample-tree.ts';

describe('the page source', () => {
  it("is the front window in UiAutomator2's form", () => {
    const rest =
      'checkable="false" checked="false" clickable="false" enabled="true" focusable="false" focused="false" ' +
      'long-clickable="false" password="false" scrollable="false" selected="false"';
    const pressable = rest.replace('clickable="false"', 'clickable="true"');
    const focused = pressable
      .replace('focusable="false"', 'focusable="true"')
      .replace('focused="false"', 'focused="true"');
    assert.deepEqual(renderPageSource(sampleTree, toUiRoots(sampleTree, false)).split('\n'), [
      "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
      '<hierarchy index="0" class="hierarchy" rotation="0" width="1080" height="2340">',
      `  <android.widget.FrameLayout index="0" package="com.example.notes" class="android.widget.FrameLayout" text="" content-desc="" resource-id="" ${rest} bounds="[100,800][980,1500]" displayed="true">`,
      `    <android.widget.TextView index="0" package="com.example.notes" class="android.widget.TextView" text="隐私政策 &amp; &quot;更多&quot; &lt;1&gt;" content-desc="" resource-id="com.example.notes:id/alertTitle" ${rest} bounds="[120,820][960,900]" displayed="true" />`,
      `    <android.widget.Button index="1" package="com.example.notes" class="android.widget.Button" text="不同意" content-desc="" resource-id="android:id/button2" ${pressable} bounds="[120,1400][500,1480]" displayed="true" />`,
      `    <android.widget.Button index="2" package="com.example.notes" class="android.widget.Button" text="同意" content-desc="agree to all" resource-id="android:id/button1" ${focused} bounds="[580,1400][960,1480]" displayed="true" />`,
      '  </android.widget.FrameLayout>',
      '</hierarchy>',
    ]);
  });

  it('holds all windows when the client asks for them', () => {
    const source = renderPageSource(sampleTree, toUiRoots(sampleTree, true));
    assert.ok(source.includes('text="Second"') && source.includes('text="同意"'));
  });

  const values: readonly (readonly [value: string, escaped: string])[] = [
    ['a<b>&"c', 'a&lt;b&gt;&amp;&quot;c'],
    ['two\nlines\tand\rmore', 'two&#10;lines&#9;and&#13;more'],
    ['nul\u0000 bell\u0007 \uffff', 'nul\ufffd bell\ufffd \ufffd'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
    ['whole 😀', 'whole 😀'],
  ];
  for (const [value, escaped] of values) {
    it(`writes ${JSON.stringify(value)} as XML can hold it`, () =>
      assert.equal(escapeAttribute(value), escaped));
  }

  const names: readonly (readonly [className: string, element: string])[] = [
    ['android.widget.Button', 'android.widget.Button'],
    ['com.example.Row$Fancy', 'com.example.Row.Fancy'],
    ['a.b$1', 'a.b.1'],
    ['evil"><x', 'evil.x'],
    ['1.2', 'android.view.View'],
    ['', 'android.view.View'],
  ];
  for (const [className, element] of names) {
    it(`names the element of class '${className}' ${element}`, () =>
      assert.equal(toElementName(className), element));
  }
});
