import { toPublicNoticeValues } from '../../../reports/index.ts';
import type { PublicNoticeRow } from '../../../reports/index.ts';
import { toPublicNoticeRow } from '../../cases/case-documents.ts';
import { toCaseScope } from '../../cases/case-scope.ts';
import { ServerError } from '../../errors.ts';
import type { Account, Case } from '../../store/index.ts';
import { toBatchNoticeRows } from '../batch-notice.ts';
import { readBatch } from '../own-batch.ts';
import { publicNoticeQuery } from '../case-schemas.ts';
import { todayOf } from '../case-file.ts';
import { DOCX_TYPE, PDF_TYPE, XLSX_TYPE, download } from '../download.ts';
import { readCase } from '../own-case.ts';
import { readDone } from '../read-done.ts';
import { defineRoute } from '../route.ts';
import { errorBody } from '../schemas.ts';
import type { Services } from '../services.ts';

/** As many as the longest lists that were ever published, several times over. */
const MOST_ROWS = 500;

export const readPublicNotice = defineRoute({
  method: 'GET',
  path: '/public-notice',
  operation: 'readPublicNotice',
  summary: 'The table of a public notice: of cases, of all that are publicly named, or of a batch',
  tag: 'Cases',
  roles: ['admin', 'inspector'],
  query: publicNoticeQuery,
  answers: [
    { status: 200, description: 'The table', mediaTypes: [XLSX_TYPE, DOCX_TYPE, PDF_TYPE] },
    { status: 404, description: 'No such case or batch, or nothing to name', schema: errorBody },
    { status: 422, description: 'The template is wrong; the detail names file and line', schema: errorBody },
  ],
  handle: async ({ account, query, services }) => {
    const { round, format, lang } = query;
    const rows =
      query.batch === undefined
        ? await toCaseRows(services, account, query.cases)
        : await toBatchNoticeRows(
            services,
            account,
            await readBatch(services.store, account, query.batch),
            MOST_ROWS,
          );
    if (rows.length === 0) throw new ServerError('NOT_FOUND', 'There is nothing to name.');
    const issuedOn = todayOf(services);
    const values = toPublicNoticeValues({ issuedOn, rows, ...(round !== undefined && { round }) }, lang);
    return download(await services.reportFiles.openDocument('public-notice', values, format, lang, issuedOn));
  },
});

async function toCaseRows(
  services: Services,
  account: Account,
  ids: readonly string[] | undefined,
): Promise<readonly PublicNoticeRow[]> {
  const rows: PublicNoticeRow[] = [];
  for (const one of await listChosen(services, account, ids)) {
    const findings = await services.store.cases.listFindings(one.id);
    const { report } = await readDone(services, account, one.reTestSubmissionId ?? one.submissionId);
    rows.push(toPublicNoticeRow(one, findings, report, services.catalogue.noticeLabels));
  }
  return rows;
}

async function listChosen(
  { store }: Services,
  account: Account,
  ids: readonly string[] | undefined,
): Promise<readonly Case[]> {
  if (ids !== undefined) {
    if (ids.length > MOST_ROWS) throw new ServerError('INVALID_INPUT', `cases: at most ${MOST_ROWS}`);
    return Promise.all([...new Set(ids)].map((id) => readCase(store, account, id)));
  }
  const state = 'publicly-named';
  const { items } = await store.cases.findPage({
    ...toCaseScope(account),
    state,
    page: 1,
    pageSize: MOST_ROWS,
  });
  return items;
}
