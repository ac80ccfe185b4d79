import { z } from 'zod';
import { readFilings } from '../read-filings.ts';
import { defineRoute, json } from '../route.ts';
import { count, errorBody, named } from '../schemas.ts';

const filingImport = named(
  'FilingImport',
  z.object({
    format: z.enum(['csv', 'json']),
    content: z
      .string()
      .min(1)
      .max(50_000_000)
      .describe('The file: package, name, company, number, public key, signature MD5'),
  }),
);
const filingImported = named('FilingImported', z.object({ records: count, packages: count }));

export const importFilings = defineRoute({
  method: 'POST',
  path: '/filings',
  operation: 'importFilings',
  summary: 'Import filing records; every app of their packages is held against them',
  tag: 'Filings',
  roles: ['admin', 'inspector'],
  body: filingImport,
  mostBodyBytes: 64 * 1024 * 1024,
  answers: [
    { status: 200, description: 'Imported', schema: filingImported },
    { status: 400, description: 'A record that cannot be right; nothing was imported', schema: errorBody },
  ],
  handle: async ({ body, services }) => {
    const { filings, apps } = services.store;
    const records = readFilings(body.format, body.content);
    const wasEmpty = (await filings.count()) === 0;
    const packages = await filings.import(records, services.nowMs());
    // With the first records, apps that are not among them become known as not filed.
    await apps.matchFilings(wasEmpty ? 'all' : packages);
    return json({ records: records.length, packages: packages.length });
  },
});
