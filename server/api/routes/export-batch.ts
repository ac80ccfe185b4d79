import { Readable } from 'node:stream';
import { z } from 'zod';
import { renderCsv } from '../../export/csv.ts';
import type { Table } from '../../export/csv.ts';
import { renderTableXlsx } from '../../export/xlsx.ts';
import { REPORT_LANGS } from '../../jobs/render-order.ts';
import type { batchItems } from '../batch-schemas.ts';
import { toAttachmentHeader } from '../file-name.ts';
import { readBatch } from '../own-batch.ts';
import { toBatchItemBody } from '../present-batch.ts';
import { defineRoute } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

const FORMATS = ['xlsx', 'csv', 'json'] as const;
const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;
const MOST_ROWS = 100_000;

type Item = z.output<typeof batchItems>['items'][number];
type Lang = (typeof REPORT_LANGS)[number];

export const exportBatch = defineRoute({
  method: 'GET',
  path: '/batches/:id/export',
  operation: 'exportBatch',
  summary: 'The results of a batch as a table: xlsx, CSV or JSON',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  params: idParams,
  query: z.object({ format: z.enum(FORMATS).default('xlsx'), lang: z.enum(REPORT_LANGS).default('zh-CN') }),
  answers: [
    { status: 200, description: 'The file', mediaTypes: [MEDIA_TYPES.xlsx, 'text/csv', 'application/json'] },
    { status: 404, description: 'No such batch', schema: errorBody },
  ],
  handle: async ({ account, params, query: { format, lang }, services }) => {
    const batch = await readBatch(services.store, account, params.id);
    const results = await services.store.batches.listResults(batch.id, { limit: MOST_ROWS, offset: 0 });
    const items = results.map(toBatchItemBody) as readonly Item[];
    const bytes =
      format === 'json'
        ? Buffer.from(JSON.stringify({ batch: { id: batch.id, name: batch.name }, items }, undefined, 2))
        : format === 'csv'
          ? Buffer.from(renderCsv(toTable(items, lang)))
          : Buffer.from(await renderTableXlsx(toTable(items, lang), batch.name));
    return {
      kind: 'stream',
      mediaType: MEDIA_TYPES[format],
      body: Readable.from([bytes]),
      sizeBytes: bytes.byteLength,
      headers: { 'Content-Disposition': toAttachmentHeader(`${batch.name}.${format}`) },
    };
  },
});

const COLUMNS: readonly (readonly [
  zh: string,
  en: string,
  (item: Item, lang: Lang) => string | number | undefined,
])[] = [
  ['序号', 'No.', ({ number }) => number + 1],
  ['应用名称', 'Application', ({ label }) => label],
  ['包名', 'Package', ({ packageName }) => packageName],
  ['版本', 'Version', ({ versionName }) => versionName],
  ['企业', 'Company', ({ company }) => company],
  ['应用来源', 'Source', ({ store, source }) => store ?? source],
  ['文件', 'File', ({ fileName }) => fileName],
  ['应用类型', 'Type of app', ({ appType }) => appType],
  ['状态', 'Status', ({ status, state }) => status ?? state],
  ['得分', 'Mark', ({ score }) => (score === undefined ? undefined : Math.round(score.mark * 10) / 10)],
  ['违规项', 'Violations', ({ violations }) => violations],
  ['疑似项', 'Suspected', ({ suspected }) => suspected],
  [
    '检测覆盖率',
    'Coverage',
    ({ coverageShare }) => (coverageShare === undefined ? undefined : Math.round(coverageShare * 100) / 100),
  ],
  [
    '错误',
    'Error',
    ({ error }, lang) =>
      error === undefined ? undefined : lang === 'en' ? error.message.en : error.message.zh,
  ],
];

function toTable(items: readonly Item[], lang: Lang): Table {
  return {
    columns: COLUMNS.map(([zh, en]) => (lang === 'en' ? en : zh)),
    rows: items.map((item) => COLUMNS.map(([, , cell]) => cell(item, lang))),
  };
}
