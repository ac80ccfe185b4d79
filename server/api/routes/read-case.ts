import { z } from 'zod';
import { caseFile } from '../case-schemas.ts';
import { readCaseFile } from '../case-file.ts';
import { readCase } from '../own-case.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const readCaseRoute = defineRoute({
  method: 'GET',
  path: '/cases/:id',
  operation: 'readCase',
  summary: 'One case with its findings, its history, and what the caller may do next',
  tag: 'Cases',
  roles: ['admin', 'inspector', 'developer'],
  params: z.object({ id: z.string() }),
  answers: [
    { status: 200, description: 'The case', schema: caseFile },
    { status: 404, description: 'No such case, or not addressed to the caller', schema: errorBody },
  ],
  handle: async ({ account, params, services }) =>
    json(await readCaseFile(services, account, await readCase(services.store, account, params.id))),
});
