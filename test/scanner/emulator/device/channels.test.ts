import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { deviceChannels, proveChannels } from '../../../../tools/emulator/prove-channels.ts';

/** Pages of a WebView and the way between them have no model yet. */
const unmodelled = ['browse android.webkit.WebView.copyBackForwardList'];
const kindsOfInformation = new Set(deviceChannels(loadScannerData().piChannels).map(({ piType }) => piType));
/** The phone has none of these for an app to read: its browser has no bookmarks. */
const neverRead = ['browse'];

describe('an app that reads through every channel of the table', function () {
  this.timeout(120_000);
  for (const profile of ['android14', 'android9'] as const)
    it(`is recorded on ${profile}, and what it got is known by its label where it is sent`, async () => {
      const proofs = await proveChannels(profile);
      const defects = proofs
        .filter(({ outcome }) => ['unrecorded', 'unlabelled', 'absent'].includes(outcome))
        .map(({ piType, what }) => `${piType} ${what}`);
      const seen = new Set(
        proofs
          .filter(({ outcome }) => ['proven', 'recorded', 'refused'].includes(outcome))
          .map(({ piType }) => piType),
      );
      assert.deepEqual(
        defects.filter((defect) => !unmodelled.includes(defect)),
        [],
      );
      assert.ok(proofs.filter(({ outcome }) => outcome === 'proven').length >= 200, 'channels proven');
      assert.deepEqual(
        [...kindsOfInformation].filter((type) => !seen.has(type) && !neverRead.includes(type)),
        [],
      );
    });
});
