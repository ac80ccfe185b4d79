import express from 'express';
import type { Express, Request } from 'express';
import { join } from 'node:path';
import { SERVER_ERRORS, ServerError } from '../errors.ts';
import type { CallsInFlight } from './calls-in-flight.ts';
import { checkHealth } from './health.ts';
import { mountDocs } from './docs.ts';
import type { Metrics } from './metrics.ts';
import { BASE_PATH, mountRoutes, toErrorHandler } from './mount.ts';
import { routes } from './routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import type { Services } from './services.ts';

/** The HTTP side of the server. `webFolder` holds the built pages, where they have been built. */
export function makeApp(
  services: Services,
  metrics: Metrics,
  calls: CallsInFlight,
  webFolder: string | undefined,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', services.config.trustProxy ? 1 : false);
  app.use(setSecurityHeaders);
  app.use(BASE_PATH, (_request, response, next) => {
    response.setHeader('Cache-Control', 'private, no-store');
    if (services.stopping.aborted) throw new ServerError('STOPPING', undefined, { retryAfterSeconds: 5 });
    next();
  });
  mountDocs(app);
  mountRoutes(app, routes, services, metrics, calls);
  app.get('/healthz', async (_request, response) => {
    const health = await checkHealth(services);
    response.status(health.status === 'ok' ? 200 : 503).json(health);
  });
  app.get('/metrics', async (request, response) => {
    if (!isLocal(request, services)) {
      const principal = await services.auth.findPrincipal(request);
      services.auth.authorize(principal, ['admin'], request);
    }
    response.type(metrics.mediaType).send(await metrics.render());
  });
  mountPages(app, webFolder);
  app.use(toErrorHandler(services));
  return app;
}

/** From this machine itself, and not through a proxy on it: then the address would be the proxy's. */
function isLocal(request: Request, services: Services): boolean {
  const address = request.socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
  return isLoopback && !services.config.trustProxy && request.headers['x-forwarded-for'] === undefined;
}

function mountPages(app: Express, webFolder: string | undefined): void {
  if (webFolder !== undefined) {
    // Names under assets/ carry a hash of their content.
    app.use(
      '/assets',
      express.static(join(webFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
    );
    app.use(express.static(webFolder, { index: false, maxAge: 0 }));
  }
  app.use((request, response) => {
    const isPage = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!isPage || request.path.startsWith('/assets/')) throw new ServerError('NOT_FOUND');
    response.setHeader('Cache-Control', 'no-cache');
    if (webFolder === undefined)
      response
        .status(404)
        .type('text')
        .send(`${SERVER_ERRORS.NOT_FOUND.text.en} The pages have not been built.`);
    // Every other path is a page of the single-page application, which reads the path by itself.
    else response.sendFile(join(webFolder, 'index.html'));
  });
}
