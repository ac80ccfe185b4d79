import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from '../auth/index.ts';
import type { Account } from '../store/index.ts';
import { toRequestError } from './error-answer.ts';
import type { Reply, Route } from './route.ts';
import type { Services } from './services.ts';

/** Fields of a body whose value is never written down. */
const SECRET_FIELDS = new Set(['password', 'current', 'next', 'webhookSecret', 'secret', 'token']);
const MOST_TEXT_CHARS = 300;
const MOST_DETAIL_CHARS = 4000;
const REFUSALS_NOTED = new Set([401, 403, 409]);

type Actor = Pick<Account, 'id' | 'name'>;

/** After a call that changed something: who did what to what. Reading is not noted. */
export async function noteDone(
  route: Route,
  principal: Principal | undefined,
  request: Request,
  reply: Reply,
  services: Services,
): Promise<void> {
  if (!changesState(route)) return;
  const actor = principal?.account ?? findSignedIn(route, reply) ?? NOBODY;
  await note(services, actor, route.operation, request.path, 'done', toDetail(request.body));
}

/** A refusal is noted where somebody known tried what they may not, and every sign-in that failed. */
export async function noteRefused(
  route: Route,
  principal: Principal | undefined,
  request: Request,
  thrown: unknown,
  services: Services,
): Promise<void> {
  const error = toRequestError(thrown);
  if (!changesState(route) || !REFUSALS_NOTED.has(error.status)) return;
  const isSignIn = route.operation === 'signIn';
  if (principal === undefined && !isSignIn) return;
  const actor = principal?.account ?? NOBODY;
  // The refusal itself goes out whatever becomes of the note; that it failed stands in the server's own log.
  await note(services, actor, route.operation, request.path, error.code, toDetail(request.body)).catch(
    (cause: unknown) => services.log.error({ err: cause }, 'a refusal could not be noted'),
  );
}

/** Something that came about in another way than by a state-changing call of the interface. */
export async function note(
  { store, nowMs }: Pick<Services, 'store' | 'nowMs'>,
  actor: Actor,
  action: string,
  target: string,
  outcome: string,
  detail = '{}',
): Promise<void> {
  await store.audit.append({
    atMs: nowMs(),
    accountId: actor.id,
    accountName: actor.name,
    action,
    target,
    outcome,
    detail,
  });
}

export const NOBODY: Actor = { id: '', name: '' };

function changesState({ method }: Route): boolean {
  return method === 'POST' || method === 'PATCH' || method === 'DELETE';
}

function findSignedIn(route: Route, reply: Reply): Actor | undefined {
  if (route.operation !== 'signIn' || reply.kind !== 'json') return undefined;
  return (reply.body as { readonly account: Actor }).account;
}

/** The body without secrets, long texts cut; one that is too long as a whole is named by its hash. */
export function toDetail(body: unknown): string {
  const text = JSON.stringify(toHarmless(body) ?? {});
  if (text.length <= MOST_DETAIL_CHARS) return text;
  return JSON.stringify({ tooLong: true, sha256: createHash('sha256').update(text).digest('hex') });
}

function toHarmless(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > MOST_TEXT_CHARS ? `${value.slice(0, MOST_TEXT_CHARS)}…` : value;
  if (Array.isArray(value)) return value.map(toHarmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SECRET_FIELDS.has(name) ? '***' : toHarmless(member),
    ]),
  );
}
