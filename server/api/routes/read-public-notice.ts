import { toPublicNoticeValues } from '../../../reports/index.ts';
import { toPublicNoticeRow } from '../../cases/case-documents.ts';
import { toCaseScope } from '../../cases/case-scope.ts';
import { ServerError } from '../../errors.ts';
import type { Account, Case } from '../../store/index.ts';
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
  summary: 'The table of a public notice: of the cases named, or of all that are publicly named',
  tag: 'Cases',
  roles: ['admin', 'inspector'],
  query: publicNoticeQuery,
  answers: [
    { status: 200, description: 'The table', mediaTypes: [XLSX_TYPE, DOCX_TYPE, PDF_TYPE] },
    { status: 404, description: 'No such case, or none is publicly named', schema: errorBody },
    { status: 422, description: 'The template is wrong; the detail names file and line', schema: errorBody },
  ],
  handle: async ({ account, query, services }) => {
    const { round, format, lang } = query;
    const chosen = await listChosen(services, account, query.cases);
    if (chosen.length === 0) throw new ServerError('NOT_FOUND', 'No case is publicly named.');
    const rows = [];
    for (const one of chosen) {
      const findings = await services.store.cases.listFindings(one.id);
      const { report } = await readDone(services, account, one.reTestSubmissionId ?? one.submissionId);
      rows.push(toPublicNoticeRow(one, findings, report, services.catalogue.noticeLabels));
    }
    const issuedOn = todayOf(services);
    const values = toPublicNoticeValues({ issuedOn, rows, ...(round !== undefined && { round }) }, lang);
    return download(await services.reportFiles.openDocument('public-notice', values, format, lang, issuedOn));
  },
});

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
  const { items } = await store.cases.findPage({ ...toCaseScope(account), state, page: 1, pageSize: MOST_ROWS });
  return items;
}
