import assert from 'node:assert/strict';
import { appResources } from '../../../../../../scanner/emulator/android/content/res/resources-state.ts';
import { intsOf, JavaObject, JavaString, refsOf } from '../../../../../../scanner/emulator/machine/index.ts';
import type { JavaArray, JavaValue } from '../../../../../../scanner/emulator/machine/index.ts';
import { openApiDemos, type Harness } from '../app-harness.ts';

const text = (value: JavaValue) => (value instanceof JavaString ? value.value : value);

describe('Resources of an app on the phone', () => {
  let app: Harness;
  const ask = <T = JavaValue>(selector: string, ...args: JavaValue[]): T =>
    app.run(app.vm.call<T>(appResources(app.vm), selector, ...args));

  before(async () => {
    app = await openApiDemos();
  });

  it('answers texts of app and platform', () => {
    assert.equal(
      text(ask('getString(I)Ljava/lang/String;', app.id('string', 'activity_sample_code'))),
      'API Demos',
    );
    assert.equal(text(ask('getString(I)Ljava/lang/String;', app.id('string', 'ok', 'android'))), '确定');
  });

  it('keeps the styles that a text was written with', () => {
    const styled = ask<JavaObject>('getText(I)Ljava/lang/CharSequence;', app.id('string', 'styled_text'));
    assert.equal(styled.cls.name, 'android/text/SpannedString');
    const spans = app.run(
      app.vm.call<JavaArray>(
        styled,
        'getSpans(IILjava/lang/Class;)[Ljava/lang/Object;',
        0,
        100,
        app.vm.classObject(app.vm.classes.platformClass('android/text/style/StyleSpan')),
      ),
    );
    const styles = refsOf(spans).map((span) => app.run(app.vm.call(span, 'getStyle()I')));
    assert.ok(styles.includes(1) && styles.includes(2), 'bold and italic');
  });

  it('throws NotFoundException for an id that no table has', () => {
    const outcome = app.vm.callNow(
      app.vm.call(appResources(app.vm), 'getString(I)Ljava/lang/String;', 0x7f7f0001),
    );
    assert.equal(
      outcome.kind === 'threw' && outcome.exception.cls.name,
      'android/content/res/Resources$NotFoundException',
    );
  });

  it('turns dimensions into pixels of the phone’s density', () => {
    const metrics = ask<JavaObject>('getDisplayMetrics()Landroid/util/DisplayMetrics;');
    assert.equal(app.vm.getField(metrics, 'density:F'), 2.75);
    assert.equal(app.vm.getField(metrics, 'widthPixels:I'), 1080);
    // app_icon_size is 48 dp.
    assert.equal(ask('getDimensionPixelSize(I)I', app.id('dimen', 'app_icon_size', 'android')), 132);
  });

  it('finds ids by name, and names by id', () => {
    const id = ask(
      'getIdentifier(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I',
      'linear_layout_1',
      'layout',
      'io.appium.android.apis',
    );
    assert.equal(id, app.id('layout', 'linear_layout_1'));
    assert.equal(
      ask(
        'getIdentifier(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I',
        'android:string/ok',
        null,
        null,
      ),
      app.id('string', 'ok', 'android'),
    );
    assert.equal(
      text(ask('getResourceName(I)Ljava/lang/String;', id)),
      'io.appium.android.apis:layout/linear_layout_1',
    );
  });

  it('reads arrays', () => {
    const planets = ask<JavaArray>('getStringArray(I)[Ljava/lang/String;', app.id('array', 'planets'));
    assert.deepEqual(Array.from(planets.data as JavaValue[], text).slice(0, 2), ['Mercury', 'Venus']);
  });

  it('gives a theme’s values through a TypedArray as AppCompat probes it', () => {
    const theme = ask<JavaObject>('newTheme()Landroid/content/res/Resources$Theme;');
    app.run(app.vm.call(theme, 'applyStyle(IZ)V', app.id('style', 'Theme.Material.Light', 'android'), true));
    const ids = app.vm.newArray('[I', 3);
    intsOf(ids).set([
      app.id('attr', 'windowBackground', 'android'),
      app.id('attr', 'textColorPrimary', 'android'),
      app.id('attr', 'minHeight', 'android'),
    ]);
    const array = app.run(
      app.vm.call<JavaObject>(theme, 'obtainStyledAttributes([I)Landroid/content/res/TypedArray;', ids),
    );
    const get = (selector: string, ...args: JavaValue[]) => app.run(app.vm.call(array, selector, ...args));
    assert.equal(get('length()I'), 3);
    assert.equal(get('getIndexCount()I'), 2);
    assert.equal(get('hasValue(I)Z', 2), false);
    assert.equal(get('getDimensionPixelSize(II)I', 2, 7), 7);
    assert.equal(get('getColor(II)I', 0, 0), 0xfffafafa | 0);
    const colors = get('getColorStateList(I)Landroid/content/res/ColorStateList;', 1);
    assert.ok(colors instanceof JavaObject);
    assert.equal(app.run(app.vm.call(colors, 'getDefaultColor()I')), 0xde000000 | 0);
    get('recycle()V');
    const again = app.vm.callNow(app.vm.call(array, 'length()I'));
    assert.equal(again.kind === 'threw' && again.exception.cls.name, 'java/lang/RuntimeException');
  });

  it('walks a layout event by event', () => {
    const parser = ask<JavaObject>(
      'getLayout(I)Landroid/content/res/XmlResourceParser;',
      app.id('layout', 'linear_layout_1'),
    );
    const next = () => app.run(app.vm.call(parser, 'next()I'));
    assert.deepEqual([next(), next()], [0, 2]);
    assert.equal(text(app.run(app.vm.call(parser, 'getName()Ljava/lang/String;'))), 'LinearLayout');
    assert.equal(
      app.run(
        app.vm.call(
          parser,
          'getAttributeIntValue(Ljava/lang/String;Ljava/lang/String;I)I',
          'http://schemas.android.com/apk/res/android',
          'orientation',
          -1,
        ),
      ),
      1,
    );
  });
});
