import assert from 'node:assert/strict';
import {
  afterRefusal,
  asksPerson,
  isGranted,
  type PermissionQuestion,
} from '../../../../scanner/emulator/system/permission-rules.ts';

const camera: PermissionQuestion = {
  permission: 'android.permission.CAMERA',
  protection: 'dangerous',
  requestedInManifest: true,
  apiLevel: 34,
  targetSdk: 33,
  decision: 'unset',
};

describe('permission rules', () => {
  const cases: readonly [string, Partial<PermissionQuestion>, { granted: boolean; asks: boolean }][] = [
    ['a dangerous permission is asked for', {}, { granted: false, asks: true }],
    ['granted stays granted', { decision: 'granted' }, { granted: true, asks: false }],
    ['refused once may be asked again', { decision: 'denied' }, { granted: false, asks: true }],
    ['refused for good is not', { decision: 'denied-forever' }, { granted: false, asks: false }],
    [
      'not in the manifest is refused silently',
      { requestedInManifest: false },
      { granted: false, asks: false },
    ],
    ['normal is granted at install', { protection: 'normal' }, { granted: true, asks: false }],
    ['signature is never granted', { protection: 'signature' }, { granted: false, asks: false }],
    ['old targets get all at install', { targetSdk: 22 }, { granted: true, asks: false }],
    ['old targets can lose it', { targetSdk: 22, decision: 'denied' }, { granted: false, asks: false }],
    [
      'notifications need no asking before Android 13',
      { permission: 'android.permission.POST_NOTIFICATIONS', apiLevel: 28 },
      { granted: false, asks: false },
    ],
  ];
  for (const [title, change, expected] of cases) {
    it(title, () => {
      const question = { ...camera, ...change };
      assert.deepEqual({ granted: isGranted(question), asks: asksPerson(question) }, expected);
    });
  }

  it('makes the second refusal final from Android 11, the tick box before it', () => {
    assert.equal(afterRefusal('unset', 34, false), 'denied');
    assert.equal(afterRefusal('denied', 34, false), 'denied-forever');
    assert.equal(afterRefusal('denied', 28, false), 'denied');
    assert.equal(afterRefusal('unset', 28, true), 'denied-forever');
  });
});
