import { z } from 'zod';
import { toReTestValues, toRemovalValues } from '../../../reports/index.ts';
import { ServerError } from '../../errors.ts';
import { NOTICE_FORMATS, REPORT_LANGS } from '../../jobs/render-order.ts';
import { DOCX_TYPE, PDF_TYPE, download } from '../download.ts';
import { readCase } from '../own-case.ts';
import { defineRoute } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const readCaseDocument = defineRoute({
  method: 'GET',
  path: '/cases/:id/documents/:documentId',
  operation: 'readCaseDocument',
  summary: 'The record of a re-test or the request for removal, as the move of the case made it',
  tag: 'Cases',
  roles: ['admin', 'inspector', 'developer'],
  params: z.object({ id: z.string(), documentId: z.string() }),
  query: z.object({
    format: z.enum(NOTICE_FORMATS).default('pdf'),
    lang: z.enum(REPORT_LANGS).default('zh-CN'),
  }),
  answers: [
    { status: 200, description: 'The document', mediaTypes: [PDF_TYPE, DOCX_TYPE] },
    { status: 404, description: 'No such case or document, or not for the caller', schema: errorBody },
    { status: 422, description: 'The template is wrong; the detail names file and line', schema: errorBody },
  ],
  handle: async ({ account, params, query, services }) => {
    const one = await readCase(services.store, account, params.id);
    const documents = await services.store.cases.listDocuments(one.id);
    const found = documents.find(({ id }) => id === params.documentId);
    if (found === undefined) throw new ServerError('NOT_FOUND');
    const values =
      found.kind === 're-test'
        ? toReTestValues(found.input, query.lang)
        : toRemovalValues(found.input, query.lang);
    return download(
      await services.reportFiles.openDocument(found.kind, values, query.format, query.lang, one.packageName),
    );
  },
});
