import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ScreenNode } from '../../../../../scanner/device/device.ts';
import type { EmbeddedDevice } from '../../../../../scanner/emulator/device/embedded-device.ts';
import type { JavaObject, JavaValue, Machine, Steps } from '../../../../../scanner/emulator/machine/index.ts';
import { openFixture } from '../../device/open-fixture.ts';

const match = -1;
const wrap = -2;
const vertical = 1;
const center = 0x11;
const bottomEnd = 0x800055;

/** A view to be made in code, with what its parent is asked for it. */
type Made = {
  readonly is: string;
  readonly text?: string;
  readonly size?: readonly [width: number, height: number];
  readonly params?: Readonly<Record<string, JavaValue>>;
  readonly rules?: readonly (readonly [rule: number, anchor: number])[];
  readonly calls?: readonly (readonly [selector: string, ...args: JavaValue[]])[];
  readonly children?: readonly Made[];
};

/** Class or text, and left, top, width and height from the corner of the content, in pixels of 440 dpi. */
type Seen = readonly [what: string, left: number, top: number, width: number, height: number];

const box = (width: number, height: number, more: Partial<Made> = {}): Made => ({
  is: 'View',
  size: [width, height],
  ...more,
});
const linear = (orientation: number, children: readonly Made[], more: Partial<Made> = {}): Made => ({
  is: 'LinearLayout',
  size: [match, match],
  calls: [['setOrientation(I)V', orientation]],
  children,
  ...more,
});

// The content is 1080 x 2054 pixels: the screen without its bars and the title.
const cases: readonly { readonly title: string; readonly view: Made; readonly seen: readonly Seen[] }[] = [
  {
    title: 'LinearLayout shares its width by weight',
    view: linear(0, [box(0, 50, { params: { 'weight:F': 1 } }), box(0, 60, { params: { 'weight:F': 2 } })]),
    seen: [
      ['View', 0, 0, 360, 50],
      ['View', 360, 0, 720, 60],
    ],
  },
  {
    title: 'LinearLayout gives weights what fixed children leave',
    view: linear(vertical, [
      box(100, 54),
      box(100, 0, { params: { 'weight:F': 1 } }),
      box(100, 0, { params: { 'weight:F': 1 } }),
    ]),
    seen: [
      ['View', 0, 0, 100, 54],
      ['View', 0, 54, 100, 1000],
      ['View', 0, 1054, 100, 1000],
    ],
  },
  {
    title: 'LinearLayout lets a negative margin pull a child over the one before it',
    view: linear(vertical, [box(100, 80), box(100, 80, { params: { 'topMargin:I': -20 } })]),
    seen: [
      ['View', 0, 0, 100, 80],
      ['View', 0, 60, 100, 80],
    ],
  },
  {
    title: 'LinearLayout of the height of its content keeps that of children with weight',
    view: {
      is: 'FrameLayout',
      children: [
        linear(
          vertical,
          [
            { is: 'Button', text: 'A', size: [wrap, 0], params: { 'weight:F': 1 } },
            { is: 'Button', text: 'B', size: [wrap, 0], params: { 'weight:F': 1 } },
          ],
          { size: [match, wrap] },
        ),
      ],
    },
    seen: [
      ['A', 0, 0, 242, 132],
      ['B', 0, 132, 242, 132],
    ],
  },
  {
    title: 'LinearLayout puts children where their gravity says across it',
    view: linear(vertical, [
      box(200, 40, { params: { 'gravity:I': 1 } }),
      box(200, 40, { params: { 'gravity:I': 5 } }),
    ]),
    seen: [
      ['View', 440, 0, 200, 40],
      ['View', 880, 40, 200, 40],
    ],
  },
  {
    title: 'FrameLayout centres',
    view: { is: 'FrameLayout', children: [box(100, 100, { params: { 'gravity:I': center } })] },
    seen: [['View', 490, 977, 100, 100]],
  },
  {
    title: 'FrameLayout keeps margins in its corners',
    view: {
      is: 'FrameLayout',
      children: [
        box(100, 100, { params: { 'gravity:I': bottomEnd, 'rightMargin:I': 10, 'bottomMargin:I': 20 } }),
      ],
    },
    seen: [['View', 970, 1934, 100, 100]],
  },
  {
    title: 'RelativeLayout puts one below and beside another',
    view: {
      is: 'RelativeLayout',
      children: [
        box(200, 100, { calls: [['setId(I)V', 7]] }),
        // RelativeLayout.BELOW and RIGHT_OF.
        box(50, 50, {
          rules: [
            [3, 7],
            [1, 7],
          ],
        }),
      ],
    },
    seen: [
      ['View', 0, 0, 200, 100],
      ['View', 200, 100, 50, 50],
    ],
  },
  {
    title: 'TableLayout gives all cells of a column the width of its widest',
    view: {
      is: 'TableLayout',
      children: [
        { is: 'TableRow', children: [box(100, 40), box(30, 40)] },
        { is: 'TableRow', children: [box(250, 40), box(60, 40)] },
      ],
    },
    seen: [
      ['View', 0, 0, 250, 40],
      ['View', 250, 0, 60, 40],
      ['View', 0, 40, 250, 40],
      ['View', 250, 40, 60, 40],
    ],
  },
  {
    title: 'GridLayout goes to the next row when a row is full',
    view: {
      is: 'GridLayout',
      calls: [['setColumnCount(I)V', 2]],
      children: [box(100, 50), box(120, 50), box(80, 50)],
    },
    seen: [
      ['View', 0, 0, 100, 50],
      ['View', 100, 0, 120, 50],
      ['View', 0, 50, 80, 50],
    ],
  },
  {
    title: 'a button is at least 88 x 48 dp',
    view: linear(vertical, [{ is: 'Button', text: 'OK' }]),
    seen: [['OK', 0, 0, 242, 132]],
  },
  {
    title: 'a check box is at least as high as its mark, 32 dp',
    view: linear(vertical, [{ is: 'CheckBox', text: '', size: [match, wrap] }]),
    seen: [['CheckBox', 0, 0, 1080, 88]],
  },
  {
    title: 'a text of two lines at 14 sp, the room above the first and below the last line included',
    view: linear(vertical, [{ is: 'TextView', text: 'one\ntwo', size: [match, wrap] }]),
    seen: [['one\ntwo', 0, 0, 1080, 99]],
  },
  {
    title: 'what is gone takes no room, and what is invisible takes its own',
    view: linear(vertical, [
      box(100, 40, { calls: [['setVisibility(I)V', 8]] }),
      box(100, 40, { calls: [['setVisibility(I)V', 4]] }),
      box(100, 40),
    ]),
    seen: [['View', 0, 40, 100, 40]],
  },
];

