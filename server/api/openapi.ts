import { z } from 'zod';
import { SERVER_ERRORS } from '../errors.ts';
import { BASE_PATH } from './mount.ts';
import type { Answer, Route } from './route.ts';
import { errorBody, namedSchemas } from './schemas.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the routes: made from the very schemas that check requests. */
export function toOpenApi(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `${BASE_PATH}${route.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'appgov',
      version,
      description:
        'Scans Android apps for privacy compliance. Programs send a bearer token; pages use a session cookie and ' +
        'repeat its CSRF token in the header x-appgov-csrf on every call that changes something.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: toComponents(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'appgov_session' },
      },
    },
  };
}

function toOperation(route: Route): JsonObject {
  const answers = [...route.answers, ...toRefusals(route)];
  return {
    operationId: route.operation,
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'public' ? [] : [{ token: [] }, { session: [] }],
    'x-roles': route.access === 'public' ? [] : route.access,
    parameters: [...toParameters(route.params, 'path'), ...toParameters(route.query, 'query')],
    ...toRequestBody(route),
    responses: Object.fromEntries(answers.map((answer) => [String(answer.status), toResponse(answer)])),
  };
}

/** Refusals that follow from what a route declares. */
function toRefusals(route: Route): readonly Answer[] {
  const statuses = new Set<number>();
  if (route.body ?? route.query ?? route.params ?? route.rawBody) statuses.add(400);
  if (route.access !== 'public') statuses.add(401).add(403);
  if (route.params !== undefined) statuses.add(404);
  for (const answer of route.answers) statuses.delete(answer.status);
  return [...statuses].map((status) => ({ status, description: describeStatus(status), schema: errorBody }));
}

function describeStatus(status: number): string {
  return Object.values(SERVER_ERRORS)
    .filter((entry) => entry.status === status)
    .map((entry) => entry.text.en)
    .join(' / ');
}

function toRequestBody(route: Route): JsonObject {
  const [mediaType, schema] =
    route.rawBody === undefined
      ? (['application/json', route.body] as const)
      : ([route.rawBody.mediaType, route.rawBody.schema] as const);
  if (schema === undefined) return {};
  return { requestBody: { required: true, content: { [mediaType]: { schema: toSchema(schema, 'input') } } } };
}

function toResponse(answer: Answer): JsonObject {
  const content =
    answer.schema === undefined
      ? (answer.mediaTypes ?? []).map((mediaType) => [mediaType, {}] as const)
      : [['application/json', { schema: toSchema(answer.schema, 'output') }] as const];
  return {
    description: answer.description,
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
  };
}

function toParameters(schema: z.ZodType | undefined, where: 'path' | 'query'): readonly JsonObject[] {
  if (schema === undefined) return [];
  const object = toSchema(schema, 'input');
  const properties = (object['properties'] ?? {}) as Record<string, unknown>;
  const required = (object['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const id = namedSchemas.get(schema)?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function toComponents(): JsonObject {
  const { schemas } = z.toJSONSchema(namedSchemas, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}
