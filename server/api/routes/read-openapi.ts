import { toOpenApi } from '../openapi.ts';
import { definePublicRoute, json } from '../route.ts';
import type { Route } from '../route.ts';
import { anyObject } from '../schemas.ts';

/** Takes the table it is part of, so that the document describes this route too. */
export function toOpenApiRoute(listRoutes: () => readonly Route[]): Route {
  let document: unknown;
  return definePublicRoute({
    method: 'GET',
    path: '/openapi.json',
    operation: 'readOpenApi',
    summary: 'This interface as an OpenAPI 3.1 document',
    tag: 'Interface',
    answers: [{ status: 200, description: 'The document', schema: anyObject }],
    handle: async ({ services }) => {
      document ??= toOpenApi(listRoutes(), services.versions.engineVersion);
      return json(document);
    },
  });
}
