import type { ScreenNode, ScreenTree, ScreenWindow } from '../../../../scanner/device/device.ts';

/** A view for tests: what is not said of it is as Android has it by default. */
export function view(
  className: string,
  known: Partial<ScreenNode> & { readonly at?: readonly [number, number, number, number] } = {},
  ...children: readonly ScreenNode[]
): ScreenNode {
  const { at: [left, top, right, bottom] = [0, 0, 1080, 2340], ...rest } = known;
  return {
    className,
    resourceId: '',
    text: '',
    description: '',
    boundsPx: { left, top, right, bottom },
    clickable: false,
    longClickable: false,
    checkable: false,
    checked: false,
    enabled: true,
    focusable: false,
    scrollable: false,
    password: false,
    selected: false,
    children,
    ...rest,
  };
}

export function windowOf(
  id: string,
  known: Partial<ScreenWindow> & { readonly root: ScreenNode },
): ScreenWindow {
  return {
    id,
    kind: 'activity',
    ownerPackage: 'com.example.notes',
    ownerClass: 'com.example.notes.Main',
    title: 'Notes',
    boundsPx: { left: 0, top: 0, right: 1080, bottom: 2340 },
    focused: false,
    z: 0,
    ...known,
  };
}

/** A list of notes behind a dialog that asks for consent. */
export const sampleTree: ScreenTree = {
  widthPx: 1080,
  heightPx: 2340,
  densityDpi: 440,
  windows: [
    windowOf('w1', {
      root: view(
        'android.widget.FrameLayout',
        {},
        view(
          'android.widget.ListView',
          { resourceId: 'android:id/list', scrollable: true, at: [0, 200, 1080, 2340] },
          view('android.widget.TextView', { text: 'First', at: [0, 200, 1080, 400], clickable: true }),
          view('android.widget.TextView', { text: 'Second', at: [0, 400, 1080, 600], clickable: true }),
          view('com.example.notes.Row$Fancy', { text: 'Third', at: [0, 600, 1080, 800] }),
        ),
      ),
    }),
    windowOf('w2', {
      kind: 'dialog',
      focused: true,
      z: 1,
      boundsPx: { left: 100, top: 800, right: 980, bottom: 1500 },
      root: view(
        'android.widget.FrameLayout',
        { at: [100, 800, 980, 1500] },
        view('android.widget.TextView', {
          resourceId: 'com.example.notes:id/alertTitle',
          text: '隐私政策 & "更多" <1>',
          at: [120, 820, 960, 900],
        }),
        view('android.widget.Button', {
          resourceId: 'android:id/button2',
          text: '不同意',
          clickable: true,
          at: [120, 1400, 500, 1480],
        }),
        view('android.widget.Button', {
          resourceId: 'android:id/button1',
          text: '同意',
          description: 'agree to all',
          clickable: true,
          focusable: true,
          focused: true,
          at: [580, 1400, 960, 1480],
        }),
      ),
    }),
  ],
};
