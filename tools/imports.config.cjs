// The import table of docs/architecture.md, checked by dependency-cruiser.
const top = (name) => `^${name}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one concept, or that one of them knows too much.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'scanner-stands-alone',
      comment: 'scanner/ collects facts; it knows no rules, reports or servers.',
      severity: 'error',
      from: { path: top('scanner') },
      to: { path: '^(server|rules|reports|bin|test)/' },
    },
    {
      name: 'rules-see-evidence-only',
      comment: 'A rule may depend on what was seen, never on how.',
      severity: 'error',
      from: { path: top('rules') },
      to: { path: '^(scanner/(?!evidence/)|server/|reports/|bin/|test/)' },
    },
    {
      name: 'reports-import-types',
      comment: 'A rendering is made from the report alone.',
      severity: 'error',
      from: { path: top('reports') },
      to: { path: '^(scanner|rules|server|bin|test)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-does-not-import-bin',
      severity: 'error',
      from: { path: top('server') },
      to: { path: '^(bin|test)/' },
    },
    {
      name: 'pure-cores',
      comment: 'These rooms do no I/O; what they need is passed in.',
      severity: 'error',
      from: {
        path: '^(scanner/(package|dex|code|emulator/machine)/|rules/engine/|reports/(model|parts)/)',
        pathNot: '(^|/)(file-source)\\.ts$',
      },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|http2|child_process|dgram|dns|worker_threads|cluster)$',
      },
    },
    {
      name: 'web-talks-over-http',
      comment:
        'The pages may take types of the report, and from reports/shared what they show as rendered reports do.',
      severity: 'error',
      from: { path: '^server/web/' },
      to: {
        path: '^(scanner|rules|reports|server/(?!web/))',
        pathNot: '^reports/shared/',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
