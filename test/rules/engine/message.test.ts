import assert from 'node:assert/strict';
import { fillMessage } from '../../../rules/engine/message.ts';
import { openScene } from '../../../rules/engine/scene.ts';
import { toEvidence } from '../../../rules/testing/base-evidence.ts';
import { PACK } from '../support.ts';

const scene = openScene(toEvidence({}).slots, [], [], PACK.constants, {});

describe('the message of a rule', () => {
  for (const [what, titles, zh, en] of [
    ['names what has a name', ['每日推荐'], '窗口“每日推荐”', 'window "每日推荐"'],
    ['says that a name is empty', [''], '窗口“（空）”', 'window "(empty)"'],
    ['says that there is none', [], '窗口“无”', 'window "none"'],
    ['names equal ones once', ['a', 'a', 'b'], '窗口“a、b”', 'window "a, b"'],
  ] as const) {
    it(what, () => {
      const windows = titles.map((title) => ({ title }));
      assert.deepEqual(
        fillMessage(
          { zh: '窗口“{windows.title}”', en: 'window "{windows.title}"' },
          scene,
          new Map([['windows', windows]]),
        ),
        { zh, en },
      );
    });
  }
});
