import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { placeLines, type GridItem } from '../../../../../scanner/emulator/android/widget/grid-axis.ts';

const item = (start: number, sizePx: number, more: Partial<GridItem> = {}): GridItem => ({
  start,
  span: 1,
  sizePx,
  flexible: false,
  weight: 0,
  ...more,
});

const cases: readonly {
  readonly title: string;
  readonly count: number;
  readonly items: readonly GridItem[];
  readonly roomPx: number | undefined;
  readonly mayOverlap?: boolean;
  readonly lines: readonly number[];
}[] = [
  {
    title: 'gives each cell the size of its largest item',
    count: 2,
    items: [item(0, 30), item(0, 50), item(1, 20)],
    roomPx: undefined,
    lines: [0, 50, 70],
  },
  {
    title: 'leaves room behind the last cell when nothing is flexible',
    count: 2,
    items: [item(0, 30), item(1, 20)],
    roomPx: 200,
    lines: [0, 30, 50],
  },
  {
    title: 'gives room that is left to the last flexible cell',
    count: 3,
    items: [item(0, 30, { flexible: true }), item(1, 20, { flexible: true }), item(2, 10)],
    roomPx: 200,
    lines: [0, 30, 190, 200],
  },
  {
    title: 'does not stretch a cell of which one item is fixed',
    count: 1,
    items: [item(0, 30, { flexible: true }), item(0, 20)],
    roomPx: 200,
    lines: [0, 30],
  },
  {
    title: 'shares room by weight before it looks at flexible cells',
    count: 3,
    items: [item(0, 10, { weight: 1 }), item(1, 10, { weight: 3 }), item(2, 10, { flexible: true })],
    roomPx: 110,
    lines: [0, 30, 100, 110],
  },
  {
    title: 'grows a flexible cell for an item over several',
    count: 2,
    items: [item(0, 30, { flexible: true }), item(1, 20), item(0, 120, { span: 2 })],
    roomPx: undefined,
    lines: [0, 100, 120],
  },
  {
    title: 'keeps cells without items empty',
    count: 3,
    items: [item(2, 40)],
    roomPx: undefined,
    lines: [0, 0, 0, 40],
  },
  {
    title:
      'moves the last cell back into the room when cells may overlap, and leaves what an empty cell parts from it',
    count: 4,
    items: [item(0, 30), item(1, 50), item(3, 40)],
    roomPx: 100,
    mayOverlap: true,
    lines: [0, 30, 80, 60, 100],
  },
];

describe('an axis of a grid', () => {
  for (const { title, count, items, roomPx, mayOverlap, lines } of cases)
    it(title, () => assert.deepEqual(placeLines(count, items, roomPx, mayOverlap), lines));
});
