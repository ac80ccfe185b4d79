import { ROLES } from '../../store/index.ts';
import { toFileName } from '../file-name.ts';
import { toSubmissionRow } from '../present.ts';
import { MAX_POLICY_FILES, receiveForm } from '../receive-form.ts';
import { defineRoute, json, parse } from '../route.ts';
import { errorBody, submissionFields, submissionForm, submissionRow } from '../schemas.ts';

export const createSubmission = defineRoute({
  method: 'POST',
  path: '/submissions',
  operation: 'createSubmission',
  summary: 'Send an app to be scanned',
  tag: 'Submissions',
  roles: [...ROLES],
  rawBody: { mediaType: 'multipart/form-data', schema: submissionForm },
  answers: [
    { status: 202, description: 'Accepted: from here on it cannot be lost', schema: submissionRow },
    { status: 413, description: 'The file is larger than allowed', schema: errorBody },
    { status: 507, description: 'The storage is full', schema: errorBody },
  ],
  handle: async ({ account, request, services }) => {
    const { blobs, config, scans } = services;
    const { blob, fileName, policyFiles, fields } = await receiveForm(request, blobs, {
      maxBytes: config.limits.uploadBytes,
      maxPolicyFiles: MAX_POLICY_FILES,
    });
    try {
      const options = parse(submissionFields, fields, 'form');
      scans.checkAppType(options.appType);
      scans.checkPacks(options.packs);
      await blob.commit();
      for (const file of policyFiles) await file.blob.commit();
      const submission = await scans.submit({
        account,
        sha256: blob.sha256,
        sizeBytes: blob.sizeBytes,
        fileName: toFileName(fileName),
        ...(policyFiles.length === 0
          ? {}
          : {
              policyFiles: policyFiles.map((file) => ({
                sha256: file.blob.sha256,
                fileName: toFileName(file.fileName),
              })),
            }),
        ...options,
      });
      return json(toSubmissionRow(submission), 202);
    } finally {
      await blob.discard();
      for (const file of policyFiles) await file.blob.discard();
    }
  },
});
