import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { deviceChannels, proveChannels } from '../../../../tools/emulator/prove-channels.ts';

/** Known defects: numbers in fields carry no label, and an Intent holds its labels without its text showing them. */
const lost = [
  'fingerprint android.util.DisplayMetrics.densityDpi',
  'fingerprint android.util.DisplayMetrics.heightPixels',
  'fingerprint android.util.DisplayMetrics.widthPixels',
  'screen android.media.projection.MediaProjectionManager.createScreenCaptureIntent',
];
const kindsOfInformation = new Set(deviceChannels(loadScannerData().piChannels).map(({ piType }) => piType));
/** The phone has none of these for an app to read: accounts of others are hidden, and its browser has no bookmarks. */
const neverRead = ['accounts', 'biometric', 'browse'];

describe('an app that reads through every channel of the table', function () {
  this.timeout(120_000);
  for (const profile of ['android14', 'android9'] as const)
    it(`is recorded on ${profile}, and what it got is known by its label where it is sent`, async () => {
      const proofs = await proveChannels(profile);
      const defects = proofs
        .filter(({ outcome }) => outcome === 'unrecorded' || outcome === 'unlabelled')
        .map(({ piType, what }) => `${piType} ${what}`);
      const seen = new Set(
        proofs
          .filter(({ outcome }) => ['proven', 'recorded', 'refused'].includes(outcome))
          .map(({ piType }) => piType),
      );
      assert.deepEqual(
        defects.filter((defect) => !lost.includes(defect)),
        [],
      );
      assert.ok(proofs.filter(({ outcome }) => outcome === 'proven').length >= 180, 'channels proven');
      assert.deepEqual(
        [...kindsOfInformation].filter((type) => !seen.has(type) && !neverRead.includes(type)),
        [],
      );
    });
});
