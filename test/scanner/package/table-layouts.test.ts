import assert from 'node:assert/strict';
import { DEFAULT_CONFIG, ResourceTable, toLanguageTag, withLocale } from '../../../scanner/package/index.ts';
import { AnomalyLog } from '../../../scanner/package/anomaly.ts';
import { writeTable } from '../../support/package-table-writer.ts';
import type { EntryLayout, TableOptions } from '../../support/package-table-writer.ts';

function open(options: TableOptions): ResourceTable {
  return new ResourceTable([{ bytes: writeTable(options), file: 'resources.arsc' }]);
}

const entries = new Map<number, number | string>([
  [0, 'first'],
  [3, 7],
  [9, 'last'],
]);

describe('ResourceTable of every layout', () => {
  for (const layout of ['dense', 'sparse', 'offset16', 'compact'] as const satisfies readonly EntryLayout[]) {
    it(`reads ${layout} entries`, () => {
      const table = open({ layout, entries });
      const resources = table.configured(DEFAULT_CONFIG);
      assert.deepEqual([...table.ids()], [0x7f010000, 0x7f010003, 0x7f010009]);
      assert.equal(resources.findString(0x7f010000), 'first');
      assert.equal(resources.findString(0x7f010009), 'last');
      const value = resources.findValue(0x7f010003)?.value;
      assert.equal(value?.kind === 'integer' ? value.value : undefined, 7);
      assert.equal(resources.findValue(0x7f010001), undefined);
      assert.equal(resources.findValue(0x7f01000a), undefined);
      assert.equal(table.findId('string', 'key_9', 'com.example'), 0x7f010009);
      assert.deepEqual(table.findName(0x7f010003), {
        packageName: 'com.example',
        type: 'string',
        entry: 'key_3',
      });
    });
  }

  it('finds a resource by its staged id', () => {
    const resources = open({ layout: 'dense', entries, aliases: [[0x7fff0005, 0x7f010009]] }).configured(
      DEFAULT_CONFIG,
    );
    assert.equal(resources.findString(0x7fff0005), 'last');
  });

  it('takes 0 as package id for the package itself and a library id for the library', () => {
    const app = open({ layout: 'dense', entries, libraries: [[0x02, 'com.example']] });
    const [own] = app.packages;
    assert.ok(own);
    assert.equal(app.toAbsoluteId(0x00010003, own), 0x7f010003);
    assert.equal(app.toAbsoluteId(0x02010003, own), 0x7f010003);
    assert.equal(app.toAbsoluteId(0x01010003, own), 0x01010003);
  });

  it('joins the tables of base and split under one package id', () => {
    const base = { bytes: writeTable({ layout: 'dense', entries: new Map([[0, 'base']]) }), file: 'base' };
    const split = {
      bytes: writeTable({ layout: 'sparse', entries: new Map([[5, 'split']]) }),
      file: 'split',
    };
    const resources = new ResourceTable([base, split]).configured(DEFAULT_CONFIG);
    assert.equal(resources.findString(0x7f010000), 'base');
    assert.equal(resources.findString(0x7f010005), 'split');
  });

  it('keeps the entries before the cut of a file that lost its end, and reports it', () => {
    const bytes = writeTable({ layout: 'dense', entries });
    const anomalies = new AnomalyLog();
    const table = new ResourceTable(
      [{ bytes: bytes.subarray(0, bytes.length - 30), file: 'resources.arsc' }],
      anomalies,
    );
    assert.ok(anomalies.list.some(({ code }) => code === 'BROKEN_CHUNK'));
    assert.equal(table.configured(DEFAULT_CONFIG).findString(0x7f010000), 'first');
    assert.equal(table.configured(DEFAULT_CONFIG).findString(0x7f010009), undefined);
  });

  for (const [title, bytes] of [
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('not a table at all')],
  ] as const) {
    it(`refuses ${title} with BAD_RESOURCES`, () => {
      assert.throws(() => new ResourceTable([{ bytes, file: 'resources.arsc' }]), {
        code: 'BAD_RESOURCES',
        offsetBytes: 0,
      });
    });
  }

  for (const tag of ['', 'zh', 'zh-Hant', 'zh-Hant-HK', 'es-419', 'ca-ES-valencia']) {
    it(`keeps the language tag ${JSON.stringify(tag)}`, () => {
      assert.equal(toLanguageTag(withLocale(DEFAULT_CONFIG, tag)), tag);
    });
  }
});
