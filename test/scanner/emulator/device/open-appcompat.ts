import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import { unlimitedBudget } from '../../../../scanner/budget.ts';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { AnomalyLog } from '../../../../scanner/package/anomaly.ts';
import {
  ApkFile,
  AppPackage,
  memorySource,
  openFileSource,
  openPackage,
  readManifest,
} from '../../../../scanner/package/index.ts';
import { ZipArchive } from '../../../../scanner/package/zip/index.ts';
import { realApks } from '../../../support/real-apks.ts';

const className = 'com.example.compat.Main';

/**
 * A device on which an activity on AppCompat is in front: its code is a split beside ApiDemos, which brings AppCompat's
 * classes and resources, and its manifest entry is added here. `theme` is one of `Theme.AppCompat…`.
 */
export async function openAppCompat(theme: string): Promise<EmbeddedDevice> {
  const data = loadScannerData();
  const apk = realApks.find(({ packageName }) => packageName === 'io.appium.android.apis');
  if (!apk) throw new Error('ApiDemos is not among the real apps.');
  const base = openPackage(openFileSource(apk.file), apk.name, unlimitedBudget());
  const zip = new JSZip();
  zip.file('classes.dex', readFileSync(new URL('../../../fixtures/appcompat/compat.dex', import.meta.url)));
  const bytes = await zip.generateAsync({ type: 'uint8array' });
  const split = new ApkFile('compat.apk', new ZipArchive(memorySource(bytes), 'compat.apk'));
  const pkg = new AppPackage('apks', apk.name, base.base.archive, [...base.apks, split], new AnomalyLog());
  const manifest = readManifest(base, data.permissions);
  const [first] = manifest.components.filter(({ kind }) => kind === 'activity');
  if (!first) throw new Error('ApiDemos has no activities.');
  const device = new EmbeddedDevice(
    pkg,
    { ...manifest, components: [...manifest.components, { ...first, name: className, themeId: 0 }] },
    await loadDeviceParts(data.piChannels),
    { profile: 'android14', seed: 1 },
  );
  const themeId = device.state.app.resources.findId(manifest.packageName, 'style', theme);
  if (themeId === undefined) throw new Error(`ApiDemos has no style ${theme}.`);
  const added = device.state.app.manifest.components.at(-1);
  Object.assign(added ?? {}, { themeId });
  device.launch();
  device.process?.launch(className);
  device.passTime(1500);
  return device;
}
