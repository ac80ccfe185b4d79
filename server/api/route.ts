import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Principal } from '../auth/index.ts';
import { ServerError } from '../errors.ts';
import type { Account, Role } from '../store/index.ts';
import type { Services } from './services.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** What a handler gives back. `raw`: it has answered by itself. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: Headers }
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: Headers }
  | {
      readonly kind: 'stream';
      readonly mediaType: string;
      readonly body: Readable;
      readonly sizeBytes?: number;
      readonly headers?: Headers;
    }
  | { readonly kind: 'raw' };

type Headers = Readonly<Record<string, string>>;

/** One kind of answer, for the interface's document. */
export type Answer = {
  readonly status: number;
  readonly description: string;
  /** Of a JSON answer. One of the named schemas. */
  readonly schema?: z.ZodType;
  /** Of any other answer. */
  readonly mediaTypes?: readonly string[];
};

export type Input<P, Q, B> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly services: Services;
  readonly request: Request;
  readonly response: Response;
};

type Parts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly method: Method;
  /** Below the base path, with express' `:name` for parts. */
  readonly path: string;
  /** Unique verb phrase in camelCase; names the operation in the interface's document. */
  readonly operation: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  /** JSON body. One of the named schemas. */
  readonly body?: B;
  /** Where the body may be larger than others. */
  readonly mostBodyBytes?: number;
  /** Body that the handler reads by itself, for the interface's document. */
  readonly rawBody?: { readonly mediaType: string; readonly schema: z.ZodType };
  readonly answers: readonly Answer[];
};

/** Which accounts may call; `public` needs none. There is no default: a route says it, or does not compile. */
export type Access = 'public' | readonly Role[];

/** An entry of the route table, its types folded away. */
export type Route = Parts<z.ZodType, z.ZodType, z.ZodType> & {
  readonly access: Access;
  readonly handle: (
    principal: Principal | undefined,
    request: Request,
    response: Response,
    services: Services,
  ) => Promise<Reply>;
};

const nothing = z.object({});
type Nothing = typeof nothing;

/** A route for signed-in accounts of the given roles. */
export function defineRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  spec: Parts<P, Q, B> & {
    readonly roles: readonly [Role, ...Role[]];
    readonly handle: (
      input: Input<z.output<P>, z.output<Q>, z.output<B>> & {
        readonly account: Account;
        readonly principal: Principal;
      },
    ) => Promise<Reply>;
  },
): Route {
  const { roles, handle, ...parts } = spec;
  return {
    ...parts,
    access: roles,
    handle: (principal, request, response, services) => {
      if (principal === undefined) throw new ServerError('UNAUTHENTICATED');
      const input = parseInput(spec, request, response, services);
      return handle({ ...input, principal, account: principal.account });
    },
  };
}

/** A route that anybody may call. */
export function definePublicRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  spec: Parts<P, Q, B> & {
    readonly handle: (
      input: Input<z.output<P>, z.output<Q>, z.output<B>> & { readonly principal: Principal | undefined },
    ) => Promise<Reply>;
  },
): Route {
  const { handle, ...parts } = spec;
  return {
    ...parts,
    access: 'public',
    handle: (principal, request, response, services) =>
      handle({ ...parseInput(spec, request, response, services), principal }),
  };
}

export function json(body: unknown, status = 200, headers?: Headers): Reply {
  return { kind: 'json', status, body, ...(headers === undefined ? {} : { headers }) };
}

export function empty(status = 204): Reply {
  return { kind: 'empty', status };
}

function parseInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: Parts<P, Q, B>,
  request: Request,
  response: Response,
  services: Services,
): Input<z.output<P>, z.output<Q>, z.output<B>> {
  if (spec.body !== undefined && !request.is('application/json'))
    throw new ServerError('UNSUPPORTED_MEDIA_TYPE', 'Send JSON.');
  return {
    params: parse(spec.params ?? nothing, request.params, 'path') as z.output<P>,
    query: parse(spec.query ?? nothing, request.query, 'query') as z.output<Q>,
    body: (spec.body === undefined ? {} : parse(spec.body, request.body, 'body')) as z.output<B>,
    services,
    request,
    response,
  };
}

/** Throws INVALID_INPUT naming every field that is wrong. Values are not repeated: they may be secrets. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 10)
    .map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`);
  throw new ServerError('INVALID_INPUT', problems.join('; '));
}
