import { z } from 'zod';
import { accountName, count, named, time } from './schemas.ts';

/** What crosses the wire about organisations, the log of who did what, and the signing key. */

export const organisationSchema = named(
  'Organisation',
  z.object({ id: z.string(), name: z.string(), accounts: count, createdAt: time }),
);
export const organisationList = named('OrganisationList', z.object({ items: z.array(organisationSchema) }));
export const organisationBody = named('OrganisationName', z.object({ name: accountName }));

const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const auditEntry = named(
  'AuditEntry',
  z.object({
    number: z.number().int().min(1),
    at: time,
    by: z.string().describe('Empty where nobody is known'),
    action: z.string(),
    target: z.string(),
    outcome: z.string().describe('`done`, or the code of the refusal'),
    detail: z.string().describe('JSON of what was asked, without secrets'),
    hash,
  }),
);
export const auditPage = named(
  'AuditPage',
  z.object({
    items: z.array(auditEntry),
    total: count,
    page: z.number().int().min(1),
    pageSize: z.number().int().min(1),
    head: hash
      .optional()
      .describe('Hash of the newest entry: kept elsewhere, it proves that nothing before it is lost'),
  }),
);
export const auditQuery = z.object({
  by: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

export const signingKeySchema = named(
  'SigningKey',
  z.object({
    kid: z.string().describe('Thumbprint by RFC 7638'),
    alg: z.literal('EdDSA'),
    jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
    pem: z.string(),
  }),
);
