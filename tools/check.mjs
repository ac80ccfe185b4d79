// Every check that is not a test, two at a time, each with its own heading when it fails. `npm run check`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (...parts) => join(root, 'node_modules', ...parts);

const checks = [
  { name: 'types', args: [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the pages', args: [bin('typescript', 'bin', 'tsc'), '-p', 'server/web/tsconfig.json'] },
  { name: 'lint', args: [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'] },
  { name: 'format', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'] },
  {
    name: 'imports',
    args: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      'tools/imports.config.cjs',
      'bin',
      'server',
      'scanner',
      'rules',
      'reports',
    ],
  },
  {
    name: 'duplicates',
    args: [
      bin('jscpd', 'bin', 'jscpd'),
      '--min-lines=12',
      '--min-tokens=120',
      '--format=typescript,tsx',
      '--reporters=consoleFull',
      '--exitCode=1',
      'bin',
      'server',
      'scanner',
      'rules',
      'reports',
    ],
  },
  { name: 'docs', args: ['--import', 'tsx', 'tools/make-docs.ts', '--check'] },
  { name: 'rule catalogue', args: ['--import', 'tsx', 'rules/packs/build-catalogue.ts', '--check'] },
  { name: 'rule pages', args: ['--import', 'tsx', 'tools/make-rule-docs.ts', '--check'] },
];

const only = process.argv.slice(2);
const queue = checks.filter((check) => only.length === 0 || only.includes(check.name));
let failed = 0;
let passed = 0;

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
console.log(`checks: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const { code, output } = await run(check.args);
    if (code === 0) {
      passed += 1;
      console.log(`ok      ${check.name}`);
    } else {
      failed += 1;
      console.log(`FAILED  ${check.name}\n${output}`);
    }
  }
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output }));
  });
}
