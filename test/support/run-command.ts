import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type CommandResult = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

const appgovFile = fileURLToPath(new URL('../../bin/appgov', import.meta.url));

/** Runs a program to its end and answers what it said. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs the compiled command line. */
export function runAppgov(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(process.execPath, [appgovFile, ...args]);
}

/** Is a program on the PATH? Says so once for each that is not, because tests then skip. */
export function hasProgram(name: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
  if (!found) console.log(`notice: ${name} is not installed; tests that compare with it skip`);
  return found;
}
