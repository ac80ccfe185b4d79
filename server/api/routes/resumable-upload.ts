import { z } from 'zod';
import { ROLES } from '../../store/index.ts';
import type { Role } from '../../store/index.ts';
import { defineRoute } from '../route.ts';
import type { Answer, Method, Route } from '../route.ts';
import { errorBody } from '../schemas.ts';

type Step = {
  readonly method: Method;
  readonly path: '/uploads' | '/uploads/:id';
  readonly operation: string;
  readonly summary: string;
  readonly answers: readonly Answer[];
};

const STEPS: readonly Step[] = [
  {
    method: 'OPTIONS',
    path: '/uploads',
    operation: 'readUploadAbilities',
    summary: 'What of the tus protocol 1.0 is understood',
    answers: [{ status: 204, description: 'See the Tus-* headers' }],
  },
  {
    method: 'POST',
    path: '/uploads',
    operation: 'beginUpload',
    summary: 'Begin a resumable upload (tus 1.0); Upload-Metadata: filename, profile, purpose, appType',
    answers: [
      { status: 201, description: 'Begun; Location names it' },
      { status: 413, description: 'The file is larger than allowed', schema: errorBody },
      { status: 507, description: 'The storage is full', schema: errorBody },
    ],
  },
  {
    method: 'HEAD',
    path: '/uploads/:id',
    operation: 'findUpload',
    summary: 'How far an upload has come',
    answers: [{ status: 200, description: 'See Upload-Offset; x-appgov-submission once it is complete' }],
  },
  {
    method: 'PATCH',
    path: '/uploads/:id',
    operation: 'continueUpload',
    summary: 'Send the next bytes; the last ones make the submission',
    answers: [{ status: 204, description: 'Kept; x-appgov-submission names the submission after the last' }],
  },
  {
    method: 'DELETE',
    path: '/uploads/:id',
    operation: 'dropUpload',
    summary: 'Drop an unfinished upload',
    answers: [{ status: 204, description: 'Dropped' }],
  },
];

const uploadParams = z.object({ id: z.string().max(100) });

/** The requests of the tus protocol, which a library answers. */
export const resumableUploadRoutes: readonly Route[] = STEPS.map((step) => {
  const common = { ...step, tag: 'Uploads', roles: [...ROLES] as [Role, ...Role[]] };
  return step.path === '/uploads'
    ? defineRoute({
        ...common,
        handle: async ({ account, request, response, services }) => {
          await services.uploads.handle(request, response, account, undefined);
          return { kind: 'raw' };
        },
      })
    : defineRoute({
        ...common,
        params: uploadParams,
        handle: async ({ account, params, request, response, services }) => {
          await services.uploads.handle(request, response, account, params.id);
          return { kind: 'raw' };
        },
      });
});
