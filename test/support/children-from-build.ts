import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startChildrenFromBuild } from '../../scanner/child-program.ts';

// Loaded before the tests (.mocharc.json). A child process needs seconds to start from its TypeScript sources and
// tenths of one from the build, which `npm test` makes first. Where the build is of older sources, children start from
// the sources.
const buildTool = fileURLToPath(new URL('../../tools/build.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [buildTool, '--check', 'core'], { stdio: 'ignore' });
if (status === 0) startChildrenFromBuild(new URL('../../dist/', import.meta.url));
