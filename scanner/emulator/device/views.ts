import { paintEmptyScreen, paintScreen } from './paint.ts';
import { readScreenTree } from './screen-tree.ts';
import { pressKeyOnScreen, touchScreen, typeOnScreen } from './touch.ts';
import { layOutWindows } from './traversal.ts';
import type { ViewHost } from './view-host.ts';

/** The view system as the device drives it. */
export function makeViewHost(): ViewHost {
  return {
    layOut: layOutWindows,
    readTree: function* (vm) {
      yield* layOutWindows(vm);
      return yield* readScreenTree(vm);
    },
    touch: touchScreen,
    pressKey: pressKeyOnScreen,
    typeText: typeOnScreen,
    paint: function* (vm) {
      yield* layOutWindows(vm);
      return yield* paintScreen(vm);
    },
    paintEmpty: paintEmptyScreen,
  };
}
