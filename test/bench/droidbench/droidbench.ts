import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { STATIC_COLLECTORS, toScanInput } from '../../../scanner/collectors/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import { readTable } from '../../../scanner/data/tsv.ts';
import type { DataFlowFacts } from '../../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../../scanner/package/index.ts';

// Precision and recall of the data flow on DroidBench, which is not part of this project: get it from
// github.com/secure-software-engineering/DroidBench and give its `apk` folder.
//
//     node --import tsx test/bench/droidbench/droidbench.ts FOLDER [--flows]
//
// leaks.tsv holds the number of leaks that the comments of its sources give for each app. A leak is counted
// as one statement that sends data away: the suite counts now statements, now pairs with sources, so that of two
// sources in one statement we count one. docs/data-flow.md says what else is and is not compared.

/** DroidBench's sources as kinds of the taxonomy. It also knows passwords typed in, which are none of our kinds. */
const TYPES: ReadonlySet<string> = new Set([
  'imei',
  'imsi',
  'iccid',
  'phone_number',
  'location_fine',
  'location_coarse',
]);
/** Tests in which handing an Intent to Android is the leak; in the others it is a step on the way. */
const INTENT_IS_SINK = /^Intent(?:Sink|Source)\d/;

type Row = {
  readonly category: string;
  readonly app: string;
  readonly leaks: number;
  readonly found: number;
};

function main(folder: string | undefined, showFlows: boolean): void {
  if (folder === undefined) {
    console.error('usage: node --import tsx test/bench/droidbench/droidbench.ts FOLDER [--flows]');
    process.exitCode = 2;
    return;
  }
  const data = loadScannerData();
  const table = readFileSync(fileURLToPath(new URL('leaks.tsv', import.meta.url)), 'utf8');
  const rows: Row[] = [];
  for (const [category = '', app = '', leaks = ''] of readTable(table, 'leaks.tsv', [
    'category',
    'app',
    'leaks',
  ])) {
    const file = join(folder, category, `${app}.apk`);
    if (!existsSync(file)) {
      console.error(`${category}/${app}.apk is not there`);
      continue;
    }
    const input = toScanInput(
      openPackage(memorySource(readFileSync(file)), `${app}.apk`, unlimitedBudget()),
      data,
      unlimitedBudget(),
    );
    const flows = input.collected(STATIC_COLLECTORS.dataFlows).value.filter((flow) => counts(flow, app));
    const found = new Set(flows.map(({ sink }) => JSON.stringify([sink.kind, sink.place]))).size;
    rows.push({ category, app, leaks: Number(leaks), found });
    if (showFlows)
      for (const { piType, sink } of flows)
        console.log(
          `${category}/${app}: ${piType} -> ${sink.kind} ${sink.place.className}.${sink.place.method}`,
        );
  }
  report(rows);
}

function counts(flow: DataFlowFacts, app: string): boolean {
  return (
    TYPES.has(flow.piType) &&
    flow.sink.attribution.kind !== 'library' &&
    (flow.sink.kind !== 'ipc' || INTENT_IS_SINK.test(app))
  );
}

function report(rows: readonly Row[]): void {
  console.log('| category | apps | leaks | found | missed | false | precision | recall |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  const categories = [...new Set(rows.map((row) => row.category))];
  for (const category of categories)
    console.log(
      renderRow(
        category,
        rows.filter((row) => row.category === category),
      ),
    );
  console.log(renderRow('**all**', rows));
  for (const row of rows)
    if (row.found !== row.leaks)
      console.log(`${row.category}/${row.app}: ${row.leaks} leaks, ${row.found} found`);
}

function renderRow(name: string, rows: readonly Row[]): string {
  const sum = (value: (row: Row) => number): number => rows.reduce((total, row) => total + value(row), 0);
  const leaks = sum((row) => row.leaks);
  const right = sum((row) => Math.min(row.leaks, row.found));
  const found = sum((row) => row.found);
  const share = (part: number, whole: number): string =>
    whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
  return `| ${name} | ${rows.length} | ${leaks} | ${right} | ${leaks - right} | ${found - right} | ${share(right, found)} | ${share(right, leaks)} |`;
}

main(process.argv[2], process.argv.includes('--flows'));
