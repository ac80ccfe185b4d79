import { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { ROLES } from '../../store/index.ts';
import { toAttachmentHeader } from '../file-name.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute } from '../route.ts';
import { DOCUMENT_POLICY } from '../security-headers.ts';

/** What a browser may show by itself; everything else is saved as a file. */
const SHOWN_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

export const readAttachment = defineRoute({
  method: 'GET',
  path: '/submissions/:id/attachments/:attachmentId',
  operation: 'readAttachment',
  summary: 'A screenshot or another file kept as evidence',
  tag: 'Reports',
  roles: [...ROLES],
  params: z.object({ id: z.uuid(), attachmentId: z.string().min(1).max(500) }),
  answers: [{ status: 200, description: 'The file', mediaTypes: ['image/png', 'application/octet-stream'] }],
  handle: async ({ account, params, services }) => {
    const { summary } = await readSubmission(services.store, account, params.id);
    const attachment =
      summary === undefined
        ? undefined
        : await services.store.results.findAttachment(summary.evidenceSha256, params.attachmentId);
    if (attachment === undefined) throw new ServerError('NOT_FOUND');
    const shownAs = SHOWN_TYPES[attachment.file.split('.').at(-1)?.toLowerCase() ?? ''];
    const fileName = attachment.file.split('/').at(-1) ?? attachment.id;
    return {
      kind: 'stream',
      mediaType: shownAs ?? 'application/octet-stream',
      body: await services.blobs.open(attachment.sha256),
      sizeBytes: attachment.sizeBytes,
      headers: {
        'Content-Security-Policy': DOCUMENT_POLICY,
        ...(shownAs === undefined ? { 'Content-Disposition': toAttachmentHeader(fileName) } : {}),
      },
    };
  },
});
