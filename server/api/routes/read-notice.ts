import { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { NOTICE_FORMATS, REPORT_LANGS } from '../../jobs/render-order.ts';
import { readCase } from '../own-case.ts';
import { defineRoute } from '../route.ts';
import { errorBody } from '../schemas.ts';
import { DOCX_TYPE, PDF_TYPE, download } from '../download.ts';

export const readNotice = defineRoute({
  method: 'GET',
  path: '/cases/:id/notice',
  operation: 'readNotice',
  summary: 'The notice to rectify, as it was last sent',
  tag: 'Cases',
  roles: ['admin', 'inspector', 'developer'],
  params: z.object({ id: z.string() }),
  query: z.object({
    format: z.enum(NOTICE_FORMATS).default('pdf'),
    lang: z.enum(REPORT_LANGS).default('zh-CN'),
  }),
  answers: [
    {
      status: 200,
      description: 'The document',
      mediaTypes: [PDF_TYPE, DOCX_TYPE],
    },
    { status: 404, description: 'No such case, or not addressed to the caller', schema: errorBody },
    { status: 409, description: 'No notice has been sent', schema: errorBody },
    { status: 422, description: 'The template is wrong; the detail names file and line', schema: errorBody },
  ],
  handle: async ({ account, params, query, services }) => {
    const { store, reportFiles } = services;
    const { id: caseId, notice } = await readCase(store, account, params.id);
    if (notice === undefined) throw new ServerError('ILLEGAL_MOVE', 'No notice has been sent.');
    const { submissionId, ...sent } = notice;
    const summary = (await store.submissions.find(submissionId))?.summary;
    if (summary === undefined) throw new ServerError('NOT_FOUND');
    const file = await reportFiles.openNotice(summary, { ...sent, caseId }, query.format, query.lang);
    return download(file);
  },
});
