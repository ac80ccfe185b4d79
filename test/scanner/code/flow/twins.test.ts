import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../../scanner/budget.ts';
import { STATIC_COLLECTORS, toScanInput } from '../../../../scanner/collectors/index.ts';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import type { DataFlowFacts } from '../../../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../../../scanner/package/index.ts';
import { readTruth } from '../../../fixtures/apps/truth.ts';

const data = loadScannerData();

function flowsOf(file: string): readonly DataFlowFacts[] {
  const pkg = openPackage(memorySource(readFileSync(file)), 'app.apk', unlimitedBudget());
  return toScanInput(pkg, data, unlimitedBudget()).collected(STATIC_COLLECTORS.dataFlows).value;
}

/** The truth names hosts, packages, numbers and the scheme where the pair is about it. */
function isClearText(via: string): boolean | undefined {
  return via.endsWith('http') ? true : via.endsWith('https') ? false : undefined;
}

describe('data flow in the fixture apps', () => {
  const apps = readTruth().filter((app) => app.pair.startsWith('flow-') || app.flows.length > 0);

  for (const app of apps)
    it(`of ${app.app} is as the truth table says`, () => {
      const found = flowsOf(app.file);
      assert.deepEqual(
        found.map(({ piType, sink, transforms }) => ({
          source: piType,
          sink: sink.kind,
          to: sink.host ?? sink.to,
          transforms: [...transforms],
        })),
        app.flows.map(({ source, sink, to, via, transforms }) => ({
          source,
          sink,
          to: to ?? (sink === 'file' ? via : undefined),
          transforms,
        })),
      );
      found.forEach(({ sink, path, source }, index) => {
        const clearText = isClearText(app.flows[index]?.via ?? '');
        if (clearText !== undefined) assert.equal(sink.clearText, clearText);
        if (sink.kind === 'file') assert.equal(sink.shared, true);
        assert.deepEqual(path[0], source.place);
        assert.deepEqual(path[path.length - 1], sink.place);
      });
    });

  it('is stated for at least fifteen pairs', () => {
    assert.ok(new Set(apps.map((app) => app.pair)).size >= 15);
  });
});
