import type { Report } from '../../../reports/model/report.ts';
import type { Text } from '../../../rules/engine/verdict.ts';
import { APP_CALLER } from './model.ts';

export type HeatMap = {
  /** Columns: the app first, then the busiest callers; undefined stands for all the rest together. */
  readonly callers: readonly (string | undefined)[];
  /** Rows, busiest at the top of the picture (last in the list, as the axis counts upwards). */
  readonly kinds: readonly { readonly piType: string; readonly name: Text }[];
  readonly cells: readonly {
    readonly column: number;
    readonly row: number;
    readonly callSites: number;
    /** log2(callSites + 1), for the colour. */
    readonly log: number;
  }[];
  readonly maxLog: number;
};

function add<Key>(totals: Map<Key, number>, key: Key, count: number): void {
  totals.set(key, (totals.get(key) ?? 0) + count);
}

/** Folds the counts into a table of at most `maxCallers` columns (and one for the rest). */
export function toHeatMap(calls: Report['piCalls'], maxCallers: number): HeatMap {
  const byCaller = new Map<string, number>();
  const byKind = new Map<string, number>();
  const names = new Map<string, Text>();
  for (const call of calls) {
    add(byCaller, call.caller, call.callSites);
    add(byKind, call.piType, call.callSites);
    names.set(call.piType, call.name);
  }
  const ranked = [...byCaller.keys()].sort(
    (a, b) =>
      Number(b === APP_CALLER) - Number(a === APP_CALLER) || (byCaller.get(b) ?? 0) - (byCaller.get(a) ?? 0),
  );
  const kept: (string | undefined)[] = ranked.slice(0, maxCallers);
  if (ranked.length > maxCallers) kept.push(undefined);
  const kinds = [...byKind.keys()]
    .sort((a, b) => (byKind.get(a) ?? 0) - (byKind.get(b) ?? 0))
    .map((piType) => ({ piType, name: names.get(piType) ?? { zh: piType, en: piType } }));

  const rows = new Map(kinds.map(({ piType }, row) => [piType, row]));
  const columns = new Map(kept.map((caller, column) => [caller, column]));
  const totals = new Map<string, { column: number; row: number; callSites: number }>();
  for (const call of calls) {
    const column = columns.get(call.caller) ?? kept.length - 1;
    const row = rows.get(call.piType) ?? 0;
    const cell = totals.get(`${column}/${row}`);
    if (cell === undefined) totals.set(`${column}/${row}`, { column, row, callSites: call.callSites });
    else cell.callSites += call.callSites;
  }
  const cells = [...totals.values()].map((cell) => ({ ...cell, log: Math.log2(cell.callSites + 1) }));
  return { callers: kept, kinds, cells, maxLog: Math.max(0, ...cells.map((cell) => cell.log)) };
}
