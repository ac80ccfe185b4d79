import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readReport, renderCanonicalJson, renderers, toReport } from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import { judge } from '../../rules/engine/judge.ts';
import { loadBuiltInPack } from '../../rules/packs/built-in.ts';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { memorySource } from '../../scanner/package/index.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { toReportCatalogue } from '../../reports/model/report-catalogue.ts';

const APKS: readonly (readonly [string, string])[] = [
  ['android-apidemos', 'apks/ApiDemos-debug.apk'],
  ['io.appium.settings', 'apks/settings_apk-debug.apk'],
  [
    'appium-espresso-driver',
    'espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk',
  ],
  ['@u4/minicap-prebuilt', 'prebuilt/noarch/minicap.apk'],
];

/** The APK's path, or undefined when its package is not installed: the test says so and is skipped. */
function findApk(name: string, file: string): string | undefined {
  const path = fileURLToPath(new URL(`../../node_modules/${name}/${file}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

describe('reports of real apps', () => {
  const data = loadScannerData();
  const pack = loadBuiltInPack();
  const at = '2026-03-02T01:15:30Z';

  async function report(path: string): Promise<Report> {
    const { evidence } = await scanPackage(memorySource(new Uint8Array(readFileSync(path))), {
      fileName: basename(path),
      profile: 'static',
      engineVersion: '0.1.0',
      collectedAt: at,
      data,
      budget: unlimitedBudget(),
    });
    const catalogue = toReportCatalogue(pack.catalogue, data.piTypes);
    return toReport(evidence, judge(evidence, pack), catalogue, { createdAt: at });
  }

  for (const [name, file] of APKS)
    it(`of ${basename(file)} fit the schema and stay small in every text format`, async function () {
      const path = findApk(name, file);
      if (path === undefined) {
        console.log(`skipped: ${name} is not installed`);
        this.skip();
      }
      const made = await report(path);
      const read = await readReport(renderCanonicalJson(made));
      assert.equal(read.app.fileName, basename(file));
      for (const format of ['html', 'sarif', 'junit'] as const) {
        const bytes = await renderers[format].render(read, { lang: 'zh-CN' });
        assert.ok(bytes.length > 1000 && bytes.length < 3_000_000, `${format}: ${bytes.length} bytes`);
      }
    });
});
