import type { Express } from 'express';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { BASE_PATH } from './mount.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>appgov HTTP interface</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="document"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '${BASE_PATH}/openapi.json', dom_id: '#document', deepLinking: true });\n`;

/** The readable page of the interface's document, from files of this machine alone. */
export function mountDocs(app: Express): void {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  app.get('/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  app.get(`${BASE_PATH}/docs`, (_request, response) => response.redirect('/docs'));
  app.get('/docs/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    app.get(`/docs/${file}`, (_request, response) => response.sendFile(file, { root: folder }));
}
