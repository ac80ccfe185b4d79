import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toChildProgram } from '../../scanner/child-program.ts';
import { SCAN_FLAGS } from '../../scanner/engine-flags.ts';
import { RunFailure } from './scan-failure.ts';

export type ChildLimits = {
  readonly timeoutMs: number;
  /** Of the JavaScript heap. */
  readonly heapMb: number;
  /** Of all resident memory: buffers do not count towards the heap. Watched where the system has /proc. */
  readonly residentMb: number;
};

export type ChildProgress = {
  readonly stage: string;
  readonly fraction?: number | undefined;
  readonly message?: string | undefined;
};

export type ChildTask<Done extends z.ZodType> = {
  /** File beside this one, without extension. */
  readonly script: 'scan-child' | 'render-child' | 'rejudge-child';
  /** Sent once, as JSON. */
  readonly order: object;
  /** What the process reports when it is done. Checked: the process has read hostile data and may be taken over. */
  readonly done: Done;
  readonly limits: ChildLimits;
  /** Nothing of the server's own environment reaches the process: it holds secrets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ChildProgress) => void;
};

const WATCH_EVERY_MS = 250;
const KEPT_STDERR_CHARS = 4000;

/**
 * Runs one task in a process of its own, which a hostile app can at worst end. Rejects with RunFailure: the code
 * that the process reports, or SCAN_CRASHED, SCAN_TIMED_OUT, SCAN_OUT_OF_MEMORY, or CANCELLED when the signal aborts.
 */
export async function runChild<Done extends z.ZodType>(task: ChildTask<Done>): Promise<z.output<Done>> {
  const { limits, signal } = task;
  const child = startChild(task.script, limits.heapMb, task.env ?? {});
  let stopReason: RunFailure | undefined;
  const stop = (code: string, message: string): void => {
    stopReason ??= new RunFailure(code, message);
    killGroup(child);
  };
  const onAbort = (): void => stop('CANCELLED', 'The process was stopped.');
  const deadline = setTimeout(
    () => stop('SCAN_TIMED_OUT', `The process was still running after ${limits.timeoutMs} ms.`),
    limits.timeoutMs,
  );
  const memory = setInterval(() => {
    void findResidentMb(child.pid).then((residentMb) => {
      if (residentMb !== undefined && residentMb > limits.residentMb)
        stop('SCAN_OUT_OF_MEMORY', `The process grew beyond ${limits.residentMb} MB.`);
    });
  }, WATCH_EVERY_MS);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    const last = await talk(child, task.order, task.onProgress ?? (() => undefined));
    if (stopReason !== undefined) throw stopReason;
    if (last.kind === 'failed') throw new RunFailure(last.code, last.message);
    const parsed = task.done.safeParse(last.value);
    if (!parsed.success)
      throw new RunFailure('SCAN_CRASHED', 'The process gave a result that cannot be right.');
    return parsed.data;
  } finally {
    clearTimeout(deadline);
    clearInterval(memory);
    signal.removeEventListener('abort', onAbort);
    // What the process may have started goes with it.
    killGroup(child);
  }
}

function startChild(script: string, heapMb: number, env: Readonly<Record<string, string>>): ChildProcess {
  const { file, loaderFlags } = toChildProgram(`server/jobs/${script}`);
  return fork(file, [], {
    execArgv: [...loaderFlags, `--max-old-space-size=${heapMb}`, ...SCAN_FLAGS],
    env: { TZ: 'UTC', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
}

const childMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    stage: z.string().max(200),
    fraction: z.number().min(0).max(1).optional(),
    message: z.string().max(10_000).optional(),
  }),
  z.object({ kind: z.literal('done'), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), code: z.string().max(50), message: z.string().max(10_000) }),
]);
/** What a process says over the channel. */
export type ChildMessage = z.infer<typeof childMessage>;
type LastWord = Exclude<ChildMessage, { kind: 'progress' }>;

/** Gives the order and listens until the process is gone. Resolves to its last word: done or failed. */
function talk(
  child: ChildProcess,
  order: object,
  onProgress: (progress: ChildProgress) => void,
): Promise<LastWord> {
  return new Promise((resolve) => {
    let lastWord: LastWord | undefined;
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR_CHARS);
    });
    child.on('message', (raw) => {
      const parsed = childMessage.safeParse(raw);
      if (!parsed.success) return;
      if (parsed.data.kind === 'progress') onProgress(parsed.data);
      else lastWord ??= parsed.data;
    });
    child.on('error', (error) => {
      lastWord ??= { kind: 'failed', code: 'SCAN_CRASHED', message: `No process: ${error.message}` };
      if (child.pid === undefined) resolve(lastWord);
    });
    child.on('close', (exitCode, signal) => resolve(lastWord ?? toCrash(exitCode, signal, stderr)));
    child.send(order, () => undefined);
  });
}

function toCrash(exitCode: number | null, signal: NodeJS.Signals | null, stderr: string): LastWord {
  if (/heap out of memory|allocation failure/i.test(stderr))
    return { kind: 'failed', code: 'SCAN_OUT_OF_MEMORY', message: 'The process used up its heap.' };
  const how = signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by ${signal}`;
  const lastLine = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  const message = `The process ended ${how}${lastLine ? `: ${lastLine}` : '.'}`;
  return { kind: 'failed', code: 'SCAN_CRASHED', message };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Resident memory in MB, from /proc; undefined where there is none or the process has ended. */
async function findResidentMb(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
