import { ROLES } from '../../store/index.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { openSampleApp } from '../sample-app.ts';
import { sampleBody, submissionRow } from '../schemas.ts';

export const createSampleSubmission = defineRoute({
  method: 'POST',
  path: '/submissions/sample',
  operation: 'createSampleSubmission',
  summary: 'Scan an app that ships with the program, to see what a report looks like',
  tag: 'Submissions',
  roles: [...ROLES],
  body: sampleBody,
  answers: [{ status: 202, description: 'Accepted', schema: submissionRow }],
  handle: async ({ account, body, services }) => {
    services.scans.checkPacks(body.packs);
    const sample = openSampleApp(body.name);
    const blob = await services.blobs.receive(sample.stream, {
      maxBytes: services.config.limits.uploadBytes,
    });
    await blob.commit();
    const submission = await services.scans.submit({
      account,
      sha256: blob.sha256,
      sizeBytes: blob.sizeBytes,
      fileName: sample.fileName,
      profile: body.profile ?? 'full',
      purpose: body.purpose ?? 'self-check',
      ...(body.packs === undefined ? {} : { packs: body.packs }),
    });
    return json(toSubmissionRow(submission), 202);
  },
});
