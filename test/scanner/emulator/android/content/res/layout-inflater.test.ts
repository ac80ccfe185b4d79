import assert from 'node:assert/strict';
import { makeContextImpl } from '../../../../../../scanner/emulator/android/content/context-state.ts';
import { type JavaString } from '../../../../../../scanner/emulator/machine/index.ts';
import type { JavaObject, JavaValue } from '../../../../../../scanner/emulator/machine/index.ts';
import { openApiDemos, type Harness } from '../app-harness.ts';

const inflate = 'inflate(ILandroid/view/ViewGroup;)Landroid/view/View;';

describe('LayoutInflater', () => {
  let app: Harness;
  let inflater: JavaObject;

  before(async () => {
    app = await openApiDemos();
    const context = makeContextImpl(app.vm, null);
    context.peer.themeId = app.id('style', 'Theme.Material.Light', 'android');
    inflater = app.run(
      app.vm.callStatic<JavaObject>(
        'android/view/LayoutInflater',
        'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
        context,
      ),
    );
  });

  const ask = <T = JavaValue>(object: JavaObject, selector: string, ...args: JavaValue[]): T =>
    app.run(app.vm.call<T>(object, selector, ...args));

  it('makes the views of a layout of the app in their places', () => {
    const root = ask<JavaObject>(inflater, inflate, app.id('layout', 'linear_layout_1'), null);
    assert.equal(root.cls.name, 'android/widget/LinearLayout');
    assert.equal(ask(root, 'getChildCount()I'), 3);
    assert.equal(ask(root, 'getOrientation()I'), 1);
    const child = ask<JavaObject>(root, 'getChildAt(I)Landroid/view/View;', 0);
    assert.equal(child.cls.name, 'android/widget/TextView');
  });

  it('makes the views of a layout of the platform', () => {
    const row = ask<JavaObject>(inflater, inflate, app.id('layout', 'simple_list_item_1', 'android'), null);
    assert.equal(row.cls.name, 'android/widget/TextView');
    assert.equal(ask(row, 'getId()I'), app.id('id', 'text1', 'android'));
  });

  it('refuses a merge without a parent to merge into', () => {
    const id = app.id('layout', 'resources_width');
    const outcome = app.vm.callNow(app.vm.call(inflater, inflate, id, null));
    assert.ok(outcome.kind === 'threw');
    assert.equal(outcome.exception.cls.name, 'android/view/InflateException');
  });

  it('says which class an app lacks', () => {
    const outcome = app.vm.callNow(app.vm.call(inflater, inflate, app.id('layout', 'mapview'), null));
    assert.ok(outcome.kind === 'threw');
    const message = app.run(
      app.vm.call<JavaString>(outcome.exception, 'getMessage()Ljava/lang/String;'),
    ).value;
    assert.match(message, /Error inflating class com\.google\.android\.maps\.MapView/);
  });

  it('inflates a stub when it is made visible', () => {
    const context = ask<JavaObject>(inflater, 'getContext()Landroid/content/Context;');
    const parent = app.run(
      app.vm.construct('android/widget/LinearLayout', '(Landroid/content/Context;)V', context),
    );
    const stub = app.run(
      app.vm.construct(
        'android/view/ViewStub',
        '(Landroid/content/Context;I)V',
        context,
        app.id('layout', 'simple_list_item_1', 'android'),
      ),
    );
    ask(parent, 'addView(Landroid/view/View;)V', stub);
    ask(stub, 'setVisibility(I)V', 0);
    const shown = ask<JavaObject>(parent, 'getChildAt(I)Landroid/view/View;', 0);
    assert.equal(ask(parent, 'getChildCount()I'), 1);
    assert.equal(shown.cls.name, 'android/widget/TextView');
  });
});