describe('layouts made in code', function () {
  this.timeout(30_000);
  let device: EmbeddedDevice;
  before(async () => {
    device = await openFixture('../device-apps/channels/violating');
    device.launch();
  });

  for (const { title, view, seen } of cases)
    it(title, () => {
      const process = device.process;
      assert.ok(process);
      const activity = process.system.activities.top?.activity ?? assert.fail('no activity');
      process.onMain('set content', function* () {
        const root = yield* make(process.vm, activity, { size: [match, match], ...view });
        yield* process.vm.call(activity, 'setContentView(Landroid/view/View;)V', root);
      });
      device.passTime(100);
      assert.deepEqual(leavesOf(device), seen);
    });
});

function* make(
  vm: Machine,
  context: JavaObject,
  { is, text, calls = [], children = [] }: Made,
): Steps<JavaObject> {
  const name = is === 'View' ? 'android/view/View' : `android/widget/${is}`;
  const view = yield* vm.construct<JavaObject>(name, '(Landroid/content/Context;)V', context);
  if (text !== undefined) yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', vm.string(text));
  for (const [selector, ...args] of calls) yield* vm.call(view, selector, ...args);
  for (const child of children) {
    const [width, height] = child.size ?? [wrap, wrap];
    const params = yield* vm.call<JavaObject>(
      view,
      'generateDefaultLayoutParams()Landroid/view/ViewGroup$LayoutParams;',
    );
    vm.setField(params, 'width:I', width);
    vm.setField(params, 'height:I', height);
    for (const [key, value] of Object.entries(child.params ?? {})) vm.setField(params, key, value);
    for (const [rule, anchor] of child.rules ?? []) yield* vm.call(params, 'addRule(II)V', rule, anchor);
    yield* vm.call(
      view,
      'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
      yield* make(vm, context, child),
      params,
    );
  }
  return view;
}

/** The views without children below the content. */
function leavesOf(device: EmbeddedDevice): Seen[] {
  const content = device
    .tree()
    .windows.flatMap(({ root }) => (root ? nodesOf(root) : []))
    .find(({ resourceId }) => resourceId === 'android:id/content');
  assert.ok(content);
  const { left: x, top: y } = content.boundsPx;
  return nodesOf(content)
    .filter(({ children }) => children.length === 0)
    .map(({ text, className, boundsPx: { left, top, right, bottom } }) => [
      text || (className.split('.').at(-1) ?? ''),
      left - x,
      top - y,
      right - left,
      bottom - top,
    ]);
}

function nodesOf(node: ScreenNode): ScreenNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}
