import assert from 'node:assert/strict';
import { makeCanvas } from '../../../../../scanner/emulator/android/graphics/canvas.ts';
import type { Drawable } from '../../../../../scanner/emulator/android/graphics/drawable/drawable-state.ts';
import { HostCanvas } from '../../../../../scanner/emulator/android/graphics/host-canvas.ts';
import {
  appResources,
  makeTheme,
} from '../../../../../scanner/emulator/android/content/res/resources-state.ts';
import { intsOf } from '../../../../../scanner/emulator/machine/index.ts';
import { openApiDemos, type Harness } from '../content/app-harness.ts';

const sidePx = 100;
const checked = 0x010100a0;
const enabled = 0x0101009e;

describe('Drawables of an app', () => {
  let app: Harness;

  before(async () => {
    app = await openApiDemos();
  });

  function load(name: string, pkg?: string): Drawable {
    const theme = makeTheme(app.vm, appResources(app.vm));
    app.run(app.vm.call(theme, 'applyStyle(IZ)V', app.id('style', 'Theme.Material.Light', 'android'), true));
    return app.run(
      app.vm.call<Drawable>(
        appResources(app.vm),
        'getDrawable(ILandroid/content/res/Resources$Theme;)Landroid/graphics/drawable/Drawable;',
        app.id('drawable', name, pkg),
        theme,
      ),
    );
  }

  /** Colours at places of the drawable drawn over nothing into a square. */
  function colorsOf(drawable: Drawable, ...places: readonly (readonly [x: number, y: number])[]): string[] {
    const host = HostCanvas.ofSize(sidePx, sidePx);
    app.run(app.vm.call(drawable, 'setBounds(IIII)V', 0, 0, sidePx, sidePx));
    app.run(app.vm.call(drawable, 'draw(Landroid/graphics/Canvas;)V', makeCanvas(app.vm, host)));
    return places.map(([x, y]) =>
      Buffer.from(host.surface.getContext('2d').getImageData(x, y, 1, 1).data).toString('hex'),
    );
  }

  function setStates(drawable: Drawable, ...states: number[]): void {
    const array = app.vm.newArray('[I', states.length);
    intsOf(array).set(states);
    app.run(app.vm.call(drawable, 'setState([I)Z', array));
  }

  it('paints a gradient from its start to its end', () => {
    const shape = load('shape_5');
    assert.equal(shape.cls.name, 'android/graphics/drawable/GradientDrawable');
    const [top, bottom, corner] = colorsOf(shape, [50, 0], [50, 99], [0, 0]);
    assert.match(top ?? '', /^f[e-f]0[0-4]0/);
    assert.notEqual(bottom, top);
    assert.equal(corner, '00000000', 'outside its rounded corner');
  });

  it('shows the item of a selector that the state asks for', () => {
    const button = load('abc_btn_radio_material');
    setStates(button, enabled);
    assert.deepEqual(colorsOf(button, [50, 50]), ['00000000'], 'an empty ring');
    setStates(button, enabled, checked);
    assert.match(colorsOf(button, [50, 50])[0] ?? '', /ff$/, 'a dot in it');
  });

  it('stretches a nine-patch between its corners, and gives its padding', () => {
    const patch = load('button');
    assert.equal(patch.cls.name, 'android/graphics/drawable/NinePatchDrawable');
    const rect = app.vm.newObject('android/graphics/Rect');
    assert.equal(app.run(app.vm.call(patch, 'getPadding(Landroid/graphics/Rect;)Z', rect)), true);
    assert.ok(Number(app.vm.getField(rect, 'left:I')) > 0);
    const [middle] = colorsOf(patch, [50, 50]);
    assert.match(middle ?? '', /ff$/, 'opaque in the middle');
  });

  it('draws a vector in its theme’s colour', () => {
    const star = load('abc_star_black_48dp');
    const width = app.run(app.vm.call(star, 'getIntrinsicWidth()I'));
    assert.equal(width, 132, '48 dp at 440 dpi');
    const [middle, corner] = colorsOf(star, [50, 50], [2, 2]);
    assert.equal(middle, '000000ff');
    assert.equal(corner, '00000000');
  });

  it('tints, and copies by constant state without the copy’s tint reaching the original', () => {
    const star = load('abc_star_black_48dp');
    const state = app.run(
      app.vm.call<Drawable>(star, 'getConstantState()Landroid/graphics/drawable/Drawable$ConstantState;'),
    );
    const copy = app.run(app.vm.call<Drawable>(state, 'newDrawable()Landroid/graphics/drawable/Drawable;'));
    app.run(app.vm.call(copy, 'setTint(I)V', 0xffff0000 | 0));
    assert.deepEqual(colorsOf(copy, [50, 50]), ['ff0000ff']);
    assert.deepEqual(colorsOf(star, [50, 50]), ['000000ff']);
  });

  it('does not show the mask of a ripple', () => {
    assert.deepEqual(colorsOf(load('item_background_material', 'android'), [50, 50]), ['00000000']);
  });
});
