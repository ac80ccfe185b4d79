import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Principal } from '../auth/index.ts';
import { ServerError } from '../errors.ts';
import { BASE_PATH } from './base-path.ts';
import { noteDone, noteRefused } from './audit.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { toErrorBody, toRequestError } from './error-answer.ts';
import type { Metrics } from './metrics.ts';
import type { Reply, Route } from './route.ts';
import type { Services } from './services.ts';

export { BASE_PATH } from './base-path.ts';

const MOST_BODY_BYTES = 256 * 1024;
/** After an error in the midst of an upload: how long the sender may go on before the line is cut. */
const DRAIN_MS = 2000;

const readJson = express.json({ limit: MOST_BODY_BYTES, strict: true });
const readers = new Map<number, typeof readJson>();

function toJsonReader(limit: number | undefined): typeof readJson {
  if (limit === undefined) return readJson;
  const known = readers.get(limit) ?? express.json({ limit, strict: true });
  readers.set(limit, known);
  return known;
}

/** Puts every route of the table under the base path: who asks, may they, what do they say, answer. */
export function mountRoutes(
  app: Express,
  routes: readonly Route[],
  services: Services,
  metrics: Metrics,
  calls: CallsInFlight,
): void {
  for (const route of routes) {
    const method = route.method.toLowerCase() as 'get' | 'head' | 'post' | 'patch' | 'delete' | 'options';
    const call = async (request: Request, response: Response): Promise<void> => {
      const beganAt = performance.now();
      response.once('close', () =>
        metrics.answered(route.operation, response.statusCode, (performance.now() - beganAt) / 1000),
      );
      const principal = await services.auth.findPrincipal(request);
      await send(await answer(route, principal, request, response, services), response);
    };
    app[method](`${BASE_PATH}${route.path}`, (request, response) => calls.track(call(request, response)));
  }
  app.use(BASE_PATH, () => {
    throw new ServerError('NOT_FOUND');
  });
}

/** May they, what do they say, do it; and what it came to goes into the log of who did what, before the answer. */
async function answer(
  route: Route,
  principal: Principal | undefined,
  request: Request,
  response: Response,
  services: Services,
): Promise<Reply> {
  try {
    if (route.access !== 'public') services.auth.authorize(principal, route.access, request);
    if (route.body !== undefined) await readBody(request, response, route.mostBodyBytes);
    const reply = await route.handle(principal, request, response, services);
    await noteDone(route, principal, request, reply, services);
    return reply;
  } catch (error) {
    await noteRefused(route, principal, request, error, services);
    throw error;
  }
}

/** The last handler of all: turns whatever was thrown into an answer, and logs what is our fault. */
export function toErrorHandler(
  services: Pick<Services, 'log'>,
): (error: unknown, request: Request, response: Response, next: NextFunction) => void {
  return (thrown, request, response, _next) => {
    const error = toRequestError(thrown);
    if (error.status >= 500) services.log.error({ err: error, path: request.path }, 'request failed');
    else services.log.debug({ code: error.code, path: request.path }, 'request refused');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', error.retryAfterSeconds);
    if (error.code === 'UNAUTHENTICATED') response.setHeader('WWW-Authenticate', 'Bearer');
    if (!request.complete) closeAfterAnswer(request, response);
    response.status(error.status).type('application/json').send(toErrorBody(error));
  };
}

/**
 * The sender is still sending what nobody wants. Cutting the line at once would often destroy the answer on its way
 * (a reset overtakes it), so the rest is read into nothing for a while.
 */
function closeAfterAnswer(request: Request, response: Response): void {
  response.setHeader('Connection', 'close');
  request.resume();
  response.once('finish', () => {
    const timer = setTimeout(() => request.socket.destroy(), DRAIN_MS);
    timer.unref();
    request.once('close', () => clearTimeout(timer));
  });
}

function readBody(request: Request, response: Response, limit: number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    toJsonReader(limit)(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(toRequestError(error));
    });
  });
}

async function send(reply: Reply, response: Response): Promise<void> {
  if (reply.kind === 'raw') return;
  response.set(reply.headers ?? {});
  switch (reply.kind) {
    case 'json':
      response.status(reply.status).json(reply.body);
      return;
    case 'empty':
      response.status(reply.status).end();
      return;
    case 'stream':
      response.status(200).setHeader('Content-Type', reply.mediaType);
      if (reply.sizeBytes !== undefined) response.setHeader('Content-Length', reply.sizeBytes);
      await pipeline(reply.body, response).catch((error: unknown) => {
        // A reader who goes away in the midst is no error of ours.
        if (!response.destroyed) throw error;
      });
  }
}
