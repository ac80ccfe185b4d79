import { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { REPORT_FORMATS, REPORT_LANGS } from '../../jobs/render-order.ts';
import { ROLES } from '../../store/index.ts';
import { toAttachmentHeader } from '../file-name.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';
import { DOCUMENT_POLICY } from '../security-headers.ts';

export const readReport = defineRoute({
  method: 'GET',
  path: '/submissions/:id/report',
  operation: 'readReport',
  summary: 'The report, in the format asked for',
  tag: 'Reports',
  roles: [...ROLES],
  params: idParams,
  query: z.object({
    format: z.enum(REPORT_FORMATS).default('json'),
    lang: z.enum(REPORT_LANGS).default('zh-CN'),
  }),
  answers: [
    {
      status: 200,
      description: 'The report',
      mediaTypes: [
        'application/json',
        'text/html',
        'application/pdf',
        'application/sarif+json',
        'application/xml',
      ],
    },
    { status: 409, description: 'The scan is not done', schema: errorBody },
    { status: 503, description: 'Too many renderings wait; see Retry-After', schema: errorBody },
  ],
  handle: async ({ account, params, query, services }) => {
    const { summary, status } = await readSubmission(services.store, account, params.id);
    if (status !== 'done' || summary === undefined) throw new ServerError('NOT_FINISHED');
    const file = await services.reportFiles.open(summary, query.format, query.lang);
    const headers: Record<string, string> =
      query.format === 'html'
        ? { 'Content-Security-Policy': DOCUMENT_POLICY }
        : query.format === 'json'
          ? {}
          : { 'Content-Disposition': toAttachmentHeader(file.fileName) };
    return { kind: 'stream', mediaType: file.mediaType, body: file.body, sizeBytes: file.sizeBytes, headers };
  },
});
