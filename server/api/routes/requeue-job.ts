import { z } from 'zod';
import { toJobBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, jobSchema } from '../schemas.ts';

export const requeueJob = defineRoute({
  method: 'POST',
  path: '/queue/:jobId/requeue',
  operation: 'requeueJob',
  summary: 'Bring a dead job back, with the submissions that failed with it',
  tag: 'Queue',
  roles: ['admin'],
  params: z.object({ jobId: z.uuid() }),
  answers: [
    { status: 200, description: 'In line again', schema: jobSchema },
    { status: 409, description: 'The job is not dead', schema: errorBody },
  ],
  handle: async ({ params, services }) => json(toJobBody(await services.scans.requeue(params.jobId))),
});
