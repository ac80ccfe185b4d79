import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { unlimitedBudget } from '../../../../../scanner/budget.ts';
import { loadFrameworkTable } from '../../../../../scanner/data/framework/load-framework-table.ts';
import { androidClasses } from '../../../../../scanner/emulator/android/registry.ts';
import { loadSystemResources } from '../../../../../scanner/emulator/android/res/system-resources.ts';
import { AppProcess } from '../../../../../scanner/emulator/device/app-process.ts';
import { DeviceState } from '../../../../../scanner/emulator/device/device-state.ts';
import { installApp } from '../../../../../scanner/emulator/device/install-app.ts';
import { ProcessGroup } from '../../../../../scanner/emulator/device/process-group.ts';
import type { ViewHost } from '../../../../../scanner/emulator/device/view-host.ts';
import { javaClasses } from '../../../../../scanner/emulator/java/index.ts';
import type { ClassModel, Machine, Steps } from '../../../../../scanner/emulator/machine/index.ts';
import { makePhoneProfile } from '../../../../../scanner/emulator/system/phone-profile.ts';
import { memorySource, openPackage, readManifest } from '../../../../../scanner/package/index.ts';
import { loadScannerData } from '../../../../../scanner/data/index.ts';

/** A process of an app in which no code of the app has run yet. */
export type Harness = {
  readonly vm: Machine;
  /** Runs Java to its end; a Java exception or a gap in our models fails the test. */
  readonly run: <T>(steps: Steps<T>) => T;
  /** Resource id of the app or, with `android`, of the platform. */
  readonly id: (type: string, name: string, pkg?: string) => number;
};

/** Nothing is shown in these tests. */
const noViews: ViewHost = {
  layOut: function* () {},
  readTree: () => assert.fail('no screen'),
  touch: () => assert.fail('no screen'),
  pressKey: () => assert.fail('no screen'),
  typeText: () => assert.fail('no screen'),
  paint: () => assert.fail('no screen'),
  paintEmpty: () => assert.fail('no screen'),
};

const apiDemos = new URL(
  '../../../../../node_modules/android-apidemos/apks/ApiDemos-debug.apk',
  import.meta.url,
);

export async function openApiDemos(models: readonly ClassModel[] = []): Promise<Harness> {
  return openHarness(apiDemos, models);
}

export async function openHarness(apk: URL, extraModels: readonly ClassModel[]): Promise<Harness> {
  const pkg = openPackage(memorySource(await readFile(apk)), 'app.apk', unlimitedBudget());
  const data = await loadScannerData();
  const manifest = readManifest(pkg, data.permissions);
  const framework = await loadFrameworkTable();
  const models = [...javaClasses, ...androidClasses(), ...extraModels];
  const phone = makePhoneProfile('android14', 1);
  const installed = installApp(pkg, manifest, await loadSystemResources(), phone);
  const device = new DeviceState(phone, installed);
  const { others } = new ProcessGroup({
    mainName: () => manifest.packageName,
    binders: device.binders,
    start: () => assert.fail('no other process'),
    takeOver: () => undefined,
  });
  const process = new AppProcess(
    device,
    models,
    noViews,
    { dexFiles: [], platform: framework },
    manifest.packageName,
    others,
  );
  const { vm } = process;
  return {
    vm,
    run: <T>(steps: Steps<T>): T => {
      let result: { readonly value: T } | undefined;
      const outcome = vm.callNow(
        (function* () {
          result = { value: yield* steps };
          return undefined;
        })(),
      );
      if (outcome.kind === 'threw') assert.fail(`threw ${outcome.exception.cls.name}`);
      assert.equal(outcome.kind, 'returned');
      const failed = vm.gaps.list().filter(({ code }) => code === 'MODEL_FAILED');
      assert.deepEqual(failed, []);
      assert.ok(result);
      return result.value;
    },
    id: (type, name, own = manifest.packageName) => installed.resources.findId(own, type, name) ?? 0,
  };
}
