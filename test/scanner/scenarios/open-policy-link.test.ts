import assert from 'node:assert/strict';
import { pointsOf } from '../../../scanner/scenarios/open-policy-link.ts';
import { button, screen, text } from '../../support/screens.ts';

const densityDpi = screen().densityDpi;

describe('the places where a link may be tapped', () => {
  it('are the middle of a view of its own', () => {
    const link = button('隐私政策');
    assert.deepEqual(pointsOf(link, screen()), [{ xPx: 830, yPx: 1566 }]);
  });

  for (const paddingDp of [0, 16, 24]) {
    it(`reach the name in running text with ${paddingDp} dp beside it`, () => {
      const paddingPx = (paddingDp * densityDpi) / 160;
      const charPx = (16 * densityDpi) / 160;
      const perLine = 18;
      const words =
        '请仔细阅读本软件的全部条款'.repeat(3) + '《隐私政策》' + '其中说明了我们收集哪些信息'.repeat(3);
      const lines = Math.ceil(words.length / perLine);
      const width = Math.round(perLine * charPx + 2 * paddingPx + charPx / 2);
      const link = {
        ...text(words),
        textSizeSp: 16,
        boundsPx: { left: 50, top: 500, right: 50 + width, bottom: 500 + lines * 60 },
      };
      // Where the six characters of the name stand, laid out by hand.
      const from = words.indexOf('《');
      const boxes = Array.from({ length: 6 }, (_, index) => {
        const at = from + index;
        return {
          left: 50 + paddingPx + (at % perLine) * charPx,
          top: 500 + Math.floor(at / perLine) * 60,
        };
      });
      const hits = pointsOf(link, screen()).filter(({ xPx, yPx }) =>
        boxes.some(
          (box) => xPx >= box.left && xPx < box.left + charPx && yPx >= box.top && yPx < box.top + 60,
        ),
      );
      assert.ok(hits.length > 0);
    });
  }
});
